"""`materiel study tune`."""

from __future__ import annotations

import contextlib
import json
import math
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
import numpy as np

from materiel.lab.analysis.standing import Named
from materiel.lab.analysis.verdict import Verdict
from materiel.lab.errors import Interrupted
from materiel.lab.files import write_text
from materiel.lab.interrupts import on_request
from materiel.lab.study.ground import Ground, ground_of
from materiel.lab.study.load import locate
from materiel.lab.study.measured import metric_named
from materiel.lab.study.points import called, shown
from materiel.lab.study.stopping import Estimate
from materiel.lab.tune.conduct import Outcome, Tell, conduct
from materiel.lab.tune.confirm import Finalist
from materiel.lab.tune.evaluate import POLICY, described
from materiel.lab.tune.journal import Journal
from materiel.lab.tune.selection import Stand
from materiel.lab.tune.spec import TuneSpec
from materiel.lab.tune.told import told
from materiel.lab.tune.verdicts import chosen, condition, verdict_of
from materiel.lab.tune.world import InWorld, folder_of, question_of, told_of, tune_spec, within
from materiel.lab.wording import capital, listed, number, percent
from materiel.verbs.cores import cores
from materiel.verbs.stderr import say, warm_kernel
from materiel.verbs.study_compare import lines
from materiel.verbs.yearly import aligned

if TYPE_CHECKING:
    from materiel.lab.tune.search import Step

JOURNAL, RESULT = "journal.jsonl", "result.json"
_FAULTS_SHOWN = 3


def tune_study(source: str, workers: int | None, out: Path, as_json: bool, quiet: bool) -> int:
    """Tune a study, or go on with it; the finding with its tables, or the JSON object, on stdout; the exit code."""
    path = locate(source)
    ground = ground_of(path)
    spec = tune_spec(ground, path)
    question = question_of(ground, spec)
    folder = folder_of(out, ground, spec)
    warm_kernel()
    began = time.monotonic()
    with on_request() as asked, InWorld(ground, workers or cores(), asked.is_set) as world, _live(spec, quiet) as tell:
        journal = Journal(folder / JOURNAL, told_of(ground, spec))
        if journal.kept and not quiet:
            say(f"going on from {folder / JOURNAL}")
        evaluate = within(ground.study.budget, journal.over(world), len(ground.grid.futures))
        try:
            outcome = conduct(spec, question, evaluate, tell)
        except Interrupted:
            say(f"what was run is kept in {folder}; the same command goes on")
            return 130
    names = [_name(ground, f) for f in outcome.finalists]
    content = {"study": ground.name, "title": ground.study.title, "method": spec.method, "confidence": spec.confidence}
    verdict = verdict_of(outcome, names, metrics_of(ground), spec.confidence)
    content |= told(outcome, names, verdict) | {"faults": len(world.faults), "result": str(folder)}
    text = json.dumps(content, allow_nan=False)
    write_text(folder / "study.toml", path.read_text(encoding="utf-8"))
    write_text(folder / RESULT, text + "\n")
    click.echo(text if as_json else report(ground, spec, outcome, names, verdict, time.monotonic() - began))
    for fault in world.faults[:_FAULTS_SHOWN]:
        say(fault)
    if world.faults:
        say(f"{len(world.faults)} replications failed; they count as missing")
    if not as_json:
        click.echo(f"results in {folder}")
    return 1 if world.faults else 0


