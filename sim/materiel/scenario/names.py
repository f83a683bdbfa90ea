"""Names that keys refer to, and whether there are such."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from materiel.scenario.errors import Fault
from materiel.scenario.paths import nearest
from materiel.scenario.spec import Refers
from materiel.scenario.walk import Leaf, leaves
from materiel.scenario.world import Scenario

Names = Mapping[str, Iterable[str]]


def names_of(scenario: Scenario) -> dict[str, list[str]]:
    """Names that a key may refer to, by section; `customers` are those of the lines, as `line.customer`."""
    names = {s: list(table) for s in Scenario.model_fields if isinstance(table := getattr(scenario, s), dict)}
    names["customers"] = [f"{line}.{c}" for line, spec in scenario.lines.items() for c in spec.customers]
    return names


def unknown_names(scenario: Scenario, names: Names, walked: Sequence[Leaf] | None = None) -> list[Fault]:
    """Keys that name an entity that there is not. `walked` is what a walk over the scenario gave, if there was one."""
    faults = []
    for leaf in walked if walked is not None else leaves(scenario):
        for mark in leaf.marks:
            if not isinstance(mark, Refers) or not isinstance(leaf.value, str):
                continue
            known = [name for section in mark.sections for name in names.get(section, ())]
            if leaf.value not in known:
                near = nearest(leaf.value, known)
                hint = f"; the nearest is {near}" if near else ""
                faults.append(
                    Fault(leaf.path, f"expected a name in {' or '.join(mark.sections)}, got {leaf.value!r}{hint}")
                )
    return faults
