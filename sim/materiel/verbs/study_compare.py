"""`materiel study compare`."""

from __future__ import annotations

import json
from pathlib import Path

import click
import numpy as np

from materiel.lab.study.answers import Answers
from materiel.lab.study.comparison import Compared, compare
from materiel.verbs.plain import as_json as plain
from materiel.verbs.plain import percent, places, ranging, spoken, within
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
    click.echo(f"{_against(found, order)}\n\n{_with_best(found, order)}")
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
    other = order[1] if first == reference else reference
    if first == reference:  # the difference is the other's to the reference: it is turned round
        told = -overall.estimate[other], -overall.high[other], -overall.low[other]
    else:
        told = overall.estimate[first], overall.low[first], overall.high[first]
    estimate, low, high = (float(x) for x in told)
    unit = f" {found.metric.unit}" if found.metric.unit not in ("", "share") else ""
    mean = spoken(float(found.means.mean(axis=1)[first]), places((high - low) / 2.0))
    may, count = int(found.best.may_be_best.sum()), len(found.names)
    verdict = f"{found.names[first]} is surely the best of {count}" if may == 1 else f"{may} of {count} may be the best"
    return (
        f"{found.metric.title} is {'highest' if found.metric.better == 'higher' else 'lowest'} under {found.names[first]}, "
        f"{mean}{unit}: {within(estimate, low, high, sign=True)} ({ranging(low, high)}) against {found.names[other]}; "
        f"{verdict} (jointly {percent(overall.confidence)})."
    )


def _against(found: Compared, order: list[int]) -> str:
    overall, reference = found.paired.overall, found.paired.reference
    means = found.means.mean(axis=1)
    rows = [["candidate", "mean", f"less {found.names[reference]}", "joint interval", "p", "gain"]]
    for k in order:
        if k == reference:
            rows.append([found.names[k], spoken(float(means[k])), "reference", "", "", ""])
            continue
        low, high = float(overall.low[k]), float(overall.high[k])
        rows.append(
            [
                found.names[k],
                spoken(float(means[k])),
                within(float(overall.estimate[k]), low, high, sign=True),
                ranging(low, high),
                f"{overall.p[k]:.3f}" if overall.p[k] >= 0.001 else "< 0.001",
                _gain(float(found.paired.gain[k])),
            ]
        )
    return aligned(rows)


def _with_best(found: Compared, order: list[int]) -> str:
    rows = [["candidate", "less the best other", "may be best", "P(is best)", "P(mean is best)"]]
    for k in order:
        rows.append(
            [
                found.names[k],
                ranging(float(found.best.low[k]), float(found.best.high[k])),
                "yes" if found.best.may_be_best[k] else "no",
                percent(float(found.probably.by_chance[k])),
                percent(float(found.probably.on_average[k])),
            ]
        )
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
            low, high = float(part.low[k]), float(part.high[k])
            row += [within(float(part.estimate[k]), low, high), ranging(low, high)]
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
    notes.append("P(is best): share of replications; P(mean is best): share of resamples, of how sure the choice is.")
    if found.good is not None:
        how = "its mean" if probability is None else f"the metric, with probability {probability:g},"
        word = "at least" if found.metric.better == "higher" else "at most"
        notes.append(
            f"Good enough: {how} is {word} {spoken(found.good.threshold)}. Intervals over futures are those of chance alone."
        )
    return notes
