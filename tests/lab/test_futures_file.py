"""Futures from a file: tables in any dress, cells by their keys, and values from dates on."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from materiel.cli import run_command
from materiel.lab.futures import Listed
from materiel.lab.futures_file import ListedFuture, check_futures, read_futures
from materiel.network.arena import Network
from materiel.network.bind import bind, bind_policy
from materiel.network.lower import network_of
from materiel.run import replicate
from materiel.scenario.errors import ScenarioError
from materiel.scenario.load import load
from materiel.scenario.world import Scenario

WORLD = """
[world]
name = "w"
kind = "reference"
start = 2023-01-01
end = 30
record_months = false
record_step_days = 1
[items.part]
[stocks.bin]
item = "part"
on_hand = 10
[demands.d]
stock = "bin"
gap_days = { family = "deterministic", value = 1 }
[levers]
"demands.d.gap_days" = { low = 0.5, high = 100 }
"demands.d.gap_days.value" = { low = 0.5, high = 100 }
[policies.calm]
values = { "demands.d.gap_days" = 100 }
[[policies.later.dated]]
date = 2023-01-21
values = { "demands.d.gap_days.value" = 50 }
"""
LATE = """
[futures.late]
values = { "stocks.bin.on_hand" = 20 }
[[futures.late.dated]]
date = 2023-01-05
values = { "demands.d.gap_days.value" = 50 }
"""


@pytest.fixture
def world(tmp_path: Path) -> Path:
    (tmp_path / "w.toml").write_text(WORLD)
    return tmp_path / "w.toml"


def network() -> Network:
    return network_of(Scenario.model_validate(tomllib.loads(WORLD)))


def on_hand(bound: Network, day: int) -> float:
    """Units in the bin at the end of a day."""
    return float(replicate(bound, 1, 0).record.level("stock", "bin", "on_hand")[day - 1])


DRESS = {
    "plain.csv": b"stocks.bin.on_hand\n20\n30\n",
    "mark.csv": b"\xef\xbb\xbfstocks.bin.on_hand\r\n20\r\n30\r\n",
    "blank.csv": b"stocks.bin.on_hand\n20\n30\n\n",
    "spaces.csv": b" stocks.bin.on_hand \n 20\n30 \n",
    "CAPITALS.CSV": b"stocks.bin.on_hand\n20\n30\n",
    "old.Csv": b"stocks.bin.on_hand\r20\r30\r",
    "mark.toml": b'\xef\xbb\xbf[futures.a]\r\nvalues = { "stocks.bin.on_hand" = 20 }\r\n[futures.b.values.stocks.bin]\r\non_hand = 30\r\n',
    "CAPITALS.TOML": b'[futures.a]\n"stocks.bin.on_hand" = 20\n[futures.b.stocks.bin]\non_hand = 30\n',
}  # fmt: skip


@pytest.mark.parametrize("name", DRESS)
def test_a_file_in_any_dress(name: str, tmp_path: Path) -> None:
    """Two futures of 20 and 30 units."""
    (tmp_path / name).write_bytes(DRESS[name])
    assert [future.values for future in read_futures(tmp_path / name)] == [{"stocks.bin.on_hand": v} for v in (20, 30)]


def test_cells_are_read_by_their_keys(tmp_path: Path) -> None:
    """A year, a month, a day of the run, a choice, a truth, and what is said of reports."""
    (tmp_path / "f.csv").write_text(
        "demands.d.until,stocks.bin.unmet,lanes.x.fifo,observation.a.spread\n2024,lost,TRUE,0.1\n2024-07,lost,false,1\n30,lost,true,0\n"
    )
    rows = [list(future.values.values()) for future in read_futures(tmp_path / "f.csv")]
    assert rows == [["2024", "lost", True, 0.1], ["2024-07", "lost", False, 1.0], [30.0, "lost", True, 0.0]]
    bound = [bind(network(), {"demands.d.until": row[0]}).recipe.scenario.demands["d"].until for row in rows]
    assert bound == [date(2024, 1, 1), date(2024, 7, 1), 30.0]


REFUSED = {
    "dup.csv": (b"stocks.bin.on_hand,stocks.bin.on_hand\n20,35\n", "expected every column once, got stocks.bin.on_hand twice ({file}, row 1)"),
    "comma.csv": (
        b'stocks.bin.on_hand\n20\n\n"30,5"\n',
        "stocks.bin.on_hand: expected a number with a decimal point, got '30,5' with a decimal comma (or one between thousands) ({file}, row 4)",
    ),
    "semi.csv": (b"stocks.bin.on_hand;demands.d.until\n20;2024\n", "expected cells separated by commas, got semicolons ({file}, row 1)"),
    "short.csv": (b"stocks.bin.on_hand,demands.d.until\n20\n", "expected 2 cells, got 1 ({file}, row 2)"),
    "long.csv": (b"stocks.bin.on_hand\n20\n30,40,50\n", "expected 1 cell, got 3; if a number has a decimal comma, write a point ({file}, row 3)"),
    "empty.csv": (b"stocks.bin.on_hand,demands.d.until\n20,\n", "demands.d.until: expected a value, got none ({file}, row 2)"),
    "nan.csv": (b"stocks.bin.on_hand\nnan\n", "stocks.bin.on_hand: expected a number, got 'nan' ({file}, row 2)"),
    "half.csv": (b"stocks.bin.on_hand\n20\n20.5\n", "stocks.bin.on_hand: expected a whole number, got 20.5 ({file}, row 3)"),
    "path.csv": (b"stocks.bin.on_had\n20\n30\n", "stocks.bin.on_had: no such key; the nearest is stocks.bin.on_hand ({file}, row 2)"),
    "typo.toml": (
        LATE.replace("dated", "datd").encode(), "futures.late.datd: unknown key; the nearest is dated ({file})",
    ),
    "undated.toml": (
        LATE.replace("date = 2023-01-05\n", "").encode(), "futures.late.dated.0.date: expected a value, got none ({file})",
    ),
    "state.toml": (
        LATE.replace('"demands.d.gap_days.value"', '"stocks.bin.on_hand"').encode(),
        "stock/bin initial is a state at the start and cannot be set at a date; a programme changes it ({file}, futures.late)",
    ),
    "value.toml": (
        LATE.replace('"demands.d.gap_days.value" = 50', '"demands.d.priority" = 0.5').encode(),
        "demands.d.priority: expected a whole number, got 0.5 ({file}, futures.late)",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_wrong_is_one_message(
    name: str, world: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """File, row or name, key and value; before anything is run."""
    content, message = REFUSED[name]
    monkeypatch.chdir(world.parent)
    Path(name).write_bytes(content)
    assert run_command(["run", "w.toml", "-n", "1", "--futures", name]) == 2
    said = capsys.readouterr()
    [line] = said.err.splitlines()
    assert line.removeprefix("futures: ") == message.format(file=name)
    assert said.out == "" and not Path("results").exists()


def test_a_dated_future_is_a_dated_policy(tmp_path: Path) -> None:
    """Users come daily from day 1 on; from day 4 on (5 January) a gap is 50 days, but the arrival of day 5 is set by then.

    Of 20 units 5 are gone after 30 days, and as many under a policy with the same values.
    """
    (tmp_path / "late.toml").write_text(LATE)
    [late] = read_futures(tmp_path / "late.toml")
    assert late == ListedFuture(
        {"stocks.bin.on_hand": 20}, ((date(2023, 1, 5), {"demands.d.gap_days.value": 50}),), "futures.late"
    )
    listed = Listed(network(), [late])
    days = [on_hand(listed.network(0), day) for day in (1, 4, 30)]
    same = bind(network(), {"stocks.bin.on_hand": 20}, [(4.0, {"demands.d.gap_days.value": 50})])
    assert days == [on_hand(same, day) for day in (1, 4, 30)]
    assert days == [19, 16, 16 - (replicate(same, 1, 0).record.level("demand", "d", "arrivals")[-1] - 4)]
    assert days[-1] >= 15
    assert listed.told()["dated"] == [[["2023-01-05", {"demands.d.gap_days.value": 50}]]]


def test_a_dated_future_holds_beside_a_dated_policy() -> None:
    """Twenty units; the policy slows users from day 20 on. A future that changes what is on hand from the start leaves it that.

    One that speeds them up at day 10 holds from then until the policy's date, after which the policy stands.
    """
    scenario = Scenario.model_validate(tomllib.loads(WORLD))
    under = bind_policy(network_of(scenario), scenario.policies["later"])
    plain, more = on_hand(under, 30), on_hand(bind(under, {"stocks.bin.on_hand": 40}), 30)
    assert plain == 0 and more == 40 - replicate(under, 1, 0).record.level("demand", "d", "arrivals")[-1]
    assert more >= 40 - 21
    fast = bind(under, {"stocks.bin.on_hand": 100}, [(10.0, {"demands.d.gap_days.value": 0.5})])
    gone = [100 - on_hand(fast, day) for day in (10, 20, 30)]
    assert gone[0] == 10 and 28 <= gone[1] <= 30 and gone[2] - gone[1] <= 1
    again = bind(fast, {"stocks.bin.on_hand": 200})
    assert [200 - on_hand(again, day) for day in (10, 20, 30)] == gone


def test_what_is_chosen_stands_against_a_dated_future() -> None:
    """What a policy sets is taken out of a future, from the start and from dates on."""
    late = ListedFuture({"a.b.c": 1}, ((3.0, {"demands.d.gap_days": 5, "a.b.c": 2}),), "late")
    assert late.without({"demands.d.gap_days"}) == ListedFuture({"a.b.c": 1}, ((3.0, {"a.b.c": 2}),), "late")


def test_the_policy_stands_in_a_run(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Through the command: under `calm` a gap is 100 days, and no unit of the future's twenty is asked for."""
    (world.parent / "late.toml").write_text(LATE.replace("gap_days.value", "gap_days"))
    arguments = ["run", str(world), "-n", "1", "--json", "--quiet", "--futures", str(world.parent / "late.toml")]
    mean: dict[str, Any] = {}
    for policy in ("", "calm"):
        chosen = ["--policy", policy] if policy else []
        assert run_command([*arguments, *chosen, "--out", str(world.parent / "out")]) == 0
        mean[policy] = json.loads(capsys.readouterr().out)["metrics"]["stock_mean_on_hand/bin"]["mean"]
    assert mean["calm"] == 20.0 and mean[""] == pytest.approx(16.3, abs=0.05)


