"""Stocks by owner: what the recipient has of each item that is used up, and what each donor could still give of it."""

from __future__ import annotations

import re

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator, StrMethodFormatter

from materiel.figures import style
from materiel.figures.allied import donor_look
from materiel.figures.finding import about, headline, mean_interval, median_beside
from materiel.figures.fit import caption, legend_above
from materiel.figures.limits import most_issued, shortest, supplies, told_limit
from materiel.figures.naming import title_of, within
from materiel.figures.timeline import bands, in_units, quantile, small, times
from materiel.lab.result import Result
from materiel.metrics.reading import Series

MOST = 6
STOCK = "usable_stock"
"""Units that may be used, by owner and item: of a donor what lies above its floor."""


@style.as_written
def draw(result: Result, ax: Axes | None = None) -> Axes:
    """A panel an item: units that the recipient has on hand, and below them what each donor holds above its floor."""
    names, home = result.names(), str(result.world.get("home", ""))
    issued = [i for i in most_issued(result) if f"{STOCK}/{home}/{i}" in names]
    if not issued:
        raise style.NothingToDraw("the result holds no item that the recipient both stocks and is issued")
    shortage = shortest(result, supplies(result))
    first = _first(result, issued, shortage)
    items = [first, *(i for i in issued if i != first)][:MOST]
    own = dict(zip(items, result.series(*(f"{STOCK}/{home}/{i}" for i in items)).values(), strict=True))
    given = _given(result, items, home)
    donors = {donor for parts in given.values() for donor in parts}
    owner = re.sub("^The ", "the ", title_of(result, "owners", home, 24))
    looks = {donor: donor_look(k) for k, donor in enumerate(_all_donors(result)) if donor in donors}
    columns = min(len(items), 3 if len(items) > 4 else 2)
    ax = style.axes(ax, (10.0, 1.8 + (3.3 if donors else 2.4) * -(-len(items) // columns)))
    style.empty(ax)
    for k, (panel, item) in enumerate(zip(style.panels(ax, len(items), columns, -0.04, 0.94), items, strict=True)):
        style.empty(panel)
        held = panel.inset_axes((0.0, 0.47, 1.0, 0.53) if donors else (0.0, 0.0, 1.0, 1.0))
        size, word = in_units(own[item])
        bands(held, result, own[item] / size, width=1.4)
        _finish(held, result, f"{owner}'s" if k % columns == 0 else "", size)
        panel.set_title(title_of(result, "items", item, 40) + (f" ({word})" if size > 1 else ""), fontsize=9)
        if donors:
            held.tick_params(labelbottom=False)
            _donors(panel.inset_axes((0.0, 0.0, 1.0, 0.38)), result, given[item], looks, k % columns == 0)
    _legend(ax, result, held, looks)
    mean = np.nanmean(own[first], axis=1)
    size, word = in_units(own[first])
    told = mean_interval(mean / size, unit=word, together=result.together)
    ax.set_title(headline(title_of(result, "items", first), f": {owner} has {told}"))
    why = (
        f"Most issued of the family that is shortest: {within(title_of(result, 'families', shortage))}. "
        if shortage
        else ""
    )
    kept = "What lies below a donor's floor is never given and not shown; lines are medians of runs, a donor each. "
    caption(
        ax,
        f"{why}{told_limit(result)}The title gives what is on hand at the end of a period, mean of the run"
        f"{median_beside(mean / size)}. Units, or thousands where it says so. {kept if donors else ''}{about(result)}",
    )
    return ax


def _first(result: Result, issued: list[str], family: str | None) -> str:
    """The item that leads: of the family whose supply is shortest, the one that is issued most."""
    members = result.world.get("families", {}).get(str(family).rpartition(".")[2], [])
    return next((item for item in issued if item in members), issued[0])


def _all_donors(result: Result) -> list[str]:
    """Donors in the order in which the figure of allied readiness draws them."""
    names = [n.partition("/")[2] for n in result.names() if n.startswith("allied_readiness/")]
    return names or sorted({n.split("/")[1] for n in result.names() if n.startswith(f"{STOCK}/")})


def _given(result: Result, items: list[str], home: str) -> dict[str, dict[str, Series]]:
    """For each item, the donors that ever hold some above their floor, with what they hold."""
    found: dict[str, dict[str, Series]] = {item: {} for item in items}
    names = [n for n in result.names() if n.startswith(f"{STOCK}/") and n.rpartition("/")[2] in found]
    for name, values in result.series(*(n for n in names if not n.startswith(f"{STOCK}/{home}/"))).items():
        _, donor, item = name.split("/")
        if float(np.nanmax(quantile(values, 0.5), initial=0.0)) > 0.0:
            found[item][donor] = values
    return found


def _donors(
    panel: Axes, result: Result, given: dict[str, Series], looks: dict[str, tuple[str, object, str]], named: bool
) -> None:
    at = times(result)
    size, word = in_units(*given.values()) if given else (1.0, "units")
    for donor, values in given.items():
        colour, dashes, marker = looks[donor]
        panel.plot(
            at, quantile(values, 0.5) / size, color=colour, linestyle=dashes, marker=marker, markersize=3.0, linewidth=1.1,
            markevery=(0.1, 0.25) if len(at) > 12 else 1,
        )  # fmt: skip
    _finish(panel, result, "each donor's,\nabove its floor" if named else "", size)
    told = word if given else "no donor has any to give"
    panel.annotate(
        f"({told})", (0.0, 1.0), xycoords="axes fraction", xytext=(0, 2), textcoords="offset points", fontsize=7.5, color=style.TEXT
    )  # fmt: skip
    if not given:
        panel.set_yticks([])


def _finish(panel: Axes, result: Result, whose: str, size: float) -> None:
    small(panel, result)
    panel.set(ylim=(0, None if panel.dataLim.y1 > 0 else 1), ylabel=whose)
    panel.yaxis.set_major_locator(MaxNLocator(4, steps=style.STEPS, integer=size == 1.0))
    panel.yaxis.set_major_formatter(StrMethodFormatter("{x:,g}"))


def _legend(ax: Axes, result: Result, held: Axes, looks: dict[str, tuple[str, object, str]]) -> None:
    handles, labels = held.get_legend_handles_labels()
    for donor, (colour, dashes, marker) in looks.items():
        handles.append(Line2D([], [], color=colour, linestyle=dashes, marker=marker, markersize=4.0, linewidth=1.1))  # type: ignore[arg-type]
        labels.append(title_of(result, "donors", donor, 32))
    legend_above(ax, handles, labels, 6)
