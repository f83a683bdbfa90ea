"""Comparison of candidates as the command tells it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from materiel.cli import run_command
from materiel.lab.study.answers import Answers
from materiel.lab.study.comparison import compare, difference_over_time

from .told import store

POLICIES = ["baseline", "commit", "harden"]


def answers(replications: int = 40) -> np.ndarray:
    """Three policies in two futures: `commit` is better by 0.1 in one and by 0.3 in the other, `harden` by 0.15 and 0.15."""
    rng = np.random.default_rng(1)
    better = np.array([[0.0, 0.0], [0.1, 0.3], [0.15, 0.15]])
    chance = rng.normal(0.0, 0.1, (1, 1, replications)) + rng.normal(0.0, 0.02, (3, 2, replications))
    return np.asarray(0.5 + better[:, :, None] + chance)


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, object]:
    """What the command says as JSON."""
    assert run_command(["study", "compare", *arguments, "--json"]) == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def test_finding_is_a_sentence_with_an_interval(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The first line after the title says who is ahead, by how much, with which interval, and who else may be best."""
    folder = store(tmp_path / "r", answers(), POLICIES)
    assert run_command(["study", "compare", str(folder)]) == 0
    lines = capsys.readouterr().out.splitlines()
    found = compare(Answers(folder))
    low, high = found.paired.overall.low[1], found.paired.overall.high[1]
    assert 0.18 < low < 0.2 < high < 0.22
    assert lines[0] == "Told"
    assert lines[1] == f"commit is best in readiness: +0.199 (+{low:.3f} to +{high:.3f}) against baseline"


def test_reference_ahead_is_held_against_the_next(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With `commit` as the reference, its lead over the next (`harden`) is told, with the sign turned round."""
    folder = str(store(tmp_path / "r", answers(), POLICIES))
    found = told(capsys, folder, "--reference", "commit")
    assert str(found["finding"]).startswith("commit is best in readiness: +0.05")
    assert str(found["finding"]).endswith("against harden")


def test_regret_and_share_of_futures(tmp_path: Path) -> None:
    """`harden` loses 0.15 in the second future; with a threshold of 0.625 it is good enough in both, `commit` in one."""
    found = compare(Answers(store(tmp_path / "r", answers(), POLICIES)), threshold=0.625)
    assert found.regret.largest.estimate[2] == pytest.approx(0.15, abs=0.02)
    assert found.regret.by_future[2, 0] == 0.0
    assert found.good is not None
    assert found.good.share.tolist() == [0.0, 0.5, 1.0]


def test_threshold_of_the_study_is_the_default(tmp_path: Path) -> None:
    """`at_least` of the metric is the threshold, `at_most` where less is better; without either there is none."""
    metric = {"title": "Readiness", "unit": "share", "better": "higher", "at_least": 0.62, "at_most": None}
    one = compare(Answers(store(tmp_path / "1", answers(), POLICIES, metrics={"readiness": metric})))
    assert one.good is not None and one.good.threshold == 0.62
    other = metric | {"better": "lower", "at_least": None, "at_most": 0.55}
    two = compare(Answers(store(tmp_path / "2", answers(), POLICIES, metrics={"readiness": other})))
    assert two.good is not None and two.good.share.tolist() == [1.0, 0.0, 0.0]
    assert compare(Answers(store(tmp_path / "3", answers(), POLICIES))).good is None


def test_difference_over_time(tmp_path: Path) -> None:
    """The stock of `commit` is above that of `baseline` by 1, 2 and 3: with the same chance, without error; mirrored pairs alike."""
    values = answers()
    chance = np.random.default_rng(5).normal(size=(1, 2, 40, 3))
    series = chance + np.arange(3.0)[:, None, None, None] * np.array([1.0, 2.0, 3.0])
    for chance_of in ("independent", "antithetic"):
        folder = store(tmp_path / chance_of, values, POLICIES, series=series, chance=chance_of)
        found = difference_over_time(Answers(folder), "stock", "commit")
        assert found.estimate == pytest.approx([1.0, 2.0, 3.0])
        assert found.se == pytest.approx([0.0, 0.0, 0.0], abs=1e-12)


def test_missing_replications_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two replications that one candidate lacks in a future are left out there, and the command says so."""
    values = answers()
    values[1, 0, [3, 5]] = np.nan
    assert run_command(["study", "compare", str(store(tmp_path / "r", values, POLICIES))]) == 0
    out = capsys.readouterr().out
    assert "of 38 to 40 replications each" in out
    assert "2 replications were left out" in out


def test_antithetic_pairs_are_one_observation(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With mirrored pairs the degrees of freedom are those of pairs, and means are the same."""
    plain = compare(Answers(store(tmp_path / "1", answers(), POLICIES)))
    folder = store(tmp_path / "2", answers(), POLICIES, chance="antithetic")
    pairs = compare(Answers(folder))
    assert (plain.paired.overall.df, pairs.paired.overall.df) == (39, 19)
    assert pairs.means == pytest.approx(plain.means)
    assert run_command(["study", "compare", str(folder)]) == 0
    assert "20 pairs of replications each" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["--reference", "comit"],
            "--reference comit: expected a policy or candidate of the study; the nearest is commit",
        ),
        (["--metric", "readines"], "the nearest is readiness"),
        (["--confidence", "95"], "confidence: expected between 0 and 1"),
        (["--probability", "0.9"], "--probability: expected a threshold"),
    ],
)
def test_bad_options(tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str) -> None:
    """Names that the study has not, and numbers that mean nothing: one message each, exit code 2."""
    folder = store(tmp_path / "r", answers(), POLICIES)
    assert run_command(["study", "compare", str(folder), *arguments]) == 2
    assert message in capsys.readouterr().err


def test_one_candidate_is_nothing_to_compare(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A study of one policy has nothing to compare."""
    folder = store(tmp_path / "r", answers()[:1], POLICIES[:1])
    assert run_command(["study", "compare", str(folder)]) == 2
    assert "expected at least 2 candidates to compare, got 1" in capsys.readouterr().err
