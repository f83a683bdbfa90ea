"""Money that may be spent: dated lumps, and what becomes of what is not spent."""

from __future__ import annotations

from pydantic import Field

from materiel.scenario.spec import Spec, When
from materiel.scenario.values import NotNegative, Number, Share


class Lump(Spec):
    """Money that comes at a date."""

    date: When
    """When it comes."""
    eur: NotNegative
    """How much, EUR."""
    lapses: When | None = None
    """When what is left of it lapses; left out, by the account's rule."""
    follows_resolve: bool = False
    """The resolve at that instant is a factor on it."""


class Account(Spec):
    """An authority account: what comes in, and when it lapses. A lapse stops decisions, never deliveries of earlier orders."""

    lumps: list[Lump] = Field(default_factory=list)
    """Dated money."""
    lapse_days: NotNegative = Number(central=0.0)
    """Days after which money that came in lapses; 0: never."""
    modelled_share: Share = Number(central=1.0)
    """Share of what comes in that goes to items of this world; the rest is counted, and buys nothing here."""
