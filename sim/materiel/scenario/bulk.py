"""Tables that stand in CSV beside the world: whole sections, single numbers, and values by date.

=============================================  ============================================================================
in TOML                                        is
=============================================  ============================================================================
`[bulk]` `lines = "lines.csv"` (or a list)     entities of the section, one a row: column `id` is the name, the others are
                                               keys (dotted for nested ones); an empty cell is a key left out
`lines = {csv = "lines.csv"}`                  the same
`rate = {csv = "x.csv", where = {key = "a"}}`  a number: the one row that fits, its columns low, central, high, source,
                                               confidence, note; or its column `value`, if that is named
`{shape = "steps", csv = ..., where = ...}`    a profile: the rows that fit, column `date` (or as named) and the number
=============================================  ============================================================================

How a table is read at all, `tables.py` says; what a cell says under its key, `cells.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from materiel.scenario.cells import Reads, cell_value, comma_in, meant, reads_at, says
from materiel.scenario.errors import Fault, ScenarioError
from materiel.scenario.files import inside
from materiel.scenario.overlay import merged
from materiel.scenario.paths import nearest
from materiel.scenario.tables import Line, Table, read_table

Origin = tuple[str, int | None]
Origins = dict[tuple[str, ...], Origin]
"""Where a key was written: file, and row of a CSV."""
Path_ = tuple[str, ...]
_WHICH = ("csv", "where", "date", "value")
_STATED = ("low", "central", "high")
_NUMBER = (*_STATED, "source", "confidence", "note")


class Reader:
    """Puts in place of every mention of a CSV what it holds; collects faults and where things were written."""

    def __init__(self, folder: Path, file: str) -> None:
        self.folder, self.file = folder, file
        self.faults: list[Fault] = []
        self.origins: Origins = {}
        self._read: dict[str, Table | None] = {}

    def sections(self, raw: dict[str, Any]) -> dict[str, Any]:
        """The tables of a world with all CSVs read in; what TOML says of an entity goes over its row."""
        mentioned = raw.pop("bulk", {})
        if not isinstance(mentioned, dict):
            self.faults.append(Fault("bulk", f"expected section = file, got {mentioned!r}", self.file))
            mentioned = {}
        for section, table in list(raw.items()):
            if isinstance(table, dict) and "csv" in table and set(table) == {"csv"}:
                mentioned[section] = raw.pop(section)["csv"]
        out = {section: self._value(table, (section,)) for section, table in raw.items()}
        for section, files in mentioned.items():
            rows = self._entities(section, files if isinstance(files, list) else [files])
            over = out.get(section, {})
            out[section] = merged(rows, over) if isinstance(over, dict) else over
        return out

    def _table(self, name: Any, path: Path_) -> Table | None:
        """A table beside the world, read once; None if it cannot be used, for which there is a fault."""
        try:
            found = inside(self.folder, name, ".".join(path), self.file)
            if name not in self._read:
                self._read[name] = None
                self._read[name] = read_table(found)
            return self._read[name]
        except ScenarioError as error:
            self.faults += error.faults
            return None

    def _fault(self, path: Path_, message: str, table: Table, row: int | None) -> None:
        self.faults.append(Fault(".".join(path), message, table.file, row))

    def _cell(self, text: str, reads: Reads, path: Path_, table: Table, row: int) -> Any:
        """What a cell says under its key. A number with a decimal comma is a fault, and taken for what it means."""
        if reads == "number" and (wrong := comma_in(text)):
            self._fault(path, wrong, table, row)
            return meant(text)
        return cell_value(text, reads)

    def _entities(self, section: str, files: Sequence[Any]) -> dict[str, Any]:
        out: dict[str, Any] = {}
        for name in files:
            table = self._table(name, ("bulk", section))
            if table is None:
                continue
            if "id" not in table.columns:
                self._fault(
                    (section,), f"expected a column id with the names, got {', '.join(table.columns)}", table, 1
                )
                continue
            for line in table.lines:
                entity = line.cells.get("id")
                if entity is None:
                    self._fault((section, "id"), "expected a name, got none", table, line.number)
                elif entity in out:
                    self._fault((section, entity), "expected each name once", table, line.number)
                else:
                    out[entity] = self._nested((section, entity), line, table)
        return out

    def _nested(self, path: Path_, line: Line, table: Table) -> dict[str, Any]:
        """The keys of an entity. `weight` beside `weight.low` is its central value, in whichever order they stand."""
        entity: dict[str, Any] = {}
        self.origins[path] = (table.file, line.number)
        for column, text in line.cells.items():
            if column == "id":
                continue
            keys = column.split(".")
            here = entity
            for key in keys[:-1]:
                inner = here.setdefault(key, {})
                if not isinstance(inner, dict):
                    inner = here[key] = {"central": inner}
                here = inner
            last, at = keys[-1], (*path, *keys)
            if isinstance(here.get(last), dict):
                here, last = here[last], "central"
            if last in here:
                both = f"{column.removesuffix('.central')} and {column.removesuffix('.central')}.central"
                self._fault(at, f"expected one central value, got {both}", table, line.number)
            here[last] = self._cell(text, reads_at(at), at, table, line.number)
            self.origins[at] = (table.file, line.number)
        return entity

    def _value(self, value: Any, path: Path_) -> Any:
        self.origins.setdefault(path, (self.file, None))
        if isinstance(value, list):
            return [self._value(v, (*path, str(k))) for k, v in enumerate(value)]
        if not isinstance(value, dict):
            return value
        if "csv" in value:
            return self._from_table(value, path)
        return {k: self._value(v, (*path, k)) for k, v in value.items()}

    def _from_table(self, value: dict[str, Any], path: Path_) -> Any:
        """The number or profile that rows of a table are; something harmless where there is a fault."""
        rest = {k: self._value(v, (*path, k)) for k, v in value.items() if k not in _WHICH}
        shaped = "shape" in value
        table = self._table(value["csv"], path)
        fits = [] if table is None else self._fitting(value, table, path)
        if table is None or not fits:
            return {**rest, "table": [[0.0, 1.0]]} if shaped else 1.0
        if not shaped:
            self.origins[path] = (table.file, fits[0].number)
            return {**self._number(fits[0], value.get("value"), path, table), **rest}
        points = []
        for k, line in enumerate(fits):
            at = (*path, "table", str(k))
            self.origins[at] = (table.file, line.number)
            when = line.cells.get(value.get("date", "date"), "")
            points.append([cell_value(when, "date"), self._number(line, value.get("value"), at, table)])
        return {**rest, "table": points}

    def _fitting(self, value: dict[str, Any], table: Table, path: Path_) -> list[Line]:
        """The rows that are meant: at least one for a profile, one for a number."""
        where = value.get("where", {})
        if not isinstance(where, dict):
            self.faults.append(Fault(".".join(path), f"expected where = {{column = value}}, got {where!r}", self.file))
            return []
        asked = [*where, *(value[key] for key in ("value", "date") if key in value)]
        if "shape" in value and "date" not in value:
            asked.append("date")
        for column in asked:
            if column not in table.columns:
                near = nearest(str(column), table.columns)
                hint = f"; the nearest is {near}" if near else f"; it has {', '.join(table.columns)}"
                self._fault(path, f"there is no column {column!r}{hint}", table, 1)
        if not set(asked) <= set(table.columns):
            return []
        fits = [line for line in table.lines if all(says(line.cells.get(k, ""), v) for k, v in where.items())]
        if not fits or ("shape" not in value and len(fits) > 1):
            wanted = "rows" if "shape" in value else "one row"
            text = ", ".join(f"{k} = {v}" for k, v in where.items())
            self._fault(path, f"expected {wanted} with {text or 'values'}, got {len(fits)}", table, None)
        return fits

    def _number(self, line: Line, column: Any, path: Path_, table: Table) -> dict[str, Any]:
        """A number with what is said of it, from its columns."""
        columns = {k: k for k in _NUMBER}
        found: dict[str, Any] = {}
        if column is not None:
            columns = {"central": column, "source": "source", "confidence": "confidence", "note": "note"}
            if column not in line.cells:
                self._fault(path, f"expected a value in column {column}, got none", table, line.number)
                found["central"] = 1.0
        for key, name in columns.items():
            if name in line.cells:
                reads: Reads = "number" if key in _STATED else "text"
                found[key] = self._cell(line.cells[name], reads, path, table, line.number)
        return found
