"""Policies against the first: known differences, clusters of shared draws, and folders that do not belong together."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.special import stdtrit

from materiel.cli import run_command
from materiel.lab.differences import Key, against_first, differences
from materiel.lab.errors import LabError
from materiel.lab.replication import Done
from materiel.lab.result import Result
from materiel.lab.shared import check_shared
from materiel.lab.store import Store

NAN = np.nan
COST = Key("total cost", "EUR bn", "lower")
Make = Callable[..., Result]


def test_by_hand() -> None:
    """Differences 1, 2, 3, 6 (mean 3, standard error sqrt(14/3/4)): the interval is Student's, 3.182 of it to each side within 1 % (it
    is drawn), and more cost is worse."""
    base = np.array([10.0, 20.0, 30.0, 40.0])
    (found,) = against_first(np.array([base, base + np.array([1.0, 2.0, 3.0, 6.0])]), COST, ["Nothing", "More"])
    reach = stdtrit(3, 0.975) * (14 / 3 / 4) ** 0.5
    assert found.estimate == 3.0 and found.clusters == 4
    assert (found.low, found.high) == (
        pytest.approx(3.0 - reach, abs=0.01 * reach),
        pytest.approx(3.0 + reach, abs=0.01 * reach),
    )
    assert found.kind == "no difference shown"
    (sure,) = against_first(np.array([base, base + np.array([2.0, 2.0, 3.0, 3.0])]), COST, ["Nothing", "More"])
    assert sure.kind == "worse"
    assert sure.sentence() == "More is worse in total cost than Nothing: +2.5 EUR bn (+1.6 to +3.4)"


def test_runs_of_one_draw_are_one_observation() -> None:
    """Four draws, each in two runs: the interval is that of the four means, not of eight runs."""
    apart, draws = np.array([1.0, 2.0, 3.0, 6.0]), np.tile(np.arange(4), 2)
    values = np.array([np.zeros(8), np.tile(apart, 2)])
    (found,) = against_first(values, COST, ["a", "b"], draws)
    (once,) = against_first(values[:, :4], COST, ["a", "b"])
    assert found.clusters == 4
    assert (found.low, found.high) == (pytest.approx(once.low), pytest.approx(once.high))
    (alone,) = against_first(values, COST, ["a", "b"], np.zeros(8, np.int64))
    assert (alone.kind, alone.clusters) == ("one run", 1) and np.isnan(alone.low)


def test_several_policies_hold_at_once() -> None:
    """With three policies beside the first each interval is wider than alone."""
    values = np.random.default_rng(1).normal(size=(4, 20))
    found = against_first(values, COST, ["a", "b", "c", "d"])
    for k, each in enumerate(found, start=1):
        (alone,) = against_first(values[[0, k]], COST, ["a", "x"])
        assert each.high - each.low > 1.1 * (alone.high - alone.low)


def test_undefined_leaves_the_others() -> None:
    """A policy without values is undefined and says in how many runs it has one; the others are compared; without the first none is."""
    values = np.array([[1.0, 2.0, 3.0], [NAN, NAN, 5.0], [2.0, 4.0, 3.0]])
    gone, there = against_first(values, COST, ["a", "b", "c"])
    assert (gone.kind, gone.one, gone.valued, gone.runs) == ("undefined", "b", 1, 3)
    assert there.estimate == 1.0
    first = against_first(values[[1, 0]], COST, ["b", "a"])
    assert [v.sentence() for v in first] == ["Total cost is undefined under b: 1 of 3 runs have a value"]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Makes a result of a policy, whose mean readiness in replication r is r / 100 plus a lead."""

    def made(policy: str, lead: float = 0.0, replications: range = range(12), **changes: Any) -> Result:
        folder = tmp_path / f"{policy}-{len(list(tmp_path.iterdir()))}"
        store = Store(folder)
        store.add([Done(r, {"readiness": np.array([r / 100 + lead] * 2)}, {"mean_readiness": r / 100 + lead}, None)
                   for r in replications], keep_record=False)  # fmt: skip
        manifest = {
            "world": "w", "policy": policy, "policy_title": policy.title(), "seed": 1, "replications": 12, "base_hash": "b",
            "model_version": "m", "futures": "central", "periods": ["2022-10", "2022-11"],
        }  # fmt: skip
        store.write_json("manifest.json", manifest | changes)
        return Result(folder)

    return made


