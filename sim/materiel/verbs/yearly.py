"""The table by year that `materiel run` prints."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from materiel.lab.result import Result
from materiel.metrics.decade import mean_of
from materiel.metrics.measure import by_instant
from materiel.metrics.reading import Series, defined
from materiel.verbs.runs_out import worst_rows

YEAR = 12
_WORDS = {"availability": "equipment", "coverage": "air defence"}
_GENERIC = ("time_average/", "rate/", "total_")
"""Numbers that stand in the summary but not in the table: there is one for every recorded cell."""


def years_of(result: Result) -> list[tuple[str, slice]]:
    """The years of a run, each with its months; none if its periods are no months."""
    periods = result.periods
    if not periods or not isinstance(periods[0], str):
        return []
    return [
        (f"{periods[k]} to {periods[min(k + YEAR, len(periods)) - 1]}", slice(k, k + YEAR))
        for k in range(0, len(periods), YEAR)
    ]


def _interval(values: Series) -> str:
    """Mean and 90 % of the runs that have a value, and how many these are if some have none; a dash if none has."""
    kept = defined(values)
    if not len(kept):
        return "-"
    low, high = np.quantile(kept, [0.05, 0.95])
    return f"{np.mean(kept):.2f} ({low:.2f}-{high:.2f})" + (f" n={len(kept)}" if len(kept) < len(values) else "")


def _mean_of_year(series: Series) -> Callable[[slice], str]:
    return lambda year: _interval(np.array([mean_of(run) for run in series[:, year]]))


def _mean_in_year(series: Series) -> Callable[[slice], str]:
    """Mean over the months and replications that have a value; a dash if none has."""

    def read(year: slice) -> str:
        values = series[:, year]
        there = values[~np.isnan(values)]
        return f"{np.mean(there):.2f}" if len(there) else "-"

    return read


def _at_end(series: Series, form: str = ".2f") -> Callable[[slice], str]:
    def read(year: slice) -> str:
        kept = defined(series[:, year][:, -1])
        return f"{np.mean(kept):{form}}" if len(kept) else "-"

    return read


def _rate(killed: Series, sent: Series) -> Callable[[slice], str]:
    def read(year: slice) -> str:
        launched = float(np.sum(sent[:, year]))
        return f"{np.sum(killed[:, year]) / launched:.2f}" if launched else "-"

    return read


def _cost(series: Series) -> Callable[[slice], str]:
    return lambda year: f"{np.mean(np.sum(series[:, year], axis=1)) / 1e9:.2f}"


def _limiting(components: dict[str, Series]) -> Callable[[slice], str]:
    def read(year: slice) -> str:
        shares = {name: float(np.mean(series[:, year])) for name, series in components.items()}
        worst = max(shares, key=lambda name: shares[name])
        return f"{_WORDS.get(worst, worst)} ({shares[worst]:.0%})" if shares[worst] > 0 else "none"

    return read


def _columns(result: Result, years: list[slice]) -> dict[str, list[str]]:
    """The cells of each column. A column's series are let go before the next are read: there may be many replications."""
    names = result.names()
    columns: dict[str, list[str]] = {}

    def show(title: str, how: Callable[..., Callable[[slice], str]], *series: str) -> None:
        found = result.series(*series)
        read = how(*(found[name] for name in series))
        columns[title] = [read(year) for year in years]

    if "readiness" in names:
        show("readiness (5 to 95 % of runs)", _mean_of_year, "readiness")
        show("P(>= target)", _at_end, "readiness_at_target")
    if "sustainability" in names:
        show("days of supply / required", _mean_in_year, "sustainability")
    if "allied_readiness" in names:
        show("allied", _at_end, "allied_readiness")
    if "interoperability" in names:
        show("interop.", _at_end, "interoperability")
    for launched in (n for n in names if n.startswith("launched/")):
        kind = launched.split("/", 1)[1]
        show(f"kill {kind}", _rate, f"intercepted/{kind}", launched)
    limits = [n for n in names if n.startswith("limited_by/") and n.count("/") == 1]
    if limits:
        components = [n.split("/", 1)[1] for n in limits]
        show("limited by", lambda *found: _limiting(dict(zip(components, found, strict=True))), *limits)
    if "cost" in names:
        show("cost (bn EUR)", _cost, "cost")
    return columns


def by_year(result: Result) -> str:
    """A row a year: readiness and days of supply are means of months; P, allied readiness and interoperability as at its end.

    Empty for a world that is told place by place.
    """
    if any(by_instant(name) for name in result.names()):
        return ""
    years = years_of(result)
    columns = _columns(result, [year for _, year in years])
    if not columns or not years:
        return ""
    table = aligned(
        [["year", *columns], *([label, *cells] for (label, _), *cells in zip(years, *columns.values(), strict=True))]
    )
    runs_out = worst_rows(result)
    return f"{table}\n\nruns out (in brackets 5 to 95 % of runs):\n{aligned(runs_out)}\n" if runs_out else table


def aligned(rows: list[list[str]]) -> str:
    """Rows of cells as text, in columns.

    >>> print(aligned([["a", "bb"], ["ccc", "d"]]))
    a    bb
    ccc  d
    """
    widths = [max(len(row[k]) for row in rows) for k in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def of_numbers(told: dict[str, dict[str, float | None]], replications: int = 0) -> str:
    """A row a number: mean, its 95 % interval, quantiles, and how many of the replications have a value, if not all have."""

    def form(value: float | None) -> str:
        return "-" if value is None else f"{value:.4g}"

    shown = {name: found for name, found in told.items() if not name.startswith(_GENERIC)}
    some = any((found["n"] or 0) < replications for found in shown.values())
    rows = [["metric", "mean", "95 % interval", "5 % of runs", "median", "95 % of runs", *(["runs"] if some else [])]]
    for name, found in shown.items():
        low, high = found["ci95"]  # type: ignore[misc]
        rows.append(
            [
                name,
                form(found["mean"]),
                f"{form(low)} to {form(high)}",
                *(form(found[k]) for k in ("p05", "p50", "p95")),
                *([f"{found['n']} of {replications}"] if some else []),
            ]
        )
    return aligned(rows) if len(rows) > 1 else ""
