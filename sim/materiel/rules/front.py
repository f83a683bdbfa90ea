"""A day at the front: what is fired, lost and replaced. What it says of itself at a month's end is in `front_month`."""

from __future__ import annotations

from materiel.chance.draw import draw_at
from materiel.chance.sample import sample
from materiel.jit import Real, Whole, rule
from materiel.layout import front as fr
from materiel.layout import head as h
from materiel.layout import recorder as rec
from materiel.layout import regime as rg
from materiel.layout.events import MONTH_END
from materiel.rules.agenda import post
from materiel.rules.fleet import day_begins, day_losses, day_replacements
from materiel.rules.front_month import close_month
from materiel.rules.issue import close_family_day, meet_needs, set_ration
from materiel.rules.profile import profile_at
from materiel.rules.strength import tempo_changes


@rule
def day_ends(n: Whole, x: Real, front: int) -> float:
    """The instant at which the day ends that the front is in (days)."""
    first = x[front + fr.OFFSET] if x[front + fr.OFFSET] > 0.0 else x[front + fr.PERIOD]
    return float(first + x[front + fr.PERIOD] * float(n[front + fr.DAY]))


@rule
def begin_day(n: Whole, x: Real, front: int) -> None:
    """Fix the tempo of the day that begins: regime x season x noise, the noise by the number of the day."""
    tempo = profile_at(n, x, n[front + fr.SEASON], x[h.NOW])
    if n[front + fr.REGIME] != 0:
        tempo *= x[n[front + fr.REGIME] + rg.MULTIPLIER]
    if n[front + fr.NOISE] != 0:
        tempo *= max(0.0, sample(n, x, n[front + fr.NOISE], draw_at(n, x, front + fr.NOISE_DRAWS, n[front + fr.DAY])))
    x[front + fr.TEMPO] = tempo


@rule
def end_day(n: Whole, x: Real, front: int) -> None:
    """A day ends: munitions are rationed, asked for and issued, pieces are lost and replaced. Then the next one begins."""
    tempo = x[front + fr.TEMPO]
    span = x[front + fr.PERIOD]
    day = n[front + fr.DAY]
    families = n[front + fr.FAMILIES]
    fleets = n[front + fr.FLEETS]
    for k in range(n[front + fr.FAMILY_COUNT]):
        set_ration(n, x, n[families + k], x[front + fr.RATION_DAYS], x[front + fr.RATION_LEAST])
    for k in range(n[front + fr.FLEET_COUNT]):
        day_begins(n, x, n[fleets + k])
        meet_needs(n, x, n[fleets + k], tempo, span)
    for k in range(n[front + fr.FAMILY_COUNT]):
        close_family_day(n, x, n[families + k], tempo, span)
    for k in range(n[front + fr.FLEET_COUNT]):
        day_losses(n, x, n[fleets + k], tempo, span, day)
    for k in range(n[front + fr.FLEET_COUNT]):
        day_replacements(n, x, n[fleets + k], span)
    n[front + fr.DAY] = day + 1
    begin_day(n, x, front)
    for k in range(n[front + fr.FLEET_COUNT]):
        tempo_changes(n, x, n[fleets + k])


@rule
def _ask_for_reading(n: Whole, x: Real, front: int) -> None:
    """Let the front be read at the next record instant, just before the recorder (the last entity in the order of ties)."""
    recorder = n[n[h.ENTITIES] + n[h.ENTITY_COUNT] - 1]
    if n[front + fr.READ] < n[recorder + rec.INSTANT_COUNT]:
        post(n, x, x[n[recorder + rec.INSTANTS] + n[front + fr.READ]], MONTH_END, front, 0)


@rule
def front_look(n: Whole, x: Real, front: int) -> float:
    """When the day ends. At the very start: the tempo of the first day, and the first reading is asked for."""
    if n[front + fr.ASKED_FOR] == 0:
        n[front + fr.ASKED_FOR] = 1
        _ask_for_reading(n, x, front)
        begin_day(n, x, front)
    return day_ends(n, x, front)


@rule
def read_front(n: Whole, x: Real, front: int) -> None:
    """A record instant is here: at a month's end readiness is computed."""
    recorder = n[n[h.ENTITIES] + n[h.ENTITY_COUNT] - 1]
    if n[n[recorder + rec.MONTH_ROWS] + n[front + fr.READ]] >= 0:
        close_month(n, x, front)
    n[front + fr.READ] += 1
    _ask_for_reading(n, x, front)
