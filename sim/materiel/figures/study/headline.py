"""The headline of a figure, one finding in few words, and the caption below it, as wide as the room that is left for them."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from materiel.figures import style
from materiel.lab.analysis.verdict import Verdict
from materiel.lab.wording import HEADLINE, cut

_LETTER, _SMALL = 0.08, 0.063
"""Mean widths of a letter of the headline and of the caption, inches."""
_LEAST = 30
_POINTS, _LINE = 8.0, 1.3
"""Size of the caption's letters, points, and the height of its lines in letters."""


def headline(ax: Axes, finding: str | Verdict, caption: str = "") -> None:
    """Write the finding above the axes, from their left edge to the right edge of the figure, and the caption in small below it.

    The caption begins with the whole sentence of a verdict whose headline had to be shortened.
    """
    if isinstance(finding, Verdict):
        text, whole = finding.sentence(), finding.sentence(None)
        caption = " ".join(part for part in ("" if text == whole else f"{whole}.", caption) if part)
    else:
        text = cut(finding, HEADLINE)
    figure = ax.get_figure(root=True)
    assert isinstance(figure, Figure)
    figure.draw_without_rendering()
    room = figure.get_figwidth() - float(ax.get_window_extent().x0) / figure.dpi
    below = style.wrap(caption, max(_LEAST, int(room / _SMALL) - 1)) if caption else ""
    high = 4.0 + (_POINTS * _LINE * (below.count("\n") + 1) if below else 0.0)
    ax.set_title(style.wrap(text, max(_LEAST, int(room / _LETTER) - 1)), pad=high + 3.0)
    if below:
        ax.annotate(
            below, (0.0, 1.0), xycoords="axes fraction", xytext=(0.0, 4.0), textcoords="offset points", ha="left", va="bottom",
            fontsize=_POINTS, color=style.TEXT, linespacing=_LINE, annotation_clip=False, gid=CAPTION,
        )  # fmt: skip


CAPTION = "caption"
"""Names the caption among the texts of a figure."""


def caption_of(ax: Axes) -> str:
    """The caption of axes, in one line."""
    return " ".join(t.get_text().replace("\n", " ") for t in ax.texts if t.get_gid() == CAPTION)
