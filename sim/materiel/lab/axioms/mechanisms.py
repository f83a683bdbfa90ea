"""Mechanisms that may turn the sign of a dose, and the switch that turns each of them off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from materiel.layout import script as sc
from materiel.scenario.world import Scenario


@dataclass(frozen=True)
class Mechanism:
    """A way from a dose to readiness. Off: parts of decisions stay what they were without the dose, or values hold in both runs."""

    name: str
    what: str
    played: int = 0
    values: Mapping[str, Any] = field(default_factory=dict)


_AMPLE = 1_000_000_000
"""Units of a part that no line ever lacks."""
DECISIONS = (
    Mechanism("gifts", "donors give less from stock where less is lacking", sc.GIFTS),
    Mechanism("orders", "money goes to other orders where less is lacking", sc.ORDERS),
    Mechanism("refills", "donors refill their own stocks otherwise", sc.REFILLS),
    Mechanism("resolve", "donors' own readiness moves their resolve", sc.RESOLVE),
    Mechanism("programmes", "programmes are decided on other dates", sc.PROGRAMMES),
)
"""Feedback through decisions; a programme or lever that is switched off would change more than the feedback."""
TOGETHER = Mechanism("decisions", "decisions together (the open loop)", sc.ALL_PARTS)


def feedback_of(scenario: Scenario) -> list[Mechanism]:
    """What may explain a reversal in the closed loop."""
    decides = bool(scenario.donors or scenario.procurements or any(p.signs for p in scenario.programmes.values()))
    return [*(DECISIONS if decides else ()), *ways_of(scenario), *([TOGETHER] if decides else ())]


def ways_of(scenario: Scenario) -> list[Mechanism]:
    """Ways through the recipient's own rules, which act in the open loop too."""
    found = []
    courses = {f"training.{name}.slots": 0 for name in scenario.training}
    if courses:
        found.append(Mechanism("conversion", "crews convert, and hold pieces meanwhile", values=courses))
    parts = {f"stocks.{part.stock}.on_hand": _AMPLE for line in scenario.lines.values() for part in line.parts}
    if parts:
        found.append(Mechanism("parts", "lines take parts that others need", values=parts))
    rationed = {
        f"fronts.{name}.ration_below_days": 0.0
        for name, front in scenario.fronts.items()
        if front.ration_below_days.value > 0.0
    }
    if rationed:
        found.append(Mechanism("ration", "munitions are rationed by days of supply", values=rationed))
    shortage = {
        f"fleets.{name}.losses.shortage_factor": 0.0
        for name, fleet in scenario.fleets.items()
        if fleet.losses is not None and fleet.losses.shortage_factor.value > 0.0
    }
    if shortage:
        found.append(Mechanism("shortage", "losses grow where munitions are short", values=shortage))
    return found
