"""Reading a world's files: TOML and CSV inside its own folder, and nothing else."""

from __future__ import annotations

import csv
import io
import os
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from materiel.scenario.errors import Fault, ScenarioError

_NUMBER = re.compile(r"[+-]?(\d[\d_]*)(\.\d*)?([eE][+-]?\d+)?|[+-]?\.\d+([eE][+-]?\d+)?")


@dataclass(frozen=True)
class Line:
    """A row of a CSV: its line number, as an editor or a spreadsheet counts (the header is 1), and its cells by column."""

    number: int
    cells: dict[str, str]


def shown(path: Path) -> str:
    """A path as messages show it: from the current folder if it lies in it."""
    try:
        return path.absolute().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def inside(folder: Path, name: Any, key: str, file: str) -> Path:
    """The file `name` in the folder. ScenarioError unless it is a plain file that lies in it, links followed."""
    if not isinstance(name, str) or not name:
        raise ScenarioError([Fault(key, f"expected the name of a file, got {name!r}", file)])
    parts = PurePosixPath(name)
    found = folder / name
    outside = parts.is_absolute() or ".." in parts.parts or "\\" in name or ":" in name or "\0" in name
    if outside or not os.path.realpath(found).startswith(os.path.realpath(folder) + os.sep):
        raise ScenarioError([Fault(key, f"expected a file in the folder of the world, got {name!r}", file)])
    if not found.exists():
        raise ScenarioError([Fault(key, f"expected a file, got {name!r}, which does not exist", file)])
    if not found.is_file():
        raise ScenarioError([Fault(key, f"expected a file, got {name!r}, which is none", file)])
    return found


def text_of(path: Path) -> str:
    """The text of a file, UTF-8. ScenarioError if it cannot be read or is empty."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ScenarioError(
            [Fault("", f"expected UTF-8 text, got other bytes at {error.start}", shown(path))]
        ) from None
    except OSError as error:
        raise ScenarioError([Fault("", f"cannot be read: {error.strerror}", shown(path))]) from None
    if not text.strip():
        raise ScenarioError([Fault("", "expected a table, got an empty file", shown(path))])
    return text


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of a TOML file. ScenarioError with the line if it is not TOML."""
    try:
        return tomllib.loads(text_of(path))
    except tomllib.TOMLDecodeError as error:
        raise ScenarioError([Fault("", f"not valid TOML: {error}", shown(path))]) from None


def read_csv(path: Path) -> list[Line]:
    """The rows of a CSV with a header. ScenarioError if columns repeat, or for all rows that are longer than the header."""
    file = shown(path)
    reader = csv.reader(io.StringIO(text_of(path)), strict=True)
    try:
        rows = list(_numbered(reader))
    except csv.Error as error:
        raise ScenarioError([Fault("", f"not valid CSV: {error}", file, reader.line_num)]) from None
    header = [cell.strip() for cell in rows[0][1]]
    twice = sorted({c for c in header if c and header.count(c) > 1})
    if twice:
        raise ScenarioError([Fault("", f"expected every column once, got {', '.join(twice)} twice", file, 1)])
    faults, lines = [], []
    for number, cells in rows[1:]:
        if len(cells) > len(header):
            faults.append(Fault("", f"expected at most {len(header)} cells, got {len(cells)}", file, number))
        lines.append(Line(number, {k: c.strip() for k, c in zip(header, cells, strict=False) if k and c.strip()}))
    if faults:
        raise ScenarioError(faults)
    return lines


def _numbered(reader: Any) -> Iterator[tuple[int, list[str]]]:
    """Rows that are not blank, each with the line that it begins in."""
    before = 0
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield before + 1, cells
        before = reader.line_num


def cell_value(text: str) -> Any:
    """What a cell says: a number, true or false, or text."""
    if text in ("true", "false"):
        return text == "true"
    if _NUMBER.fullmatch(text):
        digits = text.replace("_", "")
        return int(digits) if re.fullmatch(r"[+-]?\d+", digits) else float(digits)
    return text
