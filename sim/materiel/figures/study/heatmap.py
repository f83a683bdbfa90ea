"""A sweep over two factors as a map: the mean at each pair of values, with its error."""

from __future__ import annotations

import itertools

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.image import AxesImage

from materiel.figures import style
from materiel.figures.study.effects import weights_of
from materiel.figures.study.estimates import Estimate, Estimates, below, estimates
from materiel.figures.study.factors import MOST_LEVELS, STAR, Factor, levers_of, uncertainties_of
from materiel.figures.study.headline import headline
from materiel.figures.study.response import move, shown_policies
from materiel.figures.study.words import broken
from materiel.jit import Real
from materiel.lab.analysis.mcb import constrained
from materiel.lab.analysis.simultaneous import joint
from materiel.lab.analysis.verdict import CONFIDENCE
from materiel.lab.study.answers import Answers
from materiel.lab.wording import HEADLINE, brief, fitted, number, ranged, within

MOST_POLICIES = 4


def draw(answers: Answers, ax: Axes | None = None, *, metric: str | None = None) -> Axes:
    """A panel a policy: the mean for each pair of values of the two factors that move it most, the others averaged."""
    found = estimates(answers, metric)
    pair = _pair(found)
    policies = shown_policies(found)[:MOST_POLICIES]
    maps = [_map(found, policy, *pair) for policy in policies]
    columns = min(len(maps), 2)
    rows = -(-len(maps) // columns)
    ax = style.axes(ax, (4.6 * columns + (3.0 if columns == 1 else 1.6), 1.0 + 3.6 * rows))
    style.empty(ax)
    flat = [e.value for m in maps for row in m for e in row]
    low, high = min(flat), max(flat)
    for k, (panel, policy, cells) in enumerate(
        zip(
            style.panels(ax, len(maps), columns, -0.12, 1.06 if rows == 1 else 1.0, 0.12),
            policies,
            maps,
            strict=True,
        )
    ):
        image = _panel(panel, pair, cells, (low, high))
        panel.set_ylabel(broken(pair[0].label, 30) if k % columns == 0 else "")
        if len(maps) > 1:
            panel.set_title(broken(answers.name_of(answers.policies[policy]), 44, 2), fontsize=9)
    figure = ax.get_figure(root=True)
    assert isinstance(figure, Figure)
    figure.colorbar(image, ax=ax, label=found.metric.label, shrink=0.8, pad=0.03)
    finding, caption = _finding(found, policies, pair)
    headline(ax, finding, below(found, caption, "± in cells is of each for itself"))
    return ax


def _grid(factors: list[Factor]) -> list[Factor]:
    """Factors whose values make a grid: few of each, in every combination."""
    few = [f for f in factors if f.design != STAR and not f.spread]
    if len(few) < 2:
        return []
    return few if all(_crossed(a, b) for a, b in itertools.combinations(few, 2)) else []


def _crossed(a: Factor, b: Factor) -> bool:
    return len(set(zip(map(str, a.values), map(str, b.values), strict=True))) == len(a.choices) * len(b.choices)


def _pair(found: Estimates) -> tuple[Factor, Factor]:
    """The two levers (or uncertainties) in a grid whose values move the metric most, the stronger one last."""
    for factors in (_grid(levers_of(found.answers)), _grid(uncertainties_of(found.answers))):
        if factors:
            by_range = sorted(factors, key=lambda f: _range(found, f))
            return by_range[-2], by_range[-1]
    raise style.NothingToDraw(
        f"no two levers or uncertainties were run in a grid (all pairs of at most {MOST_LEVELS} values each)"
    )


def _range(found: Estimates, factor: Factor) -> float:
    policies = range(len(found.answers.policies))
    return max(abs(move(found, factor, p).apart.value) for p in policies)


def _map(found: Estimates, policy: int, down: Factor, across: Factor) -> list[list[Estimate]]:
    return [
        [_at(found, policy, (down, across), rows, columns) for _, columns in across.groups()]
        for _, rows in down.groups()
    ]


def _panel(
    panel: Axes, pair: tuple[Factor, Factor], cells: list[list[Estimate]], span: tuple[float, float]
) -> AxesImage:
    values = np.array([[e.value for e in row] for row in cells])
    image = panel.imshow(values, origin="lower", cmap="cividis", vmin=span[0], vmax=span[1], aspect="auto")
    small = values.size > 36
    width = 2.0 * max(e.half for row in cells for e in row)
    for (y, x), value in np.ndenumerate(values):
        cell = cells[y][x]
        text = number(value, width) + ("" if small else f"\n± {number(cell.half, width)}")
        dark = value < 0.55 * span[0] + 0.45 * span[1]
        panel.text(
            x, y, text, ha="center", va="center", fontsize=6.5 if small else 7.5, color="white" if dark else "black"
        )
    down, across = pair
    panel.set_xticks(range(len(values[0])), [broken(across.told(p), 12) for p, _ in across.groups()])
    panel.set_yticks(range(len(values)), [broken(down.told(p), 12) for p, _ in down.groups()])
    panel.set_xlabel(broken(across.label, 44))
    panel.grid(False)
    return image


def _finding(found: Estimates, policies: list[int], pair: tuple[Factor, Factor]) -> tuple[str, str]:
    """The cell with the best mean, called best only if it is shown to be ahead of every other, and what one factor does there."""
    down, across = pair
    cells = [(p, y, x) for p in policies for y in down.groups() for x in across.groups()]
    weights = [_weights(found, p, pair, y[1], x[1]) for p, y, x in cells]
    every = [found.scored(w) for w in weights]
    values = np.array([e.value for e in every])
    best = int(np.argmax(found.sign * values))
    names = {s for e in every for s in e.samples}
    scores = np.array([np.concatenate([e.samples[s].scores for s in sorted(names)]) for e in every])
    df = min(s.df for s in every[best].samples.values())
    alone = int(constrained(found.sign * values, scores, df, CONFIDENCE).may_be_best.sum())
    level = joint(values, scores, df, CONFIDENCE)
    policy, (y, _), (x, _) = cells[best]
    own = found.answers.name_of(found.answers.policies[policy])
    told = ranged(values[best], float(level.low[best]), float(level.high[best]), found.metric.unit)
    word = "lowest" if found.metric.better == "lower" else "highest"
    where = f"{within(down.title)} {down.told(y)}, {within(across.title)} {across.told(x)}"
    brief_ = f"{within(brief(down.title))} {down.told(y)}, {within(brief(across.title))} {across.told(x)}"
    under = " under {one}" if len(policies) > 1 else ""
    start = f"{{metric}} is {word}" if alone == 1 else "{metric} is"
    ways = [f"{start}, {told}, at {where}{under}", f"{start}, {told}, at {where}", f"{start}, {told}, at {brief_}"]
    title = {"metric": found.metric.title, "one": own}
    doubt = "" if alone == 1 else f"; {alone} of {len(cells)} cells may be {word}"
    moved = move(found, across, policy)
    whole = (
        f"{fitted(ways[:1], title, None)}{doubt}; there {within(across.title)} from {across.told(moved.low)} to "
        f"{across.told(moved.high)} moves it by {moved.apart.told(sign=True)}"
    )
    return fitted(ways, title, HEADLINE), whole


def _weights(found: Estimates, policy: int, pair: tuple[Factor, Factor], rows: list[int], columns: list[int]) -> Real:
    return weights_of(found, pair[0], policy, sorted({*rows} & {*columns}))


def _at(found: Estimates, policy: int, pair: tuple[Factor, Factor], rows: list[int], columns: list[int]) -> Estimate:
    return found.weighted(_weights(found, policy, pair, rows, columns))
