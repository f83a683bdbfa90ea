"""Response curves: a metric against each lever and uncertainty, by policy, with intervals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes

from materiel.figures import style
from materiel.figures.study.effects import spread, verdict_of
from materiel.figures.study.estimates import Estimate, Estimates, below, estimates
from materiel.figures.study.factors import Factor, levers_of, uncertainties_of
from materiel.figures.study.headline import headline
from materiel.figures.study.words import broken, marks
from materiel.jit import Real
from materiel.lab.study.answers import Answers

MOST, MOST_POLICIES = 9, 6


class Move(NamedTuple):
    """What a factor does to the metric of a policy from its lowest to its highest value."""

    apart: Estimate
    low: float
    high: float


def draw(answers: Answers, ax: Axes | None = None, *, metric: str | None = None) -> Axes:
    """A panel a factor, a curve a policy: means at each value (or over parts of its range), the other factors averaged.

    Of a one-at-a-time design, the other factors stand at their centre. Of a design that is not balanced (a hypercube, trajectories)
    they are evened out by linear regression, whose own error is not in the intervals.
    """
    factors = [*levers_of(answers), *uncertainties_of(answers)]
    if not factors:
        raise style.NothingToDraw("the study varies neither levers nor uncertainties")
    found = estimates(answers, metric)
    policies = shown_policies(found)
    moves = {f.name: [move(found, f, p, factors) for p in policies] for f in factors}
    factors.sort(key=lambda f: -max(abs(m.apart.value) for m in moves[f.name]))
    shown = factors[:MOST]
    columns = min(len(shown), 3)
    ax = style.axes(ax, (10.0, 1.3 + 2.9 * -(-len(shown) // columns)))
    style.empty(ax)
    panels = style.panels(ax, len(shown), columns, -0.06, 0.94 if len(policies) > 1 else 1.02)
    for k, (panel, factor) in enumerate(zip(panels, shown, strict=True)):
        for policy in policies:
            _curve(panel, found, factor, policy, factors)
        factor.name_ticks(panel)
        panel.yaxis.set_major_formatter(marks())
        panel.set_xlabel(broken(factor.label + (", by parts of its range" if factor.spread else ""), 38))
        panel.set_ylabel(broken(found.metric.label, 26) if k % columns == 0 else "")
    low = min(p.get_ylim()[0] for p in panels)
    high = max(p.get_ylim()[1] for p in panels)
    for panel in panels:
        panel.set_ylim(low, high)
    if len(policies) > 1:
        handles, labels = panels[0].get_legend_handles_labels()
        ax.legend(handles, labels, loc="upper left", bbox_to_anchor=(0.0, 1.0), ncols=4, borderaxespad=0.0)
    policy = answers.reference // len(answers.lever_units)
    how = "" if all(f.balanced for f in factors) else "other factors are evened out by regression"
    some = f"the {MOST} of {len(factors)} factors that move it most" if len(factors) > MOST else ""
    under = f"The headline is of {answers.name_of(answers.policies[policy])}"
    verdict = verdict_of(found, policy)
    few = f"{found.metric.title} at {len(factors)} factors' values: too few points to say what they do"
    headline(ax, verdict or few, below(found, under, how, some))
    return ax


def shown_policies(found: Estimates) -> list[int]:
    """The reference and the best others, in their order."""
    count = len(found.answers.lever_units)
    mean = found.found.overall.reshape(-1, count).mean(axis=1)
    order = [int(p) for p in np.argsort(-found.sign * mean, kind="stable")]
    own = found.answers.reference // count
    return sorted([own, *(p for p in order if p != own)][:MOST_POLICIES])


def adjusted(found: Estimates, factor: Factor, factors: Sequence[Factor], policy: int, rows: Sequence[int]) -> Real:
    """Weights of the mean over rows; of a design that is not balanced, less what regression on the other factors explains."""
    shares = np.zeros(len(factor.values))
    shares[list(rows)] = 1.0 / len(rows)
    others = np.array([f.units for f in factors if f.kind == factor.kind and f.name != factor.name])
    if factor.balanced or len(others) == 0 or len(shares) < len(others) + 5:
        return spread(found, factor, policy, shares)
    slopes = np.linalg.pinv(np.column_stack([np.ones(len(shares)), factor.units, *others]))[2:]
    off = others[:, list(rows)].mean(axis=1) - others.mean(axis=1)
    return spread(found, factor, policy, shares - off @ slopes)


def move(found: Estimates, factor: Factor, policy: int, factors: Sequence[Factor] = ()) -> Move:
    """From the lowest to the highest value (or part of the range), on the same chance."""
    (low, first), *_, (high, last) = factor.groups()
    apart = adjusted(found, factor, factors, policy, last) - adjusted(found, factor, factors, policy, first)
    return Move(found.weighted(apart), low, high)


def _curve(panel: Axes, found: Estimates, factor: Factor, policy: int, factors: Sequence[Factor]) -> None:
    groups = factor.groups()
    at = [position for position, _ in groups]
    points = [found.weighted(adjusted(found, factor, factors, policy, rows)) for _, rows in groups]
    colour, dashes = style.LINES[policy % len(style.LINES)]
    panel.errorbar(
        at, [p.value for p in points], yerr=[p.half for p in points], color=colour,
        linestyle=dashes if factor.numeric else "", marker="osD^v<>PX*p"[policy % 11], markersize=4, linewidth=1.3,
        capsize=2.5, label=broken(found.answers.name_of(found.answers.policies[policy]), 40, 1),
    )  # fmt: skip
