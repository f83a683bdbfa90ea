"""Stopping rules: what an interval that was waited for still promises."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from tests.lab.study.small import written

from materiel.lab.study.ground import ground_of
from materiel.lab.study.spec import Stop
from materiel.lab.study.stopping import estimate, half_width
from materiel.metrics.reading import Reading
from materiel.run import replicate


def test_estimate_by_hand() -> None:
    """1, 2, 3, 4 and a value that is missing: mean 2.5, half-width 3.182 x 1.291 / 2."""
    found = estimate(np.array([1.0, 2.0, np.nan, 3.0, 4.0]), 0.95)
    assert (found.mean, found.count) == (2.5, 4)
    assert found.half_width == pytest.approx(3.1824463 * 1.2909944 / 2, rel=1e-6)
    assert estimate(np.array([np.nan]), 0.95).count == 0
    assert math.isinf(estimate(np.array([3.0]), 0.95).half_width)


def test_the_next_look_is_where_it_should_be_reached() -> None:
    """Twice too wide: four times as many would do, but never more than doubled; in whole blocks; never beyond the cap."""
    rule = half_width(Stop(metric="m", half_width=0.1, most=100), 20, 10)
    rng = np.random.default_rng(1)
    values = rng.normal(size=20)
    assert rule(values, 0) == 20
    assert rule(values, 20) == 40
    assert rule(rng.normal(size=80), 80) == 100
    assert rule(rng.normal(size=100), 100) == 100
    assert rule(0.01 * values, 20) == 20


def _stopped(values: np.ndarray, stop: Stop, first: int, block: int) -> np.ndarray:
    rule, have = half_width(stop, first, block), 0
    while (wanted := rule(values[:have], have)) > have:
        have = wanted
    return values[:have]


@pytest.mark.slow
@pytest.mark.parametrize(("metric", "within"), [("on_hand", 0.02), ("fill", 0.05)])
def test_coverage_of_the_stated_interval(tmp_path: Path, metric: str, within: float) -> None:
    """2,000 repeats of the small world under a rule: the stated 90 % interval holds the mean in 88 to 92 %.

    A repeat takes its replications at random from 40,000, whose mean counts as the truth; a share of 2,000 has a standard error
    of 0.7 points. The half-width asked for is a tenth of a standard deviation, some 280 replications. The use of the line is
    almost symmetric; the fill rate is not (skewness -2.8), and there Student's interval itself holds less than it says:
    five points are allowed, and docs/studies.md says so.
    """
    ground = ground_of(written(tmp_path, **{"stock_mean_on_hand/depot": "line_utilisation/works"}))
    network, column = ground.bound(0), ground.measured.names.index(metric)

    def value(replication: int) -> float:
        return ground.measured.of(Reading(replicate(network, 1, replication).record, ground.setting))[0][column]

    with ThreadPoolExecutor(2) as pool:
        values = np.array(list(pool.map(value, range(40_000), chunksize=500)))
    rng, truth = np.random.default_rng(5), float(np.mean(values))
    stop = Stop(metric=metric, half_width=float(0.1 * np.std(values)), confidence=0.9, most=1000)
    held = []
    for _ in range(2000):
        found = estimate(_stopped(rng.choice(values, 1000), stop, 20, 10), 0.9)
        held.append(abs(found.mean - truth) <= found.half_width)
    share = float(np.mean(held))
    print(f"{metric}: coverage {share:.3f} of nominal 0.9")
    assert abs(share - 0.9) <= within
