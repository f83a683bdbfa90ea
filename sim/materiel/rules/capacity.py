"""What decisions change about a line: its speed, whether it is open, and whether money for orders is missing."""

from __future__ import annotations

from materiel.jit import Real, Whole, rule
from materiel.layout import line as li
from materiel.rules.agenda import wake


@rule
def let_stations_look(n: Whole, x: Real, line: int) -> None:
    """Stations look again, those at work too: what is done of a lot stays done, the rest goes on at the new speed."""
    first = n[line + li.STATIONS]
    for k in range(n[line + li.STATION_COUNT]):
        wake(n, x, n[first + k])


@rule
def expand(n: Whole, x: Real, line: int, factor: float) -> None:
    """Multiply the line's speed; 0 shuts it, with lots left as they are."""
    x[line + li.EXPANSION] *= factor
    let_stations_look(n, x, line)


@rule
def shut_line(n: Whole, x: Real, line: int) -> None:
    """Start no new lots; lots under work are finished."""
    n[line + li.CONVERTING] = 1
    let_stations_look(n, x, line)


@rule
def open_line(n: Whole, x: Real, line: int) -> None:
    """Let a line that was shut work.

    A line that is converted to another item is two rows: that of the old item is shut when the conversion begins, that of
    the new one, shut until then, opens when it is done. So units made are counted under the item that they are.
    """
    n[line + li.CONVERTING] = 0
    let_stations_look(n, x, line)


@rule
def set_unfunded(n: Whole, x: Real, line: int, unfunded: bool) -> None:
    """Say whether orders are missing for want of money; stations that stand without orders show it."""
    flag = 1 if unfunded else 0
    if n[line + li.UNFUNDED] != flag:
        n[line + li.UNFUNDED] = flag
        let_stations_look(n, x, line)
