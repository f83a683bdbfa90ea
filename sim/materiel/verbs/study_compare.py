"""`materiel study compare`."""

from __future__ import annotations

import json
from pathlib import Path

import click
import numpy as np

from materiel.lab.analysis.verdict import Verdict
from materiel.lab.study.answers import Answers
from materiel.lab.study.comparison import Compared, compare
from materiel.lab.wording import cut, listed, number, percent, span
from materiel.verbs.differences import cells
from materiel.verbs.plain import as_json as plain
from materiel.verbs.study_folder import folder_named
from materiel.verbs.yearly import aligned

_SHOWN, _WIDE = 24, 48


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
    """Compare the candidates of a study; a headline and tables, or one JSON object; the exit code."""
    answers = Answers(folder_named(source, out))
    found = compare(answers, metric, reference, confidence, threshold, probability)
    if as_json:
        told = {"study": answers.manifest["study"], "title": answers.title, "headline": found.verdict.sentence(),
                "finding": found.verdict.sentence(None)}  # fmt: skip
        verdicts = {
            "verdict": found.verdict.told(),
            "against": [v.told() for v in found.against],
            "absent": [v.told() for v in found.absent],
        }
        click.echo(json.dumps(told | plain(found) | plain(verdicts), allow_nan=False))
        return 0
    click.echo("\n".join([answers.title, *lines(found.verdict), *(v.sentence(None) for v in found.absent), ""]))
    order = _order(found)
    click.echo(f"{_against(found, order)}\n\n{_with_best(found, order)}")
    if len(found.futures) > 1:
        click.echo(f"\n{_over_futures(found, order)}")
    if len(order) < len(found.names):
        click.echo(f"... and {len(found.names) - len(order)} more candidates, which --json has")
    click.echo("\n" + "\n".join(_notes(found, probability)))
    return 0


def lines(verdict: Verdict) -> list[str]:
    """The headline, and below it the whole sentence where that is longer."""
    headline, whole = verdict.sentence(), verdict.sentence(None)
    return [headline] if headline == whole else [headline, f"  {whole}"]


def _order(found: Compared) -> list[int]:
    """Candidates from the best mean down, no more than a page; the reference is always among them."""
    sign = -1.0 if found.metric.better == "higher" else 1.0
    order = [int(k) for k in np.argsort(sign * found.means.mean(axis=1), kind="stable")]
    shown = order[:_SHOWN]
    return shown if found.paired.reference in shown else [*shown[:-1], found.paired.reference]


def _against(found: Compared, order: list[int]) -> str:
    overall, reference = found.paired.overall, found.paired.reference
    means = found.means.mean(axis=1)
    medians = any(found.against[k].median is not None for k in order)
    head = ["candidate", "mean", f"less {cut(found.titles[reference], 28)}", "joint interval"]
    rows = [[*head, *(["median"] if medians else []), "p", "gain", "verdict"]]
    for k in order:
        verdict, row = found.against[k], [cut(found.titles[k], _WIDE), number(float(means[k]))]
        if k == reference:
            rows.append([*row, "reference", *[""] * (len(rows[0]) - 3)])
            continue
        row += cells(verdict)
        if medians:
            row.append("" if verdict.median is None else number(verdict.median, verdict.high - verdict.low, sign=True))
        p = f"{overall.p[k]:.3f}" if overall.p[k] >= 0.001 else "< 0.001"
        rows.append([*row, p, _gain(float(found.paired.gain[k])), verdict.kind])
    return aligned(rows)


def _with_best(found: Compared, order: list[int]) -> str:
    rows = [["candidate", "less the best other", "may be best", "P(is best)", "P(mean is best)"]]
    for k in order:
        rows.append(
            [
                cut(found.titles[k], _WIDE),
                span(float(found.best.low[k]), float(found.best.high[k]), sign=True),
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
        row = [cut(found.titles[k], _WIDE)]
        for part in (found.regret.mean, found.regret.largest):
            low, high = float(part.low[k]), float(part.high[k])
            row += [number(float(part.estimate[k]), high - low), span(low, high)]
        if (good := found.good) is not None:
            row += [
                percent(float(good.share[k])),
                f"{percent(float(good.low[k]))} to {percent(float(good.high[k]))}",
                percent(float(good.open[k])),
            ]
        rows.append(row)
    return aligned(rows)


def _notes(found: Compared, probability: float | None) -> list[str]:
    paired, overall = found.paired, found.paired.overall
    unit = {1: "replications", 2: "pairs of replications"}.get(
        found.together, f"groups of {found.together} replications"
    )
    used = (
        f"{paired.used.min()}"
        if paired.used.min() == paired.used.max()
        else f"{paired.used.min()} to {paired.used.max()}"
    )
    one = "the same number has the same draws everywhere and is one observation"
    if found.drawn:
        one += "; all replications of a future, a draw of the posterior, are a cluster as well"
    notes = [
        f"{len(found.futures)} future{'s' if len(found.futures) > 1 else ''}, counted equally, of {used} {unit} each; {one}."
    ]
    if paired.dropped.any():
        notes.append(f"{int(paired.dropped.sum())} {unit} were left out, because some candidate lacks them.")
    reach = f"reach {overall.reach:.2f} standard errors (Bonferroni {overall.bonferroni:.2f})"
    notes.append(
        f"Intervals of a column hold all at once, at {percent(overall.confidence)}; {reach}. "
        "gain: how many times the runs independent streams would need."
    )
    notes.append("P(is best): share of replications; P(mean is best): share of resamples, of how sure the choice is.")
    skew = [found.titles[k] for k, v in enumerate(found.against) if v.median is not None]
    if skew:
        notes.append(
            f"Skewed (median beside the mean): the differences of {listed([cut(t, _WIDE) for t in skew[:3]])}."
        )
    if found.good is not None:
        how = "its mean" if probability is None else f"the metric, with probability {probability:g},"
        word = "at least" if found.metric.better == "higher" else "at most"
        chance = "of chance and draws" if found.drawn else "of chance alone"
        notes.append(
            f"Good enough: {how} is {word} {number(found.good.threshold)}. Intervals over futures are those {chance}."
        )
    return notes
