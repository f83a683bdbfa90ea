"""The command `materiel`: one thin function a verb. What a verb needs is imported when it is called."""

from __future__ import annotations

import gc
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from materiel.cli_options import engine, out_folder, workers
from materiel.cli_study import study

F = TypeVar("F", bound=Callable[..., Any])

DONE, SOME_FAILED, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130
"""Exit codes."""
_RARELY = 1_000_000
"""Allocations between two searches for waste."""


def _scenario(function: F) -> F:
    return click.argument("scenario", required=False, default="")(function)


def _sets(function: F) -> F:
    return click.option(
        "--set",
        "sets",
        metavar="PATH=VALUE",
        multiple=True,
        help="Another value at a path of the world, such as lines.us_155.lot=500; may be repeated.",
    )(function)


def _chance(function: F) -> F:
    function = click.option(
        "--points",
        type=int,
        default=64,
        show_default=True,
        help="With --chance quasi: how many replications share a randomisation, a power of two.",
    )(function)
    function = click.option(
        "--leading",
        metavar="STREAM[:COUNT]",
        multiple=True,
        help="With --chance quasi: the first COUNT numbers of this stream (kind/name/purpose) are led; may be repeated.",
    )(function)
    kind = click.Choice(["independent", "antithetic", "quasi"])
    return click.option(
        "--chance",
        type=kind,
        default="independent",
        show_default=True,
        help="How replications are related: not, as mirror images in pairs, or by Sobol points in leading numbers.",
    )(function)


def _futures(function: F) -> F:
    return click.option(
        "--futures",
        default=None,
        metavar="posterior|central|sample|NAME|FILE",
        help="Uncertain numbers: by turns from the newest calibrated draws beside the world or what it extends, at their central "
        "values, drawn anew from their ranges for each replication, those of a future that the world names, or by turns from a "
        "file (CSV, TOML).  [default: posterior, or central where a world has no draws]",
    )(function)


def _records(function: F) -> F:
    return click.option(
        "--record",
        "records",
        type=click.Path(path_type=Path),
        multiple=True,
        metavar="FILE",
        help="Further rows of the record (CSV: date, series, value, source, as_of); may be repeated.",
    )(function)


def _one(function: F) -> F:
    function = click.option("--replication", type=click.IntRange(0), required=True, help="Number of the replication.")(
        function
    )
    return click.option("--seed", type=int, required=True, help="Seed.")(function)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="materiel")
def cli() -> None:
    """A discrete-event policy model of a defence supply chain over a decade.

    SCENARIO is a file, a folder, or the name of a shipped world; left out, it is the default world.
    """


cli.add_command(study)


@cli.command()
@_scenario
@_sets
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
def check(scenario: str, sets: tuple[str, ...], as_json: bool) -> int:
    """Say what is understood of a world, and every fault in it."""
    from materiel.verbs.check import check_world

    return check_world(scenario, sets, as_json)


@cli.command()
@_scenario
@click.option(
    "-n", "--replications", type=click.IntRange(1), default=100, show_default=True, help="How often the world is run."
)
@click.option("--seed", type=int, default=1, show_default=True, help="Seed, common to all policies.")
@click.option("--policy", "policies", metavar="NAME", multiple=True, help="A policy of the world; may be repeated.")
@_sets
@engine
@_futures
@_chance
@workers
@out_folder
@click.option("--keep-record", is_flag=True, help="Keep every recorded cell as well.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout instead of the table.")
@click.option("--quiet", is_flag=True, help="No progress on stderr.")
def run(**options: Any) -> int:
    """Simulate a world: replications of its whole run, with metrics and a summary.

    SCENARIO is a file, a folder, or the name of a shipped world; left out, it is the default world. What is there already is
    not run again: the same command with a larger -n, or after an interrupt, goes on.

    Exit codes: 0 done, 1 some replications failed, 2 bad input, 130 interrupted.
    """
    from materiel.verbs.run import run_world

    return run_world(**options)


@cli.command()
@_scenario
@_one
@click.option("--policy", default="", metavar="NAME", help="A policy of the world.")
@_sets
@engine
@_chance
@_futures
@click.option(
    "--entity",
    default="*",
    metavar="GLOB",
    show_default=True,
    help="Only these, as kind/name with wildcards: front/*, line/us_155.",
)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), default=None, help="File instead of stdout.")
def trace(**options: Any) -> int:
    """Run one replication again, and list its events."""
    from materiel.verbs.trace import trace_replication

    return trace_replication(**options)


