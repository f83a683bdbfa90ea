"""What a repair shop does: admits jobs, takes them into bays, and lets them go when their work is done.

Without a site work goes at speed 1, and the end of each job is posted when it starts. At a site the speed changes with
condition and power: work is preempted and resumed. Then the shop keeps a *work clock*, the integral of the speed; a job that
starts at clock v with work w is done at v + w whatever happens, so that jobs stay in one order and nothing is re-reckoned.
"""

from __future__ import annotations

from materiel.chance.draw import draw
from materiel.chance.sample import sample
from materiel.jit import Real, Whole, rule
from materiel.layout import fleet as f
from materiel.layout import head as h
from materiel.layout import line as li
from materiel.layout import shop as sh
from materiel.layout import stock as s
from materiel.layout import ticket as t
from materiel.layout.events import JOB_DONE
from materiel.layout.fields import STATE
from materiel.rules.agenda import post, wake
from materiel.rules.meter import metered
from materiel.rules.pile import pile_on, take_first
from materiel.rules.ramp import FOREVER
from materiel.rules.returns import unit_returns
from materiel.rules.site import site_speed
from materiel.rules.stock import take
from materiel.rules.tickets import HEAD, LENGTH, free_ticket, insert_by_mark, pop, take_ticket


@rule
def _reckon(n: Whole, x: Real, shop: int) -> None:
    """Close the meters at what is in the shop now."""
    waiting = n[shop + sh.WAITING]
    busy = n[shop + sh.BUSY_BAYS]
    n[shop + sh.IN_SHOP] = waiting + busy
    metered(n, x, shop + sh.WAITING_DAYS, float(waiting))
    metered(n, x, shop + sh.BUSY_DAYS, float(busy))
    metered(n, x, shop + sh.IN_SHOP_DAYS, float(waiting + busy))
    metered(n, x, shop + sh.EMPTY_DAYS, 1.0 if waiting + busy == 0 else 0.0)


@rule
def _run_clock(n: Whole, x: Real, shop: int) -> None:
    x[shop + sh.WORK_CLOCK] += x[shop + sh.SPEED] * (x[h.NOW] - x[shop + sh.UP_TO])
    x[shop + sh.UP_TO] = x[h.NOW]


@rule
def _has_parts(n: Whole, shop: int) -> bool:
    for k in range(n[shop + sh.BOM_COUNT]):
        part = n[shop + sh.BOM] + k * li.PART_SIZE
        if n[n[part + li.PART_STOCK] + s.ON_HAND] < n[part + li.PART_UNITS]:
            return False
    return True


@rule
def _use_parts(n: Whole, x: Real, shop: int) -> None:
    for k in range(n[shop + sh.BOM_COUNT]):
        part = n[shop + sh.BOM] + k * li.PART_SIZE
        stock = n[part + li.PART_STOCK]
        got = take(n, x, stock, n[part + li.PART_UNITS], 0)
        n[part + li.PART_IN_WORK] += got
        n[stock + s.DEMANDED] += got
        n[stock + s.FILLED] += got


@rule
def _build_parts_in(n: Whole, shop: int) -> None:
    for k in range(n[shop + sh.BOM_COUNT]):
        part = n[shop + sh.BOM] + k * li.PART_SIZE
        n[part + li.PART_IN_WORK] -= n[part + li.PART_UNITS]
        n[part + li.PART_BUILT_IN] += n[part + li.PART_UNITS]


@rule
def _fleet_of(n: Whole, role: int, row: int) -> int:
    if role == sh.TO_RESERVE:
        return row
    return int(n[row + f.OF_FLEET]) if role == sh.TO_ASSET else 0


@rule
def _start(n: Whole, x: Real, shop: int, batch: int) -> None:
    """Take the first unit of a waiting batch into a bay. Time and fate of a repair are drawn in the order of the starts."""
    job = batch
    if n[batch + t.UNITS] > 1:
        job = take_ticket(n, x, shop)
        if job == 0:
            return
    now = x[h.NOW]
    wait = now - x[batch + t.SINCE]
    n[shop + sh.STARTED] += 1
    x[shop + sh.WAIT_SUM] += wait
    n[shop + sh.WAITED] += 1 if wait > 0.0 else 0
    n[shop + sh.LONG_WAITS] += 1 if wait > x[shop + sh.THRESHOLD] else 0
    n[shop + sh.WAITING] -= 1
    n[shop + sh.BUSY_BAYS] += 1
    x[shop + sh.SPENT] += x[shop + sh.COST]
    _use_parts(n, x, shop)
    if job == batch:
        pop(n, shop + sh.QUEUE)
    else:
        n[batch + t.UNITS] -= 1
        n[job + t.UNITS] = 1
        n[job + t.FOR] = n[batch + t.FOR]
        n[job + t.ROLE] = n[batch + t.ROLE]
        x[job + t.SINCE] = x[batch + t.SINCE]
    fleet = _fleet_of(n, n[job + t.ROLE], n[job + t.FOR])
    law = n[shop + sh.REPAIR]
    if fleet != 0 and n[fleet + f.REPAIR] != 0:
        law = n[fleet + f.REPAIR]
    work = sample(n, x, law, draw(n, x, shop + sh.REPAIR_DRAWS))
    if x[shop + sh.SCRAP] > 0.0 and draw(n, x, shop + sh.SCRAP_DRAWS) < x[shop + sh.SCRAP]:
        n[job + t.DONE] = 1
    if n[shop + sh.SITE] == 0:
        post(n, x, now + work, JOB_DONE, shop, job)
    else:
        x[job + t.DUE] = x[shop + sh.WORK_CLOCK] + work
        n[job + t.MARK] = n[shop + sh.STARTED]
        pile_on(n, x, shop + sh.IN_BAYS, job)