@contextlib.contextmanager
def _live(spec: TuneSpec, quiet: bool) -> Iterator[Tell]:
    """A bar with what is known so far; nothing where nobody watches."""
    if quiet or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (BarColumn(), TextColumn("elapsed"), TimeElapsedColumn(), TextColumn("left"), TimeRemainingColumn())
    with Progress(*columns, TextColumn("{task.description}"), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def tell(now: Stand | Step) -> None:
            if isinstance(now, Stand):
                text = f"{now.left} candidates left, {now.replications} replications"
                bar.update(task, completed=now.done, total=now.latest, description=text)
            else:
                text = f"generation {now.generation}, {now.candidates} candidates, {now.replications} replications"
                bar.update(task, completed=now.generation, total=spec.generations, description=text)

        yield tell


def _name(ground: Ground, finalist: Finalist) -> str:
    levers = {name: value for name, value in finalist.settings.items() if name != POLICY}
    titles = called(ground.grid.candidates, ground.titles)
    for candidate, title in zip(ground.grid.candidates, titles, strict=True):
        if candidate.policy == finalist.settings.get(POLICY) and dict(candidate.levers) == levers:
            return title
    return ", ".join(f"{name}={shown(value)}" for name, value in levers.items())


def metrics_of(ground: Ground) -> dict[str, Named]:
    """What the metrics of a study are called."""
    return {
        name: Named(spec.title or name.replace("_", " "), spec.unit or metric_named(spec.of, name).unit, spec.better)
        for name, spec in ground.study.metrics.items()
    }


def report(
    ground: Ground, spec: TuneSpec, outcome: Outcome, names: Sequence[str], verdict: Verdict, seconds: float
) -> str:
    """The headline, the finalists, what is promised, the winner's curse and the effort, as text."""
    parts = ["\n".join([ground.study.title, *lines(verdict)]), _finalists(ground, outcome, names)]
    notes = [*_promise(ground, spec, outcome, names), *_curse(ground, spec, outcome), *_effort(spec, outcome, seconds)]
    return "\n\n".join([*parts, "\n".join(notes)])


def _promise(ground: Ground, spec: TuneSpec, outcome: Outcome, names: Sequence[str]) -> list[str]:
    """The levels of what was chosen, and what the method says of its choice."""
    told = []
    for k, goal in enumerate(outcome.question.goals):
        end = _end(outcome, k)
        level = outcome.finalists[end].fresh[goal.metric]
        where = "under" if len(outcome.question.goals) == 1 else "at one end of the front,"
        told.append(f"{capital(_title(ground, goal.name))} on fresh chance {where} {names[end]}: {_spoken(level)}.")
    if outcome.found is not None:
        front = "the front" if len(outcome.question.goals) > 1 else "the best"
        told.append(
            f"Finalists are {front} of {len(outcome.found.held):,} candidates that the search met; it promises nothing."
        )
        return told
    selection = outcome.selection
    assert selection is not None
    if undefined := [described(outcome.question.candidates[i]) for i in selection.undefined]:
        goal = outcome.question.goals[0]
        told.append(
            f"{capital(_title(ground, goal.name))} is undefined under {listed(undefined[:8])}, which took no part."
        )
    if spec.method == "ocba" or not selection.sure:
        return [*told, f"{capital(selection.why)}."]
    delta, count = number(spec.indifference or 0.0), len(selection.counts) - len(selection.undefined)
    if len(selection.left) > 1:
        what = f"{len(selection.left)} of {count} candidates are left: nothing parts them by {delta} or more"
    else:
        what = f"Of {count} candidates the choice is the best if it is ahead by {delta} or more"
    return [*told, f"{what} ({percent(spec.confidence)} confidence)."]


def _end(outcome: Outcome, goal: int) -> int:
    """The finalist that was chosen (one goal), or that was the best by a goal when chosen."""
    if len(outcome.question.goals) == 1:
        return chosen(outcome)
    it = outcome.question.goals[goal]
    return max(range(len(outcome.finalists)), key=lambda k: it.sign * outcome.finalists[k].before[it.metric].mean)


def _title(ground: Ground, metric: str) -> str:
    return ground.study.metrics[metric].title or metric.replace("_", " ")


def _spoken(mean: Estimate) -> str:
    """A mean with the half-width of its interval."""
    if not 0.0 < mean.half_width < math.inf:
        return "undefined" if math.isnan(mean.mean) else number(mean.mean)
    width = 2.0 * mean.half_width
    return f"{number(mean.mean, width)} ± {number(mean.half_width, width)}"


def _finalists(ground: Ground, outcome: Outcome, names: Sequence[str]) -> str:
    question = outcome.question
    shown_metrics = dict.fromkeys([*(g.name for g in question.goals), *(li.name for li in question.limits)])
    head = ["finalist"]
    for metric in shown_metrics:
        head += [f"{_title(ground, metric)}: when chosen", "on fresh chance"]
    single = len(question.goals) == 1
    if single:
        head += ["overrated by", "behind the first: when chosen", "on fresh chance"]
    rows = [head + [f"{limit.name}?" for limit in question.limits]]
    for finalist, name in zip(outcome.finalists, names, strict=True):
        row = [name]
        for metric in shown_metrics:
            k = question.metrics.index(metric)
            row += [_spoken(finalist.before[k]), _spoken(finalist.fresh[k])]
        if single:
            behind = ["", ""] if finalist.behind is None else [_spoken(mean) for mean in finalist.behind]
            row += [_spoken(finalist.curse[0]), *behind]
        row += [condition(limit, finalist.fresh[limit.metric]) for limit in question.limits]
        rows.append(row)
    return aligned(rows)


def _curse(ground: Ground, spec: TuneSpec, outcome: Outcome) -> list[str]:
    """By how much estimates that were chosen by were too good."""
    lines = [
        f"Chosen by replications 0 to {outcome.chosen_by.stop - 1} at the most, confirmed by {outcome.fresh.start} to "
        f"{outcome.fresh.stop - 1}, which no choice was made by; ± at {percent(spec.confidence)} confidence."
    ]
    for k, goal in enumerate(outcome.question.goals):
        first = outcome.finalists[0].curse[k]
        each = [f.curse[k].mean for f in outcome.finalists]
        if not np.isfinite(each).all():
            lines.append(
                f"Winner's curse in {_title(ground, goal.name)}: not known, since some candidate has no value."
            )
            continue
        whose = "the choice was" if len(outcome.question.goals) == 1 else "the first finalist was"
        lines.append(
            f"Winner's curse in {_title(ground, goal.name)}: {whose} overrated by {_spoken(first)} beyond the luck "
            f"that all share, the finalists by {number(sum(each) / len(each))} on average."
        )
    return lines


def _effort(spec: TuneSpec, outcome: Outcome, seconds: float) -> list[str]:
    if (selection := outcome.selection) is not None:
        equal = len(selection.counts) * int(selection.counts.max())
        spent, counts = selection.replications, selection.counts
        return [
            f"{spent:,} replications, {counts.min()} to {counts.max()} of a candidate; all of them as often as the last would be "
            f"{equal:,} ({equal / spent:.1f} times as many); {seconds:.1f} s."
        ]
    assert outcome.found is not None
    lines = [f"{outcome.replications:,} replications of {len(outcome.found.held):,} candidates; {seconds:.1f} s."]
    if len(outcome.question.goals) > 1:
        trace = outcome.found.trace
        some = sorted({0, len(trace) // 4, len(trace) // 2, 3 * len(trace) // 4, len(trace) - 1})
        lines.append(
            "Hypervolume, as a share of the box from the worst of the first generation to the best of each metric: "
            + ", ".join(f"{trace[k]:.3f} after {outcome.found.steps[k].replications:,}" for k in some)
            + " replications."
        )
    return lines
