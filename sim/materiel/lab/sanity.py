"""A world against published figures: each row of its sanity table, over replications."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from typing import Any

import numpy as np
import numpy.typing as npt

from materiel.lab.errors import LabError
from materiel.network.arena import Network
from materiel.record import Record
from materiel.run import replicate
from materiel.scenario.sanity import Row
from materiel.scenario.spec import When, days_from

DAYS_A_MONTH = 365.25 / 12
Values = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Verdict:
    """A row with what was simulated: one value a replication, their mean and 5 to 95 % of runs."""

    row: Row
    values: Values

    @property
    def mean(self) -> float:
        """Mean over replications."""
        return float(np.mean(self.values))

    @property
    def interval(self) -> tuple[float, float]:
        """The 5th and 95th percentile of the replications."""
        low, high = np.quantile(self.values, (0.05, 0.95))
        return float(low), float(high)

    @property
    def verdict(self) -> str:
        """`fits`: the mean lies in the published range; `overlaps`: 5 to 95 % of runs meet it; else `does not fit`."""
        published = self.row.published
        if published.low <= self.mean <= published.high:
            return "fits"
        low, high = self.interval
        return "overlaps" if low <= published.high and high >= published.low else "does not fit"


def columns_of(row: Row, patterns: Sequence[str], record: Record) -> list[int]:
    """Numbers of the columns that patterns of `kind/name/field` mean. LabError for a pattern that means none."""
    names = [f"{c.kind}/{c.name}/{c.field}" for c in record.columns]
    found: list[int] = []
    for pattern in patterns:
        fits = [k for k, name in enumerate(names) if fnmatchcase(name, pattern)]
        if not fits:
            raise LabError(f"sanity row {row.what!r}: expected a recorded cell, got {pattern}")
        found += fits
    return found


def _at(record: Record, summed: Values, day: float, row: Row) -> float:
    if day <= 0.0:
        return 0.0
    k = int(np.searchsorted(record.instants, day - 1e-6))
    if k == len(record.instants) or abs(record.instants[k] - day) > 1e-6:
        raise LabError(
            f"sanity row {row.what!r}: expected the ends of its window to be record instants, got day {day:g}"
        )
    return float(summed[k])


def value_of(row: Row, record: Record, start: date) -> float:
    """What one replication says of a row; not a number where it divides by nothing."""

    def day(when: When) -> float:
        return days_from(start, when)

    def read(patterns: Sequence[str]) -> float:
        summed = record.rows[:, columns_of(row, patterns, record)].sum(axis=1)
        if row.read == "month reached":
            there = np.flatnonzero(summed >= row.reach)
            reached = record.instants[there[0]] if len(there) else record.instants[-1]
            return (float(reached) - day(row.since)) / DAYS_A_MONTH
        assert row.until is not None
        last = _at(record, summed, day(row.until), row)
        return last if row.read == "level" else last - _at(record, summed, day(row.since), row)

    value = read(row.cells) * row.times
    if row.over:
        under = read(row.over)
        return value / under if under > 0.0 else float("nan")
    if row.per != "window" and row.read == "flow":
        assert row.until is not None
        days = day(row.until) - day(row.since)
        value /= days if row.per == "day" else days / DAYS_A_MONTH
    return value


def judge(
    network: Network, rows: Sequence[Row], start: date, seed: int, replications: int, workers: int
) -> list[Verdict]:
    """Simulate and compare: a verdict for each row. Values that are not numbers (nothing to divide by) are left out."""

    def one(replication: int) -> list[float]:
        record = replicate(network, seed, replication).record
        return [value_of(row, record, start) for row in rows]

    with ThreadPoolExecutor(workers) as pool:
        table = np.array(list(pool.map(one, range(replications))))
    verdicts = []
    for k, row in enumerate(rows):
        values = table[:, k][~np.isnan(table[:, k])]
        if not len(values):
            raise LabError(f"sanity row {row.what!r}: no replication gives it a value")
        verdicts.append(Verdict(row, values))
    return verdicts


def as_data(verdicts: Sequence[Verdict]) -> list[dict[str, Any]]:
    """The table as data that JSON can hold."""
    return [
        {
            "what": v.row.what,
            "unit": v.row.unit,
            "published": v.row.published.model_dump(),
            "mean": v.mean,
            "low": v.interval[0],
            "high": v.interval[1],
            "verdict": v.verdict,
            "word": v.row.word,
        }
        for v in verdicts
    ]


def as_markdown(title: str, verdicts: Sequence[Verdict], seed: int, replications: int) -> str:
    """The table as a page: published, simulated mean with 5 to 95 % of runs, verdict, and a word."""

    def figure(value: float) -> str:
        return f"{value:,.2f}" if abs(value) < 10 else f"{value:,.0f}"

    count = sum(v.verdict == "fits" for v in verdicts)
    lines = [
        f"# {title}: against published figures",
        "",
        f"{replications} replications, seed {seed}, central values. {count} of {len(verdicts)} rows fit: the simulated mean lies",
        "in the published range. *Overlaps*: 5 to 95 % of the runs meet it. Written by `materiel sanity`.",
        "",
        "| what | unit | published (range) | source | simulated mean (5 to 95 % of runs) | verdict | word |",
        "|---|---|---|---|---|---|---|",
    ]
    for v in verdicts:
        p, (low, high) = v.row.published, v.interval
        lines.append(
            f"| {v.row.what} | {v.row.unit} | {figure(p.central)} ({figure(p.low)} to {figure(p.high)}) | {p.source} "
            f"| {figure(v.mean)} ({figure(low)} to {figure(high)}) | {v.verdict} | {v.row.word} |"
        )
    return "\n".join(lines) + "\n"
