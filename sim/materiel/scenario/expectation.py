"""Expected signs: which way a policy or a lever moves a metric, written down before it is run."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from materiel.scenario.spec import Spec, When

Direction = Literal["up", "down"]


def _said(text: str) -> str:
    if not text.strip():
        raise ValueError("expected a reason, got none")
    return text


Reason = Annotated[str, AfterValidator(_said)]


class Earlier(Spec):
    """An expectation as it was before it was changed. It stays, so that nobody expects afterwards what has been seen."""

    metric: str
    """Which metric it was about."""
    direction: Direction
    """Which way it was to move."""
    from_: When | None = Field(None, alias="from")
    """From when."""
    why: Reason
    """Why that was expected."""
    changed: When
    """When it was changed."""
    because: Reason
    """Why it was changed."""


class Expectation(Spec):
    """Which way a metric moves against the world as it stands, under the same draws. `materiel sanity` holds it against runs."""

    metric: str
    """The full name of a metric (`mean_readiness`, `readiness`, `output/us_155`; `materiel metrics` lists them)."""
    direction: Direction
    """Whether it goes up or down."""
    from_: When | None = Field(None, alias="from")
    """From when: a series is averaged over the months that end after it; left out, over all. Not for a number of the whole run."""
    why: Reason
    """By which mechanism."""
    was: list[Earlier] = Field(default_factory=list)
    """What was expected before, the first first."""


class LeverExpectation(Expectation):
    """Which way a metric moves as the lever is raised from one value to another."""

    between: tuple[Any, Any] | None = None
    """The two values; left out, the lever's low and high, or the first and the last of its choices."""
