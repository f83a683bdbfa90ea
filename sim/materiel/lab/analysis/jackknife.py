"""Error of an estimate that depends on two samples: rows of a design, and replication numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from materiel.lab.analysis.demands import Values, confident


@dataclass(frozen=True)
class Estimated:
    """Estimates with standard error and interval, of shape (factors,)."""

    estimate: Values
    se: Values
    low: Values
    high: Values


def spread(left_out: Values) -> Values:
    """Jackknife variance from estimates each of which leaves one group out, along axis 0; 0 for a single group.

    Source: B. Efron and C. Stein, Ann. Stat. 9 (1981) 586.
    """
    count = len(left_out)
    return np.asarray((count - 1) * left_out.var(axis=0))


def estimated(estimate: Values, without_row: Values, without_number: Values, confidence: float) -> Estimated:
    """Interval from estimates that leave out a row of the design, and that leave out a replication number.

    The variances of both are summed. What is peculiar to a row and a number at once is then counted twice, so that the error is
    rather too large: by sqrt(2) if all of it is chance that differs from point to point. Student's t with the degrees of
    freedom of F. E. Satterthwaite (Biometrics Bull. 2, 1946). `without_number` is empty where there are fewer than three
    replications: the error is then that of the design alone.
    """
    from scipy.special import stdtrit

    confident(confidence)
    rows = spread(without_row)
    numbers = spread(without_number) if len(without_number) else np.zeros_like(rows)
    total = rows + numbers
    with np.errstate(invalid="ignore", divide="ignore"):
        df = np.square(total) / (
            np.square(rows) / (len(without_row) - 1) + np.square(numbers) / max(len(without_number) - 1, 1)
        )
    se = np.sqrt(total)
    reach = np.where(total > 0.0, stdtrit(np.where(total > 0.0, df, 1.0), (1.0 + confidence) / 2.0), 0.0) * se
    return Estimated(estimate, se, estimate - reach, estimate + reach)
