"""OCBA: replications go where they help most to tell the best candidate from the others.

The allocation is that of C.-H. Chen, J. Lin, E. Yücesan and S. E. Chick, Simulation budget allocation for further enhancing the
efficiency of ordinal optimization, Discrete Event Dynamic Systems 10, 2000, 251-270, theorem 1. It stops once the probability
that the choice is good (best, or within the indifference of the best) is as high as stated, by Bonferroni's inequality over pairs
(as their APCS-B; good instead of best after Branke, Chick and Schmidt, Management Science 53, 2007). The variance of a pair is that
of its differences in the replications that both have, so that common random numbers count. The probability is an estimate, no
guarantee.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.special import stdtr

from materiel.jit import Real
from materiel.lab.tune.errors import TuneError
from materiel.lab.tune.evaluate import Evaluate, Goal, Settings, described
from materiel.lab.tune.held import Held
from materiel.lab.tune.selection import Selection, Stand, Tell, with_values

_TINY = 1e-12


def shares(means: Real, variances: Real, best: int, indifference: float = 0.0) -> Real:
    """Shares of the replications, shape (candidates,), that add up to 1. Higher means are better.

    N_i / N_j = ((s_i / d_i) / (s_j / d_j))^2 for i, j other than the best, N_best = s_best sqrt(sum (N_i / s_i)^2); d_i is how far
    i is behind, at least the indifference.

    >>> shares(np.array([0.0, 1.0, 2.0]), np.ones(3), 2).round(3).tolist()
    [0.11, 0.438, 0.452]
    """
    scale = float(np.abs(means).max()) or 1.0
    behind = np.maximum(means[best] - means, max(indifference, _TINY * scale))
    spread = np.maximum(variances, _TINY * max(float(variances.max()), _TINY))
    wanted = spread / behind**2
    others = np.arange(len(means)) != best
    wanted[best] = np.sqrt(spread[best] * np.sum(wanted[others] ** 2 / spread[others]))
    return np.asarray(wanted / wanted.sum(), dtype=np.float64)


def good(values: Sequence[Real], best: int, indifference: float = 0.0, names: Sequence[str] = ()) -> tuple[float, int]:
    """Probability that no other is better than the best by more than the indifference, and who is the most likely to be.

    `values` are those of each candidate by replication, of lengths of their own; missing ones are not numbers. Raises TuneError,
    with the names, for two that have fewer than two replications with a value in common.
    """
    doubts = np.zeros(len(values))
    for i, other in enumerate(values):
        if i == best:
            continue
        both = min(len(other), len(values[best]))
        ahead = values[best][:both] - other[:both]
        ahead = ahead[~np.isnan(ahead)]
        if len(ahead) < 2:
            pair = [names[k] if names else f"candidate {k}" for k in (best, i)]
            raise TuneError(
                f"{pair[0]} and {pair[1]}: expected at least 2 replications with a value in both, got {len(ahead)} of {both}"
            )
        error = float(np.std(ahead, ddof=1)) / np.sqrt(len(ahead))
        middle = float(np.mean(ahead)) + indifference
        doubts[i] = float(stdtr(len(ahead) - 1, -middle / error)) if error > 0.0 else float(middle < 0.0)
    doubts[best] = -1.0
    rival = int(np.argmax(doubts))
    doubts[best] = 0.0
    return max(0.0, 1.0 - float(doubts.sum())), rival


def leader(values: Sequence[Real]) -> int:
    """The candidate with the best mean, unless another beats it in the replications that both have."""
    means = _means(values)
    best = int(np.argmax(means))
    for i in np.argsort(-means, kind="stable"):
        both = min(len(values[i]), len(values[best]))
        ahead = values[i][:both] - values[best][:both]
        if i != best and np.sum(ahead, where=~np.isnan(ahead)) > 0.0:
            best = int(i)
    return best


def _means(values: Sequence[Real]) -> Real:
    """Means over what has a value, which each candidate has somewhere."""
    return np.array([np.mean(v, where=~np.isnan(v)) for v in values])


def ocba(
    evaluate: Evaluate,
    candidates: Sequence[Settings],
    goal: Goal,
    *,
    indifference: float = 0.0,
    confidence: float = 0.95,
    first: int = 10,
    most: int = 1_000,
    block: int = 1,
    tell: Tell = lambda stand: None,
) -> Selection:
    """The best of the candidates: `first` replications of each, then rounds of a block for every other candidate, where they help.

    `most` is the most for a candidate. One under which the goal is undefined takes no part. Raises TuneError if it is under all, or
    if two candidates have no values in common.
    """
    held = Held(candidates)
    held.run(evaluate, dict.fromkeys(range(len(candidates)), first))
    there = with_values(held, goal, first)
    names = [described(candidates[i]) for i in there]
    while True:
        values = [goal.sign * held.of(i)[:, goal.metric] for i in there]
        best = leader(values)
        sure, _ = good(values, best, indifference, names) if len(there) > 1 else (1.0, 0)
        counts = held.counts[there]
        open_ = int(np.sum(counts < most))
        tell(Stand(int(held.counts.sum()), open_, int(counts.max()), most))
        if sure >= confidence or not open_:
            break
        wanted = _round(values, best, counts, indifference, most, block)
        held.run(evaluate, {there[i]: count for i, count in wanted.items()})
    means = np.full(len(candidates), np.nan)
    means[there] = _means(values)
    order = tuple(there[i] for i in [best, *(i for i in np.argsort(-means[there], kind="stable") if i != best)])
    why = f"the choice is good with probability {sure:.3f}" + (
        "" if sure >= confidence else f"; the cap of {most} was reached"
    )
    undefined = tuple(i for i in range(len(candidates)) if i not in there)
    return Selection(
        there[best], order, held.counts, goal.sign * means, sure >= confidence, why, (), sure, held, undefined
    )


def _round(
    values: Sequence[Real], best: int, counts: npt.NDArray[np.int64], indifference: float, most: int, block: int
) -> dict[int, int]:
    """How many replications candidates shall have after the next round: those that are most behind their share come first."""
    k = len(values)
    means = _means(values)
    spread = np.array([np.var(v, ddof=1, where=~np.isnan(v)) for v in values])
    blocks = max(1, k // 2)
    target = shares(means, spread, best, indifference) * (counts.sum() + blocks * block)
    wanted = counts.copy()
    for _ in range(blocks):
        short = np.where(wanted < most, target - wanted, -np.inf)
        i = int(np.argmax(short))
        if not np.isfinite(short[i]):
            break
        wanted[i] = min(most, wanted[i] + block)
    return {int(i): int(wanted[i]) for i in np.flatnonzero(wanted > counts)}
