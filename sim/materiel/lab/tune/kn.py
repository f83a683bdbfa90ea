"""The procedure KN: the best of k candidates with a stated probability, in as few replications as their differences allow.

All candidates are run a few times; after that, one that is clearly worse than another leaves, until one is left. If the best
is better than every other by the indifference or more, it is chosen with at least the stated confidence. Candidates may share
their chance: what is judged is the variance of *differences*, which common random numbers make small.

S.-H. Kim and B. L. Nelson, A fully sequential procedure for indifference-zone selection in simulation, ACM TOMACS 11(3), 2001,
251-273 (procedure in section 2, with c = 1). Looking after blocks of replications instead of after each keeps the guarantee:
what is looked at less often crosses a boundary less often by mistake (Jennison, Johnston and Turnbull 1980).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from materiel.jit import Real
from materiel.lab.tune.errors import TuneError
from materiel.lab.tune.evaluate import Evaluate, Goal, Settings
from materiel.lab.tune.held import Held
from materiel.lab.tune.selection import Selection, Stand, Tell, complete, lacking, with_values

Mask = npt.NDArray[np.bool_]


def constants(candidates: int, first: int, confidence: float) -> tuple[float, float]:
    """The constants eta and h squared, for c = 1.

    >>> eta, h2 = constants(10, 10, 0.95)
    >>> round(eta, 6), round(h2, 6)
    (0.859083, 15.463502)
    """
    eta = 0.5 * ((2.0 * (1.0 - confidence) / (candidates - 1)) ** (-2.0 / (first - 1)) - 1.0)
    return eta, 2.0 * eta * (first - 1)


def reach_of(values: Real, h2: float, indifference: float) -> Real:
    """After how many replications a pair is decided at the latest: h^2 S_ij^2 / delta^2, shape (..., candidates, candidates).

    `values` are the first replications, shape (..., candidates, replications); S_ij^2 is the variance of the difference of a pair.
    """
    apart = values - values.mean(axis=-1, keepdims=True)
    covariance = apart @ np.swapaxes(apart, -1, -2) / (values.shape[-1] - 1)
    own = np.diagonal(covariance, axis1=-2, axis2=-1)
    differences = np.maximum(own[..., :, None] + own[..., None, :] - 2.0 * covariance, 0.0)
    return np.asarray(h2 / indifference**2 * differences, dtype=np.float64)


def screen(alive: Mask, means: Real, reach: Real, indifference: float, count: int) -> Mask:
    """Who stays after `count` replications: whoever is not behind another by more than W_ij, shape (..., candidates).

    W_ij = max(0, delta / (2 r) (reach_ij - r)) shrinks to 0 as r grows.
    """
    slack = np.maximum(0.0, indifference / (2.0 * count) * (reach - count))
    beaten = (means[..., :, None] < means[..., None, :] - slack) & alive[..., None, :]
    return np.asarray(alive & ~beaten.any(axis=-1))


def kn(
    evaluate: Evaluate,
    candidates: Sequence[Settings],
    goal: Goal,
    *,
    indifference: float,
    confidence: float = 0.95,
    first: int = 10,
    most: int = 100_000,
    block: int = 1,
    tell: Tell = lambda stand: None,
) -> Selection:
    """The best of the candidates. `block` replications are run between two looks, `most` for a candidate at all.

    A candidate under which the goal is undefined takes no part, and a replication in which one that is still in has no value counts
    for nobody. If `most` ends it, the best mean is chosen and nothing is guaranteed. Raises TuneError if the first replications
    give no variance to judge by.
    """
    held = Held(candidates)

    def more(there: Sequence[int], count: int) -> Real:
        """Values of the goal that came with further replications, where all have one."""
        done = int(held.counts[there[0]])
        held.run(evaluate, dict.fromkeys(there, count))
        return complete(goal.sign * np.array([held.of(i)[done:, goal.metric] for i in there]))

    held.run(evaluate, dict.fromkeys(range(len(candidates)), first))
    members = with_values(held, goal, first)
    undefined = tuple(i for i in range(len(candidates)) if i not in members)
    values = complete(goal.sign * np.array([held.of(i)[:, goal.metric] for i in members]))
    means = np.full(len(candidates), np.nan)
    if len(members) == 1:
        means[members] = goal.sign * values.mean(axis=1)
        why = "there is one candidate" + (" with values" if undefined else "")
        return Selection(members[0], tuple(members), held.counts, means, True, why, (), None, held, undefined)
    if values.shape[1] < 2:
        raise TuneError(
            f"{goal.name}: expected at least 2 of the first {first} replications in which every candidate has a value, "
            f"got {values.shape[1]}; {lacking(held, goal, members)}"
        )
    _, h2 = constants(len(members), values.shape[1], confidence)
    reach = np.zeros((len(candidates), len(candidates)))
    reach[np.ix_(members, members)] = reach_of(values, h2, indifference)
    alive, left = np.isin(np.arange(len(candidates)), members), []
    sums, valid, done = np.zeros(len(candidates)), values.shape[1], first
    sums[members] = values.sum(axis=1)
    means[members] = sums[members] / valid
    while True:
        before, alive = alive, screen(alive, means, reach, indifference, valid)
        left += [(int(i), valid) for i in np.flatnonzero(before & ~alive)]
        ends = _ends(alive, reach)
        there = [int(i) for i in np.flatnonzero(alive)]
        tell(Stand(int(held.counts.sum()), len(there), done, min(most, max(done, ends + 1))))
        if len(there) == 1 or valid > ends or done >= most:
            break
        done = min(most, done + block)
        new = more(there, done)
        sums[there] += new.sum(axis=1)
        valid += new.shape[1]
        means[there] = sums[there] / valid
    ranked = tuple(sorted(there, key=lambda i: (-means[i], i)))
    sure = len(there) == 1 or valid > ends
    some = "one is left" if len(there) == 1 else f"{len(there)} are left, which nothing parts"
    why = some if sure else f"the cap of {most} replications was reached with {len(there)} left"
    return Selection(ranked[0], ranked, held.counts, goal.sign * means, sure, why, tuple(left), None, held, undefined)


def _ends(alive: Mask, reach: Real) -> int:
    """N: the replications after which the last pair that is still in is decided."""
    return math.floor(float(reach[np.ix_(alive, alive)].max()))


Draw = Callable[[int], Real]
"""Values of the next so many replications, shape (repeats, candidates, replications)."""


def repeated(
    draw: Draw, candidates: int, *, indifference: float, confidence: float, first: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """KN many times over at once, with a look after each replication: who is chosen, and replications in all, of each repeat.

    `draw` must go on drawing for every repeat, also for those that have ended: what they get is thrown away.
    """
    values = draw(first)
    repeats = len(values)
    _, h2 = constants(candidates, first, confidence)
    reach = reach_of(values, h2, indifference)
    sums, count = values.sum(axis=-1), first
    alive = np.ones((repeats, candidates), dtype=bool)
    chosen, samples = np.zeros(repeats, np.int64), np.full(repeats, candidates * first, np.int64)
    going = np.arange(repeats)
    while len(going):
        means = sums / count
        alive = screen(alive, means, reach, indifference, count)
        pairs = alive[:, :, None] & alive[:, None, :]
        ended = (alive.sum(axis=1) == 1) | (count > np.floor(np.where(pairs, reach, 0.0).max(axis=(1, 2))))
        chosen[going[ended]] = np.argmax(np.where(alive, means, -np.inf), axis=1)[ended]
        stay = ~ended
        going, alive, reach, sums = going[stay], alive[stay], reach[stay], sums[stay]
        if len(going):
            sums = sums + draw(1)[going, :, 0]
            samples[going] += alive.sum(axis=1)
            count += 1
    return chosen, samples
