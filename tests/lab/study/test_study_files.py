"""Study files: what is refused, and in which words."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.lab.study.small import written

from materiel.cli import run_command
from materiel.lab.errors import FutureError
from materiel.lab.study.ground import ground_of
from materiel.lab.study.load import read_study, shipped_studies
from materiel.scenario.errors import ScenarioError


def refused(path: Path) -> str:
    with pytest.raises(ScenarioError) as caught:
        ground_of(path)
    return str(caught.value)


@pytest.mark.parametrize("name", sorted(shipped_studies()))
def test_shipped_studies_are_sound(name: str) -> None:
    """Every shipped study can be laid out: its world, policies, factors and metrics exist."""
    ground = ground_of(shipped_studies()[name])
    assert ground.grid.points == len(ground.settings) and (ground.grid.points > 1 or ground.study.tune is not None)
    assert ground.study.question.endswith("?")


FAULTS = [
    ('path = "lanes.road.lead_days.mean"', 'path = "lanes.road.lead_days.maen"', "levers.lead: expected a lever of the world, got lanes.road.lead_days.maen; the nearest is lanes.road.lead_days.mean"),
    ("replications = 8", "replications = 8\nbudget = 0", "budget: expected >= 1, got 0"),
    ("replications = 8", "replications = 8\nbudget = 20", "budget: expected at least 4 points x 8 replications = 32, got 20"),
    ("replications = 8", "replications = 9", "expected replications to be a multiple of block (4), got 9"),
    ("[levers.lead]", "[leverz.lead]", "leverz: unknown key; the nearest is levers"),
    ('of = "stock_fill_rate/depot"', 'of = "stock_fil_rate/depot"', "metrics.fill.of: expected a metric, got 'stock_fil_rate/depot'; the nearest is stock_fill_rate"),
    ('of = "stock_fill_rate/depot"', 'of = "stock_fill_rate/dept"', "the nearest is stock_fill_rate/depot"),
    ('"lean", "ample"', '"lean", "amble"', "expected a policy of the world or of this file, got amble; the nearest is ample"),
    ('"lean", "ample"', '"lean", "lean"', "expected every policy once, got lean twice"),
    ('kind = "full factorial"', 'kind = "sobol"', "expected points for a design of kind sobol"),
    ('kind = "full factorial"', 'kind = "list"', "expected a file for a list"),
    ('kind = "full factorial"', 'kind = "fool factorial"', "design.kind: expected one of central, full factorial"),
    ("[design]", "[futures]", "expected a design for the levers, got none"),
    ("[metrics.fill]", "[metrics.point]", "expected other names than point"),
    ('series = ["level/stock/depot/on_hand"]', 'series = ["stock_fill_rate/depot"]', "series.0: expected a series by month, got the number stock_fill_rate/depot"),
    ("block = 4", 'block = 4\nchance = "quasi"\nleading = {"lane/road/led" = 2}', "leading: 'lane/road/led': the world has no such stream of chance"),
    ("block = 4", 'block = 1\nchance = "antithetic"', "expected an even block for antithetic pairs, got 1"),
    ("block = 4", 'block = 4\nstop = {metric = "full", half_width = 0.1}', "expected stop.metric to be one of fill, on_hand, got full"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "message"), FAULTS)
def test_faults_of_a_study_are_one_message(tmp_path: Path, old: str, new: str, message: str) -> None:
    """Each fault is said in one line that names the file, the key and what was expected."""
    told = refused(written(tmp_path, **{old: new}))
    assert message in told and "small.toml" in told, told
    assert len(told.splitlines()) == 1


def test_a_lever_has_its_range_from_the_world(tmp_path: Path) -> None:
    """A lever without levels takes the range that the world lets be chosen."""
    ground = ground_of(written(tmp_path, **{"levels = [3.0, 5.0]": ""}))
    assert [c.levers["lead"] for c in ground.grid.candidates] == [1.0, 8.0, 1.0, 8.0]


def test_an_empty_list_is_refused(tmp_path: Path) -> None:
    """A design from a CSV without rows: the design is empty; with a wrong column and value: both are named with their row."""
    study = written(tmp_path, **{'kind = "full factorial"': 'kind = "list"\nfile = "points.csv"'})
    (tmp_path / "points.csv").write_text("lead\n")
    assert "the design is empty" in refused(study)
    (tmp_path / "points.csv").write_text("lead,leed\n4.0,1\n")
    told = refused(study)
    assert "leed: unknown column; the nearest is lead" in told and "lead: expected one of 3.0, 5.0, got 4.0 " in told
    assert "row 2" in told
    (tmp_path / "points.csv").write_text("lead\n5.0\n3.0\n")
    assert [c.levers["lead"] for c in ground_of(study).grid.candidates] == [5.0, 3.0, 5.0, 3.0]


LISTS = {
    "mark and old line ends": b"\xef\xbb\xbflead\r5.0\r3.0\r",
    "spaces and blank lines": b" lead \n\n 5.0\n3 \n\n",
    "quotes": b'"lead"\r\n"5.0" \r\n"3e0"\r\n',
}


@pytest.mark.parametrize("dress", LISTS)
def test_a_list_in_any_dress(tmp_path: Path, dress: str) -> None:
    """Two points, whatever is around them; levels are found as numbers."""
    study = written(tmp_path, **{'kind = "full factorial"': 'kind = "list"\nfile = "POINTS.CSV"'})
    (tmp_path / "POINTS.CSV").write_bytes(LISTS[dress])
    assert [c.levers["lead"] for c in ground_of(study).grid.candidates] == [5.0, 3.0, 5.0, 3.0]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ('lead\n"3,0"\n', "lead: expected a number with a decimal point, got '3,0' with a decimal comma"),
        ("lead;x\n3;1\n", "expected cells separated by commas, got semicolons"),
        ("lead,lead\n3,5\n", "expected every column once, got lead twice"),
        ("lead\n3,5\n", "expected 1 cell, got 2; if a number has a decimal comma, write a point"),
        ("lead\nfast\n", "lead: expected one of 3.0, 5.0, got 'fast'"),
    ],
)
def test_a_list_that_cannot_be_taken(tmp_path: Path, rows: str, message: str) -> None:
    """One message, with file and row."""
    study = written(tmp_path, **{'kind = "full factorial"': 'kind = "list"\nfile = "points.csv"'})
    (tmp_path / "points.csv").write_text(rows)
    told = refused(study)
    assert told.startswith(message) and "points.csv, row " in told and len(told.splitlines()) == 1


def test_names_in_a_list_are_names(tmp_path: Path) -> None:
    """Options called 007 and 1e3 are found by their names; numbers and truths beside them are not taken for names."""
    options = "options = { 007 = { 'lanes.road.lead_days.mean' = 3.0 }, 1e3 = { 'lanes.road.lead_days.mean' = 5.0 } }"
    changes = {
        'path = "lanes.road.lead_days.mean"\nlevels = [3.0, 5.0]': options,
        'kind = "full factorial"': 'kind = "list"\nfile = "points.csv"',
    }
    study = written(tmp_path, **changes)
    (tmp_path / "points.csv").write_text("lead\n1e3\n007\n")
    assert [c.levers["lead"] for c in ground_of(study).grid.candidates] == ["1e3", "007"] * 2
    (tmp_path / "points.csv").write_text("lead\n1000\n")
    assert "lead: expected one of 007, 1e3, got 1000" in refused(study)


def test_dated_futures_of_a_file(tmp_path: Path) -> None:
    """A future of a file holds from its date on at every point, but for what a lever of the study chooses."""
    futures = '[futures]\nkind = "posterior"\nfile = "f.toml"\n[metrics.fill]'
    study = written(tmp_path, **{"[metrics.fill]": futures})
    (tmp_path / "f.toml").write_text(
        '[[futures.a.dated]]\ndate = 30\nvalues = { "lanes.road.lead_days.mean" = 9.0, "lanes.road.loss" = 0.5 }\n'
    )
    ground = ground_of(study)
    assert [future.name for future in ground.grid.futures] == ["future 0"]
    assert {tuple(later) for _, later in map(_plain, ground.settings)} == {((30.0, (("lanes.road.loss", 0.5),)),)}


def _plain(settings):
    values, dated = settings
    return values, tuple((when, tuple(part.items())) for when, part in dated)


def test_futures_from_a_calibration(tmp_path: Path) -> None:
    """The first draws of a file become futures, without what they say of reports; more than there are is refused."""
    futures = '[futures]\nkind = "posterior"\nfile = "draws.csv"\npoints = 2\n[metrics.fill]'
    (tmp_path / "draws.csv").write_text(
        "lines.works.failures.breakdown.up_days.mean,lanes.road.lead_days.mean,observation.x.spread\n25,2,0.1\n35,2,0.2\n45,2,0.3\n"
    )
    ground = ground_of(written(tmp_path, **{"[metrics.fill]": futures}))
    up = "lines.works.failures.breakdown.up_days.mean"
    assert [f.values[up] for f in ground.grid.futures] == [25, 35] and ground.grid.points == 8
    assert all("observation.x.spread" not in f.values for f in ground.grid.futures)
    values, _ = ground.settings[1]
    assert values[up] == 35 and values["lanes.road.lead_days.mean"] == 3.0  # what is chosen stands
    with pytest.raises(FutureError, match=r"futures\.points: expected at most 3, the draws of draws\.csv, got 4"):
        ground_of(written(tmp_path, **{"[metrics.fill]": futures.replace("points = 2", "points = 4")}))


def test_bad_input_ends_with_two_and_leaves_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A study that cannot be run: exit code 2, one line on stderr, no folder of results."""
    study = written(tmp_path, **{"replications = 8": "replications = 8\nbudget = 3"})
    assert run_command(["study", "run", str(study), "--out", str(tmp_path / "results")]) == 2
    assert run_command(["study", "run", str(tmp_path / "none.toml"), "--out", str(tmp_path / "results")]) == 2
    assert run_command(["study", "run", str(study), "--resume", "--out", str(tmp_path / "results")]) == 2
    told = capsys.readouterr()
    assert len(told.err.splitlines()) == 3 and "Traceback" not in told.err
    assert not (tmp_path / "results").exists()


