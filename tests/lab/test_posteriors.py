"""Draws that come with a world."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from materiel.lab.errors import FutureError
from materiel.lab.posteriors import newest
from materiel.shipped import shipped


def _beside(folder: Path, name: str, told: str) -> None:
    (folder / f"{name}.toml").write_text(told)
    (folder / f"{name}.csv").write_text("a.b.c\n1\n")


def test_the_newest_that_knew_nothing_later(tmp_path: Path) -> None:
    """Of two, the later is taken on the day it was trained to, the earlier before that, none before both."""
    _beside(tmp_path, "posterior-a", "train_until = 2023-12-31")
    _beside(tmp_path, "posterior-b", "train_until = 2024-12-31")
    assert newest(tmp_path, date(2024, 12, 31)) == tmp_path / "posterior-b.csv"
    assert newest(tmp_path, date(2024, 12, 30)) == tmp_path / "posterior-a.csv"
    assert newest(tmp_path, date(2023, 12, 30)) is None


def test_draws_without_their_day_are_refused(tmp_path: Path) -> None:
    """What does not say until when it was trained could know anything: one message with the file."""
    _beside(tmp_path, "posterior-a", 'command = "materiel calibrate"')
    with pytest.raises(FutureError, match=r"posterior-a\.toml: expected train_until"):
        newest(tmp_path, date(2024, 12, 31))
    _beside(tmp_path, "posterior-a", 'train_until = "2023"')
    with pytest.raises(FutureError, match="expected a date, got '2023'"):
        newest(tmp_path, date(2024, 12, 31))


def test_the_default_world_has_both() -> None:
    """The default world ships draws for a test on 2024 and for looking ahead."""
    folder = shipped("configs") / "ukraine-2022"
    assert newest(folder, date(2023, 12, 31)) == folder / "posterior-2023-12.csv"
    assert newest(folder, date(2026, 1, 1)) == folder / "posterior-2024-12.csv"
