"""Binding the same paths again and again: most values are one cell of the planes, so only the others have to be filled anew.

Which cell a value goes to is found by binding three draws in the ordinary way and held against them, entity by entity: an
entity whose cells are not all copies (or fixed multiples) of values is filled anew each time, as `bind` does.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from materiel.network.arena import Network
from materiel.network.bind import bind
from materiel.scenario.change import entity_of

_NEAR = 1e-12
_one_at_a_time = threading.Lock()


@dataclass(frozen=True)
class Cell:
    """A cell that is a fixed multiple of the value at a path."""

    path: str
    real: bool
    at: int
    times: float


@dataclass(frozen=True)
class Quick:
    """A network whose values at some paths change from run to run."""

    network: Network
    """With a first draw bound."""
    cells: tuple[Cell, ...]
    anew: frozenset[str]
    """Paths of entities that have to be filled anew."""

    def bound(self, values: Mapping[str, float]) -> Network:
        """The network with these values: as `bind` gives it, up to the last digit of a product."""
        with _one_at_a_time:
            network = bind(self.network, {path: value for path, value in values.items() if path in self.anew})
        whole, real = network.whole.copy(), network.real.copy()
        for cell in self.cells:
            value = values[cell.path] * cell.times
            if cell.real:
                real[cell.at] = value
            else:
                whole[cell.at] = round(value)
        return replace(network, whole=whole, real=real)


def quick(network: Network, draws: Sequence[Mapping[str, float]]) -> Quick:
    """Learn from three draws of the same paths."""
    first, second, third = draws
    base = bind(network, first)
    entities: dict[tuple[str, str], list[str]] = {}
    for path in first:
        section, name, _ = entity_of(network.recipe.scenario, path)
        entities.setdefault((section, name), []).append(path)
    cells: list[Cell] = []
    anew: set[str] = set()
    for paths in entities.values():
        moving = [path for path in paths if len({first[path], second[path], third[path]}) > 1]
        if not moving:
            continue
        found = _cells(base, moving, first, second, third)
        if found is None:
            anew |= set(paths)
        else:
            cells += found
    return Quick(base, tuple(cells), frozenset(anew))


def _cells(
    base: Network,
    paths: Sequence[str],
    first: Mapping[str, float],
    second: Mapping[str, float],
    third: Mapping[str, float],
) -> list[Cell] | None:
    """The cells of one entity's values; None if some cell is no multiple of one value, or the planes grow."""
    other, last = (bind(base, {path: draw[path] for path in paths}) for draw in (second, third))
    found: list[Cell] = []
    for real, planes in (
        (False, [n.whole for n in (base, other, last)]),
        (True, [n.real for n in (base, other, last)]),
    ):
        if len({len(plane) for plane in planes}) > 1:
            return None
        a, b, c = planes
        for at in np.flatnonzero((a != b) | (a != c)):
            cell = _one(paths, first, second, third, (float(a[at]), float(b[at]), float(c[at])), real, int(at))
            if cell is None:
                return None
            found.append(cell)
    return found


def _one(
    paths: Sequence[str],
    first: Mapping[str, float],
    second: Mapping[str, float],
    third: Mapping[str, float],
    held: tuple[float, float, float],
    real: bool,
    at: int,
) -> Cell | None:
    for path in paths:
        values: npt.NDArray[np.float64] = np.array([first[path], second[path], third[path]])
        if len(set(values)) < 3 or not values.all():
            continue
        times = held[0] / values[0]
        if not real and times != 1.0:
            continue
        told = values * times if real else np.round(values)
        if np.allclose(told, held, rtol=_NEAR, atol=0.0):
            return Cell(path, real, at, float(times))
    return None
