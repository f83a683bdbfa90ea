"""The table by year that `materiel run` prints."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from materiel.lab.result import Result
from materiel.metrics.reading import Series

YEAR = 12
_GENERIC = ("time_average/", "rate/", "total_")
"""Numbers that stand in the summary but not in the table: there is one for every recorded cell."""


def _years(result: Result) -> list[tuple[str, slice]]:
    periods = result.periods
    return [
        (f"{periods[k]} to {periods[min(k + YEAR, len(periods)) - 1]}", slice(k, k + YEAR))
        for k in range(0, len(periods), YEAR)
    ]


def _interval(values: Series) -> str:
    low, high = np.quantile(values, [0.05, 0.95])
    return f"{np.mean(values):.2f} ({low:.2f}-{high:.2f})"


def _mean_of_year(series: Series) -> Callable[[slice], str]:
    return lambda year: _interval(np.mean(series[:, year], axis=1))


def _at_end(series: Series, form: str = ".2f") -> Callable[[slice], str]:
    return lambda year: f"{np.mean(series[:, year][:, -1]):{form}}"


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
        return f"{worst} ({shares[worst]:.0%})" if shares[worst] > 0 else "none"

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
    """A row a year: readiness is the mean of its months; P, allied readiness and interoperability are as at its end."""
    years = _years(result) if result.periods and isinstance(result.periods[0], str) else []
    columns = _columns(result, [year for _, year in years])
    if not columns or not years:
        return ""
    return aligned(
        [["year", *columns], *([label, *cells] for (label, _), *cells in zip(years, *columns.values(), strict=True))]
    )


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


def of_numbers(told: dict[str, dict[str, float | None]]) -> str:
    """A row a number: mean, its 95 % interval, and quantiles of the runs."""

    def form(value: float | None) -> str:
        return "-" if value is None else f"{value:.4g}"

    rows = [["metric", "mean", "95 % interval", "5 % of runs", "median", "95 % of runs"]]
    for name, found in told.items():
        if name.startswith(_GENERIC):
            continue
        low, high = found["ci95"]  # type: ignore[misc]
        rows.append(
            [
                name,
                form(found["mean"]),
                f"{form(low)} to {form(high)}",
                *(form(found[k]) for k in ("p05", "p50", "p95")),
            ]
        )
    return aligned(rows) if len(rows) > 1 else ""
