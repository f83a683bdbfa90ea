"""Distributions of a world: a family and its parameters, each of which may be an uncertain number."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import GetJsonSchemaHandler, ValidationError, model_serializer, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from materiel.chance.families import FAMILIES, LISTS, bind_law, find_form
from materiel.scenario import roles
from materiel.scenario.roles import Role, Stray, Where
from materiel.scenario.spec import Spec
from materiel.scenario.support import ends

if TYPE_CHECKING:
    from materiel.chance.cells import LawCells


@lru_cache(maxsize=4096)
def _bound(family: str, parameters: str) -> LawCells:
    return bind_law(family, json.loads(parameters))


class Law(Spec):
    """How something varies by chance: a bare number (always that), or {family, and the parameters of one of its forms}.

    Its unit is that of the key it stands under. `mean` and `cv` do for most families.
    """

    family: str
    """Name of the family."""
    parameters: dict[str, Any]
    """Its parameters by name; written beside `family`. Numbers may be uncertain; mixtures have `parts`."""

    @model_validator(mode="before")
    @classmethod
    def _spread(cls, value: Any) -> Any:
        if isinstance(value, Law):
            return value
        if isinstance(value, bool) or not isinstance(value, (int, float, dict)):
            raise ValueError(f"expected a number or a distribution, got {value!r}")
        if not isinstance(value, dict):
            return {"family": "deterministic", "parameters": {"value": _number("value", value)}}
        if "family" not in value:
            if "central" in value:
                return {"family": "deterministic", "parameters": {"value": _number("value", value)}}
            raise ValueError(f"expected family (one of {', '.join(FAMILIES)}), got {', '.join(value) or 'nothing'}")
        rest = {k: v for k, v in value.items() if k != "family"}
        if set(rest) == {"parameters"} and isinstance(rest["parameters"], dict):
            rest = rest["parameters"]
        find_form(value["family"], list(rest))
        return {"family": value["family"], "parameters": {k: _parameter(k, v) for k, v in rest.items()}}

    @model_validator(mode="after")
    def _fits(self) -> Law:
        self.cells()
        return self

    @model_serializer
    def _flat(self) -> dict[str, Any]:
        return {"family": self.family, **{k: _dumped(v) for k, v in self.parameters.items()}}

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        family = {"enum": list(FAMILIES), "description": "name of the family"}
        table = {"type": "object", "properties": {"family": family}, "required": ["family"], "title": "distribution"}
        return {"anyOf": [{"type": "number"}, table], "description": cls.__doc__}

    def cells(self) -> LawCells:
        """What its row in the planes holds, at the central values. Raises ValueError for values out of range."""
        return _bound(self.family, json.dumps({k: _plain(v) for k, v in self.parameters.items()}))

    def strays(self, role: Role) -> Iterator[Stray]:
        """Parameters that are values of it and that the role does not allow; or its support; or ends of uncertain parameters.

        Each end of an uncertain parameter is looked at with the others at their central values.
        """
        found = list(_stated(self.family, self.parameters, role))
        if not found:
            found = list(_support(self.family, self.parameters, role))
        yield from found
        if not found:
            for where, parameters, value in _at_ends(self.parameters):
                try:
                    yield from ((where, told, value) for _, told, _ in _support(self.family, parameters, role))
                except ValueError as error:
                    yield where, str(error), value

    @property
    def mean(self) -> float:
        """The mean, in the law's own unit."""
        return float(self.cells().mean)


Days = Annotated[Law, roles.DAYS]
"""A law of a time, which is never below 0. (A normal law is let pass four standard deviations above 0; a draw below 0 then ends
the replication.)"""
UnitsLaw = Annotated[Law, roles.UNITS]
"""A law of how many units there are."""
FactorLaw = Annotated[Law, roles.FACTOR]
"""A law of a factor."""
ShareLaw = Annotated[Law, roles.SHARE]
"""A law of a share."""
CutShareLaw = Annotated[Law, roles.CUT_SHARE]
"""A law of a share that the model cuts off at 1 (or less)."""


_VALUES = ("value", "low", "mode", "high")
"""Parameters that are values of the law themselves."""


