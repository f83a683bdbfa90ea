"""The language of readings: how a number of a case is estimated from the record of its world.

A reading is an expression. Its words for a value of each replication, where CELL is "kind/name/field" (`*` for any text; what
fits is summed) and the warm-up of the case is left out:

- level(CELL), flow(CELL): as it stood at each record instant, or what it grew by up to there
- average(CELL): time average of a meter; grown(CELL): growth of a total; rate(CELL): that a day
- at(CELL, WHEN): as it stood at a record instant, in days or a date; between(CELL, SINCE, UNTIL): growth from one to another

Its words for a number of all replications:

- mean(X), variance(X), quantile(X, SHARE); a value of each replication by itself means its mean
- ratio(CELL, CELL): mean growth of the one over mean growth of the other
- sqrt(X), log(X), and + - * / ** of these; < <= == >= > of values, which are 1 where they hold, so that their mean is a share
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from typing import Any

import numpy as np

from materiel.lab.errors import LabError
from materiel.network.arena import Column
from materiel.scenario.calendar import nearest_days, row_at
from materiel.scenario.paths import nearest
from materiel.scenario.spec import days_from
from materiel.verify.sample import Estimate, Sample, Values, combined, logarithm, mean, quantile, variance

_SIGNS: dict[type, tuple[str, Callable[[Any, Any], Any]]] = {
    ast.Add: ("+", operator.add), ast.Sub: ("-", operator.sub), ast.Mult: ("*", operator.mul),
    ast.Div: ("/", np.divide), ast.Pow: ("**", operator.pow), ast.Lt: ("<", operator.lt), ast.LtE: ("<=", operator.le),
    ast.Eq: ("==", operator.eq), ast.GtE: (">=", operator.ge), ast.Gt: (">", operator.gt),
}  # fmt: skip
_OF_CELLS = {"level": 1, "flow": 1, "average": 1, "grown": 1, "rate": 1, "at": 2, "between": 3, "ratio": 2}
_OF_VALUES = {"mean": 1, "variance": 1, "quantile": 2, "sqrt": 1, "log": 1}


@dataclass(frozen=True)
class Records:
    """The recorded cells that readings ask for, of many replications: (replications, instants, columns)."""

    rows: Values
    columns: Sequence[Column]
    instants: Values
    start: date
    warm_up: float = 0.0


def parsed(text: str) -> ast.expr:
    """The expression. Raises ValueError for what the language does not know."""
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except SyntaxError as error:
        raise ValueError(f"expected a reading, got {text!r} ({error.msg})") from None
    _known(tree)
    return tree


def _known(node: ast.AST) -> None:
    if isinstance(node, ast.Constant) and isinstance(node.value, (int, float, str)):
        return
    if isinstance(node, ast.BinOp) and type(node.op) in _SIGNS:
        parts: list[ast.AST] = [node.left, node.right]
    elif isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in _SIGNS:
        parts = [node.left, *node.comparators]
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        parts = [node.operand]
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.keywords:
        counts = {**_OF_CELLS, **_OF_VALUES}
        if node.func.id not in counts:
            raise ValueError(f"expected one of {', '.join(counts)}, got {node.func.id}")
        if len(node.args) != counts[node.func.id]:
            raise ValueError(f"{node.func.id}: expected {counts[node.func.id]} arguments, got {len(node.args)}")
        parts = list(node.args)
    else:
        raise ValueError(f"expected numbers, cells, + - * / ** and comparisons, got {ast.unparse(node)}")
    for part in parts:
        _known(part)


def cells_of(text: str) -> list[str]:
    """The patterns of cells that a reading asks for."""
    return [n.value for n in ast.walk(parsed(text)) if isinstance(n, ast.Constant) and "/" in str(n.value)]  # type: ignore[misc]


def matching(pattern: str, columns: Sequence[Column]) -> list[int]:
    """Numbers of the recorded cells that fit a pattern. Raises LabError if there is none."""
    found = [k for k, c in enumerate(columns) if fnmatchcase(f"{c.kind}/{c.name}/{c.field}", pattern)]
    if not found:
        raise LabError(f"reading: the world records no cell {pattern}{_hint(pattern, columns)}; --cells lists them all")
    return found


def _hint(pattern: str, columns: Sequence[Column]) -> str:
    """What an entity records, if the pattern names one; else what else is called nearly like it."""
    kind, _, rest = pattern.partition("/")
    name, _, field = rest.rpartition("/")
    fields = [c.field for c in columns if (c.kind, c.name) == (kind, name)]
    if fields:
        near = nearest(field, fields)
        return f"; {kind}/{name} has {', '.join(fields)}" + (f" (the nearest is {near})" if near else "")
    near = nearest(f"{kind}/{name}", {f"{c.kind}/{c.name}" for c in columns})
    return f"; there is no {kind}/{name}" + (f", the nearest is {near}" if near else "")


def read(text: str, records: Records) -> Sample | Estimate:
    """A reading of these records: values of replications, or an estimate. Raises LabError for cells and instants not recorded."""
    return _Reader(records).value(parsed(text))


def estimate(text: str, records: Records) -> Estimate:
    """A reading as an estimate: that of values of replications is their mean."""
    found = read(text, records)
    return mean(found) if isinstance(found, Sample) else found


class _Reader:
    def __init__(self, records: Records) -> None:
        self.of = records
        self.count = len(records.rows)
        self.warm = self._warm_up() + 1 if records.warm_up > 0.0 else 0

    def _warm_up(self) -> int:
        """Number of the instant at which the warm-up ends. LabError unless there is one before the end."""
        times, day = self.of.instants.tolist(), self.of.warm_up
        row = row_at(times[:-1], day)
        if row is None:
            near = nearest_days(times[:-1], day) or "there is none (see world.record_times)"
            raise LabError(
                f"warm_up_days: expected a record instant before the end (day {times[-1]:.10g}), got {day:.10g}; {near}"
            )
        return row

    def value(self, node: ast.expr) -> Sample | Estimate:
        if isinstance(node, ast.Constant):
            if isinstance(node.value, str):
                raise LabError(f"reading: expected a number, got {node.value!r}")
            return Estimate(float(node.value), np.zeros(self.count))  # type: ignore[arg-type]
        if isinstance(node, ast.UnaryOp):
            return self._both(ast.Sub, Estimate(0.0, np.zeros(self.count)), self.value(node.operand))
        if isinstance(node, ast.BinOp):
            return self._both(type(node.op), self.value(node.left), self.value(node.right))
        if isinstance(node, ast.Compare):
            return self._both(type(node.ops[0]), self.value(node.left), self.value(node.comparators[0]))
        assert isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        if node.func.id in _OF_CELLS:
            return self._cell(node.func.id, [self._plain(a) for a in node.args])
        return self._statistic(node.func.id, node.args)

    def _plain(self, node: ast.expr) -> Any:
        if not isinstance(node, ast.Constant):
            raise LabError(f"reading: expected a cell, a day or a date, got {ast.unparse(node)}")
        return node.value

    def _both(self, kind: type, a: Sample | Estimate, b: Sample | Estimate) -> Sample | Estimate:
        sign, apply = _SIGNS[kind]
        if isinstance(a, Estimate) and isinstance(b, Estimate):
            if sign not in "+-*/**":
                raise LabError(f"reading: expected values of replications to compare by {sign}, got estimates")
            return combined(sign, a, b)
        for one in (a, b):
            if isinstance(one, Estimate) and np.any(one.pull):
                raise LabError("reading: an estimate and values of replications do not mix; use mean()")
        left = a.values if isinstance(a, Sample) else a.value
        right = b.values if isinstance(b, Sample) else b.value
        with np.errstate(divide="ignore", invalid="ignore"):
            return Sample(np.asarray(apply(left, right), dtype=np.float64))

    def _statistic(self, name: str, arguments: Sequence[ast.expr]) -> Estimate:
        found = self.value(arguments[0])
        if name in ("sqrt", "log"):
            made = found if isinstance(found, Estimate) else mean(found)
            if name == "log":
                return logarithm(made)
            return combined("**", made, Estimate(0.5, np.zeros(self.count)))
        if isinstance(found, Estimate):
            raise LabError(f"reading: expected values of replications in {name}(), got an estimate")
        if name == "quantile":
            return quantile(found, float(self._plain(arguments[1])))
        return mean(found) if name == "mean" else variance(found)

    def _instant(self, when: float | str) -> int:
        """Number of a record instant."""
        day = self._day(when)
        near = np.flatnonzero(np.abs(self.of.instants - day) < 1e-6)
        if not len(near):
            raise LabError(f"reading: the world records nothing at {when}; expected it among world.record_times")
        return int(near[0])

    def _day(self, when: float | str) -> float:
        try:
            return days_from(self.of.start, date.fromisoformat(when)) if isinstance(when, str) else float(when)
        except ValueError:
            raise LabError(f"reading: expected a day or a date as 2024-03-01, got {when!r}") from None

    def _check_steps(self, name: str) -> None:
        """Instants count alike, so they have to be evenly spaced; the first step may be another (an offset)."""
        steps = np.diff(self.of.instants[self.warm :])
        if len(steps) and not np.allclose(steps, steps[0], rtol=1e-6):
            odd = int(np.argmax(~np.isclose(steps, steps[0], rtol=1e-6)))
            until = float(self.of.instants[self.warm + odd + 1])
            raise LabError(
                f"reading: {name}() expected record instants at even steps after the warm-up, got one of {steps[odd]:g} days "
                f"up to day {until:g} beside those of {steps[0]:g}: let world.end be an instant of world.record_step_days, "
                "and world.record_times none between"
            )

    def _at(self, cell: Values, when: float | str) -> Values:
        return np.zeros((self.count, 1)) if self._day(when) == 0.0 else cell[:, [self._instant(when)]]

    def _cell(self, name: str, arguments: Sequence[Any]) -> Sample | Estimate:
        if name == "ratio":
            parts = [self._cell("grown", [a]) for a in arguments]
            over, under = (mean(p) for p in parts if isinstance(p, Sample))
            return combined("/", over, under)
        if name in ("level", "flow"):
            self._check_steps(name)
        cell = self.of.rows[:, :, matching(str(arguments[0]), self.of.columns)].sum(axis=2)
        if name == "level":
            return Sample(cell[:, self.warm :])
        if name == "flow":
            return Sample(np.diff(cell, axis=1, prepend=0.0)[:, self.warm :])
        if name == "at":
            return Sample(self._at(cell, arguments[1]))
        if name == "between":
            return Sample(self._at(cell, arguments[2]) - self._at(cell, arguments[1]))
        grown = cell[:, [-1]] - (cell[:, [self.warm - 1]] if self.warm else 0.0)
        days = float(self.of.instants[-1]) - self.of.warm_up
        return Sample(grown if name == "grown" else grown / days)
