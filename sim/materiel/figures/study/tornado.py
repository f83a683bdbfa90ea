"""Tornado: what each factor does to a metric between the ends of its range, the widest first."""

from __future__ import annotations

from matplotlib.axes import Axes

from materiel.figures import style
from materiel.figures.study.effects import effects_of, factor_verdict
from materiel.figures.study.estimates import Estimate, below, estimates
from materiel.figures.study.factors import Factor, levers_of, uncertainties_of
from materiel.figures.study.headline import headline
from materiel.figures.study.words import broken, marks
from materiel.lab.analysis.scored import Scored
from materiel.lab.analysis.verdict import CONFIDENCE
from materiel.lab.study.answers import Answers
from materiel.lab.wording import listed

MOST = 20


def draw(answers: Answers, ax: Axes | None = None, *, metric: str | None = None) -> Axes:
    """Bars to both sides of the middle for the reference policy; levers over all futures, uncertainties over its candidates."""
    if not [*levers_of(answers), *uncertainties_of(answers)]:
        raise style.NothingToDraw("the study varies neither levers nor uncertainties")
    found = estimates(answers, metric)
    policy = answers.reference // len(answers.lever_units)
    effects = effects_of(found, policy)
    if not effects:
        raise style.NothingToDraw("the design has too few points for the effect of any factor")
    verdict = factor_verdict(found, effects)
    assert verdict is not None, "there are effects"
    shown = effects[:MOST]

    def joint(part: Scored) -> Estimate:
        return Estimate(part.value, part.half(CONFIDENCE, len(effects)))

    ax = style.axes(ax, (10.0, max(3.0, 1.8 + 0.46 * len(shown))))
    for row, effect in enumerate(shown):
        for part, colour, hatch, word in (
            (effect.low, style.ORANGE, "////", "at its low end"),
            (effect.high, style.BLUE, "", "at its high end"),
        ):
            end = joint(part)
            ax.barh(
                [row], [end.value], height=0.56, color=colour, hatch=hatch, edgecolor="white", linewidth=0.4,
                xerr=[end.half], error_kw={"ecolor": style.INK, "elinewidth": 1.0, "capsize": 2.5},
                label=word if row == 0 else None,
            )  # fmt: skip
        ax.annotate(
            joint(effect.whole).told(sign=True), (1.01, row), xycoords=("axes fraction", "data"), va="center", fontsize=7.5,
            annotation_clip=False,
        )  # fmt: skip
    ax.axvline(0.0, color=style.INK, linewidth=0.9)
    ax.set_yticks(range(len(shown)), [_label(e.factor) for e in shown])
    ax.set_ylim(len(shown) - 0.4, -0.7)
    ax.annotate("low to high (95 %, jointly)", (1.01, -0.5), xycoords=("axes fraction", "data"), va="center", fontsize=7.5,
                style="italic", annotation_clip=False)  # fmt: skip
    ax.xaxis.set_major_formatter(marks())
    ax.set_xlabel(f"change of {found.metric.label}: {listed(list(dict.fromkeys(e.how for e in effects)))}")
    ax.legend(loc="lower right")
    unsure = sum(not any(joint(part).sure for part in (e.whole, e.low, e.high)) for e in effects)
    rest = f"{unsure} of {len(effects)} factors cannot be told from none" if unsure else ""
    under = f"Under {answers.name_of(answers.policies[policy])}"
    headline(ax, verdict, below(found, under, rest, "all effects hold at once"))
    return ax


def _label(factor: Factor) -> str:
    ends = f"{factor.told(factor.positions().min())} to {factor.told(factor.positions().max())}"
    kind = "" if factor.kind == "lever" else " (uncertain)"
    return f"{broken(factor.title, 40, 2)}{kind}\n{broken(f'{ends} {factor.unit}'.strip(), 40, 1)}"
