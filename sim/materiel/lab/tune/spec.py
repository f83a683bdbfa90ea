"""The table `[tune]` of a study: how the best of its candidates, or of all that its levers allow, is looked for."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from materiel.scenario.spec import Name, Spec


class Bound(Spec):
    """A condition on the mean of a metric."""

    at_least: float | None = Field(None, allow_inf_nan=False)
    """The least that it may be."""
    at_most: float | None = Field(None, allow_inf_nan=False)
    """The most that it may be."""

    @model_validator(mode="after")
    def _some(self) -> Bound:
        if self.at_least is None and self.at_most is None:
            raise ValueError("expected at_least, at_most or both, got neither")
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            raise ValueError(f"expected at_least <= at_most, got {self.at_least:g} and {self.at_most:g}")
        return self


class TuneSpec(Spec):
    """How a study is tuned."""

    method: Literal["kn", "ocba", "search"]
    """kn and ocba select among the study's candidates; search goes through the ranges of its levers."""
    metrics: list[Name] = Field(default_factory=list)
    """What is to be best, each in the direction that its `better` says; left out, the first. Several: search."""
    indifference: float | None = Field(None, gt=0.0, allow_inf_nan=False)
    """Differences below this do not matter, in the metric's unit (kn; ocba, where left out it is 0)."""
    confidence: float = Field(0.95, gt=0.5, lt=1.0)
    """Probability that the choice is right (kn: guaranteed; ocba: estimated), and of the intervals."""
    first_replications: int = Field(10, ge=2)
    """Replications of every candidate."""
    most_replications: int | None = Field(None, ge=2)
    """Replications of one candidate at the most; left out, 1000 (kn, ocba) or four times the first (search)."""
    population: int = Field(40, ge=4)
    """Candidates of a generation (search)."""
    generations: int = Field(20, ge=1)
    """Generations (search)."""
    elite: float = Field(0.5, ge=0.0, allow_inf_nan=False)
    """Replications for the best candidates after each generation, as a share of those of the generation (search)."""
    constraints: dict[Name, Bound] = Field(default_factory=dict)
    """Conditions on the means of metrics (search)."""
    finalists: int = Field(5, ge=1)
    """Candidates that are run again on fresh chance."""
    confirm: int = Field(100, ge=2)
    """Replications of each finalist on fresh chance."""
    seed: int = 1
    """Seed of the optimiser's own chance (search)."""

    @model_validator(mode="after")
    def _fits(self) -> TuneSpec:
        if self.method == "kn" and self.indifference is None:
            raise ValueError("expected indifference for method kn, got none")
        if self.method != "search":
            if len(self.metrics) > 1:
                raise ValueError(f"expected one metric for method {self.method}, got {', '.join(self.metrics)}")
            if self.constraints:
                raise ValueError(f"expected no constraints for method {self.method}: it selects by one metric alone")
        if twice := sorted({name for name in self.metrics if self.metrics.count(name) > 1}):
            raise ValueError(f"expected every metric once, got {', '.join(twice)} twice")
        if self.most < self.first_replications:
            raise ValueError(
                f"expected most_replications >= first_replications ({self.first_replications}), got {self.most}"
            )
        return self

    @property
    def most(self) -> int:
        """Replications of one candidate at the most."""
        if self.most_replications is not None:
            return self.most_replications
        return 4 * self.first_replications if self.method == "search" else max(1000, self.first_replications)
