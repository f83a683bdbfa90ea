"""`materiel study list`."""

from __future__ import annotations

import click

from materiel.lab.study.load import read_study, shipped_studies


def list_studies() -> int:
    """The shipped studies, each with its title and question."""
    for name, path in shipped_studies().items():
        told = read_study(path)
        click.echo(f"{name}\n  {told.title}\n  {told.question}")
    return 0
