"""`materiel show`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from materiel.figures.network_map import draw_world
from materiel.figures.style import NothingToDraw
from materiel.lab.errors import LabError, StoreError
from materiel.lab.opening import world_told
from materiel.verbs.drawing import saved
from materiel.verbs.world import world_named

_FORMATS = (".png", ".svg", ".pdf")


def show_world(scenario: str, sets: Sequence[str], out: Path | None) -> int:
    """Draw the map of a world into a file, whose name goes to stdout."""
    world = world_named(scenario, sets)
    path = out or Path(f"{world.world.name}.png")
    if path.suffix not in _FORMATS:
        raise LabError(f"--out {path}: expected a name that ends in {', '.join(_FORMATS)}")
    told = world_told(world)
    try:
        (file,) = saved(lambda: draw_world(told), path.with_suffix(""), (path.suffix[1:],))
    except NothingToDraw as nothing:
        raise LabError(f"{world.world.name}: {nothing}") from None
    except OSError as error:
        raise StoreError(f"cannot write {path}: {error.strerror or error}") from error
    click.echo(str(file))
    return 0
