"""What a batch says of stock-outs, from results made by hand and by the command line."""

from __future__ import annotations

import csv
import json
import math
from pathlib import Path

import numpy as np
import pytest

from materiel.cli import run_command
from materiel.lab.errors import LabError
from materiel.lab.replication import Done
from materiel.lab.result import Result
from materiel.lab.stockouts import stockouts_of, times_of, worst
from materiel.lab.store import Store

MONTHS = 4
NAN = math.nan
OWNERS = {"home": "The country", "ally": "The ally"}


def done(replication: int, out: dict[str, list[int]], back: float = NAN) -> Done:
    """A run in which these owners and items are out in these months (30 days each), what is fired being lacking by a hundred a month."""
    series: dict[str, np.ndarray] = {}
    numbers: dict[str, float] = {}
    for member, months in out.items():
        flags = np.array([float(m in months) for m in range(1, MONTHS + 1)])
        series[f"out/{member}"] = series[f"out_at_any_time/{member}"] = flags
        numbers[f"first_out/{member}"] = float(min(months, default=MONTHS))
        numbers[f"first_out_censored/{member}"] = float(not months)
        numbers[f"days_out/{member}"] = 30.0 * len(months)
        numbers[f"time_to_regenerate/{member}"] = back
        numbers[f"time_to_regenerate_censored/{member}"] = NAN if math.isnan(back) else 0.0
        if member == "home/shell":
            numbers[f"total_unmet/{member}"] = 100.0 * len(months)
        else:
            series[f"lacking/{member}"] = 7.0 * flags
    return Done(replication, series, numbers, None)


def result_of(folder: Path, runs: list[Done]) -> Result:
    store = Store(folder)
    store.add(runs, keep_record=False)
    periods = ["2022-10", "2022-11", "2022-12", "2023-01"]
    store.write_json("manifest.json", {"replications": len(runs), "periods": periods})
    store.write_json("world.json", {"titles": {"owners": OWNERS, "items": {"shell": "155 mm shell"}}})
    return Result(folder)


def test_a_result_is_summed_up_by_owner_and_item(tmp_path: Path) -> None:
    """Four runs, out in months 2 and 3, in 3, in 3, and never: three of four; median of the first month 3, 95 % of runs later."""
    months = ([2, 3], [3], [3], [])
    backs = (NAN, 2.0, 5.0, NAN)
    runs = [done(k, {"home/shell": m, "ally/shell": []}, b) for k, (m, b) in enumerate(zip(months, backs, strict=True))]
    shell, held = stockouts_of(result_of(tmp_path, runs))
    assert (shell.owner_title, shell.label, shell.home) == ("The country", "155 mm shell", True)
    assert (shell.out["mean"], shell.out["n"]) == (0.75, 4)
    assert shell.by_period == [0, 0.25, 0.75, 0]
    assert shell.first is not None
    assert (shell.first.p05, shell.first.p50, shell.first.p95) == (2, 3, math.inf)
    assert shell.first.censored == 0.25
    assert shell.days["mean"] == (60 + 30 + 30 + 0) / 4
    assert shell.unmet is not None and shell.unmet["mean"] == 100
    assert shell.lacking is None
    assert shell.fell == 0.5
    assert shell.regeneration is not None
    assert (shell.regeneration.p50, shell.regeneration.p95, shell.regeneration.runs) == (2, 5, 2)
    assert (held.owner_title, held.home, held.out["mean"], held.unmet) == ("The ally", False, 0, None)
    assert held.lacking is not None and held.lacking["mean"] == 0


def test_times_cut_off_at_different_months_count_as_at_risk_until_then() -> None:
    """Falls regenerated after 2 and 4 months, one cut off after 3: by Kaplan-Meier 2/3 are left after 2, none after 4."""
    times = times_of(np.array([2.0, 3.0, 4.0, NAN]), np.array([0.0, 1.0, 0.0, NAN]))
    assert times is not None
    assert (times.p05, times.p50, times.p95, times.runs) == (2, 4, 4, 3)
    assert times_of(np.array([NAN]), np.array([NAN])) is None


def test_the_worst_are_what_is_used_up_then_reserves_then_what_donors_run_out_of(tmp_path: Path) -> None:
    """An ally that is at its floor from the first month on holds nothing to give, and is not said to run out."""
    out = {"home/shell": [3], "home/gun": [1, 2, 3, 4], "ally/shell": [2, 3], "ally/gun": [1, 2, 3, 4], "home/idle": []}
    result = result_of(tmp_path, [done(k, out) for k in range(3)])
    assert [f"{s.owner}/{s.item}" for s in worst(result)] == ["home/shell", "home/gun", "ally/shell"]
    assert [s.label for s in worst(result)][1] == "gun (reserve)"
    assert [f"{s.owner}/{s.item}" for s in stockouts_of(result)] == [
        "home/gun", "home/shell", "home/idle", "ally/gun", "ally/shell",
    ]  # fmt: skip


