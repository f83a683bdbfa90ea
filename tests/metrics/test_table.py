"""The table of metrics itself."""

from __future__ import annotations

from collections import Counter

import pytest

from materiel.metrics.metric import Metric
from materiel.metrics.table import METRICS


def test_names_are_unique() -> None:
    """No two metrics share a name."""
    assert [name for name, count in Counter(m.name for m in METRICS).items() if count > 1] == []


@pytest.mark.parametrize("metric", METRICS, ids=lambda m: m.name)
def test_metric_says_what_it_is(metric: Metric, hand) -> None:
    """Every metric has a unit and a definition, and is absent from an empty world instead of failing in it."""
    assert metric.unit
    assert metric.definition
    assert dict(metric.of(hand(levels={"nothing/at/all": [0.0, 0.0]}))).keys() <= {"nothing/at/all"}
