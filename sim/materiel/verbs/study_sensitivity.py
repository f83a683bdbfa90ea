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
from materiel.lab.wording import cut, number, percent, span
from materiel.verbs.plain import as_json as plain
from materiel.verbs.study_compare import lines
from materiel.verbs.study_folder import folder_named
from materiel.verbs.yearly import aligned

_WIDE = 48


def sensitivity_of_study(
    source: str,
    out: Path,
    metric: str | None,
    candidate: str | None,
    against: str | None,
    confidence: float,
    as_json: bool,
) -> int:
    """Say which factors matter; a headline and a table for each kind of factor, or one JSON object; the exit code."""
    answers = Answers(folder_named(source, out))
    found = influence(answers, metric, candidate, against, confidence)
    if as_json:
        told = {"study": answers.manifest["study"], "title": answers.title}
        parts = [
            plain(f)
            | {
                "headline": f.verdict.sentence(),
                "finding": f.verdict.sentence(None),
                "verdict": plain(f.verdict.told()),
            }
            for f in found
        ]
        click.echo(json.dumps(told | {"analyses": parts}, allow_nan=False))
        return 0
    click.echo(answers.title)
    for each in found:
        click.echo("\n".join(lines(each.verdict)))
        of = f"{each.kind.capitalize()} of {each.of}{f' less {each.against}' if each.against else ''}"
        if each.found is None:
            why = "is the same at every point" if each.verdict.kind == "none moves" else "varies no more than by chance"
            click.echo(f"\n{of}: {each.metric.title} {why}, so there are no indices.")
            continue
        click.echo(f"\n{_table(answers, each, each.found)}\n\n{of}; {_note(each.found, confidence)}")
    return 0


def _table(answers: Answers, each: Influence, found: Morris | Sobol) -> str:
    main = found.mu_star if isinstance(found, Morris) else found.total
    order = np.argsort(-main.estimate, kind="stable")
    columns: dict[str, Estimated]
    if isinstance(found, Morris):
        columns = {"mean size": found.mu_star, "mean effect": found.mu, "spread of effects": found.sigma}
    else:
        columns = {"total": found.total, "alone": found.first}
    rows = [["factor", *(title for name in columns for title in (name, "interval"))]]
    if isinstance(found, Morris):
        rows[0].append("by chance alone")
    for k in order:
        row = [cut(answers.name_of(each.factors[k]), _WIDE)]
        for by in columns.values():
            low, high = float(by.low[k]), float(by.high[k])
            none = low == high == 0.0
            row += ["none", ""] if none else [number(float(by.estimate[k]), high - low), span(low, high)]
        if isinstance(found, Morris):
            row.append(number(float(found.floor[k])))
        rows.append(row)
    return aligned(rows)


def _note(found: Morris | Sobol, confidence: float) -> str:
    dropped = f" {found.dropped} were left out, because some point lacks them." if found.dropped else ""
    joint = f"intervals of a column hold for all factors at once, at {percent(confidence)}."
    if isinstance(found, Morris):
        how = f"{found.trajectories} trajectories, {found.replications} replications; {joint}{dropped}"
        return how + (
            " Effects are for the whole range of a factor. A mean size near what chance alone gives is no sign of an effect."
        )
    how = f"{found.base} base points, {found.replications} replications; {joint}{dropped}"
    return how + (
        f" Variance of the expected value {number(found.variance)}; chance was {percent(max(found.chance, 0.0))} of what was "
        "seen over points, and is taken off."
        if found.replications > 1
        else " With one replication the chance in it counts as influence."
    )
