"""Elementary effects: which factors matter at all, from few points."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from materiel.lab.analysis.complete import complete
from materiel.lab.analysis.demands import Values
from materiel.lab.analysis.errors import AnalysisError
from materiel.lab.analysis.jackknife import Estimated, estimated
from materiel.lab.analysis.quadratic import without_chance


@dataclass(frozen=True)
class Morris:
    """Elementary effects by factor, in the metric's unit for the whole range of the factor.

    `mu` is the mean effect, `mu_star` the mean of its size, `sigma` the standard deviation of effects over the design, without what
    chance adds to it (its interval is that of its square, and `se` carried over). `lead` is by how much the largest `mu_star` is
    above each. `floor` is the size that chance alone gives `mu_star`: below or near it a factor cannot be told from one without
    effect; nan for one replication. All of shape (factors,).
    """

    mu: Estimated
    mu_star: Estimated
    sigma: Estimated
    lead: Estimated
    floor: Values
    trajectories: int
    replications: int
    dropped: int


def morris_points(factors: int, trajectories: int, levels: int, seed: int) -> Values:
    """Points of the unit cube, of shape (trajectories * (factors + 1), factors), one trajectory after another.

    A trajectory starts at a random point of a grid of so many levels (even) and moves every factor once, in random order, up or
    down by levels / (2 (levels - 1)), so that all levels are equally probable (M. D. Morris, Technometrics 33, 1991, sec. 3.1).
    The same seed gives the same points. Raises AnalysisError for no factor, fewer than two trajectories, or odd levels.
    """
    if factors < 1 or trajectories < 2 or levels < 2 or levels % 2:
        raise AnalysisError(
            "Morris design: expected at least 1 factor, at least 2 trajectories and an even number of levels, "
            f"got {factors}, {trajectories} and {levels}"
        )
    rng = np.random.Generator(np.random.Philox(seed))
    low = rng.integers(0, levels // 2, size=(trajectories, 1, factors))
    downward = rng.integers(0, 2, size=(trajectories, 1, factors))
    rank = rng.permuted(np.tile(np.arange(factors), (trajectories, 1)), axis=1)[:, None, :]
    moved = np.arange(factors + 1)[None, :, None] > rank
    cells = low + (moved ^ (downward == 1)) * (levels // 2)
    return np.asarray((cells / (levels - 1.0)).reshape(-1, factors))


def _effects(points: Values, answers: Values, trajectories: int) -> Values:
    """Elementary effects of shape (trajectories, factors, ...) of answers of shape (points, ...)."""
    factors = points.shape[1]
    at = points.reshape(trajectories, factors + 1, factors)
    step = np.diff(at, axis=1)
    if not ((step != 0.0).sum(axis=2) == 1).all() or not ((step != 0.0).sum(axis=1) == 1).all():
        raise AnalysisError("Morris design: expected trajectories that move each factor once, one after the other")
    rise = np.diff(answers.reshape(trajectories, factors + 1, *answers.shape[1:]), axis=1)
    which = (step != 0.0).argmax(axis=1)  # (trajectories, factors): the step that moved the factor
    size = np.take_along_axis(step, which[:, None, :], axis=1)[:, 0, :]
    index = which.reshape(*which.shape, *(1,) * (rise.ndim - 2))
    return np.asarray(np.take_along_axis(rise, index, axis=1) / size.reshape(*size.shape, *(1,) * (rise.ndim - 2)))


def _variance(effects: Values) -> Values:
    """Variance of effects over trajectories, without chance; of effects of shape (trajectories, factors, replications)."""
    return without_chance(effects.mean(axis=2).var(axis=0, ddof=1), effects.var(axis=0, ddof=1))


def _root(square: Estimated) -> Estimated:
    """The root of an estimated square; below 0, which chance may give, it is 0."""
    value, low, high = (np.sqrt(np.maximum(x, 0.0)) for x in (square.estimate, square.low, square.high))
    with np.errstate(invalid="ignore", divide="ignore"):
        return Estimated(value, np.where(value > 0.0, square.se / (2.0 * value), np.nan), low, high)


def _without(effects: Values, axis: int, least: int) -> list[Values]:
    """Effects with one trajectory or replication left out in turn; none if fewer than `least` would be left."""
    count = effects.shape[axis]
    return [np.delete(effects, k, axis=axis) for k in range(count)] if count > least else []


def morris(points: Values, values: Values, confidence: float = 0.95) -> Morris:
    """Elementary effects of values of shape (points, replications) at `points` of the unit cube (see `morris_points`).

    Sources: M. D. Morris, Technometrics 33 (1991) 161; mu_star: F. Campolongo, J. Cariboni and A. Saltelli, Environ. Model.
    Softw. 22 (2007) 1509. Errors are those of trajectories and of replication numbers (see `estimated`). Raises
    AnalysisError if the design is none of trajectories or lacks answers.
    """
    factors = points.shape[1]
    trajectories = len(points) // (factors + 1)
    if trajectories < 3 or len(points) != trajectories * (factors + 1):
        raise AnalysisError(
            f"Morris design: expected at least 3 trajectories of {factors + 1} points, got {len(points)} points"
        )
    answers, dropped = complete(values, len(points), "Morris design")
    effects = _effects(points, answers, trajectories)
    replications = effects.shape[2]
    by_row, by_number = _without(effects, 0, 2), _without(effects, 2, 2)

    def found(of: Callable[[Values], Values]) -> Estimated:
        return estimated(
            of(effects), np.array([of(e) for e in by_row]), np.array([of(e) for e in by_number]), confidence
        )

    def size(e: Values) -> Values:
        return np.asarray(np.abs(e.mean(axis=2)).mean(axis=0))

    top = int(np.argmax(size(effects)))
    if replications > 1:
        error = effects.var(axis=2, ddof=1).mean(axis=0) / replications
        floor = np.sqrt(2.0 / np.pi * error)  # mean size of a normal error
    else:
        floor = np.full(factors, np.nan)
    return Morris(
        found(lambda e: np.asarray(e.mean(axis=(0, 2)))),
        found(size),
        _root(found(_variance)),
        found(lambda e: np.asarray(size(e)[top] - size(e))),
        floor,
        trajectories,
        replications,
        dropped,
    )
