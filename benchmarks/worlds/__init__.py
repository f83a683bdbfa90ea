"""The worlds that are timed: scenarios beside this file, and the default world; any of them also several times side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from materiel.network.arena import Network
from materiel.network.lower import network_of
from materiel.scenario.load import DEFAULT, load
from materiel.scenario.spec import Refers
from materiel.scenario.walk import leaves
from materiel.scenario.world import Scenario

HERE = Path(__file__).parent
APART = ("levers", "policies", "futures", "events")
"""Sections that are not entities of the world; copies go without."""


def network(name: str = DEFAULT, copies: int = 1) -> Network:
    """The network of a world here, or of a shipped one; `copies` of it that have nothing to do with each other."""
    path = HERE / f"{name}.toml"
    scenario = load(path if path.is_file() else name)
    return network_of(scenario if copies == 1 else side_by_side(scenario, copies))


def side_by_side(scenario: Scenario, copies: int) -> Scenario:
    """So many copies of a world in one: from the second on, `-k` stands behind the names of entities and in what refers to them."""
    plain = scenario.model_dump(mode="python", by_alias=True, exclude_unset=True)
    sections = [s for s in Scenario.model_fields if s not in APART and isinstance(getattr(scenario, s), dict)]
    world = {s: v for s, v in plain.items() if s not in APART and s not in sections}
    for section in sections:
        world[section] = dict(plain.get(section, {}))
    for k in range(1, copies):
        copy = _renamed(scenario, plain, f"-{k}")
        for section in sections:
            for name, entity in copy.get(section, {}).items():
                world[section][name if section == "customers" else f"{name}-{k}"] = entity
    return Scenario.model_validate(world)


def _renamed(scenario: Scenario, plain: dict[str, Any], tail: str) -> dict[str, Any]:
    """What is written of a world, with the tail behind every name that refers to an entity."""
    copy = scenario.model_dump(mode="python", by_alias=True, exclude_unset=True)
    for leaf in reversed(list(leaves(scenario, written=True))):  # a renamed key would hide what lies behind it
        marks = [m for m in leaf.marks if isinstance(m, Refers)]
        if not marks or not isinstance(leaf.value, str) or leaf.path.split(".")[0] in APART:
            continue
        _put(copy, leaf.path.split("."), leaf.value, _with_tail(leaf.value, marks[0], tail))
    return copy


def _with_tail(name: str, mark: Refers, tail: str) -> str:
    if "customers" in mark.sections and "." in name:
        line, customer = name.split(".", 1)
        return f"{line}{tail}.{customer}"
    return name + tail


def _put(table: Any, path: list[str], old: str, new: str) -> None:
    """Rename at a path: the value there, or the key if the path's last part is the name itself (keys may hold dots)."""
    at = table
    rest = ".".join(path)
    while True:
        if isinstance(at, list):
            head, _, rest = rest.partition(".")
            if not rest:
                at[int(head)] = new
                return
            at = at[int(head)]
            continue
        if rest in at:
            if at[rest] == old and not isinstance(at[rest], dict):
                at[rest] = new
            else:
                at[new] = at.pop(rest)
            return
        head = next(key for key in sorted(at, key=len, reverse=True) if rest.startswith(f"{key}."))
        at, rest = at[head], rest[len(head) + 1 :]
