"""What a calibration says: each parameter before and after, what the record does not inform, and the draws as futures."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr

from materiel.lab.calibration import noise
from materiel.lab.calibration.expand import Prior
from materiel.lab.calibration.fit import Block, Fit
from materiel.lab.files import write_text

Reals = npt.NDArray[np.float64]

INFORMED = 0.05
"""Nats from which a parameter counts as informed: a mean moved by a third of the prior's standard deviation has as much."""
LEVELS = (0.05, 0.5, 0.95)


@dataclass(frozen=True)
class Told:
    """A parameter before and after: quantiles in its own unit, and how much the record said of it."""

    prior: Prior
    before: tuple[float, float, float]
    after: tuple[float, float, float]
    contraction: float
    """1 less the variance of its normal score, of which the prior has 1."""
    information: float
    """Kullback-Leibler divergence of the posterior score's normal from the prior's, nats."""
    scores: tuple[float, float, float]
    """Quantiles of the normal score after; of the prior -1.64, 0 and 1.64."""

    @property
    def informed(self) -> bool:
        """Whether the record informs it."""
        return self.information >= INFORMED

    def as_dict(self) -> dict[str, Any]:
        """As data."""
        return {
            "parameter": self.prior.name,
            "title": self.prior.title,
            "unit": self.prior.unit,
            "block": self.prior.block or None,
            "prior": dict(zip(("p05", "p50", "p95"), self.before, strict=True)),
            "posterior": dict(zip(("p05", "p50", "p95"), self.after, strict=True)),
            "contraction": round(self.contraction, 4),
            "information_nats": round(self.information, 4),
            "informed": self.informed,
        }


def _weighted(values: Reals, weights: Reals, share: float) -> float:
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[order])
    return float(values[order][min(int(np.searchsorted(reached, share)), len(values) - 1)])


def _told(prior: Prior, scores: Reals, weights: Reals) -> Told:
    mean = float(weights @ scores)
    variance = max(float(weights @ (scores - mean) ** 2), 1e-9)
    after = [_weighted(scores, weights, share) for share in LEVELS]

    def value(u: float) -> float:
        return prior.range.quantile(min(max(u, 1e-9), 1.0 - 1e-9))

    return Told(
        prior,
        (value(LEVELS[0]), value(LEVELS[1]), value(LEVELS[2])),
        (value(float(ndtr(after[0]))), value(float(ndtr(after[1]))), value(float(ndtr(after[2])))),
        1.0 - variance,
        0.5 * (variance + mean**2 - 1.0 - math.log(variance)),
        (after[0], after[1], after[2]),
    )


def parameters(fit: Fit) -> list[Told]:
    """Every parameter that a block could inform, block by block, what the record says most of first."""
    found = []
    for block in fit.blocks:
        p = block.posterior
        told = [_told(prior, p.scores[:, k], p.weights) for k, prior in enumerate(block.priors)]
        found += sorted(told, key=lambda t: -t.information)
    return found


def block_told(block: Block, series: Sequence[str]) -> dict[str, Any]:
    """A block as data."""
    return {
        "block": block.name,
        "series": [s for s in series if any(name.startswith(f"{s} ") for name in block.told)],
        "parameters": len(block.priors),
        "statistics": len(block.told),
        "kept": block.kept,
        "reach": round(block.posterior.reach, 3),
        "outside": block.outside,
    }


def futures(fit: Fit, count: int) -> list[dict[str, float]]:
    """Draws as futures: values at paths of the world, and the spreads of reports."""
    found = []
    for drawn in fit.draws(count):
        spreads = {name: value for name, value in drawn.items() if name.startswith(noise.OBSERVATION)}
        found.append({**fit.task.expansion.values(drawn), **spreads})
    return found


def _cell(path: str, value: float, whole: frozenset[str]) -> str:
    return str(round(value)) if path in whole else f"{value:.6g}"


def write_futures(path: Path, listed: Sequence[Mapping[str, float]], whole: frozenset[str]) -> None:
    """A file that `--futures` takes: a column a path, a row a draw. Raises StoreError."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(listed[0])
    for future in listed:
        writer.writerow([_cell(name, value, whole) for name, value in future.items()])
    write_text(path, text.getvalue())


def write_parameters(path: Path, told: Sequence[Told]) -> None:
    """The table of parameters as CSV. Raises StoreError."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(
        ["parameter", "title", "unit", "block", "prior_p05", "prior_p50", "prior_p95", "posterior_p05", "posterior_p50",
         "posterior_p95", "contraction", "information_nats", "informed"]
    )  # fmt: skip
    for t in told:
        numbers = [f"{v:.6g}" for v in (*t.before, *t.after)]
        writer.writerow(
            [t.prior.name, t.prior.title, t.prior.unit, t.prior.block, *numbers, f"{t.contraction:.3f}",
             f"{t.information:.3f}", str(t.informed).lower()]
        )  # fmt: skip
    write_text(path, text.getvalue())


def figure(value: float) -> str:
    """A number in three digits, large ones by thousands.

    >>> figure(0.01234), figure(123456.0), figure(2.5e9)
    ('0.0123', '123,456', '2.50e+09')
    """
    size = abs(value)
    if size >= 1e7:
        return f"{value:.2e}"
    return f"{value:,.0f}" if size >= 1000.0 else f"{value:.3g}"


def table(told: Sequence[Told]) -> str:
    """The parameters as text: prior and posterior, with their 90 % intervals."""
    head = ("block", "parameter", "prior (90 %)", "posterior (90 %)", "contraction", "nats", "")
    rows = [head]
    for t in told:
        (a, b, c), (d, e, f) = t.before, t.after
        rows.append(
            (t.prior.block, t.prior.name, f"{figure(b)} ({figure(a)} to {figure(c)})",
             f"{figure(e)} ({figure(d)} to {figure(f)})", f"{t.contraction:.2f}", f"{t.information:.2f}",
             "" if t.informed else "not informed")
        )  # fmt: skip
    widths = [max(len(row[k]) for row in rows) for k in range(len(head))]
    return "\n".join("  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip() for row in rows)
