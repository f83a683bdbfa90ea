"""Cases that are no property of one world: the table of analyses, and what each of them can notice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from materiel.cli import run_command
from materiel.lab.errors import LabError
from materiel.verify.analyses import ANALYSES
from materiel.verify.analysis import Inputs
from materiel.verify.case import folder_of, read_case

CASE = """
name = "x"
kind = "analysis"
of = "OF"
group = "output_analysis"
source = "x"
shows = "x"
value = [{ metric = "METRIC", expected = 0READING }]
"""


def inputs(case: str, replications: int, **parameters: Any) -> Inputs:
    """A shipped case at another budget, with other parameters."""
    folder, read = folder_of(case), read_case(folder_of(case))
    given = {**read.parameters, **parameters}
    return Inputs(case, given, 3, replications, "kernel", folder, read.world, read.set)


@pytest.mark.parametrize(
    ("of", "metric", "reading", "message"),
    [
        ("pair", "x", "", "of: expected the name of an analysis, got 'pair'; the nearest is pairs"),
        ("pairs", "x", ", reading = '1'", "x: expected no reading in an analysis, got 1"),
    ],
)
def test_what_does_not_fit_is_refused(
    of: str, metric: str, reading: str, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The message says what was expected."""
    text = CASE.replace("OF", of).replace("METRIC", metric).replace("READING", reading)
    (tmp_path / "case.toml").write_text(text)
    assert run_command(["verify", str(tmp_path), "--quiet"]) == 2
    assert message in capsys.readouterr().err


def test_a_parameter_or_a_world_that_is_missing() -> None:
    """Both are named."""
    bare = Inputs("mine", {}, 1, 30, "kernel", Path("."))
    with pytest.raises(LabError, match=r"mine: parameters.n: expected a value, got none \(given: none\)"):
        ANALYSES["coverage"](bare)
    with pytest.raises(LabError, match=r"mine: expected a world, or a world\.toml beside the case"):
        bare.network()


def test_coverage_is_that_of_the_interval_asked_for() -> None:
    """At 50 % instead of 90 % about half of 300 intervals cover (z = 4), and a wrong mean is hardly ever covered."""
    found = ANALYSES["coverage"](inputs("O01", 300, nominal=0.5, n=[20]))["coverage_n20"]
    assert abs(found.value - 0.5) < 4 * found.se + 0.05
    assert ANALYSES["coverage"](inputs("O01", 100, mean=6.0, n=[20]))["coverage_n20"].value < 0.05


def test_common_numbers_save_nothing_between_worlds_that_are_alike() -> None:
    """Two versions that are the same differ by nothing under common numbers; mirrored runs still do."""
    found = ANALYSES["pairs"](inputs("O03", 500, other=[]))
    assert found["var_diff_CRN"].value == 0.0
    assert found["corr_antithetic"].value == pytest.approx(-0.645, abs=0.15)


def test_sameness_notices_what_a_policy_moves() -> None:
    """On a clock that runs while the line works, floors do move breakdowns: the instants that differ are counted."""
    told = inputs("O14", 1, workers=2, untouched={"failure_mode/*": "fails"})
    assert ANALYSES["sameness"](told)["by_policy"].value > 0
    with pytest.raises(LabError, match="expected a policy that does something, got baseline"):
        ANALYSES["sameness"](inputs("O14", 1, workers=1, policy="baseline"))
