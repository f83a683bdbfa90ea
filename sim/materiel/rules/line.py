"""What a station of a line does: starts lots, works at the speed it has, hands over what it finished, or says why it stands."""

from __future__ import annotations

from materiel.chance.draw import draw
from materiel.chance.sample import sample
from materiel.jit import Real, Whole, rule
from materiel.layout import head as h
from materiel.layout import line as li
from materiel.layout import site as si
from materiel.layout import stock as s
from materiel.layout.fields import STATE
from materiel.rules.agenda import wake
from materiel.rules.learning import learning_factor
from materiel.rules.meter import metered
from materiel.rules.orders import hand_to_customers, wanted
from materiel.rules.ramp import FOREVER, profile_reach, profile_sum
from materiel.rules.site import site_speed
from materiel.rules.stock import receive, take


@rule
def _enter(n: Whole, x: Real, station: int, state: int) -> None:
    """Change what the station does, with the line's meters; clocks that run only while it works are let know."""
    before = n[station + STATE]
    if before == state:
        return
    line = n[station + li.OF_LINE]
    old = line + li.IN_STATE_FIRST + li.METER_WIDTH * before
    new = line + li.IN_STATE_FIRST + li.METER_WIDTH * state
    metered(n, x, old, x[old + 2] - 1.0)
    metered(n, x, new, x[new + 2] + 1.0)
    n[station + STATE] = state
    if before == li.WORKING or state == li.WORKING:
        _let_modes_look(n, x, station, li.WHILE_WORKING)


@rule
def _let_modes_look(n: Whole, x: Real, station: int, clock: int) -> None:
    first = n[station + li.MODES]
    for k in range(n[station + li.MODE_COUNT]):
        mode = n[first + k]
        if n[mode + li.CLOCK] == clock:
            wake(n, x, mode)


@rule
def progress(n: Whole, x: Real, station: int) -> None:
    """Bring the work done on the lot in hand up to now."""
    now = x[h.NOW]
    if n[station + STATE] == li.WORKING:
        line = n[station + li.OF_LINE]
        done = x[station + li.SPEED] * profile_sum(n, x, n[line + li.CAPACITY], x[station + li.UP_TO], now)
        x[station + li.LEFT] = max(0.0, x[station + li.LEFT] - done)
    x[station + li.UP_TO] = now


@rule
def _has_parts(n: Whole, line: int) -> bool:
    for k in range(n[line + li.BOM_COUNT]):
        part = n[line + li.BOM] + k * li.PART_SIZE
        if n[n[part + li.PART_STOCK] + s.ON_HAND] < n[part + li.PART_UNITS] * n[line + li.LOT]:
            return False
    return True


@rule
def _halted(n: Whole, x: Real, line: int) -> int:
    """Why the speed is zero: the line is shut, its site is destroyed, or there is no power."""
    if x[line + li.EXPANSION] <= 0.0:
        return li.SHUT
    site = n[line + li.SITE]
    return li.UNPOWERED if site != 0 and x[site + si.CONDITION] > 0.0 else li.DAMAGED


@rule
def _start_lot(n: Whole, x: Real, station: int, speed: float) -> int:
    """Start a lot if nothing keeps the station from it; the state that follows."""
    line = n[station + li.OF_LINE]
    if n[line + li.CONVERTING] == 1 or x[line + li.EXPANSION] <= 0.0:
        return li.SHUT
    units = n[line + li.LOT]
    if n[line + li.TO_ORDER] == 1 and wanted(n, line) <= 0:
        return li.NO_MONEY if n[line + li.UNFUNDED] > 0 else li.NO_ORDERS
    if speed <= 0.0:
        return _halted(n, x, line)
    if not _has_parts(n, line):
        return li.STARVED
    for k in range(n[line + li.BOM_COUNT]):
        part = n[line + li.BOM] + k * li.PART_SIZE
        stock = n[part + li.PART_STOCK]
        got = take(n, x, stock, n[part + li.PART_UNITS] * units, 0)
        n[part + li.PART_IN_WORK] += got
        n[stock + s.DEMANDED] += got
        n[stock + s.FILLED] += got
    made = x[line + li.LEARNED] + float(n[line + li.MADE] + n[line + li.IN_LOTS])
    n[line + li.IN_LOTS] += units
    n[station + li.HAS_LOT] = 1
    n[station + li.LOT_UNITS] = units
    nominal = sample(n, x, n[line + li.WORK], draw(n, x, line + li.WORK_DRAWS))
    x[station + li.LEFT] = nominal * learning_factor(made, x[line + li.LEARNING])
    return li.WORKING


