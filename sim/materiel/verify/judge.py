"""Verdicts: an estimate held against a known answer."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from materiel.verify.analysis import Found
from materiel.verify.case import Case, Tolerance, Value
from materiel.verify.reading import Records, estimate, read
from materiel.verify.sample import Sample

PASS, FAIL, REPORTED = "pass", "fail", "reported"
EXACT = 1e-9
"""Relative error that floating point may leave where nothing is by chance."""


@dataclass(frozen=True)
class Verdict:
    """One known answer and its estimate. `se` is 0 where nothing is by chance; `z` is None where it means nothing."""

    case: str
    metric: str
    value: Value
    estimate: float
    se: float
    z: float | None
    verdict: str
    rule: str
    why: str = ""
    interval: tuple[float, float] | None = None
    tries: int = 1


def judge(name: str, case: Case, variant: str, value: Value, records: Records, share: float, tries: int) -> Verdict:
    """The verdict on a value that is read from records."""
    tolerance = value.tolerance or case.tolerance
    read_off = read(value.reading, records)
    best = estimate(value.reading, records)
    interval = None
    if tolerance.rule == "range" and isinstance(read_off, Sample):
        low, high = np.quantile(read_off.values, [0.1, 0.9])
        interval = (float(low), float(high))
    found = Found(best.value, 0.0 if math.isnan(best.se) else best.se)
    return judge_found(name, case, variant, value, found, share, tries, interval)


def judge_found(
    name: str,
    case: Case,
    variant: str,
    value: Value,
    found: Found,
    share: float,
    tries: int,
    interval: tuple[float, float] | None = None,
) -> Verdict:
    """The verdict on an estimate. `share` of the budget was spent: a standard error may be 1/sqrt(share) larger."""
    tolerance = value.tolerance or case.tolerance
    metric = f"{value.metric} ({variant})" if variant else value.metric
    z = (found.value - value.expected) / found.se if found.se > 0.0 else None
    why = _against(tolerance, value, found.value, found.se, share, interval)
    verdict = REPORTED if tolerance.rule == "reported" else FAIL if why else PASS
    return Verdict(name, metric, value, found.value, found.se, z, verdict, tolerance.rule, why, interval, tries)


def _against(
    tolerance: Tolerance, value: Value, found: float, se: float, share: float, interval: tuple[float, float] | None
) -> str:
    """What speaks against a value; nothing if it passes."""
    off = found - value.expected
    exact = EXACT * max(abs(value.expected), tolerance.abs_floor)
    if tolerance.rule == "reported":
        return ""
    if math.isnan(found):
        return "no replication gives a value"
    if tolerance.rule == "range":
        assert value.low is not None and value.high is not None
        low, high = interval or (found, found)
        if low > value.high or high < value.low:
            return f"expected {value.low:g} to {value.high:g}"
        wide = high - low > 2.0 * (value.high - value.low) and interval is not None
        return "the 80 % interval is wider than twice the published range" if wide else ""
    if tolerance.rule == "int":
        return "" if found == value.expected else f"expected exactly {value.expected:g}"
    if tolerance.rule == "det":
        return "" if abs(off) <= tolerance.rel * abs(value.expected) + tolerance.abs else f"off by {off:g}"
    if tolerance.rule == "below":
        return "" if off <= tolerance.z_accept * se + exact else f"above by {off:g}"
    if abs(off) > tolerance.z_accept * se + exact:
        return f"off by {off:g}"
    most = tolerance.max_rel_se * max(abs(value.expected), tolerance.abs_floor) / math.sqrt(min(share, 1.0))
    return f"expected a standard error <= {most:.3g}" if se > most else ""
