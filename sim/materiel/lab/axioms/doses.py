"""A dose: a little more of something useful, or a loss, at a date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, get_args

from materiel.scenario.change import with_values
from materiel.scenario.world import Scenario

Added = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""Entities that a dose adds: section, name, table as in a world file."""


@dataclass(frozen=True)
class Dose:
    """What is done to a world, said with what a world can say: other values at paths, and programmes, raids or arsenals added."""

    name: str
    """What and how, as `howitzer_nato.pieces` or `shell_155.lost`."""
    what: str
    """In words, with the size."""
    when: date | None
    """From when; None: from the start."""
    gain: bool
    """Whether it is more of something useful; else a loss, a hit or wear."""
    values: Mapping[str, Any] = field(default_factory=dict)
    """Values at paths of the world."""
    added: Added = field(default_factory=dict)
    """Entities on top of it."""
    must_raise: bool = False
    """Whether it is three months' worth of what binds: then readiness has to rise significantly."""
    months: int | None = None
    """Months of the run that count, from the start; None: all. What happens once drowns in the chance of the years after."""

    @property
    def sign(self) -> float:
        """+1 or -1: what an effect is multiplied by so that the axiom asks for one that is not negative."""
        return 1.0 if self.gain else -1.0


def dosed(scenario: Scenario, dose: Dose, more: Mapping[str, Any] | None = None) -> Scenario:
    """The world with the dose, and with further values on top. Raises ScenarioError for a dose that does not fit into the world."""
    changed, _ = with_values(scenario, {**dose.values, **(more or {})})
    sections: dict[str, Any] = {}
    for section, entities in dose.added.items():
        spec = get_args(Scenario.model_fields[section].annotation)[1]
        new = {name: spec.model_validate(table) for name, table in entities.items()}
        sections[section] = {**getattr(changed, section), **new}
    return changed.model_copy(update=sections)


def programme(dose: str, when: date, effects: Sequence[tuple[str, str, float]]) -> Added:
    """A programme that costs nothing and takes effect at its date: (cell, add or multiply or set, by what or to what) each."""
    told = [{"cell": cell, does: value} for cell, does, value in effects]
    return {"programmes": {f"dose-{dose.replace('.', '-')}": {"date": when, "effects": told}}}


def raid(category: str, when: date, hits: int) -> Added:
    """A raid of so many missiles on a target category, all of which strike: their class is known to no layer, counts for no
    coverage, and has an arsenal of its own.
    """
    name = f"dose-{category}"
    return {
        "arsenals": {name: {"stock": hits, "coverage_weight": 0.0}},
        "raids": {
            name: {
                "dates": [{"on": when, "units": {name: hits}}],
                "sends": [{"arsenal": name}],
                "targets": {category: 1.0},
            }
        },
    }