def test_policies_of_a_file_have_to_be_levers(tmp_path: Path) -> None:
    """A policy of the study may set levers of the world within their range, and nothing else."""
    more = '[policy.more]\nvalues."stocks.depot.replenish.up_to" = 900\n[policy.other]\nvalues."stocks.depot.on_hand" = 5\n'
    told = refused(written(tmp_path, **{"[levers.lead]": more + "[levers.lead]"}))
    assert "policy.more.values.stocks.depot.replenish.up_to: expected between 40 and 400, got 900" in told
    assert "policy.other.values.stocks.depot.on_hand: expected a lever of the world" in told


def test_identity_is_of_what_defines_numbers(tmp_path: Path) -> None:
    """More replications, a title or a stopping rule leave the identity; another seed, policy, value or metric does not."""
    base = ground_of(written(tmp_path)).identity
    same = {"replications = 8": "replications = 16", 'title = "Small"': 'title = "Other"'}
    assert ground_of(written(tmp_path, **same)).identity == base
    stop = {"replications = 8": 'replications = 8\nstop = {metric = "fill", half_width = 0.01}'}
    assert ground_of(written(tmp_path, **stop)).identity == base
    for old, new in (
        ("replications = 8", "replications = 8\nseed = 2"),
        ("5.0]", "5.5]"),
        ('"lean", "ample"', '"ample", "lean"'),
        ("stock_mean_on_hand", "stock_mean_backorders"),
        ("block = 4", "block = 2"),
        ("[levers.lead]", 'set = {"world.end" = 365}\n[levers.lead]'),
    ):
        assert ground_of(written(tmp_path, **{old: new})).identity != base, new
    assert read_study(written(tmp_path)).stop is None


