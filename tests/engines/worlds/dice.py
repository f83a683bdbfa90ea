"""What random worlds are drawn with: whole days (so that instants tie), laws of every family, profiles of every shape."""

from __future__ import annotations

from random import Random
from typing import Any

Table = dict[str, Any]
"""A table of a world file."""


def _families(m: float) -> list[Table]:
    low, high = 0.5 * m, 1.5 * m
    return [
        {"family": "deterministic", "mean": m},
        {"family": "exponential", "mean": m},
        {"family": "erlang", "mean": m, "stages": 2},
        {"family": "gamma", "mean": m, "cv": 0.7},
        {"family": "lognormal", "mean": m, "cv": 0.5},
        {"family": "weibull", "mean": m, "shape": 1.5},
        {"family": "uniform", "low": low, "high": high},
        {"family": "triangular", "low": low, "mode": m, "high": high},
        {"family": "pert", "low": low, "mode": m, "high": high},
        {"family": "beta", "mean": m, "cv": 0.3, "low": 0.0, "high": 2.0 * m},
        {"family": "empirical", "values": [low, m, high], "weights": [1, 2, 1]},
        {"family": "normal", "mean": m, "cv": 0.2},
        {"family": "poisson", "mean": m},
        {"family": "geometric", "mean": m},
        {
            "family": "mixture",
            "parts": [
                {"weight": 1, "family": "deterministic", "value": m},
                {"weight": 1, "family": "exponential", "mean": m},
            ],
        },
    ]


class Dice(Random):
    """Draws the numbers and the tables of a world."""

    def maybe(self, share: float = 0.5) -> bool:
        return self.random() < share

    def some(self, share: float, **table: Any) -> Table:
        """The table, or (more often, the lower the share) an empty one."""
        return table if self.maybe(share) else {}

    def law(self, mean: float) -> Any:
        """A law of about that mean: certain in whole or half days, or any family."""
        return round(2.0 * mean) / 2.0 if self.maybe() else self.choice(_families(mean))

    def profile(self) -> Any:
        """A factor between 0 and 2 over a quarter: any shape, dates that tie with ends of months."""
        one = self.choice([0.5, 1.0, 2.0])
        return self.choice(
            [
                one,
                {"shape": "steps", "table": [[0, one], [10, self.choice([0.0, 1.5])], [31, 1.0]]},
                {"shape": "linear", "table": [[0, one], [20, 0.5], [60, 2.0]]},
                {"shape": "month_of_year", "values": [one, 1.5, 0.5, *[1.0] * 9], "scale": self.choice([1.0, 0.8])},
                {"shape": "exponential", "start": one, "final": 1.5, "from": 10, "time_constant_days": 15},
                {"shape": "logistic", "start": one, "final": 1.5, "middle": 30, "steepness_per_day": 0.2},
            ]
        )

    def product(self) -> Any:
        """A factor that another one multiplies."""
        steps = {"shape": "steps", "table": [[0, 1.0], [31, 1.5]]}
        return {"shape": "month_of_year", "values": [1.0, 1.5, 0.5, *[1.0] * 9], "times": steps}
