"""Small worlds in the words of a world file, run on both engines."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from typing import Any

from tests.engines.twins import assert_equal

from materiel.network.bind import bind
from materiel.network.lower import network_of
from materiel.run import Outcome
from materiel.scenario.world import Scenario

HEAD = """
[world]
name = "small"
kind = "reference"
start = 2024-01-01
record_months = false
[items.shell]
[items.charge]
"""


def play(text: str, days: list[float], seed: int = 1, dated: Sequence[tuple[float, dict[str, Any]]] = ()) -> Outcome:
    """What a world of these sections leaves, recorded at these days, with values that hold from a day on; on both engines."""
    raw: dict[str, Any] = tomllib.loads(HEAD + text)
    raw["world"] |= {"end": max(days), "record_times": days}
    network = network_of(Scenario.model_validate(raw))
    return assert_equal(bind(network, {}, dated) if dated else network, seed)[0]


def read(run: Outcome, key: str) -> list[float]:
    """The cell `kind/name/field` at each recorded day."""
    kind, name, field = key.split("/")
    return [round(float(v), 9) for v in run.record.level(kind, name, field)]
