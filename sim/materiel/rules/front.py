"""A day at the front, and what the front says of itself at the end of a month."""

from __future__ import annotations

from materiel.chance.draw import draw_at
from materiel.chance.sample import sample
from materiel.jit import Real, Whole, rule
from materiel.layout import fleet as f
from materiel.layout import front as fr
from materiel.layout import head as h
from materiel.layout import recorder as rec
from materiel.layout import regime as rg
from materiel.layout.events import MONTH_END
from materiel.rules.agenda import post
from materiel.rules.fleet import day_begins, day_losses, day_replacements
from materiel.rules.issue import close_family_day, family_days, meet_needs, set_ration
from materiel.rules.meter import metered
from materiel.rules.profile import profile_at
from materiel.rules.readiness import coverage, limiting, readiness, share_of
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
        close_family_day(n, n[families + k])
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
def _piece_days(n: Whole, x: Real, family: int, meter: int) -> float:
    """Sum over the fleets of a family of a meter (its offset), up to now."""
    area = 0.0
    first = n[family + fr.FAMILY_FLEETS]
    for k in range(n[family + fr.FAMILY_FLEET_COUNT]):
        at = n[first + k] + meter
        metered(n, x, at, x[at + 2])
        area += x[at]
    return area


@rule
def _authorised(n: Whole, family: int, standard: int) -> int:
    """Authorised strength of a family's fleets of one standard."""
    pieces = 0
    first = n[family + fr.FAMILY_FLEETS]
    for k in range(n[family + fr.FAMILY_FLEET_COUNT]):
        if n[n[first + k] + f.STANDARD] == standard:
            pieces += n[n[first + k] + f.AUTHORISED]
    return pieces


@rule
def _fleets_of(n: Whole, family: int, standard: int) -> int:
    """How many of a family's fleets are of one standard."""
    fleets = 0
    first = n[family + fr.FAMILY_FLEETS]
    for k in range(n[family + fr.FAMILY_FLEET_COUNT]):
        fleets += 1 if n[n[first + k] + f.STANDARD] == standard else 0
    return fleets


@rule
def _read_family(n: Whole, x: Real, family: int) -> None:
    """Availability, fill rate and days of supply of a family over the month, and its share of the new standard."""
    operational = _piece_days(n, x, family, f.OPERATIONAL_DAYS)
    authorised = _piece_days(n, x, family, f.AUTHORISED_DAYS)
    x[family + fr.FAMILY_AVAILABILITY] = share_of(
        operational - x[family + fr.LAST_OPERATIONAL], authorised - x[family + fr.LAST_AUTHORISED]
    )
    x[family + fr.LAST_OPERATIONAL] = operational
    x[family + fr.LAST_AUTHORISED] = authorised
    x[family + fr.FAMILY_FILL] = share_of(
        float(n[family + fr.ISSUED] - n[family + fr.LAST_ISSUED]),
        float(n[family + fr.DEMANDED] - n[family + fr.LAST_DEMANDED]),
    )
    n[family + fr.LAST_ISSUED] = n[family + fr.ISSUED]
    n[family + fr.LAST_DEMANDED] = n[family + fr.DEMANDED]
    x[family + fr.FAMILY_DAYS] = family_days(n, family)
    x[family + fr.FAMILY_NEW] = -1.0
    if _fleets_of(n, family, f.NEW_STANDARD) > 0 and _fleets_of(n, family, f.OLD_STANDARD) > 0:
        new = float(_authorised(n, family, f.NEW_STANDARD))
        x[family + fr.FAMILY_NEW] = share_of(new, new + float(_authorised(n, family, f.OLD_STANDARD)))


@rule
def _mean_of_families(n: Whole, x: Real, front: int, cell: int, weights: int) -> float:
    """Weighted mean over families of a cell (its offset), without those at which it is absent; -1 if all are.

    `weights` is the offset of the weight; negative: all weigh the same.
    """
    total = 0.0
    weight = 0.0
    first = n[front + fr.FAMILIES]
    for k in range(n[front + fr.FAMILY_COUNT]):
        family = n[first + k]
        value = x[family + cell]
        if value >= 0.0:
            if cell == fr.FAMILY_DAYS:
                value = min(1.0, value / x[family + fr.TARGET_DAYS]) if x[family + fr.TARGET_DAYS] > 0.0 else 1.0
            each = 1.0 if weights < 0 else x[family + weights]
            total += each * value
            weight += each
    return total / weight if weight > 0.0 else -1.0


@rule
def _read_coverage(n: Whole, x: Real, front: int) -> None:
    """Air-defence coverage over the month, from the totals of the threat classes; absent without any class."""
    if n[front + fr.THREAT_COUNT] == 0:
        x[front + fr.COVERAGE] = -1.0
        return
    launched = 0.0
    leaked = 0.0
    for k in range(n[front + fr.THREAT_COUNT]):
        at = n[front + fr.THREATS] + k * fr.THREAT_SIZE
        sent = float(n[n[at + fr.LAUNCHED_CELL]])
        through = float(n[n[at + fr.LEAKED_CELL]])
        launched += x[at + fr.THREAT_WEIGHT] * (sent - x[at + fr.LAST_LAUNCHED])
        leaked += x[at + fr.THREAT_WEIGHT] * (through - x[at + fr.LAST_LEAKED])
        x[at + fr.LAST_LAUNCHED] = sent
        x[at + fr.LAST_LEAKED] = through
    x[front + fr.COVERAGE] = coverage(launched, leaked, x[front + fr.COVERAGE])


@rule
def _reckon_month(n: Whole, x: Real, front: int) -> None:
    first = n[front + fr.FAMILIES]
    for k in range(n[front + fr.FAMILY_COUNT]):
        _read_family(n, x, n[first + k])
    a = _mean_of_families(n, x, front, fr.FAMILY_AVAILABILITY, fr.FAMILY_WEIGHTS + 0)
    b = _mean_of_families(n, x, front, fr.FAMILY_FILL, fr.FAMILY_WEIGHTS + 1)
    c = _mean_of_families(n, x, front, fr.FAMILY_DAYS, fr.FAMILY_WEIGHTS + 2)
    _read_coverage(n, x, front)
    d = x[front + fr.COVERAGE]
    x[front + fr.AVAILABILITY] = a
    x[front + fr.FILL_RATE] = b
    x[front + fr.SUPPLY_SCORE] = c
    x[front + fr.INTEROPERABILITY] = _mean_of_families(n, x, front, fr.FAMILY_NEW, -1)
    absent = 1 if a < 0.0 else 0
    absent += 2 if b < 0.0 else 0
    absent += 4 if c < 0.0 else 0
    absent += 8 if d < 0.0 else 0
    n[front + fr.ABSENT] = absent
    w = front + fr.WEIGHTS
    x[front + fr.READINESS] = readiness(a, b, c, d, x[w], x[w + 1], x[w + 2], x[w + 3])
    n[front + fr.LIMITING] = limiting(a, b, c, d, x[w], x[w + 1], x[w + 2], x[w + 3])


@rule
def read_front(n: Whole, x: Real, front: int) -> None:
    """A record instant is here: at a month's end readiness is reckoned."""
    recorder = n[n[h.ENTITIES] + n[h.ENTITY_COUNT] - 1]
    if n[n[recorder + rec.MONTH_ROWS] + n[front + fr.READ]] >= 0:
        _reckon_month(n, x, front)
    n[front + fr.READ] += 1
    _ask_for_reading(n, x, front)