@rule
def _fill_bays(n: Whole, x: Real, shop: int) -> None:
    """Take jobs into free bays while there are jobs and parts."""
    n[shop + STATE] = sh.AT_WORK
    while n[shop + sh.QUEUE + LENGTH] > 0 and (n[shop + sh.BAYS] < 0 or n[shop + sh.BUSY_BAYS] < n[shop + sh.BAYS]):
        if n[h.FAULT] != 0:
            return
        if not _has_parts(n, shop):
            n[shop + STATE] = sh.FOR_PARTS
            return
        _start(n, x, shop, n[shop + sh.QUEUE + HEAD])


@rule
def _priority(n: Whole, role: int, row: int) -> int:
    fleet = _fleet_of(n, role, row)
    return 0 if fleet == 0 else int(n[fleet + f.PRIORITY])


@rule
def admit_as(n: Whole, x: Real, shop: int, units: int, back_to: int, role: int, priority: int) -> int:
    """Jobs of one unit each come to the shop together; how many it accepts. 0 is the first priority.

    `role` says where a repaired unit goes, `back_to` is the row: LEAVES (a job that is nothing but work; 0),
    TO_STOCK (exchange: users hand in failed units; a stock), TO_RESERVE (a fleet: into its reserve), TO_ASSET (an asset).
    What finds neither a free bay nor room in the queue is refused; in an exchange it is condemned.
    """
    if units <= 0:
        return 0
    accepted = units
    if n[shop + sh.ROOM] >= 0 and n[shop + sh.BAYS] >= 0:
        room = n[shop + sh.BAYS] + n[shop + sh.ROOM] - n[shop + sh.WAITING] - n[shop + sh.BUSY_BAYS]
        accepted = int(max(0, min(units, room)))
    n[shop + sh.ARRIVED] += units
    n[shop + sh.REFUSED] += units - accepted
    if role == sh.TO_STOCK:
        n[shop + sh.HANDED_IN] += units
        n[shop + sh.CONDEMNED] += units - accepted
        n[shop + sh.UNITS_IN_SHOP] += accepted
    if accepted == 0:
        return 0
    batch = take_ticket(n, x, shop)
    if batch == 0:
        return 0
    n[batch + t.UNITS] = accepted
    n[batch + t.FOR] = back_to
    n[batch + t.ROLE] = role
    n[batch + t.MARK] = priority
    x[batch + t.SINCE] = x[h.NOW]
    insert_by_mark(n, shop + sh.QUEUE, batch)
    n[shop + sh.WAITING] += accepted
    first = n[shop + sh.IN_BAYS + HEAD]
    _run_clock(n, x, shop)
    _fill_bays(n, x, shop)
    _reckon(n, x, shop)
    if n[shop + sh.IN_BAYS + HEAD] != first:
        wake(n, x, shop)
    return accepted


@rule
def admit(n: Whole, x: Real, shop: int, units: int, back_to: int, role: int) -> int:
    """Jobs come to the shop at the priority of the fleet that they are from; others at the first (see `admit_as`)."""
    return admit_as(n, x, shop, units, back_to, role, _priority(n, role, back_to))


@rule
def finish_job(n: Whole, x: Real, shop: int, job: int) -> None:
    """A job is done: its unit returns, and the bay takes the next."""
    n[shop + sh.DONE] += 1
    n[shop + sh.BUSY_BAYS] -= 1
    x[shop + sh.SOJOURN_SUM] += x[h.NOW] - x[job + t.SINCE]
    good = n[job + t.DONE] == 0
    n[shop + sh.SCRAPPED] += 0 if good else 1
    _build_parts_in(n, shop)
    role = n[job + t.ROLE]
    to = n[job + t.FOR]
    free_ticket(n, job)
    _fill_bays(n, x, shop)
    _reckon(n, x, shop)
    unit_returns(n, x, shop, role, to, good)


@rule
def finish_first(n: Whole, x: Real, shop: int) -> None:
    """The job whose work is done first is done (shop at a site)."""
    _run_clock(n, x, shop)
    job = take_first(n, x, shop + sh.IN_BAYS)
    x[shop + sh.WORK_CLOCK] = max(x[shop + sh.WORK_CLOCK], x[job + t.DUE])
    finish_job(n, x, shop, job)


@rule
def shop_look(n: Whole, x: Real, shop: int) -> float:
    """Let the shop do what it can now; at a site the instant at which a job will be done next (days), else infinity."""
    _run_clock(n, x, shop)
    speed = site_speed(n, x, n[shop + sh.SITE])
    x[shop + sh.SPEED] = speed
    _fill_bays(n, x, shop)
    _reckon(n, x, shop)
    first = n[shop + sh.IN_BAYS + HEAD]
    if first == 0 or speed <= 0.0:
        return FOREVER
    return float(x[h.NOW] + max(0.0, x[first + t.DUE] - x[shop + sh.WORK_CLOCK]) / speed)