LOSS = '[uncertainties.loss]\npath = "lanes.road.loss"\n{}\n[futures]\nkind = {}\n[metrics.fill]'


@pytest.mark.parametrize(
    ("what", "kind", "told"),
    [
        (
            "levels = [0.1, 1.5, 0.2]",
            '"full factorial"',
            "uncertainties.loss: lanes.road.loss: expected <= 1, got 1.5 (",
        ),
        (
            "low = 0.1\nhigh = 1.2",
            '"sobol"\npoints = 2',
            "uncertainties.loss: lanes.road.loss: expected <= 1, got 1.2 (",
        ),
        (
            'distribution = { family = "uniform", low = 0, high = 0.5 }',
            '"list"\nfile = "cases.csv"',
            "lanes.road.loss: expected >= 0, got -0.5 (",
        ),
    ],
)
def test_what_a_study_varies_keeps_to_the_range_of_its_key(tmp_path: Path, what: str, kind: str, told: str) -> None:
    """Every level of a factor, both ends of its range and every row of a list are checked before anything is run."""
    (tmp_path / "cases.csv").write_text("loss\n0.1\n-0.5\n")
    said = refused(written(tmp_path, **{"[metrics.fill]": LOSS.format(what, kind)}))
    assert told in said and len(said.splitlines()) == 1
    assert ("cases.csv, row 3" if "cases" in kind else "small.toml") in said


def test_draws_of_a_calibration_keep_to_the_range_of_their_keys(tmp_path: Path) -> None:
    """A draw that no world may have is named with its file and row, before anything is run."""
    futures = '[futures]\nkind = "posterior"\nfile = "draws.csv"\n[metrics.fill]'
    (tmp_path / "draws.csv").write_text("lanes.road.loss,observation.x.spread\n0.1,0.2\n1.25,0.2\n1.25,0.3\n")
    said = refused(written(tmp_path, **{"[metrics.fill]": futures}))
    assert said.startswith("lanes.road.loss: expected <= 1, got 1.25 (") and said.endswith("draws.csv, row 3)")


def test_a_policy_of_a_study_keeps_to_the_range_of_its_key(tmp_path: Path) -> None:
    """A number with its range may be chosen, and the range is held to what the key means."""
    more = '[policy.more]\nvalues."stocks.depot.replenish.up_to" = { low = -5, central = 110 }\n'
    told = refused(written(tmp_path, **{"[levers.lead]": more + "[levers.lead]"}))
    assert told.startswith("policy.more.values.stocks.depot.replenish.up_to: expected >= 0, got -5 (")
