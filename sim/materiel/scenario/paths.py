"""Paths: a dotted name of a key in a world, as in `lines.us_155.work_days.mean`; lists by number, from 0."""

from __future__ import annotations

import difflib
import types
from collections.abc import Iterable
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from materiel.chance.families import FAMILIES
from materiel.scenario.errors import PathError
from materiel.scenario.law import Law
from materiel.scenario.profile import Constant
from materiel.scenario.values import Count, Number


def split(path: str) -> list[str]:
    """The segments of a path."""
    return path.split(".")


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name that is nearest; empty if none is near."""
    best, best_score = "", 0.55
    for key in known:
        score = max(_alike(name, key), *(0.9 * _alike(name, word) for word in key.split("_")))
        if score > best_score:
            best, best_score = key, score
    return best


def _alike(a: str, b: str) -> float:
    return difflib.SequenceMatcher(None, a.lower(), b.lower()).ratio()


def members(annotation: Any) -> list[Any]:
    """The types that an annotation admits, without None, with what marks them taken off."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return members(get_args(annotation)[0])
    if origin in (Union, types.UnionType):
        return [m for a in get_args(annotation) if a is not type(None) for m in members(a)]
    return [annotation]


def keys_of(model: type[BaseModel]) -> dict[str, Any]:
    """Keys of a table as they are written, each with its annotation."""
    if issubclass(model, Law):
        parameters = {p for forms in FAMILIES.values() for form in forms for p in form.required + form.optional}
        return {"family": str, **{p: Number if p not in ("values", "weights", "parts") else list for p in parameters}}
    return {field.alias or name: field.annotation for name, field in model.model_fields.items()}


def put(raw: Any, model: type[BaseModel], path: str, value: Any, prefix: str = "") -> Any:
    """A copy of the raw table with the value at the path. PathError with the nearest valid path if there is no such key.

    `prefix` is the path of the table itself, for messages.
    """
    try:
        return _put(raw, [model], split(path), 0, value)
    except _Missing as missing:
        raise PathError(f"{prefix}{path}", missing.message(prefix, split(path))) from None


class _Missing(Exception):
    """A segment that is no key of the table it is looked for in."""

    def __init__(self, at: int, known: list[str]) -> None:
        self.at, self.known = at, known

    def message(self, prefix: str, segments: list[str]) -> str:
        near = nearest(segments[self.at], self.known)
        if near:
            path = ".".join([*segments[: self.at], near, *segments[self.at + 1 :]])
            return f"no such key; the nearest is {prefix}{path}"
        here = f"{prefix}{'.'.join(segments[: self.at])}".rstrip(".")
        listed = ", ".join(self.known[:12]) + (", ..." if len(self.known) > 12 else "")
        return f"no such key under {here or 'the world'}; " + (
            f"expected one of {listed}" if listed else "it has no keys"
        )


def _put(raw: Any, kinds: list[Any], segments: list[str], at: int, value: Any) -> Any:
    if at == len(segments):
        return value
    segment = segments[at]
    if isinstance(raw, (list, tuple)):
        index = int(segment) if segment.isdigit() else -1
        if not 0 <= index < len(raw):
            raise _Missing(at, [str(k) for k in range(len(raw))])
        inner = [m for kind in kinds if get_origin(kind) in (list, tuple) for a in get_args(kind) for m in members(a)]
        return [_put(r, inner, segments, at + 1, value) if k == index else r for k, r in enumerate(raw)]
    if segment == "value" and _is_bare(raw, kinds):
        return _put(raw, [Number], segments, at + 1, value)
    if segment in Constant.model_fields and Constant in kinds and _is_bare(raw, kinds):
        raw = {"shape": "constant", "value": raw}
    tables: dict[str, Any] = {}
    dictionary: list[Any] = []
    for kind in kinds:
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            tables.update(keys_of(kind))
        elif get_origin(kind) is dict:
            dictionary += members(get_args(kind)[1])
    if not isinstance(raw, dict):
        number = isinstance(raw, (int, float)) and not isinstance(raw, bool)
        if raw is None:
            raw = {}
        elif number and segment in Number.model_fields and (Number in kinds or Count in kinds or Law in kinds):
            raw = {"central": raw}
        else:
            raise _Missing(at, [])
    if Law in kinds and "family" not in raw:
        tables.update(keys_of(Number))
    if segment in tables:
        return {**raw, segment: _put(raw.get(segment), members(tables[segment]), segments, at + 1, value)}
    if segment in raw and (dictionary or not kinds):
        return {**raw, segment: _put(raw[segment], dictionary, segments, at + 1, value)}
    raise _Missing(at, [*tables, *raw] if dictionary or not tables else list(tables))


def _is_bare(raw: Any, kinds: list[Any]) -> bool:
    """Whether a distribution or profile is written as a number, whose full form has it as `value`."""
    if Law not in kinds and Constant not in kinds:
        return False
    number = isinstance(raw, (int, float)) and not isinstance(raw, bool)
    return number or (isinstance(raw, dict) and "central" in raw and "family" not in raw and "shape" not in raw)
