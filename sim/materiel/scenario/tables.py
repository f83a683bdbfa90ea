"""The one reader of tables in CSV: of worlds, profiles, futures, designs, records and sources alike.

It takes what spreadsheets and scripts write: a byte order mark, line ends of any kind, blank lines, spaces around names and cells,
quoted cells. What it cannot take it names, with file and row: another separator, a column twice, cells without a column, a
row that is longer or shorter than the header. What a cell says depends on the key that it stands for (`cells.py`).
"""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from materiel.scenario.cells import comma_in
from materiel.scenario.errors import Fault, ScenarioError
from materiel.scenario.files import shown, text_of

SUFFIX = ".csv"
_SEPARATORS = {";": "semicolons", "\t": "tabs"}
_BEHIND_QUOTES = re.compile(r'("(?:[^"]|"")*")[ \t]+(?=,|\n|$)')
_WHOLE = re.compile(r"[+-]?\d+")


@dataclass(frozen=True)
class Line:
    """A row: its line number, as an editor or a spreadsheet counts (the header is 1), and its cells by column but blank ones."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Table:
    """A table: its file as messages show it, the names of its columns in order, and its rows that are not blank."""

    file: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]


Row = tuple[int, list[str]]


def is_table(path: Path) -> bool:
    """Whether a file is a table by its name.

    >>> is_table(Path("a.csv")), is_table(Path("A.CSV")), is_table(Path("a.toml"))
    (True, True, False)
    """
    return path.suffix.lower() == SUFFIX


def read_table(path: Path) -> Table:
    """The table of a file. Raises ScenarioError with every fault of its header, or else of all its rows."""
    file = shown(path)
    (first, names), *rows = _rows(text_of(path), file)
    if wrong := _other_separator(names, rows):
        raise ScenarioError([Fault("", wrong, file, first)])
    faults = _of_header(names, rows, file, first)
    if not faults:
        faults = [Fault("", wrong, file, number) for number, cells in rows if (wrong := _of_row(cells, len(names)))]
    if faults:
        raise ScenarioError(faults)
    lines = (
        Line(number, {name: cell for name, cell in zip(names, cells, strict=True) if name and cell})
        for number, cells in rows
    )
    return Table(file, tuple(name for name in names if name), tuple(lines))


def _rows(text: str, file: str) -> list[Row]:
    """Rows that are not blank, each with the line that it begins in, its cells without spaces around them."""
    try:
        return _parsed(text, file)
    except ScenarioError:
        return _parsed(_BEHIND_QUOTES.sub(r"\1", text), file)  # a space behind a quoted cell is no fault


def _parsed(text: str, file: str) -> list[Row]:
    reader = csv.reader(io.StringIO(text), strict=True, skipinitialspace=True)
    rows, before = [], 0
    try:
        for cells in reader:
            stripped = [cell.strip() for cell in cells]
            if any(stripped):
                rows.append((before + 1, stripped))
            before = reader.line_num
    except csv.Error as error:
        raise ScenarioError([Fault("", f"not valid CSV: {error}", file, reader.line_num)]) from None
    return rows


def _other_separator(names: Sequence[str], rows: Sequence[Row]) -> str:
    """What is wrong with a header whose names are not separated by commas; if numbers have decimal commas, that too."""
    for sign, called in _SEPARATORS.items():
        if any(sign in name for name in names):
            text = f"expected cells separated by commas, got {called}"
            for number, cells in rows:
                for cell in ",".join(cells).split(sign):
                    if comma_in(cell.strip()):
                        return f"{text}, and decimal commas in numbers ({cell.strip()} in row {number})"
            return text
    return ""


def _of_header(names: Sequence[str], rows: Sequence[Row], file: str, first: int) -> list[Fault]:
    """Columns without a name in which something stands, and names that stand twice."""
    faults = []
    for k, name in enumerate(names):
        number, cell = next(((number, cells[k]) for number, cells in rows if len(cells) > k and cells[k]), (0, ""))
        if not name and cell:
            faults.append(
                Fault("", f"expected a name for column {k + 1}, got none (row {number}: {cell!r})", file, first)
            )
    if twice := sorted({name for name in names if name and names.count(name) > 1}):
        faults.append(Fault("", f"expected every column once, got {', '.join(twice)} twice", file, first))
    return faults


def _of_row(cells: Sequence[str], columns: int) -> str:
    """What is wrong with the length of a row; with the likely reason, if there is one."""
    if len(cells) == columns:
        return ""
    wrong = f"expected {columns} cell{'s' if columns != 1 else ''}, got {len(cells)}"
    if any(_WHOLE.fullmatch(a) and b.isdigit() for a, b in itertools.pairwise(cells)) and len(cells) > columns:
        return f"{wrong}; if a number has a decimal comma, write a point"
    if len(cells) < columns and any(";" in cell for cell in cells):
        return f"{wrong}; cells are separated by commas, not by semicolons"
    return wrong
