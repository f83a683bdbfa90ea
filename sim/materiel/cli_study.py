"""`materiel study`: one thin function a verb, as in `cli.py`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from materiel.cli_options import engine, out_folder, workers


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def study() -> None:
    """Ask a world a question: policies and levers, over futures and chance.

    STUDY is a file, or the name of a shipped study. RESULT is a study's folder of results, or the study, which then means
    its folder under --out.
    """


@study.command("list")
def list_() -> int:
    """List the shipped studies with their questions."""
    from materiel.verbs.study_list import list_studies

    return list_studies()


def _study(function: Any) -> Any:
    return click.argument("source", metavar="STUDY")(function)


def _result(function: Any) -> Any:
    return out_folder(click.argument("source", metavar="RESULT")(function))


@study.command()
@_study
@engine
@workers
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
def plan(**options: Any) -> int:
    """Say what a study will run, and how long it will take, from a measured pilot."""
    from materiel.verbs.study_plan import plan_study

    return plan_study(**options)


@study.command()
@_study
@click.option(
    "--resume", is_flag=True, help="Expect that an earlier run left something; without it a run goes on as well."
)
@engine
@workers
@click.option(
    "--cluster", metavar="ADDRESS", default=None, help="Run on a dask.distributed scheduler, as tcp://host:8786."
)
@out_folder
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout instead of the table.")
@click.option("--quiet", is_flag=True, help="No progress on stderr.")
def run(**options: Any) -> int:
    """Run a study: what is there already is not run again, so the same command goes on after an interrupt.

    Exit codes: 0 done, 1 some replications failed, 2 bad input, 130 interrupted.
    """
    from materiel.verbs.study_run import run_study

    return run_study(**options)


_metric = click.option("--metric", metavar="NAME", default=None, help="A metric of the study.  [default: its first]")
_confidence = click.option(
    "--confidence", type=float, default=0.95, show_default=True, help="Confidence of intervals, which hold jointly."
)
_json = click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")


@study.command()
@_result
@_metric
@click.option(
    "--reference", metavar="NAME", default=None, help="Policy or candidate to compare with.  [default: the study's]"
)
@_confidence
@click.option("--threshold", type=float, default=None, help="What is good enough.  [default: the metric's own]")
@click.option(
    "--probability", type=float, default=None, help="With which probability the threshold is to be met.  [on average]"
)
@_json
def compare(**options: Any) -> int:
    """Compare policies on the same chance: differences, the best, regret, and who is good enough in how many futures."""
    from materiel.verbs.study_compare import compare_study

    return compare_study(**options)


@study.command()
@_result
@_metric
@click.option("--candidate", metavar="NAME", default=None, help="Whose metric.  [default: the study's reference]")
@click.option("--against", metavar="NAME", default=None, help="Analyse the difference to this one instead.")
@click.option(
    "--confidence",
    type=float,
    default=0.95,
    show_default=True,
    help="Confidence of intervals, which hold for all factors at once.",
)
@_json
def sensitivity(**options: Any) -> int:
    """Say which factors matter: elementary effects (a morris design) or Sobol indices (a saltelli design)."""
    from materiel.verbs.study_sensitivity import sensitivity_of_study

    return sensitivity_of_study(**options)


@study.command()
@_study
@workers
@out_folder
@_json
@click.option("--quiet", is_flag=True, help="No progress on stderr.")
def tune(**options: Any) -> int:
    """Choose the best candidate, or the best values of the levers, as the table [tune] of the study says.

    What was run is not run again, so the same command goes on after an interrupt. Exit codes: as those of run.
    """
    from materiel.verbs.study_tune import tune_study

    return tune_study(**options)


@study.command()
@_result
@click.option("--figure", "figures", metavar="NAME", multiple=True, help="A figure; may be repeated.  [default: all]")
@_metric
@click.option("--to", type=click.Path(path_type=Path, file_okay=False), default=None,
              help="Folder of the figures.  [default: RESULT/figures]")  # fmt: skip
@click.option("--format", "formats", type=click.Choice(["png", "svg"]), multiple=True, default=("png", "svg"),
              show_default=True, help="A format; may be repeated.")  # fmt: skip
def plot(**options: Any) -> int:
    """Draw the figures of a study: every one that it can give, and say which it cannot give and why."""
    from materiel.verbs.study_plot import plot_study

    return plot_study(**options)


@study.command()
@_result
@click.argument("sql")
@click.option(
    "--csv", "to_csv", type=click.Path(path_type=Path, dir_okay=False), default=None, help="Write a CSV instead."
)
@click.option("--json", "as_json", is_flag=True, help="A list of JSON objects on stdout.")
def query(**options: Any) -> int:
    """Ask the store in SQL (DuckDB): tables `points`, `replications`, `answers` (both joined) and `series`."""
    from materiel.verbs.study_query import query_study

    return query_study(**options)


@study.command()
@_result
@click.argument("to", type=click.Path(path_type=Path, dir_okay=False))
def export(**options: Any) -> int:
    """Write every replication with its point as one CSV."""
    from materiel.verbs.study_query import export_study

    return export_study(**options)
