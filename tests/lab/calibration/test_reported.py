"""What reports add is in a backcast if its futures say so, and in nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from materiel.cli import run_command


def test_spreads_of_reports_widen_a_backcast(
    world: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same runs: with a spread of 0 nothing changes, with 0.8 the 90 % band of that series is wider, and no other moves."""
    folder, widths = world(), []
    for spread in ("", "0", "0.8"):
        futures = tmp_path / f"futures{spread}.csv"
        name = ",observation.launched.spread" if spread else ""
        futures.write_text(f"arsenals.cruise.stock{name}\n700{',' if spread else ''}{spread}\n")
        call = ["backcast", str(folder), "-n", "40", "--futures", str(futures), "--no-figures", "--quiet", "--json"]
        assert run_command([*call, "--out", str(tmp_path / "out")]) == 0
        widths.append(json.loads(capsys.readouterr().out)["summary"]["test"]["width90"])
    none, zero, some = widths
    assert none == zero
    assert some["launched"] > 1.2 * none["launched"]
    assert some["share_killed"] == none["share_killed"]