def test_futures_are_checked_with_where_they_stand(tmp_path: Path) -> None:
    """The same fault in every row is told once, at the first; others each."""
    listed = [ListedFuture({"stocks.bin.on_hand": v}, row=row) for row, v in ((2, 1.5), (3, 1.5), (4, 2.0), (5, -1.0))]
    with pytest.raises(ScenarioError) as caught:
        check_futures(listed, network(), tmp_path / "f.csv")
    assert [(fault.row, fault.message) for fault in caught.value.faults] == [
        (2, "expected a whole number, got 1.5"),
        (5, "expected >= 0, got -1"),
    ]


def test_a_law_or_profile_in_toml_stays_whole(tmp_path: Path) -> None:
    """A table that says what it is replaces what stands there; others are paths."""
    (tmp_path / "f.toml").write_text(
        '"demands.d.gap_days" = { family = "uniform", low = 1, high = 3 }\n[demands.d]\npriority = 2\nuntil = 2023-01-20\n'
    )
    [future] = read_futures(tmp_path / "f.toml")
    bound = bind(network(), future.values).recipe.scenario.demands["d"]
    assert (bound.gap_days.family, bound.gap_days.mean, bound.priority.value, bound.until) == (
        "uniform",
        2.0,
        2,
        date(2023, 1, 20),
    )
    assert Listed(network(), [future]).told()["rows"] == [[{"family": "uniform", "low": 1, "high": 3}, 2, "2023-01-20"]]


def test_load_of_the_world(world: Path) -> None:
    """The world of these tests is sound."""
    assert load(world).policies["later"].dated[0].date == date(2023, 1, 21)
