"""Levers, policies and futures: which numbers may be chosen, and named choices of them."""

from __future__ import annotations

from typing import Any

from pydantic import Field, model_validator

from materiel.scenario.expectation import Expectation, LeverExpectation
from materiel.scenario.spec import Spec, When


class Lever(Spec):
    """Something that a decision-maker may choose: from `low` to `high`, or one of `choices`."""

    title: str = ""
    """What it is called in tables and figures."""
    low: float | None = Field(None, allow_inf_nan=False)
    """The least that may be chosen."""
    high: float | None = Field(None, allow_inf_nan=False)
    """The most that may be chosen."""
    choices: list[Any] | None = None
    """Or all that may be chosen."""
    expects: list[LeverExpectation] = Field(default_factory=list)
    """Which way metrics move as it is raised, written down before it is run."""

    @model_validator(mode="after")
    def _range(self) -> Lever:
        if (self.choices is None) == (self.low is None and self.high is None):
            raise ValueError("expected low and high, or choices")
        if self.choices is None and (self.low is None or self.high is None or self.low > self.high):
            raise ValueError(f"expected low <= high, got low {self.low}, high {self.high}")
        for k, expectation in enumerate(self.expects):
            for value in expectation.between or ():
                if wanted := self.refuses(value):
                    raise ValueError(f"expected {wanted} in expects.{k}.between, got {value!r}")
        return self

    def span(self, expectation: LeverExpectation) -> tuple[Any, Any]:
        """The two values between which an expectation is about the lever."""
        if expectation.between is not None:
            return expectation.between
        return (self.low, self.high) if self.choices is None else (self.choices[0], self.choices[-1])

    def refuses(self, value: Any) -> str:
        """What was expected instead of `value`; empty if it may be chosen."""
        if self.choices is not None:
            return "" if value in self.choices else f"one of {', '.join(map(str, self.choices))}"
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return "" if isinstance(value, dict) else "a number"
        assert self.low is not None and self.high is not None
        return "" if self.low <= value <= self.high else f"between {self.low:g} and {self.high:g}"


class Dated(Spec):
    """Values that hold from a date on."""

    date: When
    """From when."""
    values: dict[str, Any]
    """Path and value."""


class Policy(Spec):
    """Named values for levers: from the start, and from dates on."""

    title: str = ""
    """What it is called in tables and figures."""
    values: dict[str, Any] = Field(default_factory=dict)
    """Path and value, from the start; `{ scale = 1.5 }` multiplies what the world or the future's draw has there."""
    dated: list[Dated] = Field(default_factory=list)
    """Changes at dates."""


class WorldPolicy(Policy):
    """A policy of a world, with what is expected of it."""

    expects: list[Expectation] = Field(default_factory=list)
    """Which way metrics move under it, written down before it is run."""


class Future(Policy):
    """Named values for uncertain numbers: what nature may turn out to be."""
