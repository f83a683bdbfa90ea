"""Decisions by script: what is decided is written down, or what was written down is decided again (`layout/script.py`)."""

from __future__ import annotations

from materiel.jit import Real, Whole, rule
from materiel.layout import head as h
from materiel.layout import script as sc
from materiel.rules.agenda import fault


@rule
def _plays(n: Whole, script: int, part: int) -> bool:
    """Whether decisions of this part are read from the script."""
    return n[script + sc.PLAYED] & part != 0


@rule
def _next_cell(n: Whole, script: int, part: int) -> int:
    """Address of the script's next cell; 0 without a script, or if it is at its end, which is a fault."""
    if script == 0:
        return 0
    at = n[script + sc.AT]
    last = n[script + sc.WRITTEN] if _plays(n, script, part) else n[script + sc.ROOM]
    if at >= last:
        fault(n, h.SCRIPT_OVER, n[script + sc.OWNER], at)
        return 0
    n[script + sc.AT] = at + 1
    return int(script + sc.SCRIPT_SIZE + at)


@rule
def decided(n: Whole, x: Real, script: int, part: int, units: int) -> int:
    """Units that are decided on: those just found right, or, of a part that is played, those in the script at `script` (0: none).

    Called once for every decision that could be taken, even if it is to do nothing, so that runs keep in step.
    """
    cell = _next_cell(n, script, part)
    if cell == 0:
        return units
    if _plays(n, script, part):
        return int(n[cell])
    n[cell] = units
    return units


@rule
def decided_real(n: Whole, x: Real, script: int, part: int, value: float) -> float:
    """As `decided`, of a real number."""
    cell = _next_cell(n, script, part)
    if cell == 0:
        return value
    if _plays(n, script, part):
        return float(x[cell])
    x[cell] = value
    return value
