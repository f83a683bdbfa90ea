"""The order of say: what a number is where a future, a policy, a study and `--set` speak of it, at the start and from dates on.

The world has the least say, then the future's draw, the policy, a study's `set` and its levers, and `--set` has the last word.
Who has more say takes the place of all that others say at a path and below it (a whole profile over draws of its points); a
path below another, chosen where that other is drawn, stands on top of it. What is dated holds from its date on, and not before.
A value `{ scale = 1.5 }` multiplies what those with less say leave at its path.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic import BaseModel

from materiel.scenario.change import entity_of, with_values
from materiel.scenario.errors import Fault, PathError, ScenarioError
from materiel.scenario.law import Law
from materiel.scenario.paths import split
from materiel.scenario.policy import Policy
from materiel.scenario.profile import Shape
from materiel.scenario.spec import days_from
from materiel.scenario.values import Count, Number
from materiel.scenario.world import Scenario

Values = Mapping[str, Any]
Dated = tuple[tuple[date | float, Values], ...]
Resolved = tuple[dict[str, Any], list[tuple[date | float, dict[str, Any]]]]
"""Values at paths from the start, and from dates on, as `bind` takes them."""


@dataclass(frozen=True)
class Said:
    """What one of them says: values at paths from the start, and from dates on."""

    values: Values = field(default_factory=dict)
    dated: Dated = ()
    laid: bool = False
    """The world has the values already (`set`, `--set`): they are put again only where others speak of what they are part of."""

    @classmethod
    def by(cls, policy: Policy) -> Said:
        """What a policy or a named future says."""
        return cls(policy.values, tuple((part.date, part.values) for part in policy.dated))

    def paths(self) -> Iterator[str]:
        """Every path that it speaks of, at any time."""
        yield from self.values
        for _, part in self.dated:
            yield from part


def above(path: str) -> Iterator[str]:
    """The path itself and all that it is part of.

    >>> list(above("lines.us.lot"))
    ['lines.us.lot', 'lines.us', 'lines']
    """
    while path:
        yield path
        path = path.rpartition(".")[0]


def covered(path: str, paths: Iterable[str]) -> bool:
    """Whether one of the paths is this one, or has it as a part."""
    known = paths if isinstance(paths, (set, frozenset, dict)) else set(paths)
    return any(p in known for p in above(path))


def related(path: str, paths: Iterable[str]) -> bool:
    """Whether one of the paths is this one, a part of it, or has it as a part."""
    known = set(paths)
    return covered(path, known) or any(path in above(other) for other in known)


def is_multiple(value: Any) -> bool:
    """Whether a value multiplies what is there: a table of `scale` alone."""
    return isinstance(value, Mapping) and set(value) == {"scale"}


def spec_at(scenario: Scenario, path: str) -> Any:
    """What a world has at a path: a number, profile, law, text. Raises PathError if there is nothing."""
    section, name, rest = entity_of(scenario, path)
    node = getattr(scenario, section)
    node = node[name] if name else node
    above_it: Any = None
    for segment in split(rest):
        above_it, node = node, _inner(node, segment, path)
    if isinstance(node, (int, float)) and isinstance(above_it, Number) and rest.endswith("central"):
        return type(above_it)(central=node)
    return node


def _inner(node: Any, segment: str, path: str) -> Any:
    found: Any = None
    if isinstance(node, Law):
        found = node.family if segment == "family" else node.parameters.get(segment)
    elif isinstance(node, BaseModel):
        names = {spec.alias or name: name for name, spec in type(node).model_fields.items()}
        found = getattr(node, names[segment]) if segment in names else None
    elif isinstance(node, Mapping):
        found = node.get(segment)
    elif isinstance(node, (list, tuple)) and segment.isdigit() and int(segment) < len(node):
        found = node[int(segment)]
    if found is None:
        raise PathError(path, f"no value at {segment}")
    return found


def multiplied(scenario: Scenario, path: str, factor: Any) -> tuple[str, Any]:
    """Path and value for `{ scale = factor }`: a number times it (whole ones rounded); of a profile, its own scale times it.

    Raises ScenarioError if the factor is no number, or what is there is neither number nor profile.
    """
    if isinstance(factor, bool) or not isinstance(factor, (int, float)) or not math.isfinite(factor):
        raise ScenarioError([Fault(path, f"expected a number as scale, got {factor!r}")])
    there = spec_at(scenario, path)
    if isinstance(there, Shape):
        return f"{path}.scale", there.scale.value * factor
    if isinstance(there, Number):
        value = there.value * factor
        return path, round(value) if isinstance(there, Count) else value
    if isinstance(there, Law):
        wanted = "a number of it, such as its mean"
        raise ScenarioError([Fault(path, f"expected {wanted}, to multiply, got a distribution ({there.family})")])
    raise ScenarioError([Fault(path, f"expected a number or a profile to multiply, got {_shown(there)}")])


def _shown(there: Any) -> str:
    return repr(there) if isinstance(there, (str, int, float, bool)) else "none"


def plain(scenario: Scenario, path: str, value: Any) -> tuple[str, Any]:
    """Path and value as they are put into the world as it stands: a multiple multiplied. Raises as `multiplied`, and PathError."""
    return multiplied(scenario, path, value["scale"]) if is_multiple(value) else (path, value)


def refused_by(scenario: Scenario, path: str, value: Any) -> str:
    """What a lever at the path expected instead of a value that is chosen there; empty if it may be chosen.

    A multiple is judged by what it makes of the world's number. Raises as `plain`.
    """
    lever = scenario.levers[path]
    if not is_multiple(value):
        wanted = lever.refuses(value)
        return f"expected {wanted}, got {value!r}" if wanted else ""
    at, taken = plain(scenario, path, value)
    wanted = lever.refuses(taken) if at == path else ""
    return f"expected {wanted}, got {value['scale']!r} times the world's value = {taken!r}" if wanted else ""


def resolved(scenario: Scenario, said: Sequence[Said]) -> Resolved:
    """What is to be bound to a world of which these speak, those with less say first.

    Raises PathError and ScenarioError for a multiple of what is no number or profile; other values are not looked at.
    """
    return _Order(scenario, said).resolved()


class _Order:
    """Statements in force, one mapping of paths and values for each who speaks."""

    def __init__(self, scenario: Scenario, said: Sequence[Said]) -> None:
        self.scenario, self.said = scenario, said
        self.force: list[dict[str, Any]] = [_parents_first(s.values) for s in said]
        self.over = [{p for other in said[k + 1 :] for p in other.paths()} for k in range(len(said))]
        """Whatever those with more say speak of, at any time."""
        self.holding = [{a for p in over for a in above(p)} for over in self.over]
        self.multiples = [
            any(
                is_multiple(v) for s in said[k:] for part in (s.values, *(p for _, p in s.dated)) for v in part.values()
            )
            for k in range(len(said))
        ]

    def resolved(self) -> Resolved:
        start = self.scenario.world.start
        parts = [
            (days_from(start, when), k, when, part) for k, said in enumerate(self.said) for when, part in said.dated
        ]
        parts.sort(key=lambda item: item[:2])
        for when, k, _, part in parts:
            if when <= 0.0:
                self._comes(k, part)
        values = self._in_force()
        later: list[tuple[date | float, dict[str, Any]]] = []
        for when, k, at, part in parts:
            if when <= 0.0:
                continue
            if self._alone(k, part):
                self._comes(k, part)
                later.append((at, dict(part)))
                continue
            before = self._in_force()
            self._comes(k, part)
            if put := self._anew(before, self._in_force(), k, part):
                later.append((at, put))
        return {path: value for path, (value, _) in values.items()}, later

    def _comes(self, k: int, part: Values) -> None:
        """A part comes into force: it takes the place of what the same one said there, or at parts of it."""
        kept = {path: value for path, value in self.force[k].items() if not covered(path, part.keys() | set())}
        self.force[k] = {**kept, **_parents_first(part)}

    def _alone(self, k: int, part: Values) -> bool:
        """Whether nobody with more say ever speaks of it, and nothing is multiplied: then it is put as it stands."""
        if self.multiples[k]:
            return False
        return not any(path in self.holding[k] or covered(path, self.over[k]) for path in part)

    def _in_force(self) -> dict[str, tuple[Any, tuple[int, str]]]:
        """Paths with the value that is to be put and who says so, in the order of putting."""
        stronger: list[set[str]] = [set() for _ in self.force]
        for k in range(len(self.force) - 2, -1, -1):
            said = {path for path, value in self.force[k + 1].items() if not is_multiple(value)}
            stronger[k] = stronger[k + 1] | said
        found: dict[str, tuple[Any, tuple[int, str]]] = {}
        holding: set[str] = set()
        for k, force in enumerate(self.force):
            for path, value in force.items():
                if covered(path, stronger[k]):
                    continue
                if self.said[k].laid and not any(a in found for a in above(path)):
                    continue
                at, taken = (path, value)
                if is_multiple(value):
                    at, taken = self._times(found, path, value["scale"])
                    if covered(at, stronger[k]):
                        continue
                if at in holding:  # parts of it that were put are replaced
                    found = {p: v for p, v in found.items() if not covered(p, {at})}
                found[at] = (taken, (k, path))
                holding.update(above(at))
        return found

    def _times(self, found: Mapping[str, tuple[Any, Any]], path: str, factor: Any) -> tuple[str, Any]:
        near = {p: value for p, (value, _) in found.items() if path in above(p) or p in above(path)}
        return multiplied(with_values(self.scenario, near)[0] if near else self.scenario, path, factor)

    def _anew(self, before: Mapping[str, Any], after: Mapping[str, Any], k: int, part: Values) -> dict[str, Any]:
        """What is to be put at a date: what comes into force then, what it changes, and what stands on top of these."""
        put: dict[str, Any] = {}
        for path, (value, by) in after.items():
            comes = by[0] == k and by[1] in part
            changed = path not in before or before[path][0] != value
            if comes or changed or any(a in put for a in above(path)):
                put[path] = value
        return put


def _parents_first(values: Values) -> dict[str, Any]:
    """The same, paths before parts of them."""
    if not any(a in values for path in values for a in above(path.rpartition(".")[0])):
        return dict(values)
    return dict(sorted(values.items(), key=lambda item: item[0].count(".")))


def in_turn(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Values that are set one after the other: a later one takes the place of those at its path and at parts of it.

    >>> in_turn([("a.b.c.low", 1), ("a.b.c", 2), ("a.b.c.high", 3)])
    {'a.b.c': 2, 'a.b.c.high': 3}
    """
    found: dict[str, Any] = {}
    for path, value in pairs:
        found = {p: v for p, v in found.items() if not covered(p, {path})}
        found[path] = value
    return found
