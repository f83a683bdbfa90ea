"""Numbers of a world: certain ones, and uncertain ones with their range, source and confidence."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from materiel.scenario import roles
from materiel.scenario.law import Law
from materiel.scenario.roles import Role, Stray
from materiel.scenario.spec import Spec

Confidence = Literal["high", "medium", "low"]


LARGEST = 1e15
"""The largest whole number: all up to it are exact, and sums and products with small numbers fit into 64 bits."""


class Number(Spec):
    """A number, which may be uncertain: 5, or {low, central, high, source, confidence, note}, or {central, distribution}.

    `central` is used unless a future says otherwise. In Python, `.value` is the number to use.
    """

    central: float = Field(allow_inf_nan=False)
    """The value that is used unless a future says otherwise."""
    low: float | None = Field(None, allow_inf_nan=False)
    """The least that it may be."""
    high: float | None = Field(None, allow_inf_nan=False)
    """The most that it may be."""
    distribution: Law | None = None
    """How it is distributed over futures; left out, a study chooses by low, central and high."""
    source: str = ""
    """Where it comes from: an id of the world's sources, or the word `assumption`."""
    confidence: Confidence | None = None
    """How far the source is trusted."""
    note: str = ""
    """A remark."""

    @model_validator(mode="before")
    @classmethod
    def _bare(cls, value: Any) -> Any:
        if isinstance(value, bool) or not isinstance(value, (int, float, dict, Number)):
            raise ValueError(f"expected a number, got {value!r}")
        return {"central": value} if isinstance(value, (int, float)) else value

    @model_validator(mode="after")
    def _ordered(self) -> Number:
        if self.low is not None and self.low > self.central:
            raise ValueError(f"expected low <= central, got low {self.low:g}, central {self.central:g}")
        if self.high is not None and self.high < self.central:
            raise ValueError(f"expected central <= high, got central {self.central:g}, high {self.high:g}")
        return self

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"anyOf": [{"type": "number"}, handler(schema)]}

    @property
    def value(self) -> float:
        """The number to use."""
        return self.central

    @property
    def uncertain(self) -> bool:
        """Whether a range or a distribution is stated."""
        return self.low is not None or self.high is not None or self.distribution is not None

    def stated(self) -> list[float]:
        """All values that are stated for it."""
        return [v for v in (self.low, self.central, self.high) if v is not None]

    def strays(self, role: Role) -> Iterator[Stray]:
        """Its central value, ends of its range and distribution over futures, where the role does not allow them."""
        yield from role.stray((), self.central)
        for key, value in (("low", self.low), ("high", self.high)):
            if value is not None:
                yield from role.stray((key,), value)
        if self.distribution is not None:
            for where, told, value in self.distribution.strays(role):
                yield ("distribution", *where), told, value


class Count(Number):
    """A whole number, which may be uncertain in the same forms; who samples it rounds (`Assumption.whole`). `.value` is an int."""

    @model_validator(mode="after")
    def _whole(self) -> Count:
        for value in self.stated():
            if value != math.floor(value):
                raise ValueError(f"expected a whole number, got {value:g}")
            if abs(value) > LARGEST:
                raise ValueError(f"expected at most {LARGEST:g}, got {value:g}")
        return self

    @property
    def value(self) -> int:
        """The whole number to use."""
        return round(self.central)


Signed = Annotated[Number, roles.ANY]
Positive = Annotated[Number, roles.POSITIVE]
NotNegative = Annotated[Number, roles.NOT_NEGATIVE]
Share = Annotated[Number, roles.SHARE]
SignedCount = Annotated[Count, roles.ANY]
PositiveCount = Annotated[Count, roles.POSITIVE]
NaturalCount = Annotated[Count, roles.NOT_NEGATIVE]


def stated_once(value: Any) -> Any:
    """Refuse a yardstick that is uncertain: what runs are judged by is chosen, and never drawn.

    Takes a number, or any table of numbers (a profile). Raises ValueError with the range that was given.
    """
    for number in _numbers_in(value):
        if number.uncertain:
            stated = ", ".join(f"{v:g}" for v in number.stated())
            raise ValueError(
                f"expected one value, got a range or a distribution ({stated}): yardsticks are never drawn"
            )
    return value


def _numbers_in(value: Any) -> Iterator[Number]:
    if isinstance(value, Number):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _numbers_in(getattr(value, name))
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _numbers_in(inner)


Yardstick = AfterValidator(stated_once)
"""Marks what runs are judged by (weights, targets, planned rates): one value, never a range."""
Weight = Annotated[NotNegative, Yardstick]
"""Weight in a mean, in any unit."""
Structural = Annotated[int, Field(strict=True, ge=1)]
"""A whole number that shapes the tables (how many stations): no future, lever or policy may change it."""

__all__ = [
    "Count", "Law", "NaturalCount", "NotNegative", "Number", "Positive", "PositiveCount", "Share", "Signed", "SignedCount",
    "Structural", "Weight", "Yardstick",
]  # fmt: skip
