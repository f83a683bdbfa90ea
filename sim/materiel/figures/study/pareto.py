"""The trade between two metrics: candidates with errors, and which of them no other beats in both."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from materiel.figures import style
from materiel.figures.naming import within
from materiel.figures.study.estimates import Estimates, estimates, name_of, runs
from materiel.figures.study.front import Flags, Side, draw_front, undominated
from materiel.jit import Real
from materiel.lab.study.answers import Answers


def draw(answers: Answers, ax: Axes | None = None, *, metric: str | None = None, against: str | None = None) -> Axes:
    """The metric asked for (the main one) upward, another across: the one against which the front is longest, or that named."""
    if len(answers.candidates) < 2:
        raise style.NothingToDraw("the study has one candidate")
    if len(answers.metrics) < 2:
        raise style.NothingToDraw("the study has one metric")
    up = estimates(answers, metric)
    others = [against] if against is not None else [n for n in answers.metrics if n != up.metric.name]
    pairs = [(estimates(answers, n), up) for n in others]
    fronts = [undominated(np.column_stack([e.sign * e.found.overall for e in pair])) for pair in pairs]
    best = max(range(len(pairs)), key=lambda k: int(fronts[k].sum()))
    across, on = pairs[best][0], fronts[best]
    return draw_front(
        _side(across),
        _side(up),
        [name_of(answers, k) for k in range(up.candidates)],
        ax,
        kept=on,
        reference=answers.reference,
        title=_finding(across, up, on),
    )


def _side(found: Estimates) -> Side:
    half = np.array([found.of([k]).half for k in range(found.candidates)])
    return Side(found.metric.label, found.metric.better, found.found.overall, half)


def surely_dominated(across: Estimates, up: Estimates) -> Flags:
    """Candidates that some other beats in both metrics, each by more than the pointwise 95 % interval of the paired difference."""
    beats = [_beats(each) for each in (across, up)]
    return np.asarray((beats[0] & beats[1]).any(axis=1))


def _beats(found: Estimates) -> Flags:
    """Whether the column is surely better than the row, shape (candidates, candidates)."""
    scores: Real = found.found.overall_scores
    mean = found.sign * found.found.overall
    surely = np.zeros((len(mean), len(mean)), dtype=bool)
    for k in range(len(mean)):
        se = np.sqrt(np.square(scores - scores[k]).sum(axis=1))
        unit = found.reach(np.array([1.0]))
        surely[k] = mean - mean[k] > unit * se
    return surely


def _finding(across: Estimates, up: Estimates, on: Flags) -> str:
    order = np.flatnonzero(on)[np.argsort(up.sign * up.found.overall[on], kind="stable")]
    last, first = int(order[0]), int(order[-1])
    ends = f"{on.sum()} of {len(on)} candidates make the front of {within(up.metric.title)} and {within(across.metric.title)}"
    sure = int(surely_dominated(across, up).sum())
    rest = f"; surely dominated: {sure} of the other {len(on) - int(on.sum())}" if not on.all() else ""
    answers = up.answers
    if first == last:
        told = f"; best in both is {name_of(answers, first)}, {up.of([first]).told(up.metric.unit)}"
    else:
        told = (
            f"; along it, from {name_of(answers, last)} to {name_of(answers, first)}, the first changes by "
            f"{up.apart(first, last).told(up.metric.unit, sign=True)} and the second by "
            f"{across.apart(first, last).told(across.metric.unit, sign=True)}"
        )
    return f"{ends}{told}{rest} (95 % intervals of single estimates, {runs(up)})"
