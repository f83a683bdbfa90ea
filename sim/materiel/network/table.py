"""The table of builders, in the order in which sections are laid out. A new kind adds one line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from materiel.network.build import Build
from materiel.network.site import allot_site, fill_site

Step = Callable[[Build, str, Any], None]


@dataclass(frozen=True)
class Builder:
    """How the entities of one section become rows: `allot` names their rows, `fill` sets all cells."""

    section: str
    allot: Step
    fill: Step


BUILDERS: tuple[Builder, ...] = (
    Builder("sites", allot_site, fill_site),
)  # fmt: skip
