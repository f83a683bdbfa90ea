"""What a metric has to know of the world beside the record: calendar, targets, prices, who is domestic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Setting:
    """The yardsticks of one world.

    `target` and `threshold` are readiness (share); `category_floors` the least levels of the worst component, best category
    first; `allied_target` allied readiness; `discount_rate` is a year's;
    `warm_up` are days from the start that averages over the whole run leave out. `months` are the whole calendar months of the
    run (0: as many as the record shows). `items` names the item of each row
    `kind/name` that has one; `unit_cost` is EUR an item; `domestic` are lines in the country that is supplied, `abroad`
    sources that it gets units from other than as aid. `home` is the recipient's name among owners; `owners` names the owner
    of each stock that has one (a donor, or the recipient); `draws_on` the stocks that each user `kind/name` draws on, best first,
    and that of each holding; `fallen` is the share of its highest level so far below which a stock has fallen.
    """

    target: float = 0.8
    threshold: float = 0.5
    allied_target: float = 0.9
    discount_rate: float = 0.0
    warm_up: float = 0.0
    months: int = 0
    category_floors: tuple[float, ...] = (0.9, 0.8, 0.65)
    items: Mapping[str, str] = field(default_factory=dict)
    unit_cost: Mapping[str, float] = field(default_factory=dict)
    domestic: frozenset[str] = frozenset()
    abroad: frozenset[str] = frozenset()
    home: str = "recipient"
    owners: Mapping[str, str] = field(default_factory=dict)
    draws_on: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fallen: float = 0.5
