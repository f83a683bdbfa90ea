"""`materiel study sensitivity`."""

from __future__ import annotations

import json
from pathlib import Path

import click
import numpy as np

from materiel.lab.analysis.jackknife import Estimated
from materiel.lab.analysis.morris import Morris
from materiel.lab.analysis.sobol import Sobol
from materiel.lab.study.answers import Answers
from materiel.lab.study.influence import Influence, influence
from materiel.verbs.plain import as_json as plain
from materiel.verbs.plain import percent, ranging, spoken, within
from materiel.verbs.study_folder import folder_named
from materiel.verbs.yearly import aligned


def sensitivity_of_study(
    source: str,
    out: Path,
    metric: str | None,
    candidate: str | None,
    against: str | None,
    confidence: float,
    as_json: bool,
) -> int:
    """Say which factors matter; a finding and a table for each kind of factor, or one JSON object; the exit code."""
    answers = Answers(folder_named(source, out))
    found = influence(answers, metric, candidate, against, confidence)
    if as_json:
        told = {"study": answers.manifest["study"], "title": answers.title}
        parts = [plain(f) | {"finding": finding(answers, f, confidence)} for f in found]
        click.echo(json.dumps(told | {"analyses": parts}, allow_nan=False))
        return 0
    click.echo(answers.title)
    for each in found:
        click.echo(f"{finding(answers, each, confidence)}\n\n{_table(answers, each)}\n\n{_note(each)}")
    return 0


def _main(found: Morris | Sobol) -> Estimated:
    return found.mu_star if isinstance(found, Morris) else found.total


def finding(answers: Answers, each: Influence, confidence: float) -> str:
    """Which factor matters most, in a sentence with an interval."""
    by = _main(each.found)
    top = int(np.argmax(by.estimate))
    name = answers.name_of(each.factors[top])
    what = f"{each.metric.title} ({each.of}{f' less {each.against}' if each.against else ''})"
    low, high = float(by.low[top]), float(by.high[top])
    if isinstance(each.found, Morris):
        unit = f" {each.metric.unit}" if each.metric.unit not in ("", "share") else ""
        return (
            f"Of {len(each.factors)} {each.kind}, {name} moves {what} most: by {within(float(by.estimate[top]), low, high)}{unit} "
            f"({ranging(low, high)}, {percent(confidence)}) over its range on average."
        )
    return (
        f"Of {len(each.factors)} {each.kind}, {name} matters most to {what}: it has part in "
        f"{percent(float(by.estimate[top]))} ({percent(max(low, 0.0))} to {percent(min(high, 1.0))}, at {percent(confidence)}) "
        "of the variance of its expected value."
    )


def _table(answers: Answers, each: Influence) -> str:
    found = each.found
    order = np.argsort(-_main(found).estimate, kind="stable")
    columns: dict[str, Estimated]
    if isinstance(found, Morris):
        columns = {"mean size": found.mu_star, "mean effect": found.mu, "spread of effects": found.sigma}
    else:
        columns = {"total": found.total, "alone": found.first}
    rows = [["factor", *(title for name in columns for title in (name, "interval"))]]
    if isinstance(found, Morris):
        rows[0].append("by chance alone")
    for k in order:
        row = [answers.name_of(each.factors[k])]
        for by in columns.values():
            low, high = float(by.low[k]), float(by.high[k])
            row += [within(float(by.estimate[k]), low, high), ranging(low, high)]
        if isinstance(found, Morris):
            row.append(spoken(float(found.floor[k])))
        rows.append(row)
    return aligned(rows)


def _note(each: Influence) -> str:
    found = each.found
    dropped = f" {found.dropped} were left out, because some point lacks them." if found.dropped else ""
    if isinstance(found, Morris):
        how = f"{found.trajectories} trajectories, {found.replications} replications.{dropped}"
        return how + (
            " Effects are for the whole range of a factor. A mean size near what chance alone gives is no sign of an effect."
        )
    how = f"{found.base} base points, {found.replications} replications.{dropped}"
    return how + (
        f" Variance of the expected value {spoken(found.variance)}; chance was {percent(max(found.chance, 0.0))} of what was "
        "seen over points, and is taken off."
        if found.replications > 1
        else " With one replication the chance in it counts as influence."
    )
