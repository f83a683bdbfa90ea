"""Stopping rules: what an interval that was waited for still promises."""

from __future__ import annotations

import math

import numpy as np
import pytest
from tests.lab.study.small import written

from materiel.lab.study.ground import ground_of
from materiel.lab.study.spec import Stop
from materiel.lab.study.stopping import estimate, half_width
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
def test_coverage_of_the_stated_interval(tmp_path) -> None:
    """500 repeats of the small world under a rule: the stated 90 % interval holds the mean of 60,000 replications in 88 to 92 %.

    The share of 500 has a standard error of 1.3 points; 5,000 disjoint stretches of one long run would be dearer, so the repeats
    are 500 seeds' worth of replications from one seed, each repeat beginning where the last one's cap ended.
    """
    ground = ground_of(written(tmp_path))
    network = ground.bound(0)
    from materiel.metrics.reading import Reading

    repeats, cap = 2000, 200
    from concurrent.futures import ThreadPoolExecutor

    def fill(replication: int) -> float:
        return ground.measured.of(Reading(replicate(network, 1, replication).record, ground.setting))[0][0]

    with ThreadPoolExecutor(2) as pool:
        values = np.array(list(pool.map(fill, range(repeats * cap // 4), chunksize=500)))
    rng = np.random.default_rng(5)
    truth = float(np.mean(values))
    stop = Stop(metric="fill", half_width=float(0.2 * np.std(values)), confidence=0.9, most=cap)
    held = []
    for _ in range(repeats):
        found = estimate(_stopped(rng.choice(values, cap, replace=False), stop, 20, 10), 0.9)
        held.append(abs(found.mean - truth) <= found.half_width)
    share = float(np.mean(held))
    print(f"coverage {share:.3f} of nominal 0.9 over {repeats} repeats")
    assert abs(share - 0.9) <= 0.02
