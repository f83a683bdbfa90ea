"""Other numbers for a world: the same scenario with values put at paths, only what they touch being checked again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from materiel.scenario.errors import PathError, ScenarioError
from materiel.scenario.faults import faults_of
from materiel.scenario.paths import nearest, put, split
from materiel.scenario.world import Scenario
from materiel.scenario.yardsticks import judges


def entity_of(scenario: Scenario, path: str) -> tuple[str, str, str]:
    """Section, name (empty for a section that is one table) and the rest of a path. PathError if there is no such entity."""
    segments = split(path)
    section = segments[0]
    if section not in Scenario.model_fields:
        raise PathError(path, f"no such section; the nearest is {nearest(section, Scenario.model_fields) or 'none'}")
    entities = getattr(scenario, section)
    if not isinstance(entities, dict):
        return section, "", ".".join(segments[1:])
    if len(segments) < 3:
        raise PathError(path, f"expected {section}.NAME.KEY")
    if segments[1] not in entities:
        near = nearest(segments[1], entities)
        raise PathError(path, f"no such name under {section}" + (f"; the nearest is {section}.{near}" if near else ""))
    return section, segments[1], ".".join(segments[2:])


def with_values(scenario: Scenario, values: Mapping[str, Any]) -> tuple[Scenario, set[tuple[str, str]]]:
    """The scenario with these values, and which entities (section, name) they touch.

    Raises PathError for a path that does not exist or is a yardstick, ScenarioError for values that do not fit.
    """
    by_entity: dict[tuple[str, str], dict[str, Any]] = {}
    for path, value in values.items():
        if judges(path):
            raise PathError(
                path, "runs are judged by it: only the world itself may state it (or --set), no choice and no draw"
            )
        section, name, rest = entity_of(scenario, path)
        by_entity.setdefault((section, name), {})[rest] = value
    changed: dict[str, Any] = {}
    for (section, name), parts in by_entity.items():
        old = changed.get(section, getattr(scenario, section))
        spec: BaseModel = old[name] if name else old
        raw = spec.model_dump(by_alias=True, exclude_unset=True)
        where = f"{section}.{name}" if name else section
        for rest, value in parts.items():
            raw = put(raw, type(spec), rest, value, f"{where}.")
        try:
            new = type(spec).model_validate(raw)
        except ValidationError as error:
            raise ScenarioError(faults_of(error, raw, where)) from None
        changed[section] = {**old, name: new} if name else new
    return scenario.model_copy(update=changed), set(by_entity)
