"""Verdicts as text, as JSON, and as the page docs/verification.md."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from materiel.verify.case import Case
from materiel.verify.judge import FAIL, REPORTED, Verdict

_TITLES = {
    "queueing": "Queues and repair",
    "inventory": "Stocks",
    "production": "Production and reliability",
    "combat": "Attrition and air defence",
    "history": "Published history",
    "output_analysis": "Output analysis",
}


def _figure(value: float | None) -> str:
    return "" if value is None or math.isnan(value) else f"{value:.5g}"


def _expected(v: Verdict) -> str:
    return _figure(v.value.expected) if v.value.low is None else f"{_figure(v.value.low)} to {_figure(v.value.high)}"


def _found(v: Verdict) -> str:
    if v.interval is None:
        return _figure(v.estimate)
    return f"{_figure(v.estimate)} ({_figure(v.interval[0])} to {_figure(v.interval[1])})"


def as_text(verdicts: Sequence[Verdict]) -> str:
    """A table for the terminal, with what speaks against each value that fails."""
    head = ("case", "metric", "expected", "estimate", "se", "z", "verdict")
    rows = [head] + [
        (v.case, v.metric, _expected(v), _found(v), _figure(v.se) if v.se else "", "" if v.z is None else f"{v.z:.2f}",
         v.verdict + (f": {v.why}" if v.why else "") + (" (second try)" if v.tries > 1 else ""))
        for v in verdicts
    ]  # fmt: skip
    widths = [max(len(row[k]) for row in rows) for k in range(len(head) - 1)]
    left = (0, 1, 6)
    return "\n".join(
        "  ".join(
            cell if k == len(head) - 1 else cell.ljust(widths[k]) if k in left else cell.rjust(widths[k])
            for k, cell in enumerate(row)
        ).rstrip()
        for row in rows
    )


def as_json(verdicts: Sequence[Verdict]) -> dict[str, Any]:
    """What was judged, for scripts. `estimate` is null if there is none, `z` where nothing is by chance."""
    return {
        "cases": [
            {
                "case": v.case,
                "metric": v.metric,
                "expected": v.value.expected,
                "estimate": None if math.isnan(v.estimate) else v.estimate,
                "se": v.se,
                "z": v.z,
                "verdict": v.verdict,
            }
            for v in verdicts
            if v.verdict != REPORTED
        ]
    }


def as_page(cases: Mapping[str, Case], verdicts: Sequence[Verdict], engine: str, share: float) -> str:
    """docs/verification.md: every case with its source, what it shows, and the result."""
    judged = [v for v in verdicts if v.verdict != REPORTED]
    passed = sum(v.verdict != FAIL for v in judged)
    lines = [
        "# Verification: known answers",
        "",
        f"Written by `materiel verify --page docs/verification.md` (engine {engine}, budget {share:g}): {len(cases)} cases, "
        f"{len(judged)} values judged, {passed} pass, {len(judged) - passed} fail.",
        "",
        *_HOW.strip().splitlines(),
    ]
    for group, title in _TITLES.items():
        names = [name for name, case in cases.items() if case.group == group]
        if names:
            lines += ["", f"## {title}"]
        for name in names:
            case = cases[name]
            lines += ["", f"### {name}: {case.name}", "", f"{case.shows}.", "", f"Source: {case.source}."]
            lines += ["", f"{case.remark}."] if case.remark else []
            lines += ["", "| value | expected | estimate | SE | z | verdict | also |", "|---|---|---|---|---|---|---|"]
            for v in (v for v in verdicts if v.case == name):
                z = "" if v.z is None else f"{v.z:.2f}"
                also = ", ".join(f"{who} {_figure(number)}" for who, number in v.value.also.items())
                verdict = v.verdict + (f": {v.why}" if v.why else "") + (" (second try)" if v.tries > 1 else "")
                lines.append(
                    f"| {v.metric} | {_expected(v)} | {_found(v)} | {_figure(v.se) if v.se else ''} | {z} | {verdict} | {also} |"
                )
    return "\n".join([*lines, "", *_NOT_HERE.strip().splitlines()]) + "\n"


_HOW = """
A case is a folder with a world (`world.toml`) and its known answers (`case.toml`): no code. `materiel verify FOLDER` runs one of
your own. An answer has a `metric`, what is `expected`, and a `reading`, which says how it is estimated from the record:

| word | what it is, of each replication after `warm_up_days` |
|---|---|
| `level("kind/name/field")`, `flow(...)` | the cell at each record instant; its growth up to there |
| `average(...)`, `grown(...)`, `rate(...)` | time average of a meter; growth of a total; that a day |
| `at(..., WHEN)`, `between(..., SINCE, UNTIL)` | the cell at a record instant (days or a date); growth between two |
| comparisons | 1 where they hold: their mean is a share |

| word | what it is, over replications |
|---|---|
| `mean(X)`, `variance(X)`, `quantile(X, SHARE)` | of those values; a value by itself means its mean |
| `ratio(CELL, CELL)` | mean growth of the one over mean growth of the other |
| `sqrt(X)`, `log(X)`, `+ - * / **` | of such numbers; errors are carried on by derivatives |

`*` in a cell stands for any text, and what fits is summed. A warm-up and the instants of a reading
are record instants of the world.

Tolerances (`rule`): *mc*: off by at most 3.9 standard errors, which are at most `max_rel_se` of the value; they come from 30
independent replications or more, never from places or instants. What fails is tried once more with another seed and four times the
replications. *det* and *int*: nothing is by chance. *below*: an upper bound. *range*: published history; the central 80 % of
replications have to meet the range and be no wider than twice it; there is no second try
and nothing is tuned. *reported*: shown, not judged.
"""

_NOT_HERE = """
## What is not here

- Output analysis (coverage of intervals, common random numbers, quasi-Monte Carlo, ranking and selection, Sobol indices,
  hypervolume): these are statements about studies, not about a world. The responses of some of
  them are formulas, so that no world can express them.
- Hughes's salvo equations: raids go one way, so no two forces fire at each other at once with staying power.
- Single-period (newsvendor) and economic order quantity cases that ask for four digits or more from random runs.
"""
