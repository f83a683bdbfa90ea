"""Verdicts as text and as JSON, and the cells of a world."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from materiel.network.arena import Network
from materiel.verify.judge import REPORTED, Verdict


def figure(value: float | None) -> str:
    """A number to five digits; nothing for none."""
    return "" if value is None or math.isnan(value) else f"{value:.5g}"


def expected(v: Verdict) -> str:
    """The known answer, or its range."""
    return figure(v.value.expected) if v.value.low is None else f"{figure(v.value.low)} to {figure(v.value.high)}"


def found(v: Verdict) -> str:
    """The estimate, with the interval that is held against a range."""
    if v.interval is None:
        return figure(v.estimate)
    return f"{figure(v.estimate)} ({figure(v.interval[0])} to {figure(v.interval[1])})"


def as_text(verdicts: Sequence[Verdict]) -> str:
    """A table for the terminal, with what speaks against each value that fails."""
    head = ("case", "metric", "expected", "estimate", "se", "z", "verdict")
    rows = [head] + [
        (v.case, v.metric, expected(v), found(v), figure(v.se) if v.se else "", "" if v.z is None else f"{v.z:.2f}",
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


def as_cells(network: Network) -> str:
    """The recorded cells of a world, as readings name them: how each is read, its unit and what it is."""
    told = []
    for c in network.columns:
        row = network.rows.get(f"{c.kind}/{c.name}")
        what = row.fields.fields[c.field].what if row and c.field in row.fields.fields else ""
        told.append((f"{c.kind}/{c.name}/{c.field}", c.mode, c.unit, what))
    widths = [max((len(t[k]) for t in told), default=0) for k in range(3)]
    return "\n".join("  ".join([*(t[k].ljust(widths[k]) for k in range(3)), t[3]]).rstrip() for t in told)