@rule
def _room(n: Whole, line: int, units: int) -> bool:
    """Whether what customers leave of a finished lot fits into the output stock."""
    units -= min(units, n[line + li.OUTSTANDING])
    output = n[line + li.OUTPUT]
    if units == 0 or output == 0 or n[output + s.CAPACITY] < 0:
        return True
    return bool(n[output + s.ON_HAND] - n[output + s.OWED] + units <= n[output + s.CAPACITY])


@rule
def finish_lot(n: Whole, x: Real, station: int) -> None:
    """The lot in hand is done: its parts are built in, and it waits on the station to be handed over."""
    progress(n, x, station)
    line = n[station + li.OF_LINE]
    units = n[station + li.LOT_UNITS]
    for k in range(n[line + li.BOM_COUNT]):
        part = n[line + li.BOM] + k * li.PART_SIZE
        n[part + li.PART_IN_WORK] -= n[part + li.PART_UNITS] * units
        n[part + li.PART_BUILT_IN] += n[part + li.PART_UNITS] * units
    n[line + li.IN_LOTS] -= units
    n[line + li.MADE] += units
    n[line + li.HELD] += units
    first = n[line + li.MILESTONES]
    for k in range(n[line + li.MILESTONE_COUNT]):
        if x[n[first + k] + li.REACHED] < 0.0 and n[line + li.MADE] >= n[n[first + k] + li.MILE_UNITS]:
            x[n[first + k] + li.REACHED] = x[h.NOW]
    n[station + li.HAS_LOT] = 2
    x[station + li.LEFT] = 0.0


@rule
def _hand_over(n: Whole, x: Real, station: int) -> bool:
    """Give the finished lot to customers and to the output stock; false while the stock has no room for it."""
    line = n[station + li.OF_LINE]
    units = n[station + li.LOT_UNITS]
    if not _room(n, line, units):
        return False
    n[line + li.HELD] -= units
    n[station + li.HAS_LOT] = 0
    left = hand_to_customers(n, x, line, units)
    if left > 0 and n[line + li.OUTPUT] == 0:
        n[line + li.SPARE] += left
    elif left > 0:
        receive(n, x, n[line + li.OUTPUT], left)
    return True


@rule
def look(n: Whole, x: Real, station: int) -> float:
    """Let the station do what it can now; the instant at which its lot will be done (days), infinity if it stands.

    Its state says why it stands. Work is preempted and resumed: what is done of a lot stays done. Blocking is after service.
    """
    progress(n, x, station)
    line = n[station + li.OF_LINE]
    if n[station + li.HAS_LOT] == 2 and not _hand_over(n, x, station):
        _enter(n, x, station, li.BLOCKED)
        return FOREVER
    if n[station + li.DOWN] > 0:
        _enter(n, x, station, li.BROKEN)
        return FOREVER
    speed = site_speed(n, x, n[line + li.SITE]) * x[line + li.EXPANSION]
    x[station + li.SPEED] = speed
    if n[station + li.HAS_LOT] == 0:
        state = _start_lot(n, x, station, speed)
        if state != li.WORKING:
            _enter(n, x, station, state)
            return FOREVER
    if speed <= 0.0:
        _enter(n, x, station, _halted(n, x, line))
        return FOREVER
    _enter(n, x, station, li.WORKING)
    _reckon_end(n, x, station)
    x[station + li.TIMER] = x[station + li.DONE_AT]
    return float(x[station + li.DONE_AT])


