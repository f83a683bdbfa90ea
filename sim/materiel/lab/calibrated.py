"""Draws that were calibrated for a world which another extends: those of numbers that both have apply to the other."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from materiel.lab.futures_file import OBSERVATION, ListedFuture
from materiel.scenario.errors import PathError
from materiel.scenario.law import Law
from materiel.scenario.load import WORLD_FILE, load
from materiel.scenario.profile import Shape
from materiel.scenario.say import Said, related, spec_at
from materiel.scenario.values import Number
from materiel.scenario.world import Scenario


def applicable(
    listed: Sequence[ListedFuture], file: Path, scenario: Scenario, over: Sequence[Said], world: Path | None
) -> tuple[list[ListedFuture], str]:
    """Draws as far as a world has the numbers of the world that they were calibrated for, and a sentence that says so.

    Draws of the world itself, and files that are no draws of a calibration, apply as they are, without a sentence. A number is
    the same if its value and range are, and a point of a profile its date as well. What is set for this run (of `over`) is not
    counted: it stands anyway. Raises ScenarioError if the world of the draws cannot be read.
    """
    beside = file.parent / WORLD_FILE
    if world is None or not file.with_suffix(".toml").is_file() or not beside.is_file():
        return list(listed), ""
    if beside.resolve() == world.resolve() or not file.name.startswith("posterior-"):
        return list(listed), ""
    before = _loaded(beside.resolve())
    sets = {path for said in over if said.laid for path in said.paths()}
    paths = list(dict.fromkeys(p for future in listed for p in future.said().paths() if not p.startswith(OBSERVATION)))
    others = {p for p in paths if not related(p, sets) and not same_number(before, scenario, p)}
    kept = len(paths) - len(others)
    note = f"futures: {file.stem} was calibrated for {before.world.name}, which this world extends; "
    note += f"draws of {kept} numbers apply" if kept else "no draws apply"
    note += f", those of {len(others)} that it changes are dropped" if others else ", all of them"
    return [future.without(others) for future in listed], note


@lru_cache(maxsize=4)
def _loaded(world: Path) -> Scenario:
    return load(world)


def same_number(first: Scenario, second: Scenario, path: str) -> bool:
    """Whether two worlds have the same number at a path, in a profile or law of the same kind, at the same date."""
    try:
        one, other = spec_at(first, path), spec_at(second, path)
    except PathError:
        return False
    return _of(one) == _of(other) and _around(first, path) == _around(second, path)


def _of(there: Any) -> Any:
    """Value and range of a number, whoever its source is."""
    if isinstance(there, Number):
        return there.central, there.low, there.high, there.distribution
    return there


def _around(scenario: Scenario, path: str) -> list[Any]:
    """Kind of the profiles and laws that a path lies in, and the dates of its points."""
    found: list[Any] = []
    segments = path.split(".")
    for length in range(3, len(segments)):
        try:
            there = spec_at(scenario, ".".join(segments[:length]))
        except PathError:
            continue
        if isinstance(there, Shape):
            found.append(getattr(there, "shape", ""))
        elif isinstance(there, Law):
            found.append(there.family)
        elif isinstance(there, tuple):
            found.append(there[0])
    return found
