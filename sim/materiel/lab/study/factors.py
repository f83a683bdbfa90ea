"""Factors: from a point of the unit cube to values at paths of the world."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

import numpy as np

from materiel.chance.sample import sample
from materiel.lab.futures import quantile
from materiel.lab.study.spec import Factor
from materiel.scenario.change import with_values
from materiel.scenario.errors import Fault, PathError, ScenarioError
from materiel.scenario.law import Law
from materiel.scenario.paths import nearest
from materiel.scenario.say import is_multiple, multiplied, plain, refused_by
from materiel.scenario.values import Number
from materiel.scenario.world import Scenario

Value = Any
"""What a factor takes: a number, one of its levels, or the name of an option."""


@dataclass(frozen=True)
class Axis:
    """A factor of a study in a world: its values over [0, 1], and what each sets where."""

    name: str
    title: str
    unit: str
    at: Callable[[float], Value] = field(repr=False)
    """The value at u in [0, 1]; it grows with u."""
    sets: Callable[[Value], dict[str, Any]] = field(repr=False)
    """Paths and values of the world under a value."""
    back: Callable[[Value], float] = field(repr=False)
    """The u of a value."""
    choices: tuple[Value, ...] = ()
    """All values, if they can be listed."""
    whole: bool = False
    bounds: tuple[float, float] | None = None
    """Range, if it has one."""

    @property
    def numeric(self) -> bool:
        """Whether every value is a number."""
        return not self.choices or all(isinstance(c, (int, float)) and not isinstance(c, bool) for c in self.choices)


def axes_of(kind: str, factors: Mapping[str, Factor], scenario: Scenario, numbers: Mapping[str, Number]) -> list[Axis]:
    """The factors of a study in a world; `kind` is `levers` or `uncertainties`. Raises ScenarioError with all faults."""
    found: list[Axis] = []
    faults: list[Fault] = []
    for name, factor in factors.items():
        try:
            found.append(_axis(kind, name, factor, scenario, numbers))
        except ScenarioError as error:
            faults += error.faults
    if faults:
        raise ScenarioError(faults)
    return found


def _axis(kind: str, name: str, factor: Factor, scenario: Scenario, numbers: Mapping[str, Number]) -> Axis:
    here = f"{kind}.{name}"
    if factor.options is not None:
        options = factor.options
        for option, values in options.items():
            for path, value in values.items():
                _allowed(f"{here}.options.{option}.{path}", path, value, scenario, kind == "levers")
        return _listed(name, factor, tuple(options), lambda option: dict(options[option]))
    paths = _paths(here, factor, scenario, numbers, kind == "levers")
    sets = _setter(paths, factor.scale)
    if factor.levels is not None:
        axis = _listed(name, factor, tuple(factor.levels), sets)
    else:
        axis = _ranged(here, name, factor, paths, sets, scenario, numbers)
    for taken in axis.choices or (axis.at(0.0), axis.at(1.0)):
        for path, value in axis.sets(taken).items():
            _allowed(here, path, value, scenario, kind == "levers")
    return axis


def _paths(here: str, factor: Factor, scenario: Scenario, numbers: Mapping[str, Number], lever: bool) -> list[str]:
    known = list(scenario.levers) if lever else list(numbers)
    found: dict[str, None] = {}
    for pattern in factor.all_paths:
        fits = [path for path in known if fnmatchcase(path, pattern)] if "*" in pattern else [pattern]
        if not fits or (lever and pattern not in known and "*" not in pattern):
            near = nearest(pattern, known)
            what = "a lever of the world" if lever else "numbers of the world"
            raise ScenarioError(
                [Fault(here, f"expected {what}, got {pattern}" + (f"; the nearest is {near}" if near else ""))]
            )
        found.update(dict.fromkeys(fits))
    for path in found if factor.scale else ():
        try:
            multiplied(scenario, path, 1.0)
        except PathError:
            near = nearest(path, numbers)
            hint = f"; the nearest is {near}" if near else ""
            raise ScenarioError([Fault(here, f"expected a number of the world to scale, got {path}{hint}")]) from None
        except ScenarioError as error:
            raise ScenarioError([Fault(here, str(f)) for f in error.faults]) from None
    return list(found)


def _setter(paths: list[str], scale: bool) -> Callable[[Value], dict[str, Any]]:
    """Paths and values of a factor: the value itself, or one that multiplies what the world or the draw has there."""
    return lambda value: {path: {"scale": value} if scale else value for path in paths}


def _listed(name: str, factor: Factor, choices: tuple[Value, ...], sets: Callable[[Value], dict[str, Any]]) -> Axis:
    def at(u: float) -> Value:
        return choices[min(int(u * len(choices)), len(choices) - 1)]

    def back(value: Value) -> float:
        return (choices.index(value) + 0.5) / len(choices)

    return Axis(name, factor.title or name, factor.unit, at, sets, back, choices)


def _ranged(
    here: str,
    name: str,
    factor: Factor,
    paths: list[str],
    sets: Callable[[Value], dict[str, Any]],
    scenario: Scenario,
    numbers: Mapping[str, Number],
) -> Axis:
    title = factor.title or name
    if factor.distribution is not None:
        at, back = _by_law(factor.distribution)
        return Axis(name, title, factor.unit, at, sets, back)
    low, high = factor.low, factor.high
    if low is None or high is None:
        path = paths[0]
        stated = numbers.get(path)
        lever = scenario.levers.get(path)
        if lever is not None and lever.low is not None and lever.high is not None and not factor.scale:
            low, high = lever.low, lever.high
        elif stated is not None and stated.uncertain and not factor.scale:
            at, back = _as_stated(stated)
            return Axis(name, title, factor.unit, at, sets, back)
        else:
            raise ScenarioError(
                [Fault(here, f"expected low and high, levels or a distribution: the world states no range of {path}")]
            )
    at, back = _evenly(low, high, factor.log, factor.whole)
    return Axis(name, title, factor.unit, at, sets, back, (), factor.whole, (low, high))


def _evenly(
    low: float, high: float, log: bool, whole: bool
) -> tuple[Callable[[float], Value], Callable[[Value], float]]:
    if whole:
        count = round(high) - round(low) + 1
        return (lambda u: round(low) + min(int(u * count), count - 1)), (lambda v: (v - round(low) + 0.5) / count)
    if log:
        a, b = math.log(low), math.log(high)
        return (lambda u: min(high, max(low, math.exp(a + (b - a) * u)))), (lambda v: (math.log(v) - a) / (b - a))
    return (lambda u: min(high, low + (high - low) * u)), (lambda v: (v - low) / (high - low))


_SMALL = 1e-9


def _inside(u: float) -> float:
    return min(1.0 - _SMALL, max(_SMALL, u))


def _by_law(law: Law) -> tuple[Callable[[float], Value], Callable[[Value], float]]:
    cells = law.cells()
    whole, real = np.zeros(cells.size() + 1, np.int64), np.zeros(cells.size() + 1)
    cells.write(whole, real, 1)

    def at(u: float) -> float:
        return float(sample(whole, real, 1, _inside(u)))

    return at, _inverse(at)


def _as_stated(number: Number) -> tuple[Callable[[float], Value], Callable[[Value], float]]:
    def at(u: float) -> float:
        return quantile(number, _inside(u))

    return at, _inverse(at)


def _inverse(at: Callable[[float], float]) -> Callable[[Value], float]:
    """The u of a value, by halving: `at` grows with u."""

    def back(value: Value) -> float:
        low, high = 0.0, 1.0
        for _ in range(60):
            middle = 0.5 * (low + high)
            low, high = (middle, high) if at(middle) < value else (low, middle)
        return 0.5 * (low + high)

    return back


def _allowed(here: str, path: str, value: Any, scenario: Scenario, lever: bool) -> None:
    """Raise ScenarioError unless the value may stand at the path (in a lever's range, if it is one that is chosen)."""
    if lever:
        if path not in scenario.levers:
            near = nearest(path, scenario.levers)
            hint = f"; the nearest is {near}" if near else " (see [levers] of the world)"
            raise ScenarioError([Fault(here, f"expected a lever of the world, got {path}{hint}")])
        if wanted := _refused(scenario, path, value):
            raise ScenarioError([Fault(here, wanted)])
    try:
        with_values(scenario, dict([plain(scenario, path, value)]))
    except PathError as error:
        raise ScenarioError([Fault(here, f"{path}: {error.what}")]) from None
    except ScenarioError as error:
        raise ScenarioError([Fault(here, f"{path}: {f.message}") for f in error.faults]) from None


def _refused(scenario: Scenario, path: str, value: Any) -> str:
    """What a lever of the world expected instead of a value."""
    if is_multiple(value):
        return refused_by(scenario, path, value)
    wanted = scenario.levers[path].refuses(value)
    return f"expected {wanted} at {path}, got {value!r}" if wanted else ""
