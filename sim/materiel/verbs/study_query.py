"""`materiel study query` and `materiel study export`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from materiel.lab.study.query import ask
from materiel.verbs.study_folder import folder_named


def query_study(source: str, out: Path, sql: str, to_csv: Path | None, as_json: bool) -> int:
    """The answer to a question in SQL, as a table, as JSON or as a CSV."""
    answer = ask(folder_named(source, out), sql)
    if to_csv is not None:
        answer.write_csv(to_csv)
        return 0
    if as_json:
        click.echo(json.dumps(answer.records(), default=str))
        return 0
    click.echo(answer.table())
    return 0


def export_study(source: str, out: Path, to: Path) -> int:
    """Every replication with its point as one CSV."""
    ask(folder_named(source, out), "SELECT * FROM answers ORDER BY point, replication").write_csv(to)
    return 0
