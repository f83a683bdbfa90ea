"""The store of a study: a folder with a manifest, the points, and a file for each block.

::

    results/<study>-<hash>/
      manifest.json                    what was asked, of which world and model, with which versions
      study.toml                       the file as it was
      points.parquet                   a row a point: candidate, policy, levers, future, uncertainties
      blocks/p00012-b0003.parquet      a row a replication of point 12: seed, metrics, series, fault
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from materiel.lab.errors import StoreError
from materiel.lab.files import sweep, write_text, write_whole
from materiel.lab.study.block import Block, Task
from materiel.lab.study.ground import Ground

MANIFEST, POINTS, BLOCKS = "manifest.json", "points.parquet", "blocks"
LEVER, UNCERTAIN, SERIES = "lever:", "uncertain:", "series:"
_BLOCK = re.compile(r"p(\d+)-b(\d+)\.parquet")


def folder_of(out: Path, ground: Ground) -> Path:
    """The folder of a study's store among results."""
    return out / f"study-{ground.name}-{ground.identity}"


class StudyStore:
    """A study's store that is written to. Raises StoreError if it cannot be, or holds another study."""

    def __init__(self, folder: Path, ground: Ground) -> None:
        self.folder, self.ground = folder, ground
        self._blocks = folder / BLOCKS
        self._refuse_another()
        try:
            self._blocks.mkdir(parents=True, exist_ok=True)
            sweep(folder)
            sweep(self._blocks)
            probe = folder / ".writable"
            probe.touch()
            probe.unlink()
        except OSError as error:
            raise StoreError(f"cannot write results to {folder}: {error.strerror or error}") from error

    def _refuse_another(self) -> None:
        path = self.folder / MANIFEST
        if not path.exists():
            if self.folder.is_dir() and any(self.folder.iterdir()):
                raise StoreError(f"{self.folder}: expected an empty folder or the store of this study, got other files")
            return
        held = read_manifest(self.folder).get("identity")
        if held != self.ground.identity:
            raise StoreError(
                f"{self.folder} holds another study (or this one of another version of model or world): "
                f"expected {self.ground.identity}, got {held}"
            )

    def path(self, task: Task) -> Path:
        """The file of a block."""
        return self._blocks / f"p{task.point:05d}-b{task.block:04d}.parquet"

    def done(self) -> set[Task]:
        """Blocks that are there, whole."""
        found = (_BLOCK.fullmatch(path.name) for path in self._blocks.iterdir())
        return {Task(int(f[1]), int(f[2])) for f in found if f}

    def add(self, block: Block) -> None:
        """Keep a block: it is durable when this returns. Raises StoreError."""
        table = block_table(block, self.ground)
        write_whole(self.path(block.task), lambda part: _write(table, part))

    def read(self, task: Task) -> dict[str, Any]:
        """Replications, values (replications, metrics) and faults of a kept block. Raises StoreError."""
        names = self.ground.measured.names
        path = self.path(task)
        try:
            table = pq.ParquetFile(path).read(["replication", "fault", *names])
        except (OSError, pa.ArrowException) as error:
            raise StoreError(f"cannot read {path}: {error}; remove it to compute it again") from error
        values = np.column_stack([table.column(n).to_numpy() for n in names])
        return {"replications": table.column("replication").to_numpy(), "values": values,
                "faults": table.column("fault").to_pylist()}  # fmt: skip

    def open(self, told: Mapping[str, Any], text: str) -> None:
        """Write manifest, points and the study's text, before anything is run. Raises StoreError."""
        write_points(self.folder / POINTS, self.ground)
        write_text(self.folder / "study.toml", text)
        self.write_json(MANIFEST, told)

    def write_json(self, name: str, content: Mapping[str, Any]) -> None:
        """Put a JSON file in the folder. Raises StoreError."""
        text = json.dumps(content, indent=1, allow_nan=False) + "\n"
        write_text(self.folder / name, text)


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a store. Raises StoreError if the folder is none."""
    try:
        content: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise StoreError(f"{folder} is not the store of a study: it holds no {MANIFEST}") from None
    except (OSError, ValueError) as error:
        raise StoreError(f"cannot read {folder / MANIFEST}: {error}") from error
    return content


def _write(table: pa.Table, path: Path) -> None:
    pq.write_table(table, path, compression="zstd", use_dictionary=False, write_statistics=False)


def block_table(block: Block, ground: Ground) -> pa.Table:
    """A block as a table: a row a replication."""
    count = len(block.replications)
    futures = len(ground.grid.futures)
    columns: dict[str, Any] = {
        "point": np.full(count, block.task.point, np.int32),
        "candidate": np.full(count, block.task.point // futures, np.int32),
        "future": np.full(count, block.task.point % futures, np.int32),
        "replication": np.array(block.replications, np.int32),
        "seed": np.full(count, ground.study.seed, np.int64),
        "fault": pa.array([fault or None for fault in block.faults], pa.string()),
    }
    for k, name in enumerate(ground.measured.names):
        columns[name] = pa.array(block.values[:, k], from_pandas=True)
    for name in ground.measured.series:
        rows = [None if row is None else row.tolist() for row in block.series[name]]
        columns[SERIES + name] = pa.array(rows, pa.list_(pa.float64()))
    return pa.table(columns)


def write_points(path: Path, ground: Ground) -> None:
    """The table of points. Raises StoreError."""
    grid = ground.grid
    rows = [grid.of(point) for point in range(grid.points)]
    columns: dict[str, Any] = {
        "point": np.arange(grid.points, dtype=np.int32),
        "candidate": np.arange(grid.points, dtype=np.int32) // len(grid.futures),
        "future": np.arange(grid.points, dtype=np.int32) % len(grid.futures),
        "name": [candidate.name for candidate, _ in rows],
        "policy": [candidate.policy for candidate, _ in rows],
        "future_name": [future.name for _, future in rows],
    }
    for name in ground.study.levers:
        columns[LEVER + name] = _column(candidate.levers.get(name) for candidate, _ in rows)
    for name in ground.study.uncertainties:
        columns[UNCERTAIN + name] = _column(future.values.get(name) for _, future in rows)
    table = pa.table(columns)
    write_whole(path, lambda part: _write(table, part))


def _column(values: Iterable[Any]) -> pa.Array:
    """Numbers as numbers, anything else as text."""
    held = list(values)
    if all(isinstance(v, (int, float)) and not isinstance(v, bool) for v in held if v is not None):
        return pa.array([None if v is None else float(v) for v in held], pa.float64())
    return pa.array([None if v is None else str(v) for v in held], pa.string())
