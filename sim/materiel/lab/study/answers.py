"""The answers of a study, as analyses read them: arrays over candidates, futures and replications."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.dataset as ds

from materiel.jit import Real
from materiel.lab.errors import LabError, StoreError
from materiel.lab.study.keep import BLOCKS, SERIES, read_manifest
from materiel.lab.study.points import Candidate, FutureCase, called
from materiel.scenario.paths import nearest


@dataclass(frozen=True)
class Told:
    """A metric as tables and figures name it."""

    name: str
    title: str
    unit: str
    better: str
    at_least: float | None
    at_most: float | None

    @property
    def label(self) -> str:
        """Title and unit."""
        return f"{self.title} ({self.unit})" if self.unit else self.title


class Answers:
    """The store of a study that is read. Raises StoreError if the folder is none, or holds nothing yet."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.manifest: dict[str, Any] = read_manifest(folder)
        self.title = str(self.manifest["title"])
        self.candidates = [Candidate(**c) for c in self.manifest["candidates"]]
        self.futures = [FutureCase(**f) for f in self.manifest["futures"]]
        self.metrics = {
            name: Told(name, m["title"], m["unit"], m["better"], m["at_least"], m["at_most"])
            for name, m in self.manifest["metrics"].items()
        }
        self.periods = [str(p) for p in self.manifest["periods"]]

    @property
    def reference(self) -> int:
        """Number of the first candidate of the reference policy."""
        return next(k for k, c in enumerate(self.candidates) if c.policy == self.manifest["reference"])

    @property
    def policies(self) -> list[str]:
        """Names of the policies, in their order."""
        return list(dict.fromkeys(c.policy for c in self.candidates))

    @property
    def levers(self) -> list[str]:
        """Names of the levers."""
        return list(self.manifest["levers"])

    @property
    def uncertain(self) -> list[str]:
        """Names of the uncertainties."""
        return list(self.manifest["uncertainties"])

    @property
    def lever_units(self) -> Real:
        """Places of the combinations of levers in the unit cube; candidate = policy x combinations + combination."""
        return self._units("lever_units", self.levers)

    @property
    def future_units(self) -> Real:
        """Places of the futures in the unit cube, shape (futures, uncertainties)."""
        return self._units("future_units", self.uncertain)

    def _units(self, key: str, factors: list[str]) -> Real:
        rows = self.manifest[key]
        return np.array(rows, dtype=np.float64).reshape(len(rows), len(factors))

    def name_of(self, what: str) -> str:
        """The title of a policy or factor."""
        titles: Mapping[str, str] = self.manifest["titles"]
        return titles.get(what, what)

    @cached_property
    def _called(self) -> list[str]:
        return called(self.candidates, self.manifest["titles"])

    def called(self, candidate: int) -> str:
        """What tables and figures call a candidate (`points.called`)."""
        return self._called[candidate]

    def metric(self, name: str | None) -> Told:
        """The metric of that name, or the main one. LabError with the nearest if the study has none such."""
        if name is None:
            return next(iter(self.metrics.values()))
        if name not in self.metrics:
            near = nearest(name, self.metrics)
            hint = f"; the nearest is {near}" if near else f"; the study has {', '.join(self.metrics)}"
            raise LabError(f"--metric {name}: there is no such metric{hint}")
        return self.metrics[name]

    @cached_property
    def _keys(self) -> tuple[Any, Any]:
        table = self._read(["point", "replication"])
        return table.column("point").to_numpy(), table.column("replication").to_numpy()

    def _read(self, columns: list[str]) -> pa.Table:
        try:
            files = sorted((self.folder / BLOCKS).glob("p*.parquet"))
            if not files:
                raise StoreError(f"{self.folder} holds no block yet: run the study first")
            return ds.dataset([str(f) for f in files], format="parquet").to_table(columns)
        except (OSError, pa.ArrowException) as error:
            raise StoreError(f"cannot read {self.folder / BLOCKS}: {error}") from error

    @property
    def replications(self) -> int:
        """The most replications that a point has."""
        return int(self._keys[1].max()) + 1

    def values(self, metric: str) -> Real:
        """Values of a metric, shape (candidates, futures, replications); not a number where there is none."""
        points, replications = self._keys
        found = np.full((len(self.candidates) * len(self.futures), self.replications), np.nan)
        found[points, replications] = self._read([metric]).column(metric).to_numpy()
        return found.reshape(len(self.candidates), len(self.futures), -1)

    def series(self, name: str) -> Real:
        """A kept series, shape (candidates, futures, replications, periods). LabError if it was not kept."""
        if name not in self.manifest["series"]:
            kept = ", ".join(self.manifest["series"]) or "none"
            raise LabError(f"{self.folder}: expected a series that the study keeps ({kept}), got {name}")
        points, replications = self._keys
        found = np.full((len(self.candidates) * len(self.futures), self.replications, len(self.periods)), np.nan)
        column = self._read([SERIES + name]).column(SERIES + name)
        for point, replication, row in zip(points, replications, column.to_pylist(), strict=True):
            if row is not None:
                found[point, replication] = row
        return found.reshape(len(self.candidates), len(self.futures), -1, len(self.periods))

    def faults(self) -> list[dict[str, Any]]:
        """Replications that failed: point, replication, seed and message."""
        table = self._read(["point", "replication", "seed", "fault"])
        return [row for row in table.to_pylist() if row["fault"] is not None]
