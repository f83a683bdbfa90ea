"""Candidates by each metric of a study: means with intervals, from the best down."""

from __future__ import annotations

from matplotlib.axes import Axes

from materiel.figures import style
from materiel.figures.study.estimates import Estimates, estimates, name_of, runs
from materiel.figures.study.headline import headline
from materiel.figures.study.words import broken, marks
from materiel.lab.study.answers import Answers

MOST, COLUMNS = 20, 4


def draw(answers: Answers, ax: Axes | None = None, *, metric: str | None = None) -> Axes:
    """A panel a metric, a row a candidate: mean over futures with its interval; the reference as a line through each panel.

    Rows run from the best by the metric asked for, which stands first; the title holds it against the reference.
    """
    if len(answers.candidates) < 2:
        raise style.NothingToDraw("the study has one candidate")
    main = estimates(answers, metric)
    names = [main.metric.name, *(n for n in answers.metrics if n != main.metric.name)]
    found = [main, *(estimates(answers, n) for n in names[1:])]
    order = main.order[:MOST]
    columns = min(len(found), COLUMNS)
    rows = -(-len(found) // columns)
    height = max(2.4, 0.30 * len(order) + 0.9)
    ax = style.axes(ax, (10.0, 1.0 + rows * height))
    style.empty(ax)
    for k, (panel, each) in enumerate(
        zip(
            style.panels(ax, len(found), columns, -0.12 if rows == 1 else -0.05, 1.1 if rows == 1 else 1.02, 0.04),
            found,
            strict=True,
        )
    ):
        _panel(panel, each, order)
        labels = [broken(name_of(answers, c), 30, 2) for c in order] if k % columns == 0 else [""] * len(order)
        panel.set_yticks(range(len(order)), labels)
    rest = f"; the best {MOST} of {main.candidates}" if len(order) < main.candidates else ""
    headline(ax, finding(main) + f"; {runs(main)}{rest}")
    return ax


def _panel(panel: Axes, each: Estimates, order: list[int]) -> None:
    reference = each.of([each.answers.reference])
    panel.axvline(reference.value, color=style.FAINT, linewidth=1.0, linestyle=(0, (4, 2)))
    for row, candidate in enumerate(order):
        it = each.of([candidate])
        own = candidate == each.answers.reference
        panel.errorbar(
            [it.value], [row], xerr=[it.half], color=style.INK if own else style.BLUE, marker="D" if own else "o",
            markersize=4.5, capsize=2.5, linewidth=1.2, linestyle="",
        )  # fmt: skip
    panel.set_ylim(len(order) - 0.5, -0.5)
    panel.xaxis.set_major_formatter(marks())
    panel.tick_params(axis="x", labelrotation=0, labelsize=7)
    panel.locator_params(axis="x", nbins=4)
    way = {"higher": "better \N{RIGHTWARDS ARROW}", "lower": "\N{LEFTWARDS ARROW} better"}.get(each.metric.better, "")
    panel.set_xlabel(f"{broken(each.metric.label, 26)}\n{way}", fontsize=8)


def finding(found: Estimates) -> str:
    """Who is ahead, by how much, against the reference (or the reference against the next), on the same chance."""
    answers, order = found.answers, found.order
    first, reference = order[0], answers.reference
    other = reference if first != reference else order[1]
    apart = found.apart(first, other)
    word = "lowest" if found.metric.better == "lower" else "highest"
    doubt = "" if apart.sure else ", which chance may have made"
    return (
        f"{found.metric.title} is {word} under {name_of(answers, first)}: {found.of([first]).told(found.metric.unit)}, "
        f"{apart.told(sign=True)} against {name_of(answers, other)}{doubt} (95 % intervals)"
    )


def ahead(found: Estimates) -> int:
    """The candidate to hold against the reference: the best, or the next if the reference is the best."""
    order = found.order
    return order[0] if order[0] != found.answers.reference or len(order) == 1 else order[1]
