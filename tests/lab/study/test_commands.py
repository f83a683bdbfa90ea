"""The verbs of `materiel study`, on the small study."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import numpy as np
import pytest
from tests.lab.study.small import written

from materiel.cli import run_command
from materiel.lab.study.answers import Answers
from materiel.lab.study.reference import page

DOCS = Path(__file__).resolve().parents[3] / "docs" / "studies.md"


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Runs `materiel study ...`; its exit code, stdout and stderr."""

    def call(*arguments: str) -> tuple[int, str, str]:
        code = run_command(["study", *arguments])
        told = capsys.readouterr()
        return code, told.out, told.err

    return call


def test_run_says_what_it_found_and_keeps_it(tmp_path: Path, run) -> None:
    """`--json` is one object whose means are those of the store, `run.json` holds it, and the table names every candidate."""
    study, out = written(tmp_path), str(tmp_path / "results")
    code, told, err = run("run", str(study), "--out", out, "--json", "--workers", "1")
    found = json.loads(told)
    assert (code, err) == (0, "") and found["replications"] == 32 and found["failed"] == 0
    answers = Answers(Path(found["result"]))
    for k, row in enumerate(found["candidates"]):
        values = answers.values("fill")[k, 0]
        assert row["metrics"]["fill"]["mean"] == pytest.approx(values.mean(), rel=1e-12)
        low, high = row["metrics"]["fill"]["ci95"]
        assert (high - low) / 2 == pytest.approx(2.3646243 * values.std(ddof=1) / np.sqrt(8), rel=1e-6)
    assert json.loads((answers.folder / "run.json").read_text()).items() >= found.items()
    code, told, _ = run("run", str(study), "--out", out, "--resume")
    assert code == 0 and all(answers.called(k) in told for k in range(len(answers.candidates)))


def test_plan_runs_nothing_that_is_kept(tmp_path: Path, run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The plan counts points and replications, has a measured time, and writes no file."""
    study = written(
        tmp_path, **{"replications = 8": "replications = 8\nstop = {metric = 'fill', half_width = 0.01, most = 50}"}
    )
    monkeypatch.chdir(tmp_path)
    code, told, _ = run("plan", str(study), "--json", "--workers", "2")
    plan = json.loads(told)
    assert code == 0
    assert (plan["candidates"], plan["points"], plan["replications"], plan["most"]) == (4, 4, 32, 208)
    assert 0 < plan["seconds"] == pytest.approx(32 * plan["seconds_each"] / 2)
    assert [p.name for p in tmp_path.iterdir()] == ["small.toml"]
    code, told, _ = run("plan", str(study))
    assert code == 0 and "until fill is known to ± 0.01" in told and "What does a higher stock bring?" in told


def test_the_store_answers_in_sql(tmp_path: Path, run) -> None:
    """Means by policy from SQL are those of the arrays; series are unnested by period; all of it can be had as a CSV."""
    study, out = str(written(tmp_path)), str(tmp_path / "results")
    run("run", study, "--out", out, "--quiet")
    answers = Answers(next(Path(out).iterdir()))
    code, told, _ = run(
        "query",
        study,
        "SELECT policy, avg(fill) AS fill FROM answers GROUP BY policy ORDER BY policy",
        "--out",
        out,
        "--json",
    )
    assert code == 0
    by_policy = {row["policy"]: row["fill"] for row in json.loads(told)}
    fill = answers.values("fill")
    assert by_policy == {"lean": pytest.approx(fill[:2].mean()), "ample": pytest.approx(fill[2:].mean())}
    question = (
        'SELECT replication, period, "level/stock/depot/on_hand" AS held FROM series WHERE point = 3 ORDER BY 1, 2'
    )
    _, told, _ = run("query", study, question, "--out", out, "--json")
    held = np.array([row["held"] for row in json.loads(told)])
    assert sorted(held) == sorted(answers.series("level/stock/depot/on_hand")[3, 0].ravel())
    code, *_ = run("export", study, str(tmp_path / "all.csv"), "--out", out)
    with open(tmp_path / "all.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    assert code == 0 and len(rows) == 32
    assert {"point", "policy", "lever:lead", "replication", "seed", "fault", "fill", "on_hand"} <= rows[0].keys()


def test_questions_that_cannot_be_answered(tmp_path: Path, run) -> None:
    """Wrong SQL, a question that would read another file, and results that are not there: one message, exit code 2."""
    study, out = str(written(tmp_path)), str(tmp_path / "results")
    code, _, err = run("query", study, "SELECT 1", "--out", out)
    assert code == 2 and re.search(r"expected results of .*small\.toml, got none \(materiel study run", err)
    run("run", study, "--out", out, "--quiet")
    for sql in ("SELECT nothing FROM answers", f"SELECT * FROM read_csv('{study}')", "INSERT"):
        code, _, err = run("query", study, sql, "--out", out)
        assert code == 2 and err.startswith("query: ") and len(err.splitlines()) == 1, err


def test_results_of_another_version_are_named(tmp_path: Path, run) -> None:
    """After the study has changed, its results of before are not taken for those of now; the message says where they are."""
    out = str(tmp_path / "results")
    run("run", str(written(tmp_path)), "--out", out, "--quiet")
    before = next(Path(out).iterdir()).name
    changed = str(written(tmp_path, **{"5.0]": "6.0]"}))
    code, _, err = run("query", changed, "SELECT 1", "--out", out)
    assert code == 2 and "of another version of model, world or study there are " + before in err
    code, _, err = run("run", changed, "--resume", "--out", out)
    assert code == 2 and before in err


def test_docs_are_generated_from_the_schema() -> None:
    """docs/studies.md is what `python -m materiel.lab.study.reference docs/studies.md` writes."""
    text = DOCS.read_text(encoding="utf-8")
    assert page(text) == text
