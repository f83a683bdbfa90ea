"""An item: a type of munition, interceptor, equipment or component."""

from __future__ import annotations

from typing import Literal

from materiel.scenario.profile import Constant, PriceProfile
from materiel.scenario.spec import Spec
from materiel.scenario.values import NotNegative, Number


class Item(Spec):
    """A type of goods; units of it are counted whole, and the ledger balances them."""

    title: str = ""
    """What it is called in tables and figures."""
    kind: Literal["munition", "interceptor", "equipment", "component"] = "munition"
    """What it is used for."""
    standard: Literal["soviet", "nato", "common"] = "common"
    """Whose standard it is made to."""
    family: str = ""
    """Items of a family serve the same need."""
    unit_cost_eur: PriceProfile = Constant(value=Number(central=0.0))
    """Price of a unit, EUR (constant prices), over time."""
    shelf_life_days: NotNegative = Number(central=0.0)
    """Days in stock after which a unit expires; 0: it does not expire."""
