"""Families: what a scenario may declare as a distribution, and the law that follows from it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from materiel.chance.bind import durations, others, ranges
from materiel.chance.cells import LawCells

Value = float | Sequence[Any]


@dataclass(frozen=True)
class Form:
    """One way to state a law of a family: the names it needs, those it may have, and what makes the law."""

    bind: Callable[..., LawCells]
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()

    def __str__(self) -> str:
        asked = " and ".join(self.required)
        return f"{asked} (optional: {', '.join(self.optional)})" if self.optional else asked


def _mixture(parts: Sequence[Any]) -> LawCells:
    """Each part is a table with `weight`, `family` and the family's own parameters."""
    bound = []
    for i, part in enumerate(parts):
        if not isinstance(part, Mapping) or "weight" not in part or "family" not in part:
            raise ValueError(f"parts[{i}]: expected a table with weight and family, got {part!r}")
        rest = {name: value for name, value in part.items() if name not in ("weight", "family")}
        try:
            bound.append((_number("weight", part["weight"]), bind_law(part["family"], rest)))
        except ValueError as error:
            raise ValueError(f"parts[{i}]: {error}") from None
    return others.mixture(bound)


MEAN_CV = ("mean", "cv")
RANGE = ("low", "mode", "high")
FAMILIES: dict[str, tuple[Form, ...]] = {
    "deterministic": (Form(durations.deterministic, ("value",)), Form(durations.deterministic_mean, ("mean",))),
    "exponential": (Form(durations.exponential, ("mean",)),),
    "erlang": (Form(durations.erlang, ("mean", "stages")), Form(durations.erlang_cv, MEAN_CV)),
    "gamma": (Form(durations.gamma_cv, MEAN_CV), Form(durations.gamma, ("shape", "scale"))),
    "lognormal": (Form(durations.lognormal_cv, MEAN_CV), Form(durations.lognormal, ("median", "sigma"))),
    "weibull": (
        Form(durations.weibull_cv, MEAN_CV),
        Form(durations.weibull_mean, ("mean", "shape")),
        Form(durations.weibull, ("shape", "scale")),
    ),
    "uniform": (Form(ranges.uniform, ("low", "high")), Form(ranges.uniform_cv, MEAN_CV)),
    "triangular": (Form(ranges.triangular, RANGE),),
    "pert": (Form(ranges.pert, RANGE, ("weight",)),),
    "beta": (
        Form(ranges.beta_cv, MEAN_CV, ("low", "high")),
        Form(ranges.beta, ("alpha", "beta"), ("low", "high")),
    ),
    "empirical": (Form(others.empirical, ("values",), ("weights",)),),
    "mixture": (Form(_mixture, ("parts",)),),
    "normal": (Form(others.normal_cv, MEAN_CV), Form(others.normal, ("mean", "sd"))),
    "poisson": (Form(others.poisson, ("mean",)),),
    "geometric": (Form(others.geometric, ("mean",)),),
}
"""Every family by name, in the order of `layout.law.FAMILIES`, with the forms in which its parameters may be given."""

LISTS = ("values", "weights", "parts")
"""Parameters that are lists; all others are numbers."""


def _number(name: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise ValueError(f"{name}: expected a finite number, got {value!r}")
    return float(value)


def _checked(name: str, value: Any) -> Any:
    if name not in LISTS:
        return _number(name, value)
    if isinstance(value, str) or not isinstance(value, Sequence) or len(value) == 0:
        raise ValueError(f"{name}: expected a list that is not empty, got {value!r}")
    return value if name == "parts" else [_number(f"{name}[{i}]", entry) for i, entry in enumerate(value)]


def find_form(family: str, names: Sequence[str]) -> Form:
    """The form of the family that these parameter names fit; ValueError says what was expected."""
    if family not in FAMILIES:
        raise ValueError(f"family: expected one of {', '.join(FAMILIES)}, got {family!r}")
    for form in FAMILIES[family]:
        if set(form.required) <= set(names) <= set(form.required + form.optional):
            return form
    wanted = "; or ".join(str(form) for form in FAMILIES[family])
    raise ValueError(f"{family}: expected {wanted}, got {' and '.join(sorted(names)) or 'no parameters'}")


def bind_law(family: str, parameters: Mapping[str, Value]) -> LawCells:
    """What the row of such a law holds. Parameters are in the law's own unit; cv is standard deviation over mean.

    A cv of 0 makes the law deterministic, whatever the family. Raises ValueError, 'expected ..., got ...', for an
    unknown family, for parameters of another form, and for values out of range.
    """
    form = find_form(family, list(parameters))
    try:
        return form.bind(**{name: _checked(name, value) for name, value in parameters.items()})
    except ValueError as error:
        raise ValueError(f"{family}: {error}") from None
