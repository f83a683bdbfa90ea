"""Sensitivity as the command tells it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from materiel.cli import run_command
from materiel.lab.analysis.morris import Morris, morris_points
from materiel.lab.analysis.sobol import Sobol, saltelli_points
from materiel.lab.study.answers import Answers
from materiel.lab.study.influence import influence

from .told import store

MORRIS, SALTELLI = {"kind": "morris"}, {"kind": "saltelli"}


def linear(units: np.ndarray, slopes: list[float], chance: float = 0.0) -> np.ndarray:
    """Answers that are linear in the factors, of shape (points, 8), with chance common to all points."""
    return np.asarray((units @ np.array(slopes))[:, None] + chance * np.random.default_rng(1).normal(size=8))


def test_uncertainties_of_a_candidate_and_of_a_difference(tmp_path: Path) -> None:
    """2 p - q under one policy and 2 p + 3 q under the other: effects 2 and -1, and 0 and 4 of their difference."""
    units = morris_points(2, 6, 4, seed=1)
    values = np.stack([linear(units, [2.0, -1.0], 0.5), linear(units, [2.0, 3.0], 0.5)])
    answers = Answers(store(tmp_path / "r", values, ["x", "y"], future_units=units, futures_design=MORRIS))
    (of,) = influence(answers)
    assert isinstance(of.found, Morris) and of.of == "x"
    assert of.found.mu.estimate == pytest.approx([2.0, -1.0])
    (difference,) = influence(answers, candidate="y", against="x")
    assert isinstance(difference.found, Morris)
    assert difference.found.mu.estimate == pytest.approx([0.0, 4.0])


def test_levers_on_the_mean_over_futures(tmp_path: Path) -> None:
    """a + 3 b in one future and 3 a + 3 b in another: on average 2 a + 3 b, so b has 9/13 of the variance (base 256, within 0.01)."""
    units = saltelli_points(2, 256, seed=1)
    values = np.stack([linear(units, [1.0, 3.0], 1.0), linear(units, [3.0, 3.0], 1.0)], axis=1)
    answers = Answers(store(tmp_path / "r", values, ["x"], lever_units=units, design=SALTELLI))
    (found,) = influence(answers)
    assert (found.kind, list(found.factors)) == ("levers", ["a", "b"])
    assert isinstance(found.found, Sobol)
    assert found.found.total.estimate == pytest.approx([4 / 13, 9 / 13], abs=0.01)


def test_command_names_the_factor_that_matters(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The finding names the factor by its title, with an interval; JSON has the same sentence and all numbers."""
    units = saltelli_points(2, 32, seed=1)
    folder = str(
        store(tmp_path / "r", linear(units, [3.0, 1.0], 1.0)[None], ["x"], future_units=units, futures_design=SALTELLI)
    )
    assert run_command(["study", "sensitivity", folder]) == 0
    line = capsys.readouterr().out.splitlines()[1]
    assert line.startswith("Price matters most to readiness: it has part in ")
    assert run_command(["study", "sensitivity", folder, "--json"]) == 0
    (analysis,) = json.loads(capsys.readouterr().out)["analyses"]
    assert analysis["finding"] == line
    assert len(analysis["found"]["first"]["estimate"]) == 2


def test_designs_that_bear_no_sensitivity(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Another design, or one that is not run to its end: one message, exit code 2."""
    units = morris_points(2, 6, 4, seed=1)
    values = linear(units, [2.0, -1.0])[None]
    other = store(tmp_path / "1", values, ["x"], future_units=units, futures_design={"kind": "sobol"})
    assert run_command(["study", "sensitivity", str(other)]) == 2
    assert "got central for the levers and sobol for the uncertainties" in capsys.readouterr().err
    values[0, 4] = np.nan
    partial = store(tmp_path / "2", values, ["x"], future_units=units, futures_design=MORRIS)
    assert run_command(["study", "sensitivity", str(partial)]) == 2
    assert "1 of 18 points have no value (the first is point 4)" in capsys.readouterr().err
