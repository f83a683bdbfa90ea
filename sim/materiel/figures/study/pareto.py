"""The trade between two metrics: candidates with errors, and which of them no other beats in both."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from materiel.figures import style
from materiel.figures.study.estimates import Estimate, Estimates, below, estimates
from materiel.figures.study.front import Flags, Side, draw_front, undominated
from materiel.jit import Real
from materiel.lab.analysis.simultaneous import every_pair
from materiel.lab.analysis.verdict import CONFIDENCE
from materiel.lab.study.answers import Answers
from materiel.lab.wording import HEADLINE, fitted, within


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
    finding, caption = _finding(across, up, on)
    return draw_front(
        _side(across),
        _side(up),
        [answers.called(k) for k in range(up.candidates)],
        ax,
        kept=on,
        reference=answers.reference,
        title=finding,
        caption=caption,
    )


def _side(found: Estimates) -> Side:
    half = np.array([found.of([k]).half for k in range(found.candidates)])
    return Side(found.metric.label, found.metric.better, found.found.overall, half)


def _margins(found: Estimates) -> Real:
    """How far each pair of candidates may be off, for all pairs at once; of shape (candidates, candidates)."""
    return every_pair(found.found.overall_scores, found.found.freedom_of_pairs, CONFIDENCE)


def _beats(found: Estimates, margins: Real) -> Flags:
    """Whether the column is shown to be better than the row, shape (candidates, candidates)."""
    mean = found.sign * found.found.overall
    return np.asarray(mean[None, :] - mean[:, None] > margins)


def _finding(across: Estimates, up: Estimates, on: Flags) -> tuple[str, str]:
    order = np.flatnonzero(on)[np.argsort(up.sign * up.found.overall[on], kind="stable")]
    last, first = int(order[0]), int(order[-1])
    answers, count = up.answers, int(on.sum())
    names = {"up": up.metric.title, "inside": within(up.metric.title), "across": within(across.metric.title),
             "one": answers.called(first), "other": answers.called(last)}  # fmt: skip
    margins = [_margins(each) for each in (up, across)]
    # candidates that some other beats in both metrics, each by more than its interval
    sure = int((_beats(up, margins[0]) & _beats(across, margins[1])).any(axis=1).sum())
    others = len(on) - count
    rest = f"{sure} of {others} others shown to be beaten in both, by all pairs at once" if others else ""
    if first == last:
        level = up.of([first]).told(up.metric.unit)
        ways = [f"By their means {{one}} alone makes the front of {{inside}} and {{across}}: {level}",
                f"{{one}} alone makes the front of {{inside}} and {{across}}: {level}"]  # fmt: skip
        return fitted(ways, names, HEADLINE), below(up, rest)
    apart = [_apart(e, first, last, far) for e, far in zip((up, across), margins, strict=True)]
    if all(each.low == each.high == 0.0 for each in apart):
        ways = [f"No difference in {{inside}} or {{across}} along the front: {count} of {len(on)} candidates are alike"]
        return fitted(ways, names, HEADLINE), below(up, rest)
    told = [each.told(e.metric.unit, sign=True) for each, e in zip(apart, (up, across), strict=True)]
    start = f"{{up}} changes by {told[0]} along the front"
    if not apart[0].sure:
        start = f"No difference in {{inside}} is shown along the front: {told[0]}"
    ways = [f"{start} from {{other}} to {{one}}", f"{start}, to {{one}}", start]
    trade = f"{count} of {len(on)} candidates make the front by their means; from {names['other']} to {names['one']}"
    both = f"{trade} {names['inside']} changes by {told[0]} and {names['across']} by {told[1]}"
    return fitted(ways, names, HEADLINE), below(up, both, rest)


def _apart(found: Estimates, one: int, other: int, margins: Real) -> Estimate:
    """One candidate less another, one of all pairs."""
    mean = found.found.overall
    return Estimate(float(mean[one] - mean[other]), float(margins[one, other]))
