"""The result folder: a block of replications a file, so that more replications, resuming and any number of workers are one thing.

::

    results/<world>-<policy>-<hash>/
      manifest.json             what was run, with which versions
      world.json                what figures need of the world
      series-00000.parquet      series by month of replications 0 to 24
      numbers-00000.parquet     numbers of the whole run of the same
      record-00000.parquet      all recorded cells (only with --keep-record)
      summary.json              the last summary that was asked for
      faults.json               replications that failed, if any did
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from materiel.lab import tables
from materiel.lab.blocks import block_of, blocks
from materiel.lab.errors import StoreError
from materiel.lab.files import sweep, write_text
from materiel.lab.replication import Done, Failed

SERIES, NUMBERS, RECORD = "series", "numbers", "record"
_UNSAFE = re.compile(r"[^A-Za-z0-9_.+-]+")


def folder_name(world: str, policy: str, identity: str) -> str:
    """The name of a batch's folder.

    >>> folder_name("ukraine-2022", "", "0123abcd")
    'ukraine-2022-0123abcd'
    """
    return "-".join(_UNSAFE.sub("-", part) for part in (world, policy, identity) if part)


class Store:
    """A result folder that is written to."""

    def __init__(self, folder: Path, columns: Sequence[str] = ()) -> None:
        self.folder = folder
        self.columns = columns
        try:
            folder.mkdir(parents=True, exist_ok=True)
            sweep(folder)
            self._probe()
        except OSError as error:
            raise StoreError(f"cannot write results to {folder}: {error.strerror or error}") from error

    def _probe(self) -> None:
        probe = self.folder / ".writable"
        probe.touch()
        probe.unlink()

    def path(self, what: str, block: int) -> Path:
        """The file of a block."""
        return self.folder / f"{what}-{block:05d}.parquet"

    def done(self, replications: int, keep_record: bool) -> set[int]:
        """Replications that are there already, of the first so many; those that failed included.

        Raises StoreError if a file is damaged.
        """
        found: set[int] = set()
        for block in blocks(replications):
            kept = [self._kept(what, block) for what in ((SERIES, RECORD) if keep_record else (SERIES,))]
            found |= set.intersection(*kept)
        return {replication for replication in found if replication < replications}

    def _kept(self, what: str, block: int) -> set[int]:
        path = self.path(what, block)
        if not path.exists():
            return set()
        rows = _read(path, ["replication"]).column("replication").to_numpy()
        return set(rows.tolist()) | {f.replication for f in self._faults(path)}

    @staticmethod
    def _faults(path: Path) -> list[Failed]:
        try:
            return tables.read_faults(path)
        except (OSError, pa.ArrowException, ValueError) as error:
            raise StoreError(f"cannot read {path}: {error}; remove it to compute it again") from error

    def add(self, answers: Iterable[Done | Failed], keep_record: bool) -> None:
        """Write answers of one block, with what the block held before. The series come last: they say what is done."""
        got = sorted(answers, key=lambda a: a.replication)
        block = block_of(got[0].replication)
        done = [a for a in got if isinstance(a, Done)]
        faults = {a.replication: a for a in got if isinstance(a, Failed)}
        series = self.path(SERIES, block)
        if series.exists():
            faults = {f.replication: f for f in self._faults(series)} | faults
        for a in done:
            faults.pop(a.replication, None)
        if keep_record:
            self._write(RECORD, block, tables.record_table(done, self.columns) if done else None, [*faults.values()])
        self._write(NUMBERS, block, tables.numbers_table(done), [*faults.values()])
        self._write(SERIES, block, tables.series_table(done), [*faults.values()])

    def _write(self, what: str, block: int, new: pa.Table | None, faults: Sequence[Failed]) -> None:
        path = self.path(what, block)
        old = _read(path) if path.exists() else None
        if new is None:
            new = old.slice(0, 0) if old is not None else tables.numbers_table([])
        tables.write_table(path, tables.merged(old, new), faults)

    def faults(self, replications: int) -> list[Failed]:
        """Replications that failed, of the first so many."""
        found = []
        for block in blocks(replications):
            if (path := self.path(SERIES, block)).exists():
                found += [f for f in self._faults(path) if f.replication < replications]
        return found

    def write_json(self, name: str, content: Mapping[str, Any] | Sequence[Any]) -> None:
        """Put a JSON file in the folder, a line for each key at its top. Raises StoreError."""
        # json's own indentation takes five times as long
        if isinstance(content, Mapping):
            lines = [f"{json.dumps(key)}: {json.dumps(value, allow_nan=False)}" for key, value in content.items()]
            text = "{\n" + ",\n".join(lines) + "\n}\n"
        else:
            text = "[\n" + ",\n".join(json.dumps(value, allow_nan=False) for value in content) + "\n]\n"
        write_text(self.folder / name, text)


def _read(path: Path, columns: list[str] | None = None) -> pa.Table:
    try:
        return pq.ParquetFile(path).read(columns)
    except (OSError, pa.ArrowException) as error:
        raise StoreError(f"cannot read {path}: {error}; remove it to compute it again") from error
