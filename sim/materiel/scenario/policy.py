"""Levers, policies and futures: which numbers may be chosen, and named choices of them."""

from __future__ import annotations

from typing import Any

from pydantic import Field, model_validator

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

    @model_validator(mode="after")
    def _range(self) -> Lever:
        if (self.choices is None) == (self.low is None and self.high is None):
            raise ValueError("expected low and high, or choices")
        if self.choices is None and (self.low is None or self.high is None or self.low > self.high):
            raise ValueError(f"expected low <= high, got low {self.low}, high {self.high}")
        return self

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
    """Path and value, from the start."""
    dated: list[Dated] = Field(default_factory=list)
    """Changes at dates."""


class Future(Policy):
    """Named values for uncertain numbers: what nature may turn out to be."""
