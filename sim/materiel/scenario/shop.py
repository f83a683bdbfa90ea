"""A shop: repair in bays, with a queue before them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from materiel.scenario.law import Days
from materiel.scenario.line import Part
from materiel.scenario.spec import ItemName, LaneName, Refers, SiteName, Spec
from materiel.scenario.values import NaturalCount, NotNegative, Number, Share

ShopName = Annotated[str, Refers("shops")]


class Shop(Spec):
    """Bays that repair failed units one by one, by priority, then first come first served."""

    title: str = ""
    """What it is called in tables and figures."""
    site: SiteName | None = None
    """Where it stands: condition and power of the site are factors on its speed; work is preempted and resumed."""
    item: ItemName | None = None
    """What users hand in here (exchange); left out, the item of the stock that they ask."""
    bays: NaturalCount | None = None
    """Units repaired at once; left out: ample."""
    queue_places: NaturalCount | None = None
    """Places in the queue; what finds neither a bay nor a place is refused and counted. Left out: no limit."""
    repair_days: Days
    """Days of work on a unit."""
    scrapped: Share = Number(central=0.0)
    """Share of the units that turns out to be beyond repair."""
    parts: list[Part] = Field(default_factory=list)
    """What a repair uses up; a job waits for its parts."""
    lane: LaneName | None = None
    """The lane by which repaired units go to their stock; left out: they are there at once."""
    cost_eur: NotNegative = Number(central=0.0)
    """Price of a repair."""
    long_wait_days: NotNegative = Number(central=0.0)
    """A wait longer than this is counted as a long one."""