def test_a_result_without_stocks_says_so(tmp_path: Path) -> None:
    """One message that names the folder; nothing for the table by year."""
    result = result_of(tmp_path, [Done(0, {"readiness": np.ones(MONTHS)}, {}, None)])
    with pytest.raises(LabError, match="holds no stock-outs"):
        stockouts_of(result)
    assert worst(result) == []


WORLD = """
[world]
name = "depot"
start = 2023-01-01
horizon_months = 2
[yardsticks]
home = "UA"
home_title = "Ukraine"
[items.shell]
title = "155 mm shell"
[stocks.depot]
item = "shell"
on_hand = 10
unmet = "lost"
on_way = [{ units = 8, arrives = 20 }]
[demands.users]
stock = "depot"
gap_days = 1
first_days = 0
arrivals = 28
[stocks.theirs]
item = "shell"
on_hand = 100
[donors.ally]
title = "The ally"
[holdings.theirs]
donor = "ally"
stock = "theirs"
requirement = 100
floor = 0.5
[items.gun]
kind = "equipment"
[fleets.guns]
item = "gun"
authorised = 1
[fronts.front]
fleets = ["guns"]
"""


@pytest.fixture
def folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """The result of a world whose stock-out is worked out in docs/stockouts.md."""
    (tmp_path / "depot.toml").write_text(WORLD)
    assert run_command(["run", str(tmp_path / "depot.toml"), "-n", "2", "--json", "--out", str(tmp_path / "out")]) == 0
    return str(json.loads(capsys.readouterr().out)["result"])


def test_the_verb_prints_titles_months_and_days(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Out from day 10 to 20, ten units; the ally never comes down to its floor."""
    assert run_command(["stockouts", folder]) == 0
    head, ukraine, ally, note = capsys.readouterr().out.splitlines()
    assert head.split()[:5] == ["owner", "item", "P(out)", "by", "2023-02"]
    assert " ".join(ukraine.split()) == "Ukraine 155 mm shell 100 % 2023-01 (2023-01 to 2023-01) 10 10 0 0 % -"
    assert " ".join(ally.split()) == "The ally 155 mm shell 0 % never 0 - 0 0 % -"
    assert note.startswith("2 runs: ")


def test_the_verb_as_json_and_csv(folder: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Ids and titles in both; what has no value is null or empty."""
    assert run_command(["stockouts", folder, "--owner", "UA", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    (shell,) = told["stockouts"]
    assert (shell["owner"], shell["owner_title"], shell["item"], shell["item_title"]) == (
        "UA", "Ukraine", "shell", "155 mm shell",
    )  # fmt: skip
    assert (shell["days"]["mean"], shell["unmet"]["mean"], shell["by_period"]) == (10, 10, [1, 0])
    assert (told["runs"], told["months"]) == (2, ["2023-01", "2023-02"])
    assert run_command(["stockouts", folder, "--csv", str(tmp_path / "out.csv")]) == 0
    ours, theirs = csv.DictReader((tmp_path / "out.csv").read_text().splitlines())
    assert (ours["p_out"], ours["first_out_month_p50"], ours["days_out_mean"]) == ("1.0", "2023-01", "10.0")
    assert (theirs["p_out"], theirs["first_out_month_p05"], theirs["unmet_mean"]) == ("0.0", "later", "")


def test_the_verb_names_what_it_does_not_know(folder: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong owner and item, with the nearest, and a folder that is none: exit code 2, one line."""
    for arguments, message in (
        (["--owner", "UAA"], "--owner UAA: the result has none of that name; the nearest is UA"),
        (["--item", "shells"], "--item shells: the result has none of that name; the nearest is shell"),
    ):
        assert run_command(["stockouts", folder, *arguments]) == 2
        assert capsys.readouterr().err == f"{message}\n"
    assert run_command(["stockouts", str(tmp_path)]) == 2
    assert "is not a result folder" in capsys.readouterr().err


def test_the_run_says_what_runs_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Below the table by year stand the worst, by their titles; the ally, who runs out of nothing, is not among them."""
    (tmp_path / "depot.toml").write_text(WORLD)
    assert run_command(["run", str(tmp_path / "depot.toml"), "-n", "2", "--out", str(tmp_path / "out"), "--quiet"]) == 0
    lines = capsys.readouterr().out.splitlines()
    at = lines.index("runs out (in brackets 5 to 95 % of runs):")
    assert lines[at + 1].startswith("owner")
    assert lines[at + 2].startswith("Ukraine  155 mm shell  100 %")
    assert lines[at + 3] == ""
