"""Questions to a study's store in SQL, by DuckDB. The schema stands in docs/studies.md.

points          point, candidate, future, name, policy, future_name, lever:*, uncertain:*
replications    point, candidate, future, replication, seed, fault, a column a metric
answers         both joined
series          point, candidate, future, replication, period, a column a kept series
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from materiel.lab.errors import LabError, StoreError
from materiel.lab.files import write_text
from materiel.lab.study.keep import BLOCKS, POINTS, SERIES, read_manifest


@dataclass(frozen=True)
class Answer:
    """Rows with their columns."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]

    def records(self) -> list[dict[str, Any]]:
        """Rows as objects."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def table(self) -> str:
        """Rows as aligned text."""
        cells = [list(self.columns), *([_shown(v) for v in row] for row in self.rows)]
        widths = [max(len(row[k]) for row in cells) for k in range(len(self.columns))]
        return "\n".join("  ".join(c.rjust(w) for c, w in zip(row, widths, strict=True)) for row in cells)

    def write_csv(self, path: Path) -> None:
        """Write them as a CSV. Raises StoreError."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows(self.rows)
        write_text(path, text.getvalue())


def _shown(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def ask(folder: Path, sql: str) -> Answer:
    """The answer to one question. It can read the store and nothing else. Raises LabError with DuckDB's words."""
    import duckdb

    manifest = read_manifest(folder)
    if not any((folder / BLOCKS).glob("p*.parquet")):
        raise StoreError(f"{folder} holds no block yet: run the study first")
    base = str(folder.resolve()).replace("'", "''")
    with duckdb.connect() as link:
        blocks = f"read_parquet('{base}/{BLOCKS}/p*.parquet')"
        link.execute(f"CREATE TABLE points AS SELECT * FROM read_parquet('{base}/{POINTS}')")
        kept = ", ".join(f'"{SERIES}{name}"' for name in manifest["series"])
        without = f" EXCLUDE ({kept})" if kept else ""
        link.execute(f"CREATE TABLE replications AS SELECT *{without} FROM {blocks} ORDER BY point, replication")
        link.execute("CREATE VIEW answers AS SELECT * FROM points JOIN replications USING (point, candidate, future)")
        if kept:
            columns = ", ".join(f'unnest("{SERIES}{name}") AS "{name}"' for name in manifest["series"])
            periods = ", ".join("'" + str(p) + "'" for p in manifest["periods"])
            link.execute(
                f"CREATE TABLE series AS SELECT point, candidate, future, replication, unnest([{periods}]) AS period, {columns} "
                f"FROM {blocks}"
            )
        link.execute("SET enable_external_access = false")
        try:
            found = link.execute(sql)
            columns_found = tuple(str(d[0]) for d in found.description or ())
            return Answer(columns_found, found.fetchall())
        except duckdb.Error as error:
            raise LabError(f"query: {str(error).splitlines()[0]}") from None
