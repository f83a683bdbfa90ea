"""The worlds and studies that come with the package, wherever it is installed."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

_PACKAGE = Path(__file__).resolve().parent


def shipped(kind: Literal["configs", "experiments"]) -> Path:
    """The folder of shipped worlds (`configs`) or shipped studies (`experiments`).

    An installed wheel carries it inside the package; an editable install and a source tree have it at the top of the
    repository, beside `sim/`, so that an edited world is the one that runs.

    Raises `FileNotFoundError` if the installation holds neither.
    """
    places = (_PACKAGE / "_data" / kind, _PACKAGE.parent.parent / kind)
    for place in places:
        if place.is_dir():
            return place
    raise FileNotFoundError(f"shipped {kind}: expected at {places[0]} or {places[1]}, found at neither")
