"""Results as Parquet tables whose bytes follow from their content alone."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from materiel.lab.files import write_whole
from materiel.lab.replication import Done, Failed
from materiel.metrics.absent import may_lack_value, with_gaps

FAULTS = b"faults"
KEYS = ("replication", "period")


def series_table(done: Sequence[Done]) -> pa.Table:
    """One row a replication and period (month), one column a series; what has no value is null.

    A replication without series has one row, which says that it is done.
    """
    names = list(dict.fromkeys(name for d in done for name in d.series))
    periods = np.array([len(next(iter(d.series.values()), (0.0,))) for d in done], dtype=np.int64)
    columns: dict[str, Any] = {
        "replication": np.repeat([d.replication for d in done], periods).astype(np.int32),
        "period": np.concatenate([np.arange(p, dtype=np.int32) for p in periods]) if done else np.zeros(0, np.int32),
    }
    for name in names:
        columns[name] = pa.array(
            np.concatenate([d.series.get(name, np.full(p, np.nan)) for d, p in zip(done, periods, strict=True)]),
            from_pandas=True,
        )
    return pa.table(columns)


def numbers_table(done: Sequence[Done]) -> pa.Table:
    """One row a replication, one column a number."""
    names = list(dict.fromkeys(name for d in done for name in d.numbers))
    columns: dict[str, Any] = {"replication": np.array([d.replication for d in done], dtype=np.int32)}
    for name in names:
        columns[name] = pa.array(np.array([d.numbers.get(name, np.nan) for d in done]), from_pandas=True)
    return pa.table(columns)


def record_table(done: Sequence[Done], columns: Sequence[str]) -> pa.Table:
    """One row a replication and record instant, one column a recorded cell (kind/name/field); what has no value is null."""
    records = [d.record for d in done if d.record is not None]
    lengths = np.array([len(r) for r in records], dtype=np.int64)
    keys = {
        "replication": np.repeat([d.replication for d in done], lengths).astype(np.int32),
        "instant": np.concatenate([np.arange(n, dtype=np.int32) for n in lengths]),
    }
    values = np.concatenate(records)
    return pa.table({**keys, **{name: _cells(name, values[:, j]) for j, name in enumerate(columns)}})


def _cells(name: str, values: npt.NDArray[np.float64]) -> Any:
    kind, _, rest = name.partition("/")
    field = rest.rpartition("/")[2]
    return pa.array(with_gaps(kind, field, values), from_pandas=True) if may_lack_value(kind, field) else values


def write_table(path: Path, table: pa.Table, faults: Sequence[Failed] = ()) -> None:
    """Write a table with the faults of its block. Raises StoreError."""
    told = json.dumps([[f.replication, f.seed, f.message] for f in sorted(faults, key=lambda f: f.replication)])
    table = table.combine_chunks().replace_schema_metadata({FAULTS: told.encode()})
    reals = [f.name for f in table.schema if pa.types.is_floating(f.type)]

    def write(part: Path) -> None:
        pq.write_table(
            table,
            part,
            compression="zstd",
            compression_level=3,
            use_dictionary=False,
            use_byte_stream_split=reals,
            write_statistics=False,
            row_group_size=max(1, table.num_rows),
        )

    write_whole(path, write)


def merged(old: pa.Table | None, new: pa.Table) -> pa.Table:
    """Rows of both in order of replication; those of `new` replace older ones of the same replication."""
    if old is None or old.num_rows == 0:
        return new
    if new.num_rows == 0:
        return old
    again = set(new.column("replication").to_pylist())
    keep = [r not in again for r in old.column("replication").to_pylist()]
    both = pa.concat_tables([old.filter(pa.array(keep)), new], promote_options="default")
    return both.sort_by(
        [(name, "ascending") for name in both.column_names if name in ("replication", "period", "instant")]
    )


def read_faults(path: Path) -> list[Failed]:
    """The faults of a block."""
    metadata = pq.read_schema(path).metadata or {}
    return [Failed(r, s, m) for r, s, m in json.loads(metadata.get(FAULTS, b"[]"))]
