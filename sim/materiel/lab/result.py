"""A result folder that is read: series and numbers of the first so many replications, a few columns at a time."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from materiel.chance.replications import Chance
from materiel.lab.analysis.clusters import merged
from materiel.lab.blocks import blocks
from materiel.lab.errors import StoreError
from materiel.lab.store import NUMBERS, SERIES
from materiel.metrics.measure import by_instant
from materiel.metrics.reading import Series


class Result:
    """What a batch left. `replications` limits what is read to the first so many; left out, the manifest says how many.

    Raises StoreError if the folder is no result folder.
    """

    def __init__(self, folder: Path, replications: int | None = None) -> None:
        self.folder = folder
        self.manifest: dict[str, Any] = self._json("manifest.json")
        self.replications = replications or int(self.manifest["replications"])

    def _json(self, name: str) -> dict[str, Any]:
        path = self.folder / name
        try:
            content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise StoreError(f"{self.folder} is not a result folder: it holds no {name}") from None
        except (OSError, ValueError) as error:
            raise StoreError(f"cannot read {path}: {error}") from error
        return content

    @cached_property
    def summary(self) -> dict[str, Any]:
        """The last summary that was asked for."""
        return self._json("summary.json")

    @cached_property
    def world(self) -> dict[str, Any]:
        """What figures need of the world: places, lanes, dated events, titles."""
        return self._json("world.json")

    @property
    def periods(self) -> list[str]:
        """The calendar months that a series runs over; in a world that does not record them all, the instants in days."""
        return list(self.manifest["periods"])

    def periods_of(self, name: str) -> list[str]:
        """What this series runs over: one of places (`level/...`) over all record instants, in days, where these are no months."""
        instants = self.manifest.get("instants")
        return list(instants) if instants is not None and by_instant(name) else self.periods

    def _files(self, what: str) -> list[Path]:
        paths = [self.folder / f"{what}-{block:05d}.parquet" for block in blocks(self.replications)]
        return [path for path in paths if path.exists()]

    def names(self, what: str = SERIES) -> list[str]:
        """Full names of the series (or of the numbers)."""
        found: dict[str, None] = {}
        for path in self._files(what)[:1]:
            found.update(dict.fromkeys(pq.read_schema(path).names))
        return [name for name in found if name not in ("replication", "period")]

    def _columns(self, what: str, names: Sequence[str]) -> dict[str, Series]:
        parts: dict[str, list[Series]] = {name: [] for name in names}
        for path in self._files(what):
            try:
                file = pq.ParquetFile(path)
                held = set(file.schema_arrow.names)
                here = [name for name in names if name in held]
                table = file.read(["replication", *here])
            except (OSError, pa.ArrowException) as error:
                raise StoreError(f"cannot read {path}: {error}") from error
            rows = table.column("replication").to_numpy() < self.replications
            for name in names:
                whole = table.column(name).to_numpy() if name in held else np.full(table.num_rows, np.nan)
                parts[name].append(whole[rows])
        return {name: np.concatenate(got) if (got := parts.pop(name)) else np.zeros(0) for name in [*parts]}

    @cached_property
    def kept(self) -> npt.NDArray[np.int64]:
        """Numbers of the replications that are there, in the order of the rows of `numbers` and `series`."""
        kept = [pq.read_table(path, columns=["replication"])["replication"].to_numpy() for path in self._files(NUMBERS)]
        numbers = np.concatenate([np.zeros(0, np.int64), *kept])
        return np.asarray(numbers[numbers < self.replications], np.int64)

    @cached_property
    def together(self) -> npt.NDArray[np.int64] | None:
        """The cluster of each replication that is there; None if all are independent.

        Replications are one cluster if chance relates them, or if they share a draw of listed futures, which are taken in turn. A
        list of a single future is no sample of futures: what is said is said of that one.
        """
        chance = Chance.of(self.manifest)
        draws = len(self.manifest.get("rows", ())) if self.manifest.get("futures") == "listed" else 1
        if draws < 2 and chance.together == 1:
            return None
        by_chance = self.kept // chance.together
        if draws < 2 or not len(self.kept):
            return by_chance if chance.together > 1 else None
        by_draw = np.array([chance.plain(int(r)) % draws for r in self.kept], np.int64)
        found = by_draw if chance.together == 1 else merged(by_chance, by_draw)
        return None if len(np.unique(found)) == len(found) else found

    def series(self, *names: str) -> dict[str, Series]:
        """Series by name, each of shape (replications, periods); not a number where there is no value."""
        rows = self.manifest.get("month_rows")
        width = len(self.manifest.get("instants", self.periods))
        found = {name: flat.reshape(-1, width) for name, flat in self._columns(SERIES, names).items()}
        return {n: series if rows is None or by_instant(n) else series[:, rows] for n, series in found.items()}

    def numbers(self, *names: str) -> dict[str, Series]:
        """Numbers by name, each of shape (replications,)."""
        return self._columns(NUMBERS, names)
