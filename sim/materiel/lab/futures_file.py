"""Futures from a file, which the replications take in turn: TOML with a table a future, or CSV with a column a path.

In TOML a future has `values` at paths from the start and `dated` ones that hold from a date on, as in a world file; a table
without either is one of paths and values. A cell of a CSV is read by the key that its column names.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from materiel.lab.errors import FutureError
from materiel.network.arena import Network
from materiel.network.bind import bind_said
from materiel.scenario.cells import Reads, cell_value, comma_in, reads_at
from materiel.scenario.change import entity_of, with_values
from materiel.scenario.errors import BindError, Fault, PathError, ScenarioError
from materiel.scenario.faults import faults_of
from materiel.scenario.files import read_toml, shown
from materiel.scenario.overlay import says_anew
from materiel.scenario.policy import Future
from materiel.scenario.say import Said, resolved
from materiel.scenario.tables import Line, Table, is_table, read_table

OBSERVATION = "observation."
"""Names in a file of futures that begin so are of reports: `observation.SERIES.spread` (see `materiel calibrate`)."""
Values = Mapping[str, Any]
Dated = tuple[tuple[date | float, Values], ...]


@dataclass(frozen=True)
class ListedFuture:
    """A future as a file lists it: values at paths from the start, and from dates on; and where it stands in the file."""

    values: Values
    dated: Dated = ()
    name: str = ""
    """Its name in TOML."""
    row: int | None = None
    """Its row in a CSV."""

    def said(self) -> Said:
        """What it says of the world."""
        return Said(self.values, self.dated)

    def without(self, paths: Collection[str]) -> ListedFuture:
        """What it says of all other paths."""
        return self.kept(lambda path: path not in paths)

    def of_world(self) -> ListedFuture:
        """Without what it says of reports: those are no numbers of the world.

        >>> ListedFuture({"lines.us_155.lot": 500.0, "observation.shells_us.spread": 0.1}).of_world().values
        {'lines.us_155.lot': 500.0}
        """
        return self.kept(lambda path: not path.startswith(OBSERVATION))

    def kept(self, keep: Callable[[str], bool]) -> ListedFuture:
        """What it says at the paths that are to be kept."""

        def kept(values: Values) -> dict[str, Any]:
            return {path: value for path, value in values.items() if keep(path)}

        return replace(self, values=kept(self.values), dated=tuple((when, kept(part)) for when, part in self.dated))


def read_futures(path: Path) -> list[ListedFuture]:
    """Futures from a file. Raises FutureError with file, row and value."""
    if not path.is_file():
        why = "Is a directory" if path.is_dir() else "No such file or directory"
        raise FutureError(f"futures {path}: {why}; expected central, sample or a file")
    try:
        found = _from_table(read_table(path)) if is_table(path) else _from_toml(path)
    except ScenarioError as error:
        raise FutureError(f"futures: {error}") from None
    if not found:
        raise FutureError(f"futures {path}: expected at least one future, got none")
    return found


def check_futures(listed: Sequence[ListedFuture], network: Network, path: Path, over: Sequence[Said] = ()) -> None:
    """Bind each, under those who have more say. Raises ScenarioError, with file and row (or name), for every value that may not
    stand where it is put.
    """
    _check(listed, path, lambda future: bind_said(network, [future.said(), *over]))


def _check(listed: Sequence[ListedFuture], path: Path, fits: Callable[[ListedFuture], object]) -> None:
    found: dict[tuple[str, str], Fault] = {}
    for future in listed:
        try:
            fits(future)
        except PathError as error:
            faults = [Fault(error.path, error.what)]
        except BindError as error:
            faults = [Fault("", str(error))]
        except ScenarioError as error:
            faults = list(error.faults)
        else:
            continue
        file = f"{shown(path)}, {future.name}" if future.name else shown(path)
        for fault in faults:
            found.setdefault((fault.path, fault.message), replace(fault, file=file, row=future.row))
    if found:
        raise ScenarioError(list(found.values()))


def check_under(listed: Sequence[ListedFuture], network: Network, path: Path, over: Sequence[Said]) -> None:
    """Check what others with more say make of futures that fit the world as they are: the first bound, of each the entities that
    both speak of. Raises as `check_futures`.
    """
    paths = {p for said in over for p in said.paths()}
    if not paths:
        return
    scenario = network.recipe.scenario
    touched = {entity_of(scenario, p)[:2] for p in paths}
    check_futures(listed[:1], network, path, over)

    def fits(future: ListedFuture) -> None:
        changed = scenario
        values, dated = resolved(scenario, [future.kept(lambda p: _entity(p) in touched).said(), *over])
        for part in (values, *(later for _, later in dated)):
            changed, _ = with_values(changed, part)

    _check([f for f in listed if any(_entity(p) in touched for p in f.said().paths())], path, fits)


def _entity(path: str) -> tuple[str, str]:
    section, name, *_ = [*path.split("."), ""]
    return section, name


def _from_table(table: Table) -> list[ListedFuture]:
    columns = {column: _reads(column) for column in table.columns}
    faults = [fault for line in table.lines for fault in _wrong(line, columns, table.file)]
    if faults:
        raise ScenarioError(faults)
    return [
        ListedFuture({c: _value(line.cells[c], reads) for c, reads in columns.items()}, row=line.number)
        for line in table.lines
    ]


def _reads(column: str) -> Reads:
    """How a column is read; one of no key of a world as numbers, if they are: the world will say that it has no such key."""
    return "number" if column.startswith(OBSERVATION) else reads_at(tuple(column.split(".")))


def _wrong(line: Line, columns: Mapping[str, Reads], file: str) -> Iterator[Fault]:
    for column, reads in columns.items():
        text = line.cells.get(column)
        if text is None:
            yield Fault(column, "expected a value, got none", file, line.number)
        elif reads == "number" and isinstance(cell_value(text, reads), str):
            yield Fault(column, comma_in(text) or f"expected a number, got {text!r}", file, line.number)


def _value(text: str, reads: Reads) -> Any:
    value = cell_value(text, reads)
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _from_toml(path: Path) -> list[ListedFuture]:
    raw = read_toml(path)
    tables = raw.get("futures", {"": raw})
    if not isinstance(tables, dict):
        raise ScenarioError([Fault("futures", f"expected tables of paths and values, got {tables!r}", shown(path))])
    return [_future(name, table, shown(path)) for name, table in tables.items()]


def _future(name: str, table: Any, file: str) -> ListedFuture:
    at = f"futures.{name}" if name else ""
    if not isinstance(table, dict):
        raise ScenarioError([Fault(at, f"expected a table of paths and values, got {table!r}", file)])
    if "values" not in table and "dated" not in table:
        table = {"values": table}
    try:
        future = Future.model_validate(table)
    except ValidationError as error:
        raise ScenarioError([replace(f, file=file) for f in faults_of(error, table, at, Future)]) from None
    return ListedFuture(_flat(future.values), tuple((part.date, _flat(part.values)) for part in future.dated), at)


def _flat(values: Values, prefix: str = "") -> dict[str, Any]:
    """Dotted paths, whether the file writes them as quoted keys or as tables. A distribution or profile stays whole."""
    flat: dict[str, Any] = {}
    for key, value in values.items():
        inner = isinstance(value, dict) and not says_anew(value)
        flat |= _flat(value, f"{prefix}{key}.") if inner else {f"{prefix}{key}": value}
    return flat
