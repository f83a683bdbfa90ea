"""Levers and uncertainties of a study as axes of figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from matplotlib.axes import Axes

from materiel.figures.study.words import broken, marks
from materiel.jit import Real
from materiel.lab.study.answers import Answers
from materiel.lab.study.points import shown

MOST_LEVELS = 8
"""A factor with more values than this was spread over its range, and is read in parts of it."""
PARTS = 6
STAR = "one at a time"
BALANCED = (STAR, "full factorial", "fractional factorial")


@dataclass(frozen=True)
class Factor:
    """A lever or an uncertainty: its values by row of its design, and their places in [0, 1]."""

    name: str
    title: str
    unit: str
    kind: Literal["lever", "uncertainty"]
    values: Sequence[Any]
    units: Real
    design: str
    star: Real
    """1 for rows in which every other factor stands as in the first (all rows, unless it is one at a time)."""

    @property
    def label(self) -> str:
        """Title and unit."""
        return f"{self.title} ({self.unit})" if self.unit else self.title

    @property
    def numeric(self) -> bool:
        """Whether it takes numbers."""
        return all(isinstance(v, (int, float)) and not isinstance(v, bool) for v in self.values)

    @property
    def choices(self) -> list[Any]:
        """Its values, each once, in the order of their places."""
        order = np.argsort(self.units, kind="stable")
        return list(dict.fromkeys(self.values[k] for k in order))

    @property
    def balanced(self) -> bool:
        """Whether the other factors are the same on average, or at their centre, at each of its values."""
        return self.design in BALANCED

    def positions(self) -> Real:
        """Where rows stand on an axis: the value itself, or its number among the choices."""
        if self.numeric:
            return np.array(self.values, dtype=np.float64)
        choices = self.choices
        return np.array([choices.index(v) for v in self.values], dtype=np.float64)

    def name_ticks(self, axis: Axes, which: Literal["x", "y"] = "x") -> None:
        """Write the names of choices, or plain numbers, on an axis of positions."""
        towards = axis.xaxis if which == "x" else axis.yaxis
        if self.numeric:
            towards.set_major_formatter(marks())
            return
        choices = self.choices
        towards.set_ticks(range(len(choices)), [broken(str(c).replace("-", " "), 14) for c in choices])

    def groups(self) -> list[tuple[float, list[int]]]:
        """Rows by value, each with its position; by equal parts of the range where values are many."""
        at = self.positions()
        rows = np.flatnonzero(self.star)
        found = sorted(set(at[rows].tolist()))
        if len(found) <= MOST_LEVELS:
            return [(p, [int(r) for r in rows if at[r] == p]) for p in found]
        ordered = rows[np.argsort(self.units[rows], kind="stable")]
        parts = [p for p in np.array_split(ordered, min(PARTS, len(ordered))) if len(p)]
        return [(float(at[p].mean()), [int(r) for r in p]) for p in parts]

    @property
    def spread(self) -> bool:
        """Whether it was spread over its range, so that groups are parts of it."""
        return len(set(self.positions()[self.star > 0].tolist())) > MOST_LEVELS

    def told(self, position: float) -> str:
        """A position in words."""
        return shown(float(position)) if self.numeric else str(self.choices[round(position)])


def levers_of(answers: Answers) -> list[Factor]:
    """The levers; rows are combinations: candidate = policy x combinations + combination."""
    units = answers.lever_units
    rows = [c.levers for c in answers.candidates[: len(units)]]
    return _factors(answers, "lever", answers.levers, rows, units, answers.manifest["design"])


def uncertainties_of(answers: Answers) -> list[Factor]:
    """The uncertainties; rows are futures."""
    rows = [f.values for f in answers.futures]
    return _factors(
        answers, "uncertainty", answers.uncertain, rows, answers.future_units, answers.manifest["futures_design"]
    )


def _factors(
    answers: Answers,
    kind: Literal["lever", "uncertainty"],
    names: Sequence[str],
    rows: Sequence[Any],
    units: Real,
    design: dict[str, Any],
) -> list[Factor]:
    told = answers.manifest["levers" if kind == "lever" else "uncertainties"]
    found = []
    for k, name in enumerate(names):
        values = [row[name] for row in rows if name in row]
        if len(values) < len(rows) or len(set(map(str, values))) < 2:
            continue
        star = np.ones(len(rows))
        if design["kind"] == STAR:
            others = np.delete(units, k, axis=1)
            star = (others == others[0]).all(axis=1).astype(np.float64)
        unit = str(told[name].get("unit", ""))
        found.append(Factor(name, answers.name_of(name), unit, kind, values, units[:, k], str(design["kind"]), star))
    return found


def candidates_of(answers: Answers, policy: int, rows: Sequence[int] | None = None) -> list[int]:
    """Numbers of the candidates of a policy with these combinations of levers (all for None)."""
    count = len(answers.lever_units)
    return [policy * count + row for row in (range(count) if rows is None else rows)]
