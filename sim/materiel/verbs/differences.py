"""The table of differences between policies that `materiel run` prints, and what `--json` has of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from materiel.lab.analysis.verdict import Verdict
from materiel.lab.differences import Difference, titles_of
from materiel.lab.result import Result
from materiel.lab.wording import cut, named, number, percent, span
from materiel.verbs.yearly import aligned

_WIDE = 48


def cells(verdict: Verdict) -> list[str]:
    """A difference and its interval, in two cells; in words where it is none, does not vary, or is not defined."""
    low, high = verdict.low, verdict.high
    if verdict.kind == "undefined":
        return ["undefined", f"{verdict.valued} of {verdict.runs} runs have a value"]
    if verdict.kind == "identical":
        return ["no difference", "identical in every run"]
    if not np.isfinite([low, high]).all():
        return [number(verdict.estimate, sign=True), "one observation"]
    if high - low <= 1e-9 * max(abs(low), abs(high)):
        return [number(verdict.estimate, sign=True), "in every run"]
    return [number(verdict.estimate, high - low, sign=True), span(low, high, sign=True)]


def told_of(difference: Difference) -> dict[str, Any]:
    """A difference as data: who, by which metric, and the verdict."""
    verdict = {"title" if key == "metric" else key: value for key, value in difference.verdict.told().items()}
    return {"policy": difference.policy, "metric": difference.metric, **verdict}


def table_of(results: Sequence[Result], differences: Sequence[Difference]) -> str:
    """Every policy against the first: mean paired difference, interval, median where it is skewed, and the verdict."""
    titles = titles_of(results)
    medians = any(d.verdict.median is not None for d in differences)
    rows = [["policy", "metric", "difference", "95 % interval", *(["median"] if medians else []), "verdict"]]
    for result, title in zip(results[1:], titles[1:], strict=True):
        name, shown = result.manifest["policy"], cut(title, _WIDE)
        for difference in (d for d in differences if d.policy == name):
            verdict = difference.verdict
            metric = f"{verdict.metric}{f',{named(verdict.unit)}' if named(verdict.unit) else ''}"
            row = [shown, metric, *cells(verdict)]
            if medians:
                row.append(
                    "" if verdict.median is None else number(verdict.median, verdict.high - verdict.low, sign=True)
                )
            rows.append([*row, verdict.kind])
            shown = ""
    clusters = max((d.verdict.clusters for d in differences), default=0)
    confidence = percent(differences[0].verdict.confidence)
    among = "" if len(results) == 2 else "; those of a metric hold for all policies at once"
    of = f"{clusters} independent observation{'' if clusters == 1 else 's'}"
    notes = f"Mean paired differences on the same chance; intervals at {confidence} are over {of}{among}."
    if clusters == 1:
        notes = "Paired differences of one observation, which has no interval: more replications tell what chance does."
    return "\n".join([f"Differences to {titles[0]}", aligned(rows), notes])
