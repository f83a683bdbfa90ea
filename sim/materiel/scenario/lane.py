"""A lane: how goods get from one site to another."""

from __future__ import annotations

from pydantic import Field

from materiel.scenario.law import Days
from materiel.scenario.profile import FactorProfile
from materiel.scenario.spec import SiteName, Spec
from materiel.scenario.values import NotNegative, Number, PositiveCount, Share


class Lane(Spec):
    """A way between two sites. Without a timetable goods leave when they come; shipments may overtake unless `fifo`."""

    title: str = ""
    """What it is called in tables and figures."""
    from_: SiteName | None = Field(None, alias="from")
    """Where it begins."""
    to: SiteName | None = None
    """Where it ends."""
    lead_days: Days
    """Days on the way."""
    season: FactorProfile | None = None
    """Factor on the lead time, over the year."""
    fifo: bool = False
    """A shipment never overtakes another."""
    loss: Share = Number(central=0.0)
    """Share of the units that is lost on the way."""
    loss_season: FactorProfile | None = None
    """Factor on the share lost."""
    passes: SiteName | None = None
    """A site that it passes: hits there interdict the lane."""
    interdicted_loss: Share = Number(central=0.0)
    """Further share lost while that site has no condition left; in proportion before."""
    departure_days: NotNegative = Number(central=0.0)
    """Days between departures; 0: no timetable."""
    departure_offset_days: NotNegative = Number(central=0.0)
    """Days from the start to the first departure."""
    capacity: PositiveCount | None = None
    """Most units that a departure takes; left out, no limit."""
