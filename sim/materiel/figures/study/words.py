"""Labels and marks of figures of studies."""

from __future__ import annotations

from matplotlib.ticker import FuncFormatter

from materiel.figures import style


def broken(text: str, width: int = 34, most: int = 3) -> str:
    r"""A label on a few lines; what does not fit is left out.

    >>> broken("one two three four", 8, 2)
    'one two\nthree …'
    """
    lines = style.wrap(text, width).split("\n")
    return "\n".join(lines) if len(lines) <= most else "\n".join(lines[:most]).rstrip(", ") + " …"


def marks() -> FuncFormatter:
    """Numbers on axes, with commas from ten thousand on."""
    return FuncFormatter(lambda x, _: f"{x:,.0f}" if abs(x) >= 10_000 else f"{x:.6g}")
