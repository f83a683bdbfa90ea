"""Known answers: a tenth of the shipped cases, and what the command says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from materiel.cli import run_command
from materiel.verify.campaign import experiments_of
from materiel.verify.case import folder_of, read_case, shipped_cases
from materiel.verify.page import MARK

TENTH = ("I08", "R07", "C01", "S09", "N01")


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


def test_cells_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """`--cells` runs nothing and says what readings may name, with its mode, unit and meaning."""
    assert run_command(["verify", "N01", "--cells"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(
        line.split(maxsplit=3) == ["shop/desk/refused", "total", "jobs", "jobs turned away by a full queue"]
        for line in lines
    )


def test_a_case_with_a_byte_order_mark(tmp_path: Path) -> None:
    """A case and its world as a spreadsheet's editor saves them: a mark at the beginning, and line ends of two characters."""
    for file in folder_of("S09").iterdir():
        (tmp_path / file.name).write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert read_case(tmp_path) == read_case(folder_of("S09"))


def test_messages_are_those_of_worlds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A missing key, a misspelt one and a word that is none of the list, each with the file."""
    (tmp_path / "case.toml").write_text('name = "x"\ngroup = "queues"\nsorce = "x"\nshows = "x"\nvalue = []\n')
    assert run_command(["verify", str(tmp_path)]) == 2
    told = capsys.readouterr().err
    assert "sorce: unknown key; the nearest is source (" in told
    assert "source: expected a value, got none (" in told
    assert "group: expected one of queueing, inventory, production, combat, history" in told


def test_the_page_keeps_what_stands_before_its_mark(tmp_path: Path) -> None:
    """`--page` writes results behind the mark and leaves the rest alone."""
    page = tmp_path / "page.md"
    page.write_text(f"# Mine\n\n{MARK}\nold\n")
    assert run_command(["verify", "S09", "--quiet", "--page", str(page)]) == 0
    told = page.read_text()
    assert told.startswith(f"# Mine\n\n{MARK}\n\n## Results")
    assert "\nold\n" not in told
    assert "| loaded (fired96) | 384 | 384 |" in told
