"""Roles: what a number of a world may be, from what it means. A share lies in [0, 1], a price is not negative.

A role is put on a type once (`Share`, `ShareProfile`, `Days`), and whatever stands under a key of that type is held to it: the
number with its low and high, every point of a profile, every parameter and the support of a distribution. That goes for a value in
a file as for one that comes by `--set`, a policy, a lever, a factor of a study or a future, since all are read by the same types.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Protocol, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, GetCoreSchemaHandler, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema, InitErrorDetails, PydanticCustomError, core_schema

Where = tuple[str | int, ...]
"""Keys, from the one that has the role to what is wrong in it: ("table", 1, 1), ("high",)."""
Stray = tuple[Where, str, float]
"""Something that its role does not allow: where it stands, what is wrong, and the value."""
ERROR = "role"
"""The kind of pydantic's errors that say so."""


class Held(Protocol):
    """What can be held to a role: a number, a profile, a distribution."""

    def strays(self, role: Role) -> Iterator[Stray]:
        """Everything in it that the role does not allow."""
        ...


T = TypeVar("T", bound=Held)


@dataclass(frozen=True)
class Role:
    """What a number means, and between which ends it lies therefore; an end that is None is open. Metadata of `Annotated`."""

    name: str
    low: float | None = None
    high: float | None = None
    above: bool = False
    """Greater than `low`, not equal to it."""
    cut: bool = False
    """What a distribution has beyond `high` in its tail is cut off by the model; its mean and what it states lie below."""

    def refuses(self, value: float) -> str:
        """What was expected instead of the value; empty if it may be.

        >>> SHARE.refuses(1.5), SHARE.refuses(0.5), POSITIVE.refuses(0.0)
        ('<= 1', '', '> 0')
        """
        if self.low is not None and (value <= self.low if self.above else value < self.low):
            return f"{'>' if self.above else '>='} {self.low:g}"
        return f"<= {self.high:g}" if self.high is not None and value > self.high else ""

    def stray(self, where: Where, value: float) -> Iterator[Stray]:
        """The value, with what was expected instead, unless it may be."""
        if wanted := self.refuses(value):
            yield where, f"expected {wanted}, got {value:g}", value

    @property
    def range(self) -> str:
        """Its ends, for the reference of keys: `0 to 1`, `>= 0`; empty if it has none."""
        if self.low is None:
            return ""
        return (
            f"{self.low:g} to {self.high:g}" if self.high is not None else f"{'>' if self.above else '>='} {self.low:g}"
        )

    def hold(self, value: T) -> T:
        """The value, if the role allows all of it. Raises pydantic's ValidationError, an error for everything that it does not."""
        errors = [
            InitErrorDetails(type=PydanticCustomError(ERROR, "{told}", {"told": told}), loc=at, input=got)
            for at, told, got in value.strays(self)
        ]
        if errors:
            raise ValidationError.from_exception_data(self.name, errors)
        return value

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Read as the type says, then held to the role."""
        hold: Callable[[Any], Any] = self.hold
        return core_schema.no_info_after_validator_function(hold, handler(source))


ANY = Role("any number")
"""A threshold, or what is added: below 0 it means something too."""
NOT_NEGATIVE = Role("not negative", 0.0)
POSITIVE = Role("positive", 0.0, above=True)
SHARE = Role("share", 0.0, 1.0)
CUT_SHARE = Role("share", 0.0, 1.0, cut=True)
FACTOR = Role("factor", 0.0)
RATE = Role("rate", 0.0)
PRICE = Role("price", 0.0)
DAYS = Role("days", 0.0)
UNITS = Role("units", 0.0)


def written(field: FieldInfo) -> Any:
    """The annotation of a key as it was written: pydantic takes what marks it apart."""
    return Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation


def with_roles(annotation: Any, role: Role | None = None) -> list[tuple[Any, Role | None]]:
    """The types that an annotation admits, without None, each with the role that it is held to."""
    origin = get_origin(annotation)
    if origin is Annotated:
        plain, *marks = get_args(annotation)
        return with_roles(plain, next((m for m in marks if isinstance(m, Role)), role))
    if origin in (Union, types.UnionType):
        return [pair for a in get_args(annotation) if a is not type(None) for pair in with_roles(a, role)]
    return [(annotation, role)]


def role_of(model: type[BaseModel], key: str) -> Role | None:
    """The role of a number, profile or distribution under a key of a table; None if there is no such key, or it has none."""
    field = model.model_fields.get(key)
    return None if field is None else next((role for _, role in with_roles(written(field)) if role is not None), None)
