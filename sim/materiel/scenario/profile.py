"""Profiles of a world: factors and rates that change over time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from materiel.scenario import roles
from materiel.scenario.roles import Role, Stray, Where
from materiel.scenario.spec import Spec, When
from materiel.scenario.values import NotNegative, Number, Positive


class Shape(Spec):
    """What all profiles have."""

    scale: NotNegative = Number(central=1.0)
    """Factor on the whole profile: one handle for a lever or an uncertain level."""
    times: FactorProfile | None = None
    """Another profile that multiplies this one (only where the value at an instant is needed)."""

    def points(self) -> Iterator[tuple[Where, Number]]:
        """Its values, between which or at which it always lies, and where each stands."""
        raise NotImplementedError

    def most(self) -> float:
        """The largest value that is stated for a point, a low or a high included, times the largest scale; without `times`."""
        return max(max(number.stated()) for _, number in self.points()) * max(self.scale.stated())

    def strays(self, role: Role) -> Iterator[Stray]:
        """Points that the role does not allow; or what multiplies them, if it takes a point where the role does not allow it.

        A point by date, a month, and both ends of a ramp are looked at, for a profile lies between these.
        """
        found = [
            (where + at, told, value) for where, number in self.points() for at, told, value in number.strays(role)
        ]
        yield from found
        if found or role.high is None:
            return
        most = 1.0
        for key, factor in (("scale", max(self.scale.stated())), ("times", _largest(self.times))):
            point = max(max(number.stated()) for _, number in self.points()) * most
            if factor > 1.0 and point * factor > role.high * (1.0 + 1e-9):
                yield (
                    (key,),
                    f"expected <= {role.high / point:g} (with which no value is above {role.high:g}), got {factor:g}",
                    factor,
                )
                return
            most *= factor


class Constant(Shape):
    """The same at all times; a bare number says the same."""

    shape: Literal["constant"] = "constant"
    value: Number
    """The value."""

    def points(self) -> Iterator[tuple[Where, Number]]:
        """The value."""
        yield ("value",), self.value


class Table(Shape):
    """Values by date: in steps, or straight from one to the next; constant before the first and after the last."""

    shape: Literal["steps", "linear"]
    table: list[tuple[When, Number]] = Field(min_length=1)
    """[date, value] in order of date. From a file: {csv, date, value, where} (see the docs of the loader)."""

    def points(self) -> Iterator[tuple[Where, Number]]:
        """What stands at each date."""
        yield from ((("table", k, 1), number) for k, (_, number) in enumerate(self.table))

    @model_validator(mode="after")
    def _in_order(self) -> Table:
        if len({isinstance(when, float) for when, _ in self.table}) > 1:
            raise ValueError("expected either dates or days from the start in a table, got both")
        for (before, _), (after, _) in zip(self.table, self.table[1:], strict=False):
            if not before < after:  # type: ignore[operator]
                raise ValueError(f"expected dates in ascending order, got {after} after {before}")
        return self


class MonthOfYear(Shape):
    """Twelve values, from January to December, the same every year."""

    shape: Literal["month_of_year"]
    values: list[Number] = Field(min_length=12, max_length=12)
    """January to December."""

    def points(self) -> Iterator[tuple[Where, Number]]:
        """The twelve."""
        yield from ((("values", k), number) for k, number in enumerate(self.values))


class Exponential(Shape):
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

    def points(self) -> Iterator[tuple[Where, Number]]:
        """Both ends."""
        yield from ((("start",), self.start), (("final",), self.final))


class Logistic(Shape):
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

    def points(self) -> Iterator[tuple[Where, Number]]:
        """Both ends."""
        yield from ((("start",), self.start), (("final",), self.final))


_SHAPES = ("constant", "steps", "linear", "month_of_year", "exponential", "logistic")


def _bare(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, (int, float, dict, Shape)):
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
"""Something over time: a bare number (constant), or a table with `shape`. A key says by its role what it may be."""
ShareProfile = Annotated[Profile, roles.SHARE]
"""A share over time: every value, times its scale and what multiplies it, lies in [0, 1]."""
FactorProfile = Annotated[Profile, roles.FACTOR]
"""A factor over time, never below 0: a season, a weight, an intensity."""
RateProfile = Annotated[Profile, roles.RATE]
"""Units or money in a time, never below 0."""
PriceProfile = Annotated[Profile, roles.PRICE]
"""A price over time, never below 0."""


def _largest(profile: Profile | None) -> float:
    return 1.0 if profile is None else profile.most() * _largest(profile.times)


for _kind in (Constant, Table, MonthOfYear, Exponential, Logistic):
    _kind.model_rebuild()