@cli.command()
@click.argument("results", type=click.Path(path_type=Path), nargs=-1, required=True, metavar="RESULT...")
@click.option("--figure", "figures", metavar="NAME", multiple=True, help="Only this one; may be repeated.")
@click.option("--series", metavar="NAME", default=None, help="Which to compare by month.  [default: readiness]")
@click.option(
    "--out", type=click.Path(path_type=Path), default=None, help="Folder of figures.  [default: (first) RESULT/figures]"
)
def plot(results: tuple[Path, ...], figures: tuple[str, ...], series: str | None, out: Path | None) -> int:
    """Draw the figures of a result folder, the one that `materiel run` names at its end.

    Several, of one world under different policies, are laid over each other, with their paired differences to the first.
    """
    from materiel.verbs.plot import plot_results

    return plot_results(results, figures, series, out)


@cli.command()
@click.argument("result", type=click.Path(path_type=Path))
@click.option("--owner", "owners", metavar="NAME", multiple=True, help="Only this one's; may be repeated.")
@click.option("--item", "items", metavar="NAME", multiple=True, help="Only this one; may be repeated.")
@click.option(
    "--csv", "to_csv", type=click.Path(path_type=Path, dir_okay=False), default=None, help="Write a CSV instead."
)
@click.option("--json", "json_out", is_flag=True, help="One JSON object on stdout instead of the table.")
def stockouts(**options: Any) -> int:
    """Say when who runs out of what in a result folder: how likely, for how long, how much was not there, when it is back."""
    from materiel.verbs.stockouts import show_stockouts

    return show_stockouts(options.pop("result"), **options)


@cli.command()
@_scenario
@_sets
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), default=None, help="PNG or SVG.  [default: NAME.png]"
)
def show(scenario: str, sets: tuple[str, ...], out: Path | None) -> int:
    """Draw the map of a world: sites and lanes."""
    from materiel.verbs.show import show_world

    return show_world(scenario, sets, out)


@cli.command()
@_scenario
@_one
@_sets
@_futures
@click.option(
    "--policy", "policies", metavar="NAME", multiple=True, help="Given twice: compare these policies instead."
)
def diff(**options: Any) -> int:
    """Compare the engines on one replication (or two policies): the first event that differs, with both states."""
    from materiel.verbs.diff import diff_replication

    return diff_replication(**options)