@rule
def _reckon_end(n: Whole, x: Real, station: int) -> None:
    """When the lot will be done at the speed there is."""
    left = x[station + li.LEFT] / x[station + li.SPEED]
    x[station + li.DONE_AT] = profile_reach(n, x, n[n[station + li.OF_LINE] + li.CAPACITY], x[h.NOW], left)


@rule
def lot_due(n: Whole, x: Real, station: int) -> float:
    """The lot was to be done by now. If the station was slowed since, it goes on until the instant returned (days).

    Otherwise the lot is done, and the station looks (see `look`).
    """
    if x[station + li.DONE_AT] > x[h.NOW]:
        x[station + li.TIMER] = x[station + li.DONE_AT]
        return float(x[station + li.DONE_AT])
    finish_lot(n, x, station)
    return look(n, x, station)


@rule
def new_speed(n: Whole, x: Real, station: int) -> None:
    """Condition or power at the site is another. Only a station to which that makes a difference looks again.

    One at work reckons what is done and when the rest will be; it need not look unless the lot will be done before it is
    expected. Hits on the grid, and their repairs, change the speed ten times in the course of a lot.
    """
    state = n[station + STATE]
    line = n[station + li.OF_LINE]
    speed = site_speed(n, x, n[line + li.SITE]) * x[line + li.EXPANSION]
    if state == li.WORKING and speed > 0.0:
        progress(n, x, station)
        x[station + li.SPEED] = speed
        _reckon_end(n, x, station)
        if x[station + li.DONE_AT] < x[station + li.TIMER]:
            wake(n, x, station)
    elif state <= li.WORKING or state == li.DAMAGED or state == li.UNPOWERED or (state == li.STARVED and speed <= 0.0):
        wake(n, x, station)


@rule
def _clock_runs(n: Whole, mode: int) -> bool:
    station = n[mode + li.OF_STATION]
    if n[mode + li.CLOCK] == li.CALENDAR:
        return True
    if n[mode + li.CLOCK] == li.WHILE_UP:
        return bool(n[station + li.DOWN] == 0)
    return bool(n[station + STATE] == li.WORKING)


@rule
def mode_look(n: Whole, x: Real, mode: int) -> float:
    """The instant at which this failure mode strikes or is repaired (days); infinity while its clock stands still."""
    now = x[h.NOW]
    if n[mode + STATE] == li.IS_DOWN:
        return float(x[mode + li.DUE])
    if n[mode + li.DRAWN] == 0:
        n[mode + li.DRAWN] = 1
        x[mode + li.REMAINING] = sample(n, x, n[mode + li.UP], draw(n, x, mode + li.UP_DRAWS))
    elif n[mode + li.RUNNING] == 1:
        x[mode + li.REMAINING] = max(0.0, x[mode + li.REMAINING] - (now - x[mode + li.COUNTED_TO]))
    x[mode + li.COUNTED_TO] = now
    n[mode + li.RUNNING] = 1 if _clock_runs(n, mode) else 0
    return float(now + x[mode + li.REMAINING]) if n[mode + li.RUNNING] == 1 else FOREVER


@rule
def strike(n: Whole, x: Real, mode: int) -> None:
    """The mode fails its station, which stops at once; the repair time is drawn and is not interrupted."""
    station = n[mode + li.OF_STATION]
    n[mode + STATE] = li.IS_DOWN
    n[mode + li.FAILURES] += 1
    x[mode + li.DUE] = x[h.NOW] + sample(n, x, n[mode + li.DOWN_FOR], draw(n, x, mode + li.DOWN_DRAWS))
    n[station + li.DOWN] += 1
    wake(n, x, station)
    _let_modes_look(n, x, station, li.WHILE_UP)


@rule
def restore(n: Whole, x: Real, mode: int) -> None:
    """The mode's repair is done; the station goes on if no other mode keeps it down."""
    station = n[mode + li.OF_STATION]
    n[mode + STATE] = li.IS_UP
    n[mode + li.DRAWN] = 0
    n[mode + li.RUNNING] = 0
    n[station + li.DOWN] -= 1
    wake(n, x, station)
    _let_modes_look(n, x, station, li.WHILE_UP)
