"""Distributions of a world: a family and its parameters, each of which may be an uncertain number."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import AfterValidator, GetJsonSchemaHandler, ValidationError, model_serializer, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from materiel.chance.families import FAMILIES, LISTS, bind_law, find_form
from materiel.scenario.spec import Spec

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

    @property
    def mean(self) -> float:
        """The mean, in the law's own unit."""
        return float(self.cells().mean)


_ENDS = ("value", "low")
"""Parameters that are the least value of a law."""


def _least(parameters: dict[str, Any]) -> float:
    """The least value that the parameters let a law have, 0 if they do not say (the mean of most families is above 0)."""
    ends = [_plain(parameters[name]) for name in _ENDS if name in parameters]
    if set(parameters) == {"mean"}:
        ends.append(_plain(parameters["mean"]))
    if "values" in parameters:
        ends += _plain(parameters["values"])
    for part in parameters.get("parts", ()):
        ends.append(_least({k: v for k, v in part.items() if k not in ("family", "weight")}))
    return min(ends, default=0.0)


def _no_past(law: Law) -> Law:
    if (least := _least(law.parameters)) < 0.0:
        raise ValueError(f"expected no value below 0, got {least:g}")
    return law


Days = Annotated[Law, AfterValidator(_no_past)]
"""A law of a time, which is never below 0. (A normal law is let pass; a draw below 0 then ends the replication.)"""


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
