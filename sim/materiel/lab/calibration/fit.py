"""The posterior: block by block, a block's parameters by its own series, and draws that join the blocks.

Blocks share stocks and money, but in a window of a few years one hardly shows in the series of another: within a block the
posterior is joint, across blocks it is taken to be a product. The check by simulation (`check.py`) runs the whole model, so
a product that is too simple would show in its ranks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr

from materiel.chance.philox import stream_id, uniform
from materiel.lab.calibration import noise
from materiel.lab.calibration.errors import CalibrationError
from materiel.lab.calibration.expand import Prior
from materiel.lab.calibration.plan import Plan
from materiel.lab.calibration.regression import Posterior, Summaries, posterior, resampled, summaries
from materiel.lab.calibration.statistics import Statistic, statistic
from materiel.lab.calibration.task import Task, scores
from materiel.lab.record.rows import Recorded

Reals = npt.NDArray[np.float64]

MOST_FAILED = 0.01
"""Share of the pool that may fail."""


@dataclass(frozen=True)
class Block:
    """A block with what its series say of its parameters."""

    name: str
    priors: tuple[Prior, ...]
    scores: Reals
    statistics: Reals
    record: Reals
    told: tuple[str, ...]
    """Names of the statistics."""
    kept: int

    @cached_property
    def fitted(self) -> Summaries:
        """The regression on the whole pool."""
        return summaries(self.scores, self.statistics)

    @cached_property
    def posterior(self) -> Posterior:
        """What the record says."""
        fitted = self.fitted
        return posterior(fitted, self.scores, fitted.of(self.statistics), fitted.of(self.record), self.kept)

    @property
    def outside(self) -> list[str]:
        """Statistics of the record that no more than one in a thousand members reach: where the model cannot follow."""
        below = np.mean(self.statistics <= self.record, axis=0)
        above = np.mean(self.statistics >= self.record, axis=0)
        rare = np.minimum(below, above) < 0.001
        return [name for name, far in zip(self.told, rare, strict=True) if far]


@dataclass(frozen=True)
class Fit:
    """All blocks, and the parameters that no block informs."""

    task: Task
    blocks: tuple[Block, ...]
    prior_only: tuple[Prior, ...]

    @property
    def priors(self) -> list[Prior]:
        """All parameters, those of the blocks first."""
        return [p for block in self.blocks for p in block.priors] + list(self.prior_only)

    def draws(self, count: int) -> list[dict[str, float]]:
        """Draws of all parameters from the posterior, by name."""
        columns: dict[str, Reals] = {}
        for block in self.blocks:
            chosen = resampled(block.posterior.weights, self._u(f"{block.name}/offset", 0), count)
            chosen = chosen[np.argsort([self._u(f"{block.name}/order", k) for k in range(count)], kind="stable")]
            for k, prior in enumerate(block.priors):
                u = np.clip(ndtr(block.posterior.scores[chosen, k]), 1e-9, 1.0 - 1e-9)
                columns[prior.name] = np.array([prior.range.quantile(float(x)) for x in u])
        for prior in self.prior_only:
            columns[prior.name] = np.array([prior.range.quantile(self._u(prior.name, k)) for k in range(count)])
        return [{name: float(values[k]) for name, values in columns.items()} for k in range(count)]

    def _u(self, name: str, index: int) -> float:
        return uniform(self.task.seed, index, stream_id(f"posterior/{name}"), 0)


def _statistics_of(record: Recorded, observed: Reals, months: int) -> dict[str, Statistic]:
    found = {}
    for k, name in enumerate(record.series):
        values = record.values(name, months)
        have = ~np.isnan(values)
        if have.any():
            found[name] = statistic(name, have, record.start, observed[:, k])
    return found


def fit(task: Task, plan: Plan, record: Recorded, observed: Reals) -> Fit:
    """Fit all blocks on a pool (members, series, months). Raises CalibrationError if too many members failed."""
    whole = ~np.isnan(observed).all(axis=(1, 2))
    failed = int(np.sum(~whole))
    if failed > MOST_FAILED * len(observed):
        raise CalibrationError(f"{failed} of {len(observed)} members of the pool failed; narrow the ranges of the plan")
    names = list(record.series)
    taken = _statistics_of(record, observed[whole], task.months)
    blocks, informed = [], set()
    for name, wanted in plan.blocks.items():
        series = [s for s in wanted if s in taken]
        own = [p for p in task.expansion.priors if p.block == name]
        if not series:
            continue
        own += [Prior(noise.spread_of(s), plan.noise, name, f"Spread of reports, {s}", "") for s in series]
        z = scores([p.name for p in own], task.seed, len(observed))
        drawn = _drawn(own, z)
        parts, told, have = [], [], []
        for s in series:
            at = names.index(s)
            normal = np.array([noise.standard(task.seed, s, m, task.months) for m in range(len(observed))])
            spread = drawn[noise.spread_of(s)][:, None]
            parts.append(taken[s].of((observed[:, at] * noise.factor(spread, normal))[whole]))
            have.append(taken[s].of(record.values(s, task.months)))
            told += taken[s].names()
        blocks.append(Block(name, tuple(own), z[whole], np.hstack(parts), np.concatenate(have), tuple(told), plan.kept))
        informed |= {p.name for p in own}
    rest = tuple(p for p in task.expansion.priors if p.name not in informed)
    return Fit(task, tuple(blocks), rest)


def _drawn(priors: Sequence[Prior], z: Reals) -> Mapping[str, Reals]:
    spreads = [k for k, p in enumerate(priors) if p.name.startswith(noise.OBSERVATION)]
    u = np.clip(ndtr(z), 1e-12, 1.0 - 1e-12)
    return {priors[k].name: np.array([priors[k].range.quantile(float(x)) for x in u[:, k]]) for k in spreads}
