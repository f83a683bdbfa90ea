"""What a tuning asks of the world: values of metrics, for candidates, in replications."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from materiel.jit import Real

Settings = Mapping[str, Any]
"""A candidate: levers and the values that they take. Numbers and texts only, so that it can be written as JSON."""
POLICY = "policy"
"""The name, among the settings of a candidate, of its policy."""


def described(settings: Settings) -> str:
    """A candidate in a message.

    >>> described({"policy": "lean"}), described({"policy": "lean", "lead": 2.5, "lines": 3})
    ('lean', 'lean, lead=2.5, lines=3')
    """
    levers = [f"{name}={value:.3g}" if isinstance(value, float) else f"{name}={value}"
              for name, value in settings.items() if name != POLICY]  # fmt: skip
    return ", ".join([*([str(settings[POLICY])] if POLICY in settings else []), *levers])


class Evaluate(Protocol):
    """Runs candidates. The same replication number means the same draws for every candidate (common random numbers)."""

    def __call__(self, candidates: Sequence[Settings], replications: range, /) -> Real:
        """Values, shape (candidates, replications, metrics); not a number where a replication failed or has none."""


@dataclass(frozen=True)
class Goal:
    """A metric that is to be as high, or as low, as can be; `metric` is its place on the last axis of the values."""

    name: str
    metric: int
    better: Literal["higher", "lower"] = "higher"

    @property
    def sign(self) -> float:
        """What the metric is multiplied by so that higher is better."""
        return 1.0 if self.better == "higher" else -1.0


@dataclass(frozen=True)
class Limit:
    """A condition on the mean of a metric."""

    name: str
    metric: int
    at_least: float | None = None
    at_most: float | None = None

    def excess(self, mean: float) -> float:
        """By how much the mean breaks the condition, as a share of the bound; 0 or less if it does not."""
        gaps = []
        if self.at_least is not None:
            gaps.append((self.at_least - mean) / (abs(self.at_least) or 1.0))
        if self.at_most is not None:
            gaps.append((mean - self.at_most) / (abs(self.at_most) or 1.0))
        return max(gaps)
