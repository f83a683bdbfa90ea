"""Names beside points, each where it crosses the fewest others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from materiel.figures import style

FONT, _LINE = 6.5, 24
_WIDTH, _HEIGHT = 0.56 * FONT, 1.25 * FONT
"""Mean width and height of a letter, points."""
_SIDES = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1))
_REACHES = (6.0, 14.0, 24.0, 36.0)
Box = tuple[float, float, float, float]
Boxes = dict[tuple[float, tuple[int, int]], Box]


def label(
    ax: Axes, points: Mapping[str, tuple[float, float]], names: Sequence[str], titles: Mapping[str, str] | None = None
) -> None:
    """Write names (or titles, on up to three lines) at their points, with a thin line where one stands away from its point."""
    called = {name: (titles or {}).get(name, name) for name in names}
    shown = {name: style.wrap(style.fitted(title, 3 * _LINE - 10), _LINE) for name, title in called.items()}
    figure = ax.get_figure(root=True)
    assert isinstance(figure, Figure)
    figure.draw_without_rendering()
    scale = 72.0 / figure.dpi
    pixels = {name: ax.transData.transform(point) for name, point in points.items()}
    at = {name: (float(x) * scale, float(y) * scale) for name, (x, y) in pixels.items()}
    taken: list[Box] = [(x - 4, y - 4, x + 4, y + 4) for x, y in at.values()]
    corner = ax.transAxes.transform([(0, 0), (1, 1)]) * scale
    for name in sorted(shown, key=lambda n: (-at[n][1], at[n][0])):
        choices = [(reach, side) for reach in _REACHES for side in _SIDES]
        boxes = {choice: _box(at[name], shown[name], *choice) for choice in choices}

        def cost(choice: tuple[float, tuple[int, int]], boxes: Boxes = boxes) -> float:
            box = boxes[choice]
            outside = box[0] < corner[0][0] or box[2] > corner[1][0] or box[1] < corner[0][1] or box[3] > corner[1][1]
            return sum(_overlap(box, other) for other in taken) + choice[0] + (1000.0 if outside else 0.0)

        reach, side = min(choices, key=cost)
        box = boxes[reach, side]
        taken.append(box)
        x, y = (box[0] + box[2]) / 2 - at[name][0], (box[1] + box[3]) / 2 - at[name][1]
        line = {"arrowstyle": "-", "color": "#b0b0b0", "linewidth": 0.5, "shrinkA": 0, "shrinkB": 2}
        written = ax.annotate(
            shown[name], points[name], (x, y), textcoords="offset points", ha="center", va="center", fontsize=FONT,
            arrowprops=line if reach > _REACHES[0] else None, zorder=3,
            bbox={"boxstyle": "square,pad=0.05", "facecolor": "white", "edgecolor": "none", "alpha": 0.7},
        )  # fmt: skip
        written.set_in_layout(False)


def _box(point: tuple[float, float], text: str, reach: float, side: tuple[int, int]) -> Box:
    lines = text.split("\n")
    width, height = max(map(style.letters, lines)) * _WIDTH, len(lines) * _HEIGHT
    x = point[0] + side[0] * (reach + width / 2)
    y = point[1] + side[1] * (reach + (height / 2 if side[0] == 0 else 0.0))
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def _overlap(a: Box, b: Box) -> float:
    wide = min(a[2], b[2]) - max(a[0], b[0])
    high = min(a[3], b[3]) - max(a[1], b[1])
    return 5.0 * wide * high if wide > 0 and high > 0 else 0.0
