"""Courses in which crews convert to a new item: the authorised strength moves from the old fleet to the new."""

from __future__ import annotations

from materiel.chance.draw import draw
from materiel.chance.sample import sample
from materiel.jit import Real, Whole, rule
from materiel.layout import fleet as f
from materiel.layout import head as h
from materiel.layout import ticket as t
from materiel.layout import training as tr
from materiel.layout.events import TRAINING_DONE
from materiel.rules.agenda import post
from materiel.rules.fleet import draw_from
from materiel.rules.stock import receive
from materiel.rules.strength import authorise, joins
from materiel.rules.tickets import free_ticket, take_ticket


@rule
def next_course(n: Whole, x: Real, training: int) -> float:
    """The instant at which the next course may begin (days); at once if a change of dates has put it into the past."""
    due = x[training + tr.START]
    if n[training + tr.REVIEWED] > 0:
        due = x[training + tr.LAST] + x[training + tr.PERIOD]
    return float(max(due, x[h.NOW]))


@rule
def _may_begin(n: Whole, training: int) -> int:
    """Crews that may begin now, if there are pieces to train on: free slots, pace, and crews left to convert."""
    crews = n[training + tr.SLOTS] - n[training + tr.IN_COURSE]
    if n[training + tr.PACE] >= 0:
        crews = min(crews, n[training + tr.PACE])
    if n[training + tr.TARGET] >= 0:
        crews = min(crews, n[training + tr.TARGET] - n[training + tr.PLANNED])
    if n[training + tr.FROM] != 0:
        crews = min(crews, n[n[training + tr.FROM] + f.AUTHORISED] - n[training + tr.IN_COURSE])
    return int(max(0, crews))


@rule
def begin_course(n: Whole, x: Real, training: int) -> None:
    """A date of courses: as many crews begin as may, each with a piece of the new item, which is held until they are done."""
    n[training + tr.REVIEWED] += 1
    x[training + tr.LAST] = x[h.NOW]
    new = n[training + tr.TO]
    crews = _may_begin(n, training)
    if crews > 0:
        crews = draw_from(n, x, n[new + f.RESERVE], crews, 0)
    if crews <= 0:
        return
    n[new + f.DRAWN] += crews
    n[new + f.TRAINING] += crews
    n[training + tr.IN_COURSE] += crews
    n[training + tr.PLANNED] += crews
    n[training + tr.COURSES] += 1
    x[training + tr.SPENT] += x[training + tr.COST] * float(crews)
    course = take_ticket(n, x, training)
    if course == 0:
        return
    n[course + t.UNITS] = crews
    days = sample(n, x, n[training + tr.DURATION], draw(n, x, training + tr.DURATION_DRAWS))
    post(n, x, x[h.NOW] + days, TRAINING_DONE, training, course)


@rule
def end_course(n: Whole, x: Real, training: int, course: int) -> None:
    """Crews are trained: they move to the new fleet with their pieces; pieces that the old fleet has too many go to its reserve."""
    crews = n[course + t.UNITS]
    free_ticket(n, course)
    new = n[training + tr.TO]
    old = n[training + tr.FROM]
    n[training + tr.IN_COURSE] -= crews
    n[training + tr.CONVERTED] += crews
    n[new + f.TRAINING] -= crews
    authorise(n, x, new, crews)
    joins(n, x, new, crews)
    if old == 0:
        return
    authorise(n, x, old, -min(crews, n[old + f.AUTHORISED]))
    surplus = int(max(0, n[old + f.OPERATIONAL] - n[old + f.AUTHORISED]))
    if surplus > 0 and n[old + f.RESERVE] != 0:
        joins(n, x, old, -surplus)
        receive(n, x, n[old + f.RESERVE], surplus)
