"""What no schema of a single fleet can see: that two fleets that fight each other say the same of their fight."""

from __future__ import annotations

from materiel.scenario.errors import Fault
from materiel.scenario.world import Scenario


def opponents(scenario: Scenario) -> list[Fault]:
    """Opponents that fight someone else, or nobody; expected values of one side only, or by two laws.

    A side is told of the other's strength, and expected values solve the equations of both at once, so that they need each other.
    """
    faults = []
    for name, fleet in scenario.fleets.items():
        losses = fleet.losses
        other = losses.opponent if losses is not None else None
        if losses is None or other is None or other not in scenario.fleets:
            continue
        path, theirs = f"fleets.{name}.losses", scenario.fleets[other].losses
        if other == name:
            faults.append(Fault(f"{path}.opponent", f"expected another fleet, got {other!r}"))
        elif theirs is None or theirs.opponent != name:
            got = "none" if theirs is None or theirs.opponent is None else repr(theirs.opponent)
            message = f"expected a fleet whose own opponent is {name!r}, got {other!r}, whose opponent is {got}"
            faults.append(Fault(f"{path}.opponent", message))
        elif "expected" in (losses.mode, theirs.mode) and (losses.mode, losses.law) != (theirs.mode, theirs.law):
            message = f"expected mode and law of its opponent, which are {theirs.mode} and {theirs.law}"
            faults.append(Fault(f"{path}.mode", f"{message}, got {losses.mode} and {losses.law}"))
    return faults
