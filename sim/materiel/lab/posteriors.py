"""Posteriors that come with a world: draws that fit its record, each with the day up to which it was trained."""

from __future__ import annotations

import contextlib
from datetime import date
from pathlib import Path

from materiel.lab.errors import FutureError
from materiel.scenario.errors import ScenarioError
from materiel.scenario.files import read_toml
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


def resolved(futures: str, folder: Path, otherwise: str, known: date = date.max) -> str:
    """What `posterior` means for a world in a folder: its newest draws (a shipped world: by name), `otherwise` if it has none."""
    if futures != POSTERIOR:
        return futures
    draws = newest(folder, known)
    if draws is None:
        return otherwise
    with contextlib.suppress(FileNotFoundError):
        if folder.resolve() == (shipped("configs") / folder.name).resolve():
            return draws.stem
    return str(draws)
