"""From pydantic's errors to faults: one line each, with path, what was expected, and the nearest valid key."""

from __future__ import annotations

from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from materiel.scenario import roles
from materiel.scenario.errors import Fault
from materiel.scenario.paths import keys_of, members, nearest

_PHRASES = {
    "missing": "expected a value, got none",
    "string_type": "expected text",
    "bool_type": "expected true or false",
    "bool_parsing": "expected true or false",
    "int_type": "expected a whole number",
    "int_parsing": "expected a whole number",
    "float_type": "expected a number",
    "float_parsing": "expected a number",
    "finite_number": "expected a finite number",
    "dict_type": "expected a table",
    "model_type": "expected a table",
    "list_type": "expected a list",
    "tuple_type": "expected a list",
}


def faults_of(error: ValidationError, raw: Any, prefix: str = "", model: type[BaseModel] | None = None) -> list[Fault]:
    """Every fault that pydantic found, in the words of the world file."""
    return [_fault(detail, raw, prefix, model) for detail in error.errors(include_url=False)]


def _fault(detail: Any, raw: Any, prefix: str, model: type[BaseModel] | None) -> Fault:
    path, kinds = _written(detail["loc"], raw, model, detail["type"] == "missing")
    where = ".".join(x for x in (prefix, *path) if x)
    kind, got = detail["type"], detail["input"]
    if kind == "extra_forbidden":
        near = nearest(path[-1], {key for m in kinds for key in keys_of(m)})
        return Fault(where, "unknown key" + (f"; the nearest is {near}" if near else ""))
    if kind == roles.ERROR:
        return Fault(where, str(detail["msg"]))
    if kind == "value_error":
        return Fault(where, detail["msg"].removeprefix("Value error, "))
    if kind == "literal_error":
        options = ", ".join(detail["ctx"]["expected"].replace("'", "").split(" or "))
        return Fault(where, f"expected one of {options}, got {_short(got)}")
    if kind == "missing":
        return Fault(where, _PHRASES[kind])
    phrase = _PHRASES.get(kind) or _expected(detail)
    return Fault(where, f"{phrase}, got {_short(got)}")


def _expected(detail: Any) -> str:
    context = detail.get("ctx", {})
    signs = {"ge": ">=", "gt": ">", "le": "<=", "lt": "<"}
    for key, sign in signs.items():
        if key in context:
            return f"expected {sign} {context[key]:g}"
    message = str(detail["msg"]).replace("Input should be", "expected").replace(" or ", ", ")
    return message if message.startswith("expected") else f"expected something else ({message})"


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _written(
    loc: tuple[Any, ...], raw: Any, model: type[BaseModel] | None, missing: bool
) -> tuple[list[str], list[type[BaseModel]]]:
    """The path as it is written (without pydantic's names of alternatives), and the schemas of the table of its last key."""
    path: list[str] = []
    kinds: list[Any] = [model] if model else []
    holders: list[type[BaseModel]] = [model] if model else []
    for k, segment in enumerate(loc):
        here = raw[segment] if _holds(raw, segment) else None
        if here is None and isinstance(segment, str) and not (missing and k == len(loc) - 1):
            kinds = [m for m in kinds if _tag(m, segment)] or kinds
            holders = [m for m in kinds if isinstance(m, type) and issubclass(m, BaseModel)]
            continue
        if segment == "[key]":
            continue
        path.append(str(segment))
        holders = [m for m in kinds if isinstance(m, type) and issubclass(m, BaseModel)]
        kinds = _inside(kinds, segment)
        raw = here
    return path, holders


def _holds(raw: Any, segment: Any) -> bool:
    if isinstance(raw, dict):
        return segment in raw
    return isinstance(raw, (list, tuple)) and isinstance(segment, int) and segment < len(raw)


def _tag(kind: Any, tag: str) -> bool:
    if not (isinstance(kind, type) and issubclass(kind, BaseModel)):
        return False
    return kind.__name__ == tag or any(tag in str(field.annotation) for field in kind.model_fields.values())


def _inside(kinds: list[Any], segment: Any) -> list[Any]:
    found: list[Any] = []
    for kind in kinds:
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            annotation = keys_of(kind).get(str(segment))
            found += members(annotation) if annotation is not None else []
        else:
            arguments = get_args(kind)
            found += members(arguments[-1]) if arguments else []
    return found
