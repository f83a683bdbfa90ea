"""A walk over everything that a scenario says, with the path and the marks of each key."""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from materiel.scenario.law import Law
from materiel.scenario.spec import Refers, Supplies
from materiel.scenario.values import Number

Mark = Refers | Supplies


@dataclass(frozen=True)
class Leaf:
    """A value, its path, and the marks of its key (whose name it is, whether it supplies)."""

    path: str
    value: Any
    marks: tuple[Mark, ...] = ()


def leaves(spec: BaseModel, path: str = "", written: bool = False) -> Iterator[Leaf]:
    """Every number, name and plain value of a spec, in the order of its keys; with `written`, only keys that were given."""
    for name, field in type(spec).model_fields.items():
        if written and name not in spec.model_fields_set:
            continue
        here = f"{path}.{field.alias or name}" if path else field.alias or name
        marks = tuple(m for m in field.metadata if isinstance(m, (Refers, Supplies)))
        yield from _walk(getattr(spec, name), field.annotation, marks, here, written)


def _walk(value: Any, annotation: Any, marks: tuple[Mark, ...], path: str, written: bool) -> Iterator[Leaf]:
    annotation, marks = _taken_off(annotation, marks)
    if value is None:
        return
    if isinstance(value, Law):
        yield from _walk(value.parameters, dict[str, Any], (), path, written)
    elif isinstance(value, Number):
        yield Leaf(path, value, marks)
    elif isinstance(value, BaseModel):
        yield from leaves(value, path, written)
    elif isinstance(value, dict):
        args = get_args(annotation)
        for key, inner in value.items():
            if args:
                _, key_marks = _taken_off(args[0], ())
                if key_marks:
                    yield Leaf(f"{path}.{key}", key, key_marks)
            yield from _walk(inner, args[1] if args else Any, (), f"{path}.{key}", written)
    elif isinstance(value, (list, tuple)):
        args = get_args(annotation)
        for k, inner in enumerate(value):
            of = Any if not args else args[k] if get_origin(annotation) is tuple and k < len(args) else args[0]
            yield from _walk(inner, of, (), f"{path}.{k}", written)
    else:
        yield Leaf(path, value, marks)


@cache
def _taken_off(annotation: Any, marks: tuple[Mark, ...]) -> tuple[Any, tuple[Mark, ...]]:
    """The plain type under `Annotated` and `| None`, and the marks met on the way."""
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            plain, *extra = get_args(annotation)
            marks += tuple(m for m in extra if isinstance(m, (Refers, Supplies)))
            annotation = plain
        elif origin in (Union, types.UnionType):
            options = [a for a in get_args(annotation) if a is not type(None)]
            if len(options) != 1:
                return annotation, marks
            annotation = options[0]
        else:
            return annotation, marks
