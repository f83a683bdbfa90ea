"""Figures as files, whose bytes follow from what is drawn: no date, no version, no random ids."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import matplotlib
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from materiel.figures.style import SETTINGS

DPI = 150
_METADATA = {"png": {"Software": None}, "svg": {"Date": None, "Creator": None}}
_OTHER_SCRIPTS = (
    "Noto Sans CJK SC", "Noto Sans CJK JP", "Source Han Sans SC", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "PingFang SC",
    "Hiragino Sans", "Microsoft YaHei", "SimHei", "Droid Sans Fallback", "Arial Unicode MS",
)  # fmt: skip
"""Fonts that have what DejaVu Sans has not (Chinese, Japanese, Korean), each asked for what the ones before it lack."""
_GLYPH = re.compile(r"Glyph (\d+) .*missing from")


class MissingGlyphs(UserWarning):
    """Some characters of a figure are in no font that is installed; they stand as boxes."""


def save(draw: Callable[[], Axes], path: Path, formats: tuple[str, ...] = ("png", "svg")) -> list[Path]:
    """Draw in the package's style and write `path` in each format; the files. Raises OSError; warns of `MissingGlyphs`."""
    written = []
    installed = set(font_manager.get_font_names())
    fonts = {"font.family": [SETTINGS["font.family"], *(name for name in _OTHER_SCRIPTS if name in installed)]}
    with matplotlib.rc_context(cast(Any, SETTINGS | fonts)), warnings.catch_warnings(record=True) as raised:
        warnings.simplefilter("always")
        figure = draw().get_figure(root=True)
        assert isinstance(figure, Figure)
        for form in formats:
            file = path.with_name(f"{path.name}.{form}")
            figure.savefig(file, format=form, dpi=DPI, metadata=_METADATA.get(form))
            written.append(file)
    _warn(path.name, raised)
    return written


def _warn(name: str, raised: list[warnings.WarningMessage]) -> None:
    """Once of all characters that no font has, and of everything else as it came."""
    lacking: dict[str, None] = {}
    for told in raised:
        if found := _GLYPH.match(str(told.message)):
            lacking[chr(int(found[1]))] = None
        else:
            warnings.warn_explicit(told.message, told.category, told.filename, told.lineno)
    if lacking:
        text = f"{name}: no font that is installed has {' '.join(lacking)}; boxes stand for them ({_OTHER_SCRIPTS[0]} has them)"
        warnings.warn(MissingGlyphs(text), stacklevel=3)
