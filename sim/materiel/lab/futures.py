"""Futures: values for uncertain numbers, apart from the chance inside a replication.

`central` uses the central value of every number. `sample` draws a future for each replication: every uncertain number by its
distribution, or by a triangle over low, central and high; the draw is a pure function of (seed, replication, path), and relates
replications as all other chance does (`chance/replications.py`). A file lists futures, which the replications take in
turn: TOML with a table of paths and values a future, or CSV with a column a path.
"""

from __future__ import annotations

import csv
import functools
import threading
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from materiel.chance.between import triangular
from materiel.chance.philox import at_point, stream_id, uniform
from materiel.chance.replications import INDEPENDENT, Chance
from materiel.chance.sample import sample
from materiel.lab.errors import FutureError
from materiel.network.arena import Network
from materiel.network.bind import bind
from materiel.scenario.errors import Fault, PathError, ScenarioError
from materiel.scenario.register import numbers
from materiel.scenario.values import Count, Number
from materiel.scenario.world import Scenario

_NOT_NATURE = ("world", "yardsticks", "levers", "policies", "futures", "events")
_MOST = 21_201
"""Dimensions of Sobol's sequence that are known."""
_TOGETHER = 64
"""Points of the sequence that are computed at once."""
OBSERVATION = "observation."
"""Names in a file of futures that begin so are of reports: `observation.SERIES.spread` (see `materiel calibrate`)."""
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

    def values(self, replication: int) -> dict[str, float]:
        """What the numbers are in a replication."""
        at = heights(self.seed, replication, list(self.numbers), self.chance)
        return {path: quantile(number, u) for (path, number), u in zip(self.numbers.items(), at, strict=True)}

    def network(self, replication: int) -> Network:
        """The network with the replication's numbers."""
        with _one_at_a_time:
            return bind(self.bound, self.values(replication))

    def told(self) -> dict[str, Any]:
        """The ranges that are sampled."""
        return {"futures": "sample", "numbers": {p: n.model_dump(mode="json") for p, n in self.numbers.items()}}


@dataclass(frozen=True)
class Listed:
    """Futures from a file, taken in turn; antithetic replications of a pair have the same."""

    bound: Network
    listed: Sequence[Mapping[str, Any]]
    chance: Chance = INDEPENDENT

    def network(self, replication: int) -> Network:
        """The network with the numbers of the replication's turn."""
        with _one_at_a_time:
            return bind(self.bound, of_world(self.turn(replication)))

    def turn(self, replication: int) -> Mapping[str, Any]:
        """What the file lists for a replication."""
        return self.listed[self.chance.plain(replication) % len(self.listed)]

    def told(self) -> dict[str, Any]:
        """The values of each, a row a future; null where it does not say what others do."""
        paths = list(dict.fromkeys(path for future in self.listed for path in future))
        return {"futures": "listed", "paths": paths, "rows": [[f.get(path) for path in paths] for f in self.listed]}


def of_world(future: Mapping[str, Any]) -> dict[str, Any]:
    """A listed future without what it says of reports: those are no numbers of the world.

    >>> of_world({"lines.us_155.lot": 500.0, "observation.shells_us.spread": 0.1})
    {'lines.us_155.lot': 500.0}
    """
    return {path: value for path, value in future.items() if not path.startswith(OBSERVATION)}


def check_futures(listed: Sequence[Mapping[str, Any]], network: Network, path: Path) -> None:
    """Raise ScenarioError, with file and row (or number, from 1), for every value that may not stand where a future puts it."""
    faults = []
    row = 2 if path.suffix == ".csv" else 1
    for number, future in enumerate(listed, start=row):
        try:
            bind(network, future)
        except PathError as error:
            faults.append(Fault(error.path, error.what, str(path), number))
        except ScenarioError as error:
            faults += [replace(fault, file=str(path), row=number) for fault in error.faults]
    if faults:
        raise ScenarioError(_once(faults))


def _once(faults: Sequence[Fault]) -> list[Fault]:
    """The first of faults that say the same of one path, row after row."""
    return list({(fault.path, fault.message): fault for fault in reversed(faults)}.values())[::-1]


def read_futures(path: Path) -> list[dict[str, Any]]:
    """Futures from a file. Raises FutureError with file, row and value."""
    try:
        found = _from_csv(path) if path.suffix == ".csv" else _from_toml(path)
    except OSError as error:
        raise FutureError(f"futures {path}: {error.strerror or error}; expected central, sample or a file") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, csv.Error) as error:
        raise FutureError(f"futures {path}: {error}") from None
    if not found:
        raise FutureError(f"futures {path}: expected at least one future, got none")
    return found


def _from_toml(path: Path) -> list[dict[str, Any]]:
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    tables = raw.get("futures", {"": raw})
    found = []
    for name, table in tables.items():
        values = table.get("values", table) if isinstance(table, dict) else None
        if not isinstance(values, dict):
            raise FutureError(f"futures {path}: {name}: expected a table of paths and values, got {table!r}")
        found.append(_flat(values))
    return found


def _flat(values: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Dotted paths, whether the file writes them as quoted keys or as tables."""
    flat: dict[str, Any] = {}
    for key, value in values.items():
        flat |= _flat(value, f"{prefix}{key}.") if isinstance(value, dict) else {f"{prefix}{key}": value}
    return flat


def _from_csv(path: Path) -> list[dict[str, Any]]:
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    found = []
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(rows[0]):
            raise FutureError(f"futures {path}, row {number}: expected {len(rows[0])} values, got {len(row)}")
        try:
            found.append({key: float(value) for key, value in zip(rows[0], row, strict=True)})
        except ValueError as error:
            raise FutureError(f"futures {path}, row {number}: {error}") from None
    return found
