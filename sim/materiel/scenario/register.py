"""The register of assumptions: every uncertain or sourced number of a world."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from materiel.scenario.law import Law
from materiel.scenario.values import Number
from materiel.scenario.walk import leaves
from materiel.scenario.world import Scenario

UNSTATED = "unstated"


@dataclass(frozen=True)
class Assumption:
    """A number with its path, range, source and confidence, in the unit of its key."""

    path: str
    low: float | None
    central: float
    high: float | None
    source: str
    confidence: str
    note: str
    distribution: Law | None = None

    def as_dict(self) -> dict[str, Any]:
        """As data."""
        law = self.distribution
        return {**asdict(self), "distribution": law.model_dump() if law else None}


def numbers(scenario: Scenario) -> Iterator[tuple[str, Number]]:
    """Every number that the world states, with its path."""
    for leaf in leaves(scenario, written=True):
        if isinstance(leaf.value, Number):
            yield leaf.path, leaf.value


def assumptions(scenario: Scenario) -> list[Assumption]:
    """All numbers with a range, a distribution, a source or a confidence; a bare number is taken as it is."""
    return [
        Assumption(path, n.low, n.central, n.high, n.source, n.confidence or UNSTATED, n.note, n.distribution)
        for path, n in numbers(scenario)
        if n.uncertain or n.source or n.confidence
    ]


def by_confidence(scenario: Scenario) -> dict[str, int]:
    """How many assumptions there are of each confidence, in the order high, medium, low, unstated."""
    counts = Counter(a.confidence for a in assumptions(scenario))
    return {c: counts[c] for c in ("high", "medium", "low", UNSTATED) if counts[c]}
