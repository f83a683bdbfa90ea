"""Posteriors that come with a world: draws that fit its record, each with the day up to which it was trained."""

from __future__ import annotations

import contextlib
from datetime import date
from pathlib import Path

from materiel.lab.errors import FutureError
from materiel.scenario.errors import ScenarioError
from materiel.scenario.files import read_toml, shown
from materiel.scenario.load import WORLD_FILE, lineage
from materiel.shipped import shipped

PATTERN = "posterior-*.toml"
POSTERIOR = "posterior"
"""Names the newest draws beside a world, wherever futures are asked for."""


def newest(folder: Path, known: date) -> Path | None:
    """The draws beside a world that were trained last, but on nothing later than a day; None if there are none.

    Raises FutureError if what stands beside them does not say until when.
    """
    found: list[tuple[date, Path]] = []
    for told in sorted(folder.glob(PATTERN)):
        try:
            until = read_toml(told)["train_until"]
        except (ScenarioError, KeyError) as error:
            raise FutureError(f"{told}: expected train_until, a date ({error})") from None
        if not isinstance(until, date):
            raise FutureError(f"{told}: train_until: expected a date, got {until!r}")
        if until <= known:
            found.append((until, told.with_suffix(".csv")))
    return max(found)[1] if found else None


def resolved(futures: str | None, world: Path, otherwise: str, known: date = date.max) -> str:
    """What the futures that are asked for mean for a world's file; `otherwise` if none are (None) and there are no draws.

    `posterior` means the newest draws beside the world, or beside what it extends; draws there may be named as well. Draws of a
    shipped world are told by their name. Raises FutureError if draws are asked for and there are none.
    """
    world = world / WORLD_FILE if world.is_dir() else world
    folders = list(dict.fromkeys(path.parent for path in lineage(world)))
    if futures is None or futures == POSTERIOR:
        for folder in folders:
            if (draws := newest(folder, known)) is not None:
                return _told(draws, folder, folders[0])
        if futures is None:
            return otherwise
        until = "" if known == date.max else f" that were trained on nothing later than {known}"
        raise FutureError(
            f"--futures {futures}: expected calibrated draws ({PATTERN} with its .csv){until} beside {shown(world)} or a world "
            f"that it extends, got none; central, sample and FILE need none"
        )
    if Path(futures).name == futures and not Path(futures).exists():
        for folder in folders:
            for name in (f"{futures}.csv", futures):
                if (folder / name).is_file() and futures.startswith(f"{POSTERIOR}-"):
                    return _told(folder / name, folder, folders[0])
        if futures.startswith(f"{POSTERIOR}-") and not Path(futures).suffix:
            raise FutureError(
                f"--futures {futures}: expected draws of that name beside {shown(world)} or a world that it extends, got none"
            )
    return futures


def _told(draws: Path, folder: Path, own: Path) -> str:
    """Draws of a shipped world, run as it is, are told by their name."""
    with contextlib.suppress(FileNotFoundError):
        if folder == own and folder.resolve() == (shipped("configs") / folder.name).resolve():
            return draws.stem
    return str(draws)
