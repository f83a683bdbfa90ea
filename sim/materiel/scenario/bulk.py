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
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from materiel.scenario.errors import Fault, ScenarioError
from materiel.scenario.files import Line, cell_value, inside, read_csv, shown

Origin = tuple[str, int | None]
Origins = dict[tuple[str, ...], Origin]
"""Where a key was written: file, and row of a CSV."""
_NUMBER = ("low", "central", "high", "source", "confidence", "note")


class Reader:
    """Puts in place of every mention of a CSV what it holds; collects faults and where things were written."""

    def __init__(self, folder: Path, file: str) -> None:
        self.folder, self.file = folder, file
        self.faults: list[Fault] = []
        self.origins: Origins = {}
        self._read: dict[str, list[Line]] = {}

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

    def _lines(self, name: Any, path: tuple[str, ...]) -> list[Line]:
        try:
            found = inside(self.folder, name, ".".join(path), self.file)
            if str(name) not in self._read:
                self._read[name] = read_csv(found)
            return self._read[name]
        except ScenarioError as error:
            self.faults += error.faults
            return []

    def _entities(self, section: str, files: Sequence[Any]) -> dict[str, Any]:
        out: dict[str, Any] = {}
        for name in files:
            file = shown(self.folder / str(name))
            for line in self._lines(name, ("bulk", section)):
                entity = line.cells.get("id")
                if entity is None:
                    self.faults.append(Fault(f"{section}.id", "expected a name, got none", file, line.number))
                elif entity in out:
                    self.faults.append(Fault(f"{section}.{entity}", "expected each name once", file, line.number))
                else:
                    out[entity] = self._nested((section, entity), line, file)
        return out

    def _nested(self, path: tuple[str, ...], line: Line, file: str) -> dict[str, Any]:
        table: dict[str, Any] = {}
        self.origins[path] = (file, line.number)
        for column, text in line.cells.items():
            if column == "id":
                continue
            keys = column.split(".")
            here = table
            for key in keys[:-1]:
                inner = here.setdefault(key, {})
                if not isinstance(inner, dict):
                    inner = here[key] = {"central": inner}
                here = inner
            here[keys[-1]] = cell_value(text)
            self.origins[(*path, *keys)] = (file, line.number)
        return table

    def _value(self, value: Any, path: tuple[str, ...]) -> Any:
        self.origins.setdefault(path, (self.file, None))
        if isinstance(value, list):
            return [self._value(v, (*path, str(k))) for k, v in enumerate(value)]
        if not isinstance(value, dict):
            return value
        if "csv" in value:
            return self._from_csv(value, path)
        return {k: self._value(v, (*path, k)) for k, v in value.items()}

    def _from_csv(self, value: dict[str, Any], path: tuple[str, ...]) -> Any:
        where = value.get("where", {})
        rest = {k: v for k, v in value.items() if k not in ("csv", "where", "date", "value")}
        lines = self._lines(value["csv"], path)
        file = shown(self.folder / str(value["csv"]))
        if not isinstance(where, dict):
            self.faults.append(Fault(".".join(path), f"expected where = {{column = value}}, got {where!r}", self.file))
            return 0.0
        fits = [line for line in lines if all(line.cells.get(k, "") == str(v) for k, v in where.items())]
        if lines and (not fits or ("shape" not in value and len(fits) > 1)):
            wanted = "rows" if "shape" in value else "one row"
            text = ", ".join(f"{k} = {v}" for k, v in where.items())
            self.faults.append(
                Fault(".".join(path), f"expected {wanted} with {text or 'values'}, got {len(fits)}", file)
            )
        if not fits:
            return {**rest, "table": [[0.0, 1.0]]} if "shape" in value else 1.0
        if "shape" not in value:
            self.origins[path] = (file, fits[0].number)
            return {**self._number(fits[0], value.get("value"), path, file), **rest}
        table = []
        for k, line in enumerate(fits):
            self.origins[(*path, "table", str(k))] = (file, line.number)
            when = line.cells.get(value.get("date", "date"), "")
            table.append([when, self._number(line, value.get("value"), path, file)])
        return {**rest, "table": table}

    def _number(self, line: Line, column: Any, path: tuple[str, ...], file: str) -> dict[str, Any]:
        if column is not None:
            if column not in line.cells:
                fault = Fault(".".join(path), f"expected a value in column {column}, got none", file, line.number)
                self.faults.append(fault)
            return {"central": cell_value(line.cells.get(column, "0"))} | {
                k: line.cells[k] for k in ("source", "confidence", "note") if k in line.cells
            }
        return {k: cell_value(line.cells[k]) if k in _NUMBER[:3] else line.cells[k] for k in _NUMBER if k in line.cells}


def merged(under: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """An overlay laid over a table, key by key.

    `{delete = true}` takes a key away. A table that says anew what it is (`family`, `shape`, `central`, `policy`), a list and a
    plain value replace what they cover.
    """
    out = dict(under)
    for key, value in over.items():
        if isinstance(value, dict) and value == {"delete": True}:
            out.pop(key, None)
        elif isinstance(value, dict) and isinstance(out.get(key), dict) and not _whole(value):
            out[key] = merged(out[key], value)
        else:
            out[key] = value
    return out


def _whole(table: dict[str, Any]) -> bool:
    return any(key in table for key in ("family", "shape", "central", "policy"))
