"""Sobol indices: what share of the variance of the expected answer each factor accounts for, alone and with the others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from materiel.lab.analysis.complete import complete
from materiel.lab.analysis.demands import Values
from materiel.lab.analysis.errors import AnalysisError, NoVariation
from materiel.lab.analysis.jackknife import Estimated, estimated
from materiel.lab.analysis.quadratic import without_chance

_GROUPS = 64
"""Groups of base rows that are left out in turn. Blocks of 2^k rows of a Sobol sequence are nets: its faster convergence shows."""


@dataclass(frozen=True)
class Sobol:
    """Indices of the conditional mean E[y | factors], by factor, and what they are shares of; `lead` is by how much the largest
    total index is above each.

    `variance` is that of the conditional mean over the design's law, without chance; `chance` is the share of the variance over
    points that was chance and was taken off (0 to 1, by error also below 0; nan for one replication, where it is not to be told
    from the rest: the indices then are those of answers with their chance).
    """

    first: Estimated
    total: Estimated
    lead: Estimated
    mean: float
    variance: float
    chance: float
    base: int
    replications: int
    dropped: int


def saltelli_points(factors: int, base: int, seed: int) -> Values:
    """Points of the unit cube, of shape (base * (factors + 2), factors).

    For each base row: A, then A with one factor after the other as in B, then B. A and B are the halves of a scrambled Sobol
    sequence in 2 * factors dimensions (A. B. Owen, J. Complex. 14, 1998; A. Saltelli et al., Comput. Phys. Commun. 181, 2010).
    `base` is a power of two, as the sequence wants. The same seed gives the same
    points, and a larger base begins with those of a smaller. Raises AnalysisError for no factor, or another base.
    """
    from scipy.stats import qmc

    if factors < 1 or base < 2 or base & (base - 1):
        raise AnalysisError(
            f"Sobol design: expected at least 1 factor and a base that is a power of two, got {factors} and {base}"
        )
    drawn = qmc.Sobol(2 * factors, scramble=True, rng=np.random.default_rng(seed)).random_base2(base.bit_length() - 1)
    a, b = drawn[:, :factors], drawn[:, factors:]
    points = np.repeat(a[:, None, :], factors + 2, axis=1)
    for factor in range(factors):
        points[:, 1 + factor, factor] = b[:, factor]
    points[:, -1] = b
    return points.reshape(-1, factors)


def _moments(answers: Values, groups: int) -> Values:
    """Sums over rows of each group, (4 + 3 factors, groups, replications), of answers (base, factors + 2, replications)."""
    a, b, mixed = answers[:, 0], answers[:, -1], np.moveaxis(answers[:, 1:-1], 1, 0)
    change = mixed - a
    each = [a, b, a * a, b * b, *(b * change), *change, *np.square(change)]
    return np.stack([m.reshape(groups, -1, *m.shape[1:]).sum(axis=1) for m in each])


def _forms(moments: Values, rows: int) -> Values:
    """Variance and numerators of the indices, of shape (1 + 2 factors, ...), from sums of moments over so many rows."""
    a, b, aa, bb = moments[:4] / rows
    crossed, change, squared = np.split(moments[4:] / rows, 3)
    middle = (a + b) / 2.0
    variance = ((aa + bb) / 2.0 - middle * middle) * (2.0 * rows / (2.0 * rows - 1.0))
    return np.concatenate([variance[None], crossed - middle * change, squared / 2.0])


def _corrected(of_mean: Values, of_each: Values, rows: int) -> Values:
    return without_chance(_forms(of_mean, rows)[..., 0], _forms(of_each, rows))


def sobol(values: Values, factors: int, confidence: float = 0.95) -> Sobol:
    """First-order and total indices from values of shape (points, replications), points as `saltelli_points` lays them out.

    Estimators: first order as in A. Saltelli et al., Comput. Phys. Commun. 181 (2010) 259, table 2 (b); total by M. J. W. Jansen,
    Comput. Phys. Commun. 117 (1999) 35. Both are ratios of quadratic forms of the answers, and each form is taken without the
    chance of replications (`without_chance`). Errors: jackknife over base rows and over replication numbers (`estimated`).
    Raises AnalysisError if the design is incomplete, NoVariation if the answers vary no more over points than by chance.
    """
    base = len(values) // (factors + 2)
    if factors < 1 or base < 2 or base & (base - 1):
        raise AnalysisError(
            f"Sobol design: expected a power of two times {factors + 2} points for {factors} factors, got {len(values)}"
        )
    answers, dropped = complete(values, base * (factors + 2), "Sobol design")
    replications = answers.shape[1]
    answers = answers.reshape(base, factors + 2, replications)
    mean = float(answers[:, [0, -1]].mean())
    answers = answers - mean
    groups = min(base, _GROUPS)
    each = _moments(answers, groups)
    of_mean = _moments(answers.mean(axis=2, keepdims=True), groups)
    forms = _corrected(of_mean.sum(axis=1), each.sum(axis=1), base)
    raw = float(_forms(of_mean.sum(axis=1), base)[0, 0])
    if not forms[0] > 1e-12 * raw:
        raise NoVariation("Sobol design: the metric varies over points no more than by chance; it has no indices")
    rest = base - base // groups
    without_row = np.stack(
        [_corrected(of_mean.sum(axis=1) - of_mean[:, g], each.sum(axis=1) - each[:, g], rest) for g in range(groups)]
    )
    without_number = []
    for r in range(replications if replications > 2 else 0):
        others = np.delete(answers, r, axis=2).mean(axis=2, keepdims=True)
        of_others = _moments(others, 1).sum(axis=1)
        without_number.append(_corrected(of_others, np.delete(each.sum(axis=1), r, axis=-1), base))
    index = [_ratios(f) for f in (forms, without_row, np.array(without_number).reshape(-1, len(forms)))]
    totals = [each[..., factors:] for each in index]
    top = int(np.argmax(totals[0]))
    ahead = [each[..., top : top + 1] - each for each in totals]
    return Sobol(
        estimated(index[0][:factors], index[1][:, :factors], index[2][:, :factors], confidence),
        estimated(totals[0], totals[1], totals[2], confidence),
        estimated(ahead[0], ahead[1], ahead[2], confidence),
        mean,
        float(forms[0]),
        1.0 - float(forms[0]) / raw if replications > 1 else float("nan"),
        base,
        replications,
        dropped,
    )


def _ratios(forms: Values) -> Values:
    """Indices from variance and numerators along the last axis."""
    return np.asarray(forms[..., 1:] / forms[..., :1])
