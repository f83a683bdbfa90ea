"""`materiel study compare`."""

from __future__ import annotations

import json
from pathlib import Path

import click
import numpy as np

from materiel.lab.study.answers import Answers
from materiel.lab.study.comparison import Compared, compare
from materiel.verbs.plain import as_json as plain
from materiel.verbs.plain import percent, ranging, spoken
from materiel.verbs.study_folder import folder_named
from materiel.verbs.yearly import aligned

_SHOWN = 24


def compare_study(
    source: str,
    out: Path,
    metric: str | None,
    reference: str | None,
    confidence: float,
    threshold: float | None,
    probability: float | None,
    as_json: bool,
) -> int:
    """Compare the candidates of a study; a finding and tables, or one JSON object; the exit code."""
    answers = Answers(folder_named(source, out))
    found = compare(answers, metric, reference, confidence, threshold, probability)
    if as_json:
        told = {"study": answers.manifest["study"], "title": answers.title, "finding": finding(found)}
        click.echo(json.dumps(told | plain(found), allow_nan=False))
        return 0
    click.echo(f"{answers.title}\n{finding(found)}\n")
    order = _order(found)
    click.echo(_against(found, order))
    if len(found.futures) > 1:
        click.echo(f"\n{_over_futures(found, order)}")
    if len(order) < len(found.names):
        click.echo(f"... and {len(found.names) - len(order)} more candidates, which --json has")
    click.echo("\n" + "\n".join(_notes(found, probability)))
    return 0


def _order(found: Compared) -> list[int]:
    """Candidates from the best mean down, no more than a page; the reference is always among them."""
    sign = -1.0 if found.metric.better == "higher" else 1.0
    order = [int(k) for k in np.argsort(sign * found.means.mean(axis=1), kind="stable")]
    shown = order[:_SHOWN]
    return shown if found.paired.reference in shown else [*shown[:-1], found.paired.reference]


def finding(found: Compared) -> str:
    """What the comparison comes to, in a sentence with an interval.

    If the reference is ahead, it is held against the next; otherwise whoever is ahead is held against the reference.
    """
    order = _order(found)
    first, reference, overall = order[0], found.paired.reference, found.paired.overall
    means, unit = found.means.mean(axis=1), f" {found.metric.unit}" if found.metric.unit else ""
    other = first if first != reference else order[1]
    estimate, low, high = (
        float(x[other]) if first != reference else -float(x[other])
        for x in (
            overall.estimate,
            *((overall.low, overall.high) if first != reference else (overall.high, overall.low)),
        )
    )
    names = found.names[first], found.names[reference if first != reference else other]
    may = [found.names[k] for k in order if found.best.may_be_best[k]]
    if len(may) == 1:
        verdict = f"{may[0]} is surely the best of {len(found.names)}"
    else:
        verdict = f"{int(found.best.may_be_best.sum())} of {len(found.names)} may still be the best"
    return (
        f"{found.metric.title} is {'highest' if found.metric.better == 'higher' else 'lowest'} under {names[0]}, "
        f"{spoken(float(means[first]))}{unit}: {spoken(estimate, sign=True)} ({ranging(low, high)}) against {names[1]}; "
        f"{verdict} (jointly {percent(overall.confidence)})."
    )


def _against(found: Compared, order: list[int]) -> str:
    overall, reference = found.paired.overall, found.paired.reference
    rows = [
        ["candidate", "mean", f"less {found.names[reference]}", "joint interval", "p", "gain", "less the best other",
         "may be best", "best in", "mean is best"]
    ]  # fmt: skip
    means = found.means.mean(axis=1)
    for k in order:
        own = k == reference
        rows.append([
            found.names[k],
            spoken(float(means[k])),
            "reference" if own else spoken(float(overall.estimate[k]), sign=True),
            "" if own else ranging(float(overall.low[k]), float(overall.high[k])),
            "" if own else f"{overall.p[k]:.3f}" if overall.p[k] >= 0.001 else "< 0.001",
            "" if own else _gain(float(found.paired.gain[k])),
            ranging(float(found.best.low[k]), float(found.best.high[k])),
            "yes" if found.best.may_be_best[k] else "no",
            percent(float(found.probably.by_chance[k])),
            percent(float(found.probably.on_average[k])),
        ])  # fmt: skip
    return aligned(rows)


def _gain(ratio: float) -> str:
    return "-" if np.isnan(ratio) else "no noise" if np.isinf(ratio) else f"x {ratio:,.1f}"


def _over_futures(found: Compared, order: list[int]) -> str:
    rows = [["candidate", "mean regret", "interval", "largest regret", "interval"]]
    if found.good is not None:
        rows[0] += ["good enough in", "interval", "near the threshold"]
    for k in order:
        row = [found.names[k]]
        for part in (found.regret.mean, found.regret.largest):
            row += [spoken(float(part.estimate[k])), ranging(float(part.low[k]), float(part.high[k]))]
        if (good := found.good) is not None:
            row += [
                percent(float(good.share[k])),
                f"{percent(float(good.low[k]))} to {percent(float(good.high[k]))}",
                percent(float(good.open[k])),
            ]
        rows.append(row)
    return aligned(rows)


def _notes(found: Compared, probability: float | None) -> list[str]:
    paired = found.paired
    unit = {1: "replications", 2: "pairs of replications"}.get(
        found.together, f"groups of {found.together} replications"
    )
    used = (
        f"{paired.used.min()}"
        if paired.used.min() == paired.used.max()
        else f"{paired.used.min()} to {paired.used.max()}"
    )
    notes = [
        f"{len(found.futures)} future{'s' if len(found.futures) > 1 else ''}, counted equally, of {used} {unit} each; "
        "the same number has the same draws everywhere and is one observation."
    ]
    if paired.dropped.any():
        notes.append(f"{int(paired.dropped.sum())} {unit} were left out, because some candidate lacks them.")
    notes.append(
        f"Joint intervals reach {paired.overall.reach:.2f} standard errors (Bonferroni {paired.overall.bonferroni:.2f}). "
        "gain: how many times the runs independent streams would need."
    )
    if found.good is not None:
        how = "its mean" if probability is None else f"the metric, with probability {probability:g},"
        word = "at least" if found.metric.better == "higher" else "at most"
        notes.append(
            f"Good enough: {how} is {word} {spoken(found.good.threshold)}. Intervals over futures are those of chance alone."
        )
    return notes