@cli.command()
@_scenario
@click.option(
    "--section",
    "sections",
    type=click.Choice(["figures", "axioms", "signs"]),
    multiple=True,
    help="Only this one; may be repeated.  [default: all for which the world has something to hold against]",
)
@click.option(
    "-n",
    "--replications",
    type=click.IntRange(2),
    default=None,
    help="Replications.  [default: 200 for figures, 40 a dose for axioms, 100 for signs]",
)
@click.option("--seed", type=int, default=1, show_default=True, help="Seed.")
@click.option(
    "--policy", default="", metavar="NAME", help="A policy of the world, under which figures and axioms are tried."
)
@_sets
@click.option(
    "--metric",
    metavar="NAME",
    default="mean_readiness",
    show_default=True,
    help="The metric that the axioms are tried on.",
)
@click.option(
    "--dose", "doses", metavar="GLOB", multiple=True, help="Only these doses, such as *.wear; may be repeated."
)
@workers
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of the page.")
@click.option("--quiet", is_flag=True, help="No progress on stderr.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), default=None, help="File instead of stdout.")
def sanity(**options: Any) -> int:
    """Hold a world against published figures, axioms of readiness, and the signs that its policies expect.

    Figures: the sanity table beside the world. Axioms: more of anything useful never lowers readiness, a loss or hit never
    raises it. Signs: what policies and levers declare under `expects`.

    Exit codes: 0 done, 1 an axiom is broken or a sign not held, 2 bad input.
    """
    from materiel.verbs.sanity import sanity_of_world

    return sanity_of_world(**options)


@cli.command()
@_scenario
@click.option(
    "--train-until",
    type=click.DateTime(["%Y-%m-%d"]),
    default=None,
    metavar="DATE",
    help="What was public by then is training.  [default: that of the record]",
)
@click.option(
    "--test-until",
    type=click.DateTime(["%Y-%m-%d"]),
    default=None,
    metavar="DATE",
    help="Months after it, up to here, are the test.  [default: that of the record]",
)
@_records
@click.option("-n", "--replications", type=click.IntRange(2), default=200, show_default=True, help="Replications.")
@click.option("--seed", type=int, default=1, show_default=True, help="Seed.")
@_sets
@click.option(
    "--futures",
    default=None,
    metavar="posterior|central|sample|NAME|FILE",
    help="Uncertain numbers: the newest draws beside the world that were trained on nothing later than --train-until, or as for "
    "`materiel run`.  [default: posterior, or sample where a world has no such draws]",
)
@click.option("--workers", type=click.IntRange(1), default=None, help="Threads.  [default: all cores]")
@out_folder
@click.option("--figures/--no-figures", default=True, show_default=True, help="Draw one figure a series.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout instead of the table.")
@click.option("--quiet", is_flag=True, help="No progress on stderr.")
def backcast(**options: Any) -> int:
    """Score a world as a forecast of its own record: coverage, CRPS against naive forecasts, bias.

    Exit codes: 0 done, 1 some replications failed, 2 bad input, 130 interrupted (the same command goes on).
    """
    from materiel.verbs.backcast import backcast_world

    return backcast_world(**options)


@cli.command()
@_scenario
@click.option(
    "--train-until",
    type=click.DateTime(["%Y-%m-%d"]),
    default=None,
    metavar="DATE",
    help="Train on what was known then: later rows and sources are masked.  [default: that of the record]",
)
@_records
@click.option("-n", "--draws", type=click.IntRange(2), default=200, show_default=True, help="Draws from the posterior.")
@click.option("--members", type=click.IntRange(200), default=4000, show_default=True, help="Members of the prior pool.")
@click.option("--seed", type=int, default=1, show_default=True, help="Seed.")
@_sets
@workers
@out_folder
@click.option(
    "--check",
    type=click.IntRange(50),
    default=None,
    metavar="N",
    help="Check the method on N members of the pool as records: ranks have to be uniform.",
)
@click.option("--figures/--no-figures", default=True, show_default=True, help="Draw figures.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
@click.option("--quiet", is_flag=True, help="No progress on stderr.")
def calibrate(**options: Any) -> int:
    """Calibrate a world to its record without a likelihood: draws for --futures, and what the record does not inform.

    The plan lies beside the world (calibration.toml). Exit codes: 0 done, 2 bad input, 130 interrupted (the same command
    goes on).
    """
    from materiel.verbs.calibrate import calibrate_world

    return calibrate_world(**options)


@cli.command()
def metrics() -> int:
    """List the metrics with unit and definition."""
    from materiel.verbs.metrics import list_metrics

    return list_metrics()


@cli.command()
@click.argument("cases", nargs=-1)
@click.option(
    "--group",
    "groups",
    multiple=True,
    type=click.Choice(["queueing", "inventory", "production", "combat", "history", "output_analysis"]),
    help="Only these; may be repeated.",
)
@engine
@click.option(
    "--budget",
    type=click.FloatRange(0, min_open=True),
    default=None,
    help="Share of the replications; standard errors may be larger accordingly.  [default: 1; simpy 0.05]",
)
@click.option("--quick", is_flag=True, help="Only those that take a second or so.")
@workers
@click.option("--json", "as_json_", is_flag=True, help="One JSON object on stdout instead of the table.")
@click.option("--cells", is_flag=True, help="Run nothing: list the cells of the cases' worlds that readings may name.")
@click.option(
    "--page",
    type=click.Path(dir_okay=False),
    default=None,
    help="Write the results into this page as well, behind its mark.",
)
@click.option("--quiet", is_flag=True, help="No progress on stderr.")
def verify(**options: Any) -> int:
    """Run worlds with known answers, and judge what comes out.

    CASES are names of shipped cases or folders with a case.toml; left out, all shipped ones.
    """
    from materiel.verbs.verify import verify_cases

    return verify_cases(**options)


def main() -> None:
    """The entry point: errors that a user may have caused are messages, and every end has its exit code.

    What numpy says of empty means is no message for a user, whom the tables tell what is undefined; the tests make errors of it.
    """
    if not sys.warnoptions:
        warnings.simplefilter("ignore", RuntimeWarning)
    gc.set_threshold(
        _RARELY
    )  # a world is many small objects that all stay: looking for waste took a sixth of a short run
    sys.exit(run_command(sys.argv[1:]))


def run_command(arguments: list[str]) -> int:
    """Run the command line; its exit code."""
    from materiel.scenario.errors import MaterielError

    try:
        code = cli.main(arguments, prog_name="materiel", standalone_mode=False)
        return int(code or DONE)
    except click.exceptions.Abort:
        return INTERRUPTED
    except KeyboardInterrupt:
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return BAD_INPUT
    except MaterielError as error:
        click.echo(str(error), err=True)
        return BAD_INPUT
    except (BrokenPipeError, SystemExit):
        return DONE  # whoever read stdout has gone (click exits then)


if __name__ == "__main__":
    main()
