"""A design from a CSV with a column a factor: values, not places in the unit cube."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from materiel.lab.study.factors import Axis, Value
from materiel.scenario.errors import Fault, ScenarioError
from materiel.scenario.files import cell_value, inside, read_csv, shown
from materiel.scenario.paths import nearest


def listed(axes: Sequence[Axis], folder: Path, file: str, key: str, study: str) -> list[dict[str, Value]]:
    """The rows of the file. Raises ScenarioError, with all faults, for a column or value that does not fit."""
    path = inside(folder, file, f"{key}.file", study)
    by_name = {axis.name: axis for axis in axes}
    faults: list[Fault] = []
    found = []
    lines = read_csv(path)
    if not lines:
        raise ScenarioError(
            [Fault(f"{key}.file", "expected at least one row, got none: the design is empty", shown(path))]
        )
    for line in lines:
        row = {name: cell_value(text) for name, text in line.cells.items()}
        for name in row.keys() - by_name.keys():
            near = nearest(name, by_name)
            faults.append(Fault(name, "unknown column" + (f"; the nearest is {near}" if near else ""), shown(path), 1))
        for name, axis in by_name.items():
            if name not in row:
                faults.append(Fault(name, "expected a value, got none", shown(path), line.number))
            elif fault := _refused(axis, row[name]):
                faults.append(Fault(name, f"expected {fault}, got {row[name]!r}", shown(path), line.number))
        found.append(row)
    if faults:
        raise ScenarioError(list(dict.fromkeys(faults)))
    return found


def _refused(axis: Axis, value: Value) -> str:
    if axis.choices:
        return "" if value in axis.choices else f"one of {', '.join(map(str, axis.choices))}"
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return "a number"
    if axis.bounds is not None and not axis.bounds[0] <= value <= axis.bounds[1]:
        return f"between {axis.bounds[0]:g} and {axis.bounds[1]:g}"
    return ""
