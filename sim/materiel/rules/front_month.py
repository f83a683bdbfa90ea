"""What a front says of itself at the end of a month: readiness against a requirement, its parts, and what stands beside it."""

from __future__ import annotations

from materiel.jit import Real, Whole, rule
from materiel.layout import fleet as f
from materiel.layout import front as fr
from materiel.layout import head as h
from materiel.rules.issue import required_days
from materiel.rules.meter import area
from materiel.rules.ramp import profile_sum
from materiel.rules.readiness import (
    limiting,
    log_cost,
    readiness,
    share_met,
    share_of,
    stopped_share,
    weight_there,
)
from materiel.rules.reference import reference_coverage

_ANY_STANDARD = -1


@rule
def _operational_days(n: Whole, x: Real, family: int, standard: int) -> float:
    """Piece days in the line of a family's fleets of one standard, or of `_ANY_STANDARD`, up to now."""
    days = 0.0
    first = n[family + fr.FAMILY_FLEETS]
    for k in range(n[family + fr.FAMILY_FLEET_COUNT]):
        if standard == _ANY_STANDARD or n[n[first + k] + f.STANDARD] == standard:
            days += area(n, x, n[first + k] + f.OPERATIONAL_DAYS)
    return days


@rule
def _fleets_of(n: Whole, family: int, standard: int) -> int:
    """How many of a family's fleets are of one standard."""
    fleets = 0
    first = n[family + fr.FAMILY_FLEETS]
    for k in range(n[family + fr.FAMILY_FLEET_COUNT]):
        fleets += 1 if n[n[first + k] + f.STANDARD] == standard else 0
    return fleets


@rule
def _authorised_days(n: Whole, x: Real, family: int) -> float:
    """Authorised piece days of a family's fleets whose strength is not planned, up to now."""
    days = 0.0
    first = n[family + fr.FAMILY_FLEETS]
    for k in range(n[family + fr.FAMILY_FLEET_COUNT]):
        if n[n[first + k] + f.PLANNED_STRENGTH] == 0:
            days += area(n, x, n[first + k] + f.AUTHORISED_DAYS)
    return days


@rule
def _planned_days(n: Whole, x: Real, family: int, since: float) -> float:
    """Planned piece days of a family's other fleets since an instant."""
    days = 0.0
    first = n[family + fr.FAMILY_FLEETS]
    for k in range(n[family + fr.FAMILY_FLEET_COUNT]):
        planned = n[n[first + k] + f.PLANNED_STRENGTH]
        if planned != 0:
            days += profile_sum(n, x, planned, since, x[h.NOW])
    return days


@rule
def _read_pieces(n: Whole, x: Real, front: int, family: int) -> None:
    """Availability of a family over the month: pieces in the line against planned or authorised strength.

    Once authorised it stays in: a month without authorised pieces counts as 1.
    """
    operational = _operational_days(n, x, family, _ANY_STANDARD)
    authorised = _authorised_days(n, x, family)
    month = authorised - x[family + fr.LAST_AUTHORISED] + _planned_days(n, x, family, x[front + fr.READ_UP_TO])
    if month > 0.0:
        n[family + fr.EVER_AUTHORISED] = 1
    ever = n[family + fr.EVER_AUTHORISED] == 1
    x[family + fr.FAMILY_AVAILABILITY] = share_met(operational - x[family + fr.LAST_OPERATIONAL], month, ever)
    x[family + fr.LAST_OPERATIONAL] = operational
    x[family + fr.LAST_AUTHORISED] = authorised


@rule
def _read_standard(n: Whole, x: Real, family: int) -> None:
    """Share of a family's piece days in the line on the new standard; absent if it has not both, or none was in the line."""
    new = _operational_days(n, x, family, f.NEW_STANDARD)
    old = _operational_days(n, x, family, f.OLD_STANDARD)
    x[family + fr.FAMILY_NEW] = -1.0
    if _fleets_of(n, family, f.NEW_STANDARD) > 0 and _fleets_of(n, family, f.OLD_STANDARD) > 0:
        of_new = new - x[family + fr.LAST_NEW]
        x[family + fr.FAMILY_NEW] = share_of(of_new, of_new + old - x[family + fr.LAST_OLD])
    x[family + fr.LAST_NEW] = new
    x[family + fr.LAST_OLD] = old


