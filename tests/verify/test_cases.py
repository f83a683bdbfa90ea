"""Known answers: a tenth of the shipped cases, and what the command says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from materiel.cli import run_command
from materiel.verify.campaign import experiments_of
from materiel.verify.case import folder_of, read_case, shipped_cases

TENTH = ("I08", "R07", "C01", "S09")


def test_a_tenth_passes(capsys: pytest.CaptureFixture[str]) -> None:
    """The answers come out, one object a value."""
    assert run_command(["verify", *TENTH, "--json", "--quiet", "--workers", "2"]) == 0
    told = json.loads(capsys.readouterr().out)["cases"]
    assert {v["case"] for v in told} == set(TENTH)
    assert all(v.keys() == {"case", "metric", "expected", "estimate", "se", "z", "verdict"} for v in told)
    assert {v["verdict"] for v in told} == {"pass"}


@pytest.mark.parametrize("name", [n for n in shipped_cases() if n not in ("S04", "S06", "S12")])
def test_every_case_can_be_read(name: str) -> None:
    """Each world is valid and records what the readings ask for."""
    assert experiments_of(name, read_case(folder_of(name)), folder_of(name))


def test_a_wrong_answer_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A case of one's own is a folder; a value that does not come out makes the exit code 1."""
    for file in folder_of("S09").iterdir():
        (tmp_path / file.name).write_text(file.read_text().replace("expected = 54", "expected = 55"))
    assert run_command(["verify", str(tmp_path), "--quiet"]) == 1
    assert "fail: expected exactly 55" in capsys.readouterr().out


def test_a_case_that_does_not_exist(capsys: pytest.CaptureFixture[str]) -> None:
    """The message names the nearest."""
    assert run_command(["verify", "Q0l"]) == 2
    assert "case.toml or a shipped case, got 'Q0l'" in capsys.readouterr().err
