"""The table of builders, in the order in which sections are laid out. A new kind adds one line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from materiel.network.arsenal import allot_arsenal, fill_arsenal
from materiel.network.build import Build
from materiel.network.demand import allot_demand, fill_demand
from materiel.network.donor import allot_donor, allot_holding, allot_order, fill_donor, fill_holding, fill_order
from materiel.network.fleet import allot_fleet, fill_fleet
from materiel.network.front import allot_front, fill_front
from materiel.network.lane import allot_lane, fill_lane
from materiel.network.layer import allot_layer, fill_layer
from materiel.network.line import allot_line, fill_line
from materiel.network.need import allot_need, fill_need
from materiel.network.pledge import allot_pledge, fill_pledge
from materiel.network.procurement import allot_procurement, fill_procurement
from materiel.network.programme import allot_programme, fill_programme
from materiel.network.raid import allot_raid, fill_raid
from materiel.network.regime import allot_regime, fill_regime
from materiel.network.shop import allot_shop, fill_shop
from materiel.network.site import allot_site, fill_site
from materiel.network.source import allot_source, fill_source
from materiel.network.stock import allot_stock, fill_stock
from materiel.network.training import allot_training, fill_training

Step = Callable[[Build, str, Any], None]


@dataclass(frozen=True)
class Builder:
    """How the entities of one section become rows: `allot` names their rows, `fill` sets all cells."""

    section: str
    allot: Step
    fill: Step


BUILDERS: tuple[Builder, ...] = (
    Builder("regimes", allot_regime, fill_regime),
    Builder("sites", allot_site, fill_site),
    Builder("stocks", allot_stock, fill_stock),
    Builder("sources", allot_source, fill_source),
    Builder("lanes", allot_lane, fill_lane),
    Builder("lines", allot_line, fill_line),
    Builder("shops", allot_shop, fill_shop),
    Builder("fleets", allot_fleet, fill_fleet),
    Builder("training", allot_training, fill_training),
    Builder("fronts", allot_front, fill_front),
    Builder("demands", allot_demand, fill_demand),
    Builder("arsenals", allot_arsenal, fill_arsenal),
    Builder("raids", allot_raid, fill_raid),
    Builder("layers", allot_layer, fill_layer),
    Builder("needs", allot_need, fill_need),
    Builder("donors", allot_donor, fill_donor),
    Builder("holdings", allot_holding, fill_holding),
    Builder("procurements", allot_procurement, fill_procurement),
    Builder("orders", allot_order, fill_order),
    Builder("pledges", allot_pledge, fill_pledge),
    Builder("programmes", allot_programme, fill_programme),
)  # fmt: skip
