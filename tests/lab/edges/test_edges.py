"""Ties, constants, undefined metrics and conditions that nobody meets: each says so, in `study`, `run` and `plot`, without a warning.

`shop.toml` is a repair bench on which demands arrive by chance, two months apart on average: without bays its mean sojourn is
undefined, with one or two bays it is the repair time, 3 days, unless two arrive together. `stocks.toml` has a stock that nobody
touches, and one of five parts that is used about once a day.
"""

from __future__ import annotations

import json
import re
import shutil
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest

from materiel.cli import run_command

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `materiel ...` beside copies of the worlds and studies, every warning an error; exit code, stdout and stderr."""
    for file in Path(__file__).parent.glob("*.toml"):
        shutil.copy(file, tmp_path)
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> tuple[int, str, str]:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            code = run_command(list(arguments))
        told = capsys.readouterr()
        return code, told.out, told.err

    return call


def test_nobody_meets_the_condition(run: Run) -> None:
    """Five jobs a day where one comes in two months: no candidate does. Of two that fall short alike the one with the shorter wait
    comes first, and it is short of 5 by 5 less its throughput on fresh chance."""
    code, out, err = run("study", "tune", "nobody.toml", "--quiet")
    headline = out.splitlines()[1]
    assert (code, err) == (0, "")
    assert headline == "No candidate meets done of at least 5: bays=2 is 4.992 jobs/day (4.982 to 5.001) short"
    _, out, _ = run("study", "tune", "nobody.toml", "--json", "--quiet")
    told = json.loads(out)
    first, second = told["finalists"]
    assert (first["name"], second["name"]) == ("bays=2", "bays=1")
    assert first["metrics"]["wait"]["when_chosen"]["mean"] < second["metrics"]["wait"]["when_chosen"]["mean"]
    assert [f["constraints"] for f in told["finalists"]] == [{"done": "broken"}] * 2
    assert not first["feasible"] and told["verdict"]["kind"] == "nobody feasible"
    assert told["verdict"]["estimate"] == pytest.approx(5.0 - first["metrics"]["done"]["fresh"]["mean"])
    assert first["overrated_by"]["wait"]["mean"] is not None


def test_nobody_meets_the_condition_of_a_front(run: Run, tmp_path: Path) -> None:
    """The same with two goals: no front, no hypervolume, the same sentence."""
    study = (
        (tmp_path / "nobody.toml")
        .read_text()
        .replace('method = "search"', 'method = "search"\nmetrics = ["wait", "done"]')
    )
    (tmp_path / "front.toml").write_text(study)
    code, out, _ = run("study", "tune", "front.toml", "--quiet")
    assert code == 0 and out.splitlines()[1].startswith("No candidate meets done of at least 5: bays=")
    _, out, _ = run("study", "tune", "front.toml", "--json", "--quiet")
    assert set(json.loads(out)["search"]["hypervolume"]) == {0.0}


def test_a_condition_that_some_meet(run: Run, tmp_path: Path) -> None:
    """A condition that is met by all leaves the choice as it was: no word of it in the headline."""
    study = (tmp_path / "nobody.toml").read_text().replace("at_least = 5", "at_least = -1")
    (tmp_path / "met.toml").write_text(study)
    _, out, _ = run("study", "tune", "met.toml", "--json", "--quiet")
    told = json.loads(out)
    assert told["verdict"]["kind"] == "identical" and all(f["feasible"] for f in told["finalists"])


def test_an_undefined_metric_names_candidate_and_metric(run: Run) -> None:
    """Without bays there is no sojourn: `run` says undefined, `compare` names candidate and metric and what may be compared, sets the
    candidate aside against another reference, and compares by another metric as ever."""
    code, out, err = run("study", "run", "undefined.toml", "--quiet")
    assert (code, err) == (0, "")
    assert next(line for line in out.splitlines() if line.startswith("none")).split() == [
        "none",
        "undefined",
        "0",
        "±",
        "0",
    ]
    code, out, err = run("study", "compare", "undefined.toml")
    assert (code, out) == (2, "")
    assert err == (
        "Wait is undefined under none: 0 of 6 runs have a value, and there is nothing to compare with; "
        "--reference takes one that has values (one, two)\n"
    )
    code, out, _ = run("study", "compare", "undefined.toml", "--reference", "one")
    assert code == 0
    assert out.splitlines()[1:3] == [
        "No difference in wait: one and two are identical in every run",
        "Wait is undefined under none: 0 of 6 runs have a value",
    ]
    code, out, _ = run("study", "compare", "undefined.toml", "--metric", "done", "--json")
    told = json.loads(out)
    assert code == 0 and told["absent"] == []
    assert told["verdict"]["estimate"] == pytest.approx(told["means"][1][0])


def test_an_undefined_metric_in_a_selection(run: Run, tmp_path: Path) -> None:
    """Selection sets the undefined candidate aside, by KN and by OCBA, and says so; the two that are left tie."""
    for method in ("kn", "ocba"):
        table = f'[tune]\nmethod = "{method}"\nindifference = 0.1\nfirst_replications = 6\nmost_replications = 12\nconfirm = 6\n'
        (tmp_path / f"{method}.toml").write_text((tmp_path / "undefined.toml").read_text() + table)
        code, out, err = run("study", "tune", f"{method}.toml", "--quiet")
        assert (code, err) == (0, "")
        assert out.splitlines()[1].startswith("No difference in wait")
        assert "Wait is undefined under none, which took no part." in out


def test_figures_of_an_undefined_metric(run: Run) -> None:
    """Figures by a metric that all have are drawn, the panel of the other included; by the undefined one they say who lacks it."""
    run("study", "run", "undefined.toml", "--quiet")
    code, out, err = run("study", "plot", "undefined.toml", "--metric", "done", "--to", "figures", "--format", "png")
    assert code == 0 and "figures/policies.png" in out and "Traceback" not in err
    code, out, err = run("study", "plot", "undefined.toml", "--figure", "policies", "--to", "figures")
    assert code == 2 and "Wait is undefined under none: 0 of 6 runs have a value" in err


def test_ties_are_no_difference(run: Run) -> None:
    """Three identical policies: nobody is highest, by how much so ever; nor does a selection call one the best."""
    run("study", "run", "ties.toml", "--quiet")
    for metric in ("idle", "wait"):
        code, out, _ = run("study", "compare", "ties.toml", "--metric", metric)
        assert code == 0
        assert out.splitlines()[1] == f"No difference in {metric}: all 3 candidates are identical in every run"
        assert out.count("no difference  identical in every run") == 2 and "-0" not in out
    code, out, _ = run("study", "tune", "ties.toml", "--quiet")
    assert code == 0
    assert out.splitlines()[1] == "No difference in idle: all 3 candidates are identical in every run"
    assert "3 of 3 candidates are left: nothing parts them by 0.01 or more" in out


def test_a_constant_is_moved_by_none(run: Run, tmp_path: Path) -> None:
    """A stock that nobody touches: none of the factors moves it, by elementary effects or by Sobol indices."""
    (tmp_path / "saltelli.toml").write_text((tmp_path / "constant.toml").read_text().replace("morris", "saltelli"))
    for study in ("constant.toml", "saltelli.toml"):
        run("study", "run", study, "--quiet")
        code, out, err = run("study", "sensitivity", study)
        assert (code, err) == (0, "")
        assert out.splitlines()[1] == "Of 2 factors, none moves idle: it is the same at every point"
        _, out, _ = run("study", "sensitivity", study, "--json")
        (analysis,) = json.loads(out)["analyses"]
        assert analysis["verdict"]["kind"] == "none moves" and analysis["found"] is None
        code, out, err = run("study", "plot", study, "--to", study[:-5], "--format", "png")
        assert code == 0 and "sensitivity: not drawn, Of 2 factors, none moves idle" in err


def test_an_effect_within_chance_is_not_shown(run: Run) -> None:
    """Four trajectories of three replications show nothing of the wait: the largest effect is stated as what it is at most."""
    run("study", "run", "constant.toml", "--quiet")
    code, out, _ = run("study", "sensitivity", "constant.toml", "--metric", "wait")
    assert code == 0 and out.splitlines()[1].startswith("Of 2 factors, none is shown to move wait: at most lead, by ")


@pytest.fixture
def policies(tmp_path: Path, run: Run) -> list[str]:
    """A world with policies that leave the idle stock as it is, do the same, or put two parts more there."""
    world = (tmp_path / "stocks.toml").read_text() + "".join(
        f'[policies.{name}]\ntitle = "{title}"\nvalues = {{ "stocks.idle.on_hand" = {count} }}\n'
        for name, title, count in (("seven", "Seven parts", 7), ("same", "The same", 7), ("nine", "Nine parts", 9))
    )
    (tmp_path / "policies.toml").write_text(world)
    return ["run", "policies.toml", "--quiet", "--out", "out"]


def test_run_states_ties_and_shifts(run: Run, policies: list[str]) -> None:
    """Against seven parts: the same is no difference, nine are two more in every run; the wait at the other stock ties."""
    code, out, err = run(*policies, "-n", "4", *(w for n in ("seven", "same", "nine") for w in ("--policy", n)))
    assert (code, err) == (0, "")
    table = out[out.index("Differences to Seven parts") :].splitlines()
    rows = [re.split(r"  +", row) for row in table[2:-1]]
    starts = [row[0] for row in rows]
    same, nine = starts.index("The same"), starts.index("Nine parts")
    assert all(row[-3:] == ["no difference", "identical in every run", "identical"] for row in rows[same:nine])
    (shift,) = (row for row in rows[nine:] if row[1] == "stock mean on hand/idle, units")
    assert shift[2:] == ["+2", "in every run", "higher"]
    (wait,) = (row for row in rows[nine:] if row[1] == "stock mean wait/bin, days")
    assert wait[-1] == "identical"
    assert "4 independent observations; those of a metric hold for all policies at once" in table[-1]


def test_one_run_bears_no_interval(run: Run, policies: list[str]) -> None:
    """Of a single replication the difference is stated, and that it is one observation."""
    code, out, _ = run(*policies, "-n", "1", "--policy", "seven", "--policy", "nine", "--json")
    told = {d["metric"]: d for d in json.loads(out)["differences"]}["stock_mean_on_hand/idle"]
    assert code == 0
    assert (told["kind"], told["estimate"], told["low"]) == ("one run", 2.0, None)
