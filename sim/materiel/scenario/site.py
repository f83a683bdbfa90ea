"""A site: a place with a condition, power, and what hits do to it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from materiel.scenario.fleet import FleetName
from materiel.scenario.law import Days, ShareLaw
from materiel.scenario.profile import FactorProfile
from materiel.scenario.spec import Name, SiteName, Spec
from materiel.scenario.values import NaturalCount, NotNegative, Number, Share


class Site(Spec):
    """A place where things are kept, made, repaired or generated."""

    title: str = ""
    """What it is called in tables and figures."""
    country: str = ""
    """Where it is."""
    kind: str = "depot"
    """What it is: plant, depot, workshop, grid, city, ... (for drawings and groups)."""
    place: tuple[Annotated[float, Field(ge=-180, le=180)], Annotated[float, Field(ge=-90, le=90)]] | None = None
    """Longitude and latitude in degrees, approximate; for drawings only."""
    powered_by: SiteName | None = None
    """The site that powers it."""
    power_dependence: Share = Number(central=0.0)
    """Share of its work that stops without power."""
    power_capacity: NotNegative = Number(central=0.0)
    """Power that it makes for others at full condition, in units of a year's mean demand; 0 and no imports: makes none."""
    power_imports: NotNegative = Number(central=0.0)
    """Power from outside the world, in the same units."""
    power_imports_profile: FactorProfile | None = None
    """Factor on the power from outside, over time."""
    power_supply_season: FactorProfile | None = None
    """Factor on the power made, over the year."""
    power_demand_season: FactorProfile | None = None
    """Factor on the power asked for, over the year."""
    condition: Share = Number(central=1.0)
    """Condition at the start; what is missing is one open hit, under repair from the start."""
    hardening: Share = Number(central=1.0)
    """Factor on the damage of a hit; 1 without hardening."""
    damage: ShareLaw | None = None
    """Share of the condition left that a hit takes."""
    repair_days: Days | None = None
    """Days to repair a hit; left out, it is never repaired. A mixture may have a part that lasts years."""
    stock_share_lost: Share = Number(central=0.0)
    """Share of each stock at the site that a hit destroys."""
    crews: NaturalCount | None = None
    """Hits repaired at once; left out, no limit."""
    target_category: Name | None = None
    """Category under which raids go for it (power, industry, depots, cities, air_defence); left out, they do not."""
    target_weight: NotNegative = Number(central=1.0)
    """Its weight among the sites of that category."""
    batteries: list[FleetName] = Field(default_factory=list)
    """Fleets of which a hit here may take a piece."""
    batteries_lost_per_hit: Share = Number(central=0.0)
    """Probability that a hit takes one, of a fleet in proportion to its pieces in the line."""
    civil: bool = False
    """A hit here is counted as civil harm."""