def _stated(family: str, parameters: Mapping[str, Any], role: Role, at: Where = ()) -> Iterator[Stray]:
    """Parameters that are values of the law, low and high included, where the role does not allow them."""
    for name, value in parameters.items():
        numbers: list[tuple[Where, Any]] = []
        if name in _VALUES or (name == "mean" and family == "deterministic"):
            numbers = [((name,), value)]
        elif name == "values":
            numbers = [((name, k), each) for k, each in enumerate(value)]
        elif name == "parts":
            for k, part in enumerate(value):
                inner = {key: v for key, v in part.items() if key not in ("family", "weight")}
                yield from _stated(part["family"], inner, role, (*at, name, k))
        for where, number in numbers:
            for inside, told, got in number.strays(role):
                yield (*at, *where, *inside), told, got


def _support(family: str, parameters: Mapping[str, Any], role: Role) -> Iterator[Stray]:
    """The end of the support that the role does not allow, or the mean where a tail is cut off: a fault of the law as a whole."""
    law = _bound(family, json.dumps({k: _plain(v) for k, v in parameters.items()}))
    low, high = ends(law)
    if wanted := role.refuses(low):
        yield (
            (),
            f"expected a distribution with values {wanted}, got {family} with values from {low:g} to {high:g}",
            low,
        )
    elif wanted := role.refuses(law.mean if role.cut else high):
        what, got = (
            ("a mean", f"{law.mean:g}") if role.cut else ("values", f"{family} with values from {low:g} to {high:g}")
        )
        yield (), f"expected a distribution with {what} {wanted}, got {got}", high


def _at_ends(parameters: Mapping[str, Any]) -> Iterator[tuple[Where, dict[str, Any], float]]:
    """The parameters with one of them at the low or the high end of its range: where that stands, all of them, and the end."""
    for name, number in parameters.items():
        if name == "parts":
            for k, part in enumerate(number):
                inner = {key: v for key, v in part.items() if key != "family"}
                for where, changed, value in _at_ends(inner):
                    parts = [{**part, **changed} if j == k else other for j, other in enumerate(number)]
                    yield (name, k, *where), {**parameters, name: parts}, value
        elif name not in LISTS:  # what a list holds are values or weights, each by itself
            least = most = number.central
            if number.distribution is not None:
                least, most = ends(number.distribution.cells())
            for key, value in (
                ("low", number.low),
                ("high", number.high),
                ("distribution", least),
                ("distribution", most),
            ):
                if value is not None and value != number.central and math.isfinite(value):
                    yield (name, key), {**parameters, name: value}, value


def _number(name: str, value: Any) -> Any:
    from materiel.scenario.values import Number

    try:
        return Number.model_validate(value)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in (name, *first["loc"]))
        raise ValueError(f"{where}: {first['msg'].removeprefix('Value error, ')}") from None


def _parameter(name: str, value: Any) -> Any:
    if name not in LISTS:
        return _number(name, value)
    if not isinstance(value, list) or not value:
        raise ValueError(f"{name}: expected a list that is not empty, got {value!r}")
    if name != "parts":
        return [_number(f"{name}.{i}", v) for i, v in enumerate(value)]
    parts = []
    for i, part in enumerate(value):
        if not isinstance(part, dict) or "weight" not in part or "family" not in part:
            raise ValueError(f"parts.{i}: expected a table with weight and family, got {part!r}")
        inner = {k: v for k, v in part.items() if k not in ("weight", "family")}
        find_form(part["family"], list(inner))
        parts.append(
            {
                "weight": _number(f"parts.{i}.weight", part["weight"]),
                "family": part["family"],
                **{k: _parameter(k, v) for k, v in inner.items()},
            }
        )
    return parts


def _plain(value: Any) -> Any:
    """Central values in place of numbers."""
    if isinstance(value, list):
        return [_plain(v) for v in value]
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    return getattr(value, "central", value)


def _dumped(value: Any) -> Any:
    if isinstance(value, list):
        return [_dumped(v) for v in value]
    if isinstance(value, dict):
        return {k: _dumped(v) for k, v in value.items()}
    return value.model_dump(exclude_none=True) if isinstance(value, Spec) else value