@rule
def _read_rounds(n: Whole, x: Real, family: int) -> None:
    """What a family got over the month of what was required and of what was asked for, and its days of supply."""
    issued = float(n[family + fr.ISSUED] - n[family + fr.LAST_ISSUED])
    x[family + fr.FAMILY_FILL] = share_of(issued, float(n[family + fr.DEMANDED] - n[family + fr.LAST_DEMANDED]))
    required = x[family + fr.REQUIRED] - x[family + fr.LAST_REQUIRED]
    if required > 0.0:
        n[family + fr.EVER_REQUIRED] = 1
    ever = n[family + fr.EVER_REQUIRED] == 1
    x[family + fr.FAMILY_MET] = share_met(issued, required, ever)
    x[family + fr.FAMILY_MANNED] = share_met(x[family + fr.WANTED] - x[family + fr.LAST_WANTED], required, ever)
    n[family + fr.LAST_ISSUED] = n[family + fr.ISSUED]
    n[family + fr.LAST_DEMANDED] = n[family + fr.DEMANDED]
    x[family + fr.LAST_REQUIRED] = x[family + fr.REQUIRED]
    x[family + fr.LAST_WANTED] = x[family + fr.WANTED]
    x[family + fr.FAMILY_DAYS] = required_days(n, x, family)


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
def _read_stopped(n: Whole, x: Real, front: int) -> None:
    """Share of the month's threats that did not leak, from the totals of the threat classes."""
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
    x[front + fr.STOPPED] = stopped_share(launched, leaked, x[front + fr.STOPPED])


@rule
def _absent_bit(value: float, bit: int) -> int:
    return bit if value < 0.0 else 0


@rule
def _read_parts(n: Whole, x: Real, front: int, a: float, m: float, manned: float, c: float) -> None:
    """Readiness, and the parts of its logarithm: pieces, rounds for the pieces that are there, and coverage.

    issued / required = (planned for the pieces that were there / required) x (issued / planned for these): what missing
    pieces would have fired is booked to equipment, so that shells are not blamed where guns are missing.
    """
    w = front + fr.WEIGHTS
    whole = weight_there(a, m, c, x[w], x[w + 1], x[w + 2])
    x[front + fr.READINESS] = readiness(a, m, c, x[w], x[w + 1], x[w + 2])
    missing = log_cost(manned, x[w + 1], whole)
    x[front + fr.EQUIPMENT_PART] = log_cost(a, x[w], whole) + missing
    x[front + fr.MUNITIONS_PART] = log_cost(m, x[w + 1], whole) - missing if manned > 0.0 else 0.0
    x[front + fr.COVERAGE_PART] = log_cost(c, x[w + 2], whole)
    n[front + fr.LIMITING] = limiting(
        x[front + fr.EQUIPMENT_PART], x[front + fr.MUNITIONS_PART], x[front + fr.COVERAGE_PART]
    )


@rule
def close_month(n: Whole, x: Real, front: int) -> None:
    """A month ends: what each family had and got, the components of readiness, and what stands beside them."""
    first = n[front + fr.FAMILIES]
    for k in range(n[front + fr.FAMILY_COUNT]):
        _read_pieces(n, x, front, n[first + k])
        _read_standard(n, x, n[first + k])
        _read_rounds(n, x, n[first + k])
    a = _mean_of_families(n, x, front, fr.FAMILY_AVAILABILITY, fr.FAMILY_WEIGHTS + 0)
    m = _mean_of_families(n, x, front, fr.FAMILY_MET, fr.FAMILY_WEIGHTS + 1)
    manned = _mean_of_families(n, x, front, fr.FAMILY_MANNED, fr.FAMILY_WEIGHTS + 1)
    fill = _mean_of_families(n, x, front, fr.FAMILY_FILL, fr.FAMILY_WEIGHTS + 1)
    supply = _mean_of_families(n, x, front, fr.FAMILY_DAYS, fr.FAMILY_WEIGHTS + 2)
    standard = _mean_of_families(n, x, front, fr.FAMILY_NEW, -1)
    c = reference_coverage(n, x, front)
    _read_stopped(n, x, front)
    x[front + fr.AVAILABILITY] = a
    x[front + fr.MUNITIONS] = m
    x[front + fr.COVERAGE] = c
    x[front + fr.FILL_RATE] = fill
    x[front + fr.SUSTAINABILITY] = supply
    x[front + fr.INTEROPERABILITY] = standard
    absent = _absent_bit(a, fr.NO_AVAILABILITY) + _absent_bit(m, fr.NO_MUNITIONS) + _absent_bit(c, fr.NO_COVERAGE)
    absent += _absent_bit(fill, fr.NO_FILL) + _absent_bit(supply, fr.NO_SUPPLY)
    absent += _absent_bit(standard, fr.NO_STANDARD) + (fr.NO_STOPPED if n[front + fr.THREAT_COUNT] == 0 else 0)
    n[front + fr.ABSENT] = absent
    _read_parts(n, x, front, a, m, manned, c)
    x[front + fr.READ_UP_TO] = x[h.NOW]
