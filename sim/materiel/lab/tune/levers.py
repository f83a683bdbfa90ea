"""Levers of a search: what may be chosen, and within which range."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Lever:
    """A number from a range, a whole number from a range, or one of some choices."""

    name: str
    at: Callable[[float], Any] = field(repr=False)
    """Of a number from a range: its value at u in [0, 1]; of the others, at a whole number from `first` to `last`."""
    first: int = 0
    last: int = 0
    """Steps of a lever that has steps."""
    ordered: bool = True
    """Whether neighbouring steps are alike; choices by name are not."""
    steps: bool = False
    """Whether it takes a countable number of values."""


def number(name: str, low: float, high: float, log: bool = False) -> Lever:
    """A lever that takes any number from low to high.

    >>> number("pace", 1.0, 3.0).at(0.5)
    2.0
    """
    if not low < high or (log and low <= 0.0):
        raise ValueError(f"{name}: expected {'0 < ' if log else ''}low < high, got {low:g} and {high:g}")
    if log:
        a, b = math.log(low), math.log(high)
        return Lever(name, lambda u: min(high, max(low, math.exp(a + (b - a) * u))))
    return Lever(name, lambda u: min(high, max(low, low + (high - low) * u)))


def whole(name: str, low: int, high: int) -> Lever:
    """A lever that takes the whole numbers from low to high."""
    if not low <= high:
        raise ValueError(f"{name}: expected low <= high, got {low} and {high}")
    return Lever(name, lambda step: int(step), low, high, steps=True)


def one_of(name: str, choices: tuple[Any, ...]) -> Lever:
    """A lever that takes one of some values; if all are numbers in rising order, neighbours count as alike."""
    numeric = all(isinstance(c, (int, float)) and not isinstance(c, bool) for c in choices)
    rising = numeric and all(a < b for a, b in itertools.pairwise(choices))
    return Lever(name, lambda step: choices[int(step)], 0, len(choices) - 1, rising, True)
