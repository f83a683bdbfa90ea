"""`python -m benchmarks.composites BASELINE RESULT ...`: what policies would look like if readiness were put together otherwise.

From the recorded components of results that share seed and futures, month by month: readiness as it is; with the fill rate in
place of munitions; with the share of real raids that was stopped in place of coverage; and with days of supply among the
components, as it was before there was a requirement. A sign that turns between two columns is owed to the component
that was exchanged between them, since the runs are the same.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from materiel.lab.result import Result
from materiel.metrics.reading import Series

COMPOSITES: dict[str, dict[str, float]] = {
    "as it is": {"availability": 0.35, "munitions": 0.35, "coverage": 0.3},
    "fill rate for munitions": {"availability": 0.35, "fill_rate": 0.35, "coverage": 0.3},
    "real raids for the stated one": {"availability": 0.35, "munitions": 0.35, "stopped_share": 0.3},
    "as it was": {"availability": 0.3, "fill_rate": 0.3, "sustainability": 0.15, "stopped_share": 0.25},
}
"""Weights of the components of each."""


def composite(series: Mapping[str, Series], weights: Mapping[str, float]) -> Series:
    """Weighted geometric mean, month by month; what has no value leaves its weight to the others."""
    logs, there = 0.0, 0.0
    for name, weight in weights.items():
        value = series[name]
        has = ~np.isnan(value)
        logs = logs + weight * np.where(has, np.log(np.maximum(np.where(has, value, 1.0), 1e-9)), 0.0)
        there = there + weight * has
    return np.exp(logs / there)


def means(result: Result) -> dict[str, Series]:
    """Mean over the run of each composite, and of each component, one value a replication."""
    names = sorted({name for weights in COMPOSITES.values() for name in weights})
    series = result.series(*names)
    found = {title: np.mean(composite(series, weights), axis=1) for title, weights in COMPOSITES.items()}
    return found | {name: np.nanmean(series[name], axis=1) for name in names}


def main(folders: list[str]) -> None:
    """Print a table: a row a policy, a column a composite or component, mean paired difference with its standard error."""
    base, *others = (Result(Path(folder)) for folder in folders)
    plain = means(base)
    print("| policy | " + " | ".join(plain) + " |")
    print("|---|" + "--:|" * len(plain))
    print("| baseline | " + " | ".join(f"{np.mean(v):.4f}" for v in plain.values()) + " |")
    for other in others:
        cells = []
        for name, values in means(other).items():
            difference = values - plain[name]
            error = float(np.std(difference, ddof=1) / np.sqrt(len(difference)))
            cells.append(f"{np.mean(difference):+.4f} ({error:.4f})")
        print(f"| {other.manifest['policy']} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main(sys.argv[1:])
