"""The verdict on a backcast: every series in the training and in the test window."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import numpy as np

from materiel.lab.backcast.naive import NAIVE
from materiel.lab.backcast.scores import BINS, Values, covered, fair_crps, interval, pit_histogram
from materiel.lab.errors import LabError
from materiel.lab.record.months import month_end, months_until
from materiel.lab.record.rows import Recorded

Window = Literal["train", "test"]


@dataclass(frozen=True)
class Windows:
    """What is scored as training (known on `train_until`) and as test (months after it, up to `test_until`)."""

    train_until: date
    test_until: date
    first_test_month: int
    months: int


def windows(recorded: Recorded, train_until: date | None, test_until: date | None) -> Windows:
    """The windows, by default those of the record. Raises LabError if they hold no month of it."""
    train = train_until or recorded.spec.train_until
    test = test_until or max(train, recorded.spec.test_until)
    first, months = months_until(recorded.start, train), months_until(recorded.start, test)
    if first < 1:
        expected = month_end(recorded.start, 0)
        raise LabError(f"--train-until {train}: expected the end of a month of the world, {expected} or later")
    if test < train:
        raise LabError(f"--test-until {test}: expected no day before --train-until {train}")
    return Windows(train, test, first, months)


@dataclass(frozen=True)
class Score:
    """A series in a window: how many months, how well its forecast, and how well naive ones. Bias is forecast mean less record."""

    series: str
    window: Window
    n: int
    cover50: float
    cover90: float
    crps: float
    crps_last: float
    crps_seasonal: float
    bias: float
    crps_climatology: float
    width50: float
    width90: float
    recorded_mean: float
    pit: tuple[float, ...]

    def told(self) -> dict[str, Any]:
        """The keys that scripts rely on; what is not a number is null."""
        keys = ("series", "window", "n", "cover50", "cover90", "crps", "crps_last", "crps_seasonal", "bias")
        return {key: _plain(getattr(self, key)) for key in keys}

    @property
    def better(self) -> bool | None:
        """Whether its score is better than both naive ones; None where one of them has nothing to forecast from."""
        naive = (self.crps_last, self.crps_seasonal)
        return None if any(math.isnan(v) for v in naive) else self.crps < min(naive)


def _plain(value: Any) -> Any:
    return None if isinstance(value, float) and not math.isfinite(value) else value


def judge(recorded: Recorded, ensembles: Mapping[str, Values], at: Windows) -> list[Score]:
    """Scores of all series that have rows; `ensembles` are of the shape (replications, months). Raises LabError."""
    known = recorded.until(at.train_until)
    later = recorded.between(at.first_test_month, at.months)
    found = []
    for name in recorded.series:
        training = known.values(name, at.months)
        for window, values in (("train", training), ("test", later.values(name, at.months))):
            if not np.isnan(values).all():
                found.append(_score(name, window, training, values, ensembles[name]))  # type: ignore[arg-type]
    return found


def _score(name: str, window: Window, training: Values, values: Values, ensemble: Values) -> Score:
    months = np.flatnonzero(~np.isnan(values))
    came, members = values[months], ensemble[:, months]
    if np.isnan(members).all(axis=0).any():
        raise LabError(f"series {name}: no replication gives it a value in every month that was recorded")
    at = np.flatnonzero(~np.isnan(training))
    naive = {
        key: f(at.astype(float), training[at], months.astype(float), came, window == "train")
        for key, f in NAIVE.items()
    }
    widths = {share: np.subtract(*interval(members, share)[::-1]) for share in (0.5, 0.9)}
    return Score(
        series=name,
        window=window,
        n=len(came),
        cover50=float(np.mean(covered(members, came, 0.5))),
        cover90=float(np.mean(covered(members, came, 0.9))),
        crps=float(np.mean(fair_crps(members, came))),
        crps_last=_mean(naive["last"]),
        crps_seasonal=_mean(naive["seasonal"]),
        bias=float(np.mean(np.nanmean(members, axis=0) - came)),
        crps_climatology=_mean(naive["climatology"]),
        width50=float(np.mean(widths[0.5])),
        width90=float(np.mean(widths[0.9])),
        recorded_mean=float(np.mean(came)),
        pit=tuple(pit_histogram(members, came).tolist()),
    )


def _mean(values: Values) -> float:
    got = values[~np.isnan(values)]
    return float(np.mean(got)) if len(got) else float("nan")


def summary(scores: Sequence[Score]) -> dict[str, Any]:
    """By window: coverage over all series and months, how many series beat the naive forecasts, widths, histogram."""
    told: dict[str, Any] = {}
    for window in ("train", "test"):
        here = [s for s in scores if s.window == window]
        if not here:
            continue
        n = np.array([s.n for s in here])
        judged = [s.better for s in here if s.better is not None]
        told[window] = {
            "series": len(here),
            "n": int(n.sum()),
            "cover50": float(np.average([s.cover50 for s in here], weights=n)),
            "cover90": float(np.average([s.cover90 for s in here], weights=n)),
            "width50": {s.series: s.width50 for s in here},
            "width90": {s.series: s.width90 for s in here},
            "crps_climatology": {s.series: _plain(s.crps_climatology) for s in here},
            "judged_against_naive": len(judged),
            "better_than_both": sum(judged),
            "better_than_climatology": sum(s.crps < s.crps_climatology for s in here),
            "pit": np.average([s.pit for s in here], axis=0, weights=n).tolist() if here else [0.0] * BINS,
            "pit_by_series": {s.series: list(s.pit) for s in here},
        }
    return told
