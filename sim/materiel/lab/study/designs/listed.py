"""A design from a CSV with a column a factor: values, not places in the unit cube."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from materiel.lab.study.factors import Axis, Value
from materiel.scenario.cells import comma_in, number_of, says
from materiel.scenario.errors import Fault, ScenarioError
from materiel.scenario.files import inside, shown
from materiel.scenario.paths import nearest
from materiel.scenario.tables import read_table


def listed(axes: Sequence[Axis], folder: Path, file: str, key: str, study: str) -> list[dict[str, Value]]:
    """The rows of the file. Raises ScenarioError, with all faults, for a column or value that does not fit."""
    path = inside(folder, file, f"{key}.file", study)
    by_name = {axis.name: axis for axis in axes}
    table = read_table(path)
    if not table.lines:
        raise ScenarioError(
            [Fault(f"{key}.file", "expected at least one row, got none: the design is empty", shown(path))]
        )
    faults: list[Fault] = []
    for name in table.columns:
        if name not in by_name:
            near = nearest(name, by_name)
            faults.append(Fault(name, "unknown column" + (f"; the nearest is {near}" if near else ""), table.file, 1))
    found: list[dict[str, Value]] = []
    for line in table.lines:
        found.append({})
        for name, axis in by_name.items():
            text = line.cells.get(name, "")
            value, wrong = _value(axis, text)
            found[-1][name] = value
            if wrong:
                got = (text if number_of(text) is not None else repr(text)) if text else "none"
                message = comma_in(text) or f"expected {wrong}, got {got}"
                faults.append(Fault(name, message, table.file, line.number))
    if faults:
        raise ScenarioError(faults)
    return found


def _value(axis: Axis, text: str) -> tuple[Value, str]:
    """What a cell says of a factor; and what was expected instead, empty if it fits."""
    if not text:
        return None, "a value"
    if axis.choices:
        fits = [choice for choice in axis.choices if says(text, choice)]
        return (fits[0], "") if fits else (None, f"one of {', '.join(map(str, axis.choices))}")
    value = number_of(text)
    if value is None:
        return None, "a number"
    if axis.bounds is not None and not axis.bounds[0] <= value <= axis.bounds[1]:
        return value, f"between {axis.bounds[0]:g} and {axis.bounds[1]:g}"
    return value, ""
