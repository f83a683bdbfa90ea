"""Small worlds in the words of a world file, run on both engines."""

from __future__ import annotations

import tomllib
from typing import Any

from tests.engines.twins import twins

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


def play(text: str, days: list[float], seed: int = 1) -> Outcome:
    """What a world of these sections leaves, recorded at these days; both engines leave the same."""
    raw: dict[str, Any] = tomllib.loads(HEAD + text)
    raw["world"] |= {"end": max(days), "record_times": days}
    return twins(network_of(Scenario.model_validate(raw)), seed)


def read(run: Outcome, key: str) -> list[float]:
    """The cell `kind/name/field` at each recorded day."""
    kind, name, field = key.split("/")
    return [round(float(v), 9) for v in run.record.level(kind, name, field)]