def test_replications_that_one_lacks_are_left_out(make: Make) -> None:
    """Replications 0 to 3 failed under one policy: the pairs are those of 4 to 11, and the lead is exact."""
    (found,) = differences([make("a"), make("b", 0.5, range(4, 12))])
    assert (found.policy, found.metric) == ("b", "mean_readiness")
    assert (found.verdict.kind, found.verdict.runs) == ("better", 8)
    assert found.verdict.sentence() == "B is better in mean readiness than A: +0.5 in every run"


def listed(count: int, *paths: str) -> dict[str, Any]:
    """A manifest's futures: so many, with numbers at these paths."""
    return {"futures": "listed", "paths": list(paths), "rows": [[k * 1.0] * len(paths) for k in range(count)]}


def test_listed_futures_are_clusters(make: Make) -> None:
    """Twelve replications that take five listed futures in turn are five clusters; as many futures as replications, or one, are none."""
    assert make("a", **listed(5, "x")).together.tolist() == [0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1]
    assert make("b", **listed(12, "x")).together is None
    assert make("c", **listed(1, "x")).together is None
    pairs = make("d", **listed(3, "x"), chance={"kind": "antithetic"}).together
    assert pairs.tolist() == [0, 0, 1, 1, 2, 2] * 2
    (found,) = differences([make("e", **listed(5, "x")), make("f", 0.5, **listed(5, "x"))])
    assert found.verdict.clusters == 5


def test_numbers_that_a_policy_chooses_are_no_other_futures(make: Make) -> None:
    """A policy takes the paths that it sets out of its futures: what both have has to agree."""
    check_shared([make("a", **listed(3, "x", "y")), make("b", **listed(3, "x"))])
    sampled = {"futures": "sample", "numbers": {"x": 1, "y": 2}}
    check_shared([make("c", **sampled), make("d", futures="sample", numbers={"x": 1})])


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"world": "v"}, "expected the world of a-0, w, got v"),
        ({"base_hash": "c"}, "expected the world's numbers of a-0, b, got c"),
        ({"seed": 2}, "expected the seed of a-0, 1, got 2"),
        ({"model_version": "n"}, "expected the version of the model of a-0, m, got n"),
        ({"chance": {"kind": "antithetic"}}, "expected the chance of a-0, independent replications, got"),
        ({"periods": ["2022-10"]}, "expected the months of a-0"),
        (listed(3, "x"), "expected the futures of a-0, central, got listed"),
    ],
)
def test_what_does_not_belong_together_is_named(make: Make, changes: dict[str, Any], message: str) -> None:
    """Another world, seed, version, chance, horizon or futures: one message with the folder and both values."""
    with pytest.raises(LabError, match=message):
        check_shared([make("a"), make("b", **changes)])


def test_other_listed_futures_are_named(make: Make) -> None:
    """The same paths with other values, or another number of futures."""
    other = listed(3, "x")
    other["rows"][1][0] = 9.0
    with pytest.raises(LabError, match="expected the futures of a-0, got others at x"):
        check_shared([make("a", **listed(3, "x")), make("b", **other)])
    with pytest.raises(LabError, match="expected the 3 futures of a-2, got 4"):
        check_shared([make("a", **listed(3)), make("b", **listed(4))])


def test_one_folder_twice_is_refused(make: Make) -> None:
    """A result has no difference to itself."""
    result = make("a")
    with pytest.raises(LabError, match="expected every result once"):
        check_shared([result, Result(result.folder)])


WORLD = str(Path(__file__).parents[1] / "worlds" / "shop_floor.toml")


def test_plot_refuses_results_of_other_seeds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`materiel plot A B` of two policies draws one figure; of another seed, or of a series that is not there, it is one message."""
    folders = []
    for policy, seed in (("lean", "1"), ("ample", "1"), ("ample", "2")):
        run_command(["run", WORLD, "-n", "3", "--policy", policy, "--seed", seed, "--out", str(tmp_path), "--quiet"])
        folders.append(capsys.readouterr().out.splitlines()[-1].removeprefix("results in "))
    series = ["--series", "level/stock/depot/on_hand"]
    assert run_command(["plot", *folders[:2], *series, "--out", str(tmp_path / "figures")]) == 0
    assert [Path(line).name for line in capsys.readouterr().out.splitlines()] == ["compared.png", "compared.svg"]
    for arguments, message in (
        ([folders[0], folders[2], *series], "expected the seed of"),
        (folders[:2], "expected the series readiness, got none"),
        ([folders[0], *series], "expected several results, which it lays over each other, got one"),
        ([*folders[:2], "--figure", "stocks"], "there is no such figure of several results"),
    ):
        assert run_command(["plot", *arguments]) == 2
        assert message in capsys.readouterr().err
