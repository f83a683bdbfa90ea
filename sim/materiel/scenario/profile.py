"""Profiles of a world: factors and rates that change over time."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from materiel.scenario.spec import Spec, When
from materiel.scenario.values import Number, Positive


class _Shape(Spec):
    scale: Number = Number(central=1.0)
    """Factor on the whole profile: one handle for a lever or an uncertain level."""
    times: Profile | None = None
    """Another profile that multiplies this one (only where the value at an instant is needed)."""


class Constant(_Shape):
    """The same at all times; a bare number says the same."""

    shape: Literal["constant"] = "constant"
    value: Number
    """The value."""


class Table(_Shape):
    """Values by date: in steps, or straight from one to the next; constant before the first and after the last."""

    shape: Literal["steps", "linear"]
    table: list[tuple[When, Number]] = Field(min_length=1)
    """[date, value] in order of date. From a file: {csv, date, value, where} (see the docs of the loader)."""

    @model_validator(mode="after")
    def _in_order(self) -> Table:
        if len({isinstance(when, float) for when, _ in self.table}) > 1:
            raise ValueError("expected either dates or days from the start in a table, got both")
        for (before, _), (after, _) in zip(self.table, self.table[1:], strict=False):
            if not before < after:  # type: ignore[operator]
                raise ValueError(f"expected dates in ascending order, got {after} after {before}")
        return self


class MonthOfYear(_Shape):
    """Twelve values, from January to December, the same every year."""

    shape: Literal["month_of_year"]
    values: list[Number] = Field(min_length=12, max_length=12)
    """January to December."""


class Exponential(_Shape):
    """From `start` towards `final`, ever slower: final + (start - final) exp(-(t - from) / time constant)."""

    shape: Literal["exponential"]
    start: Number
    """Value up to `from`."""
    final: Number
    """Value that it tends to."""
    from_: When = Field(0.0, alias="from")
    """When it begins."""
    time_constant_days: Positive
    """Days in which 63 % of the way is gone."""


class Logistic(_Shape):
    """An S-shaped ramp: start + (final - start) / (1 + exp(-steepness (t - middle)))."""

    shape: Literal["logistic"]
    start: Number
    """Value long before."""
    final: Number
    """Value long after."""
    middle: When
    """When half of the way is gone."""
    steepness_per_day: Positive
    """Steepness, 1/day."""


_SHAPES = ("constant", "steps", "linear", "month_of_year", "exponential", "logistic")


def _bare(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, (int, float, dict, _Shape)):
        raise ValueError(f"expected a number or a profile, got {value!r}")
    if isinstance(value, (int, float)) or (isinstance(value, dict) and "central" in value and "shape" not in value):
        return {"shape": "constant", "value": value}
    if isinstance(value, dict) and value.get("shape") not in _SHAPES:
        raise ValueError(f"expected shape, one of {', '.join(_SHAPES)}, got {value.get('shape', 'none')!r}")
    return value


Profile = Annotated[
    Constant | Table | MonthOfYear | Exponential | Logistic,
    Field(discriminator="shape"),
    BeforeValidator(_bare, json_schema_input_type=float | Constant | Table | MonthOfYear | Exponential | Logistic),
]
"""A factor or rate over time: a bare number (constant), or a table with `shape`."""

for _kind in (Constant, Table, MonthOfYear, Exponential, Logistic):
    _kind.model_rebuild()
