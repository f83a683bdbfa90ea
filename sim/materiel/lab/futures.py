"""Futures: values for uncertain numbers, apart from the chance inside a replication.

`central` uses the central value of every number. `sample` draws a future for each replication: every uncertain number by its
distribution, or by a triangle over low, central and high; the draw is a pure function of (seed, replication, path), and relates
replications as all other chance does (`chance/replications.py`). A file lists futures (`futures_file.py`), which the
replications take in turn.
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from materiel.chance.between import triangular
from materiel.chance.philox import at_point, stream_id, uniform
from materiel.chance.replications import INDEPENDENT, Chance
from materiel.chance.sample import sample
from materiel.lab.errors import FutureError
from materiel.lab.futures_file import ListedFuture
from materiel.network.arena import Network
from materiel.network.bind import bind_said
from materiel.scenario.register import numbers
from materiel.scenario.say import Said
from materiel.scenario.values import Count, Number
from materiel.scenario.world import Scenario

_NOT_NATURE = ("world", "yardsticks", "levers", "policies", "futures", "events")
_MOST = 21_201
"""Dimensions of Sobol's sequence that are known."""
_TOGETHER = 64
"""Points of the sequence that are computed at once."""
_one_at_a_time = threading.Lock()


def uncertain_numbers(scenario: Scenario) -> dict[str, Number]:
    """Every number for which a range or a distribution is stated, by its path."""
    return {
        path: number for path, number in numbers(scenario) if number.uncertain and path.split(".")[0] not in _NOT_NATURE
    }


def quantile(number: Number, u: float) -> float:
    """The value that the number takes at u, whole for a count. It grows with u."""
    if number.distribution is not None:
        cells = number.distribution.cells()
        whole, real = np.zeros(cells.size() + 1, np.int64), np.zeros(cells.size() + 1)
        cells.write(whole, real, 1)
        value = float(sample(whole, real, 1, u))
    else:
        low = number.central if number.low is None else number.low
        high = number.central if number.high is None else number.high
        value = number.central if low == high else float(triangular(u, low, number.central, high))
    return float(round(value)) if isinstance(number, Count) else value


@functools.lru_cache(maxsize=4)
def _words(dimensions: int, block: int) -> npt.NDArray[np.int64]:
    """Points of Sobol's sequence in units of 2**-32: shape (points of the block, dimensions)."""
    from scipy.stats.qmc import Sobol

    sequence = Sobol(dimensions, scramble=False, bits=32)
    if block:
        sequence.fast_forward(block * _TOGETHER)
    return np.asarray(sequence.random(_TOGETHER) * 2.0**32, np.int64)


def heights(seed: int, replication: int, paths: Sequence[str], chance: Chance = INDEPENDENT) -> list[float]:
    """Where in its distribution the uncertain number of each path lies in a replication: u in (0, 1).

    In quasi replications number d is the dimension d of Sobol's sequence behind those of the leading streams, scrambled
    like these. Raises FutureError if there are more numbers than dimensions.
    """
    streams = [stream_id(f"future/{path}") for path in paths]
    if chance.kind != "quasi":
        return [uniform(seed, chance.number(replication), stream, 0) for stream in streams]
    dimensions = chance.dimensions + len(paths)
    if dimensions > _MOST:
        raise FutureError(f"quasi: expected at most {_MOST} uncertain and leading numbers, got {dimensions}")
    block, row = divmod(replication % chance.points, _TOGETHER)
    words = _words(dimensions, block)[row, chance.dimensions :].tolist()
    return [
        at_point(seed, replication, stream, 0, word, chance.log_points)
        for stream, word in zip(streams, words, strict=True)
    ]


@dataclass(frozen=True)
class Sampled:
    """A future of its own for every replication."""

    bound: Network
    seed: int
    numbers: Mapping[str, Number]
    chance: Chance = INDEPENDENT
    over: tuple[Said, ...] = ()
    """Those who have more say."""

    def values(self, replication: int) -> dict[str, float]:
        """What the numbers are in a replication."""
        at = heights(self.seed, replication, list(self.numbers), self.chance)
        return {path: quantile(number, u) for (path, number), u in zip(self.numbers.items(), at, strict=True)}

    def network(self, replication: int) -> Network:
        """The network with the replication's numbers."""
        with _one_at_a_time:
            return bind_said(self.bound, [Said(self.values(replication)), *self.over])

    def check(self) -> None:
        """Bind its ends, its central values and a draw under those with more say. Raises what cannot be bound raises."""
        ends = [{p: quantile(n, u) for p, n in self.numbers.items()} for u in (2.0**-20, 1.0 - 2.0**-20)]
        centres = {p: float(n.value) for p, n in self.numbers.items()}
        for values in (*(end for end in ends), centres, self.values(0)):
            bind_said(self.bound, [Said(values), *self.over])

    def told(self) -> dict[str, Any]:
        """The ranges that are sampled, and what stands over them."""
        ranges = {p: n.model_dump(mode="json") for p, n in self.numbers.items()}
        return {"futures": "sample", "numbers": ranges, **_over(self.over)}


@dataclass(frozen=True)
class Listed:
    """Futures from a file, taken in turn; antithetic replications of a pair have the same."""

    bound: Network
    listed: Sequence[ListedFuture]
    chance: Chance = INDEPENDENT
    over: tuple[Said, ...] = ()
    """Those who have more say."""
    note: str = ""
    """Which of the draws of another world apply; empty if these are the world's own."""

    def network(self, replication: int) -> Network:
        """The network with the numbers of the replication's turn."""
        future = self.turn(replication).of_world()
        with _one_at_a_time:
            return bind_said(self.bound, [future.said(), *self.over])

    def turn(self, replication: int) -> ListedFuture:
        """What the file lists for a replication."""
        return self.listed[self.chance.plain(replication) % len(self.listed)]

    def told(self) -> dict[str, Any]:
        """The values of each, a row a future; null where it does not say what others do. Dated ones, if any has such."""
        paths = list(dict.fromkeys(path for future in self.listed for path in future.values))
        rows = [[_plain(future.values.get(path)) for path in paths] for future in self.listed]
        told = {"futures": "listed", "paths": paths, "rows": rows, **_over(self.over)}
        if any(future.dated for future in self.listed):
            told["dated"] = [[[_plain(when), _plain(part)] for when, part in f.dated] for f in self.listed]
        return told


def _over(over: Sequence[Said]) -> dict[str, Any]:
    """What stands over futures, if anything does."""
    said = [
        [_plain(s.values), [[_plain(when), _plain(part)] for when, part in s.dated]] for s in over if any(s.paths())
    ]
    return {"over": said} if said else {}


def _plain(value: Any) -> Any:
    """A value of a future as JSON knows it: dates as text."""
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value
