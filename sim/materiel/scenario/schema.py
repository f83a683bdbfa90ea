"""The schema as data for editors, and as the reference page of the docs."""

from __future__ import annotations

import ast
import inspect
import itertools
import sys
import textwrap
from pathlib import Path
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import PydanticUndefined
from pydantic_core.core_schema import ModelSchema

from materiel.scenario.law import Law
from materiel.scenario.paths import members
from materiel.scenario.profile import Shape
from materiel.scenario.roles import with_roles, written
from materiel.scenario.values import Count, Number, Yardstick
from materiel.scenario.world import Scenario

MARK = "<!-- What follows is generated: python -m materiel.scenario.schema docs/scenario.md -->"


class _Described(GenerateJsonSchema):
    """JSON Schema with the docstrings under the keys."""

    def model_schema(self, schema: ModelSchema) -> JsonSchemaValue:
        table = super().model_schema(schema)
        model = schema["cls"]
        for name, what in descriptions(model).items():
            table["properties"][model.model_fields[name].alias or name]["description"] = what
        return table


def json_schema() -> dict[str, Any]:
    """JSON Schema of a world file, for editors. `extends` and `bulk`, which the loader takes, are in it."""
    schema = Scenario.model_json_schema(by_alias=True, schema_generator=_Described)
    schema["title"] = "materiel world"
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["properties"]["extends"] = {"type": "string", "description": "The world that this one is laid over."}
    schema["properties"]["bulk"] = {"type": "object", "description": "Sections in CSV: section = file."}
    return schema


def reference(root: type[BaseModel] = Scenario, title: str = "World file") -> str:
    """The keys of every table, in Markdown, from the docstrings of the schema; that of the file itself has the title."""
    parts: list[str] = []
    for model in _all_tables(root):
        rows = []
        told = descriptions(model)
        for name, field in model.model_fields.items():
            key = field.alias or name
            what = " ".join(told.get(name, "").split()).replace("|", "\\|")
            kind = _kind(written(field))
            kind = kind.replace(_MAY_BE, " (never drawn)") if _chosen(written(field)) else kind
            rows.append(f"| `{key}` | {kind} | {_default(field)} | {what} |")
        heading = title if model is root else model.__name__
        text = " ".join((model.__doc__ or "").split())
        parts.append(
            f"## {heading}\n\n{text}\n\n| key | is | default | what |\n|---|---|---|---|\n" + "\n".join(rows) + "\n"
        )
    return "\n".join(parts)


def page(text: str) -> str:
    """The page of docs with what stands behind its mark generated anew."""
    return text[: text.index(MARK)] + MARK + "\n\n" + reference()


def descriptions(model: type[BaseModel]) -> dict[str, str]:
    """The docstring under each key of a table, those of the tables that it extends included.

    They are read from the source here, when someone asks, since at every start they would take a tenth of a second.
    """
    found: dict[str, str] = {}
    for part in reversed(model.__mro__):
        if not issubclass(part, BaseModel) or part is BaseModel:
            continue
        (body,) = ast.parse(textwrap.dedent(inspect.getsource(part))).body
        assert isinstance(body, ast.ClassDef)
        for key, below in itertools.pairwise(body.body):
            told = isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant)
            if told and isinstance(key, ast.AnnAssign) and isinstance(key.target, ast.Name):
                found[key.target.id] = inspect.cleandoc(str(below.value.value))  # type: ignore[attr-defined]
    return {name: what for name, what in found.items() if name in model.model_fields}


def _all_tables(root: type[BaseModel]) -> list[type[BaseModel]]:
    """The file and every table in it, in the order in which keys name them."""
    seen: list[type[BaseModel]] = [root]
    for model in seen:
        for field in model.model_fields.values():
            inner = [m for m in _tables(field.annotation) if m not in (Law, Number) and not issubclass(m, Number)]
            seen += [m for m in inner if m not in seen]
    return seen


def _tables(annotation: Any) -> list[type[BaseModel]]:
    found: list[type[BaseModel]] = []
    for member in members(annotation):
        if isinstance(member, type) and issubclass(member, BaseModel):
            found.append(member)
        for inner in get_args(member):
            found += [m for m in _tables(inner) if m not in found]
    return found


def _chosen(annotation: Any) -> bool:
    """Whether a key is marked as a yardstick, itself or what it holds."""
    return annotation is Yardstick or any(_chosen(inner) for inner in get_args(annotation))


def _kind(annotation: Any) -> str:
    """What stands under a key, with the range that its role gives it: `profile, 0 to 1`."""
    names = []
    for member, role in with_roles(annotation):
        origin, args = get_origin(member), get_args(member)
        if origin is dict:
            name = f"{_kind(args[1])} by name"
        elif origin in (list, tuple):
            name = f"list of {_kind(args[0])}"
        elif args:
            name = " \\| ".join(f"`{a}`" for a in args)
        elif isinstance(member, type) and issubclass(member, Shape):
            name = "profile"
        else:
            name = _PLAIN.get(member, getattr(member, "__name__", str(member)))
        names.append(f"{name}, {role.range}" if role is not None and role.range else name)
    return " or ".join(dict.fromkeys(names))


_PLAIN: dict[Any, str] = {str: "text", int: "whole number", float: "number", bool: "true or false", Any: "value"}
_MAY_BE = " (may be uncertain)"
_PLAIN |= {Number: f"number{_MAY_BE}", Count: f"whole number{_MAY_BE}", Law: "distribution"}


def _default(field: Any) -> str:
    if field.is_required():
        return "required"
    value = field.default
    if value is PydanticUndefined or value is None:
        return ""
    if isinstance(value, Number):
        return f"{value.central:g}"
    if isinstance(value, Law):
        return f"{value.mean:g}"
    if isinstance(value, BaseModel):
        return f"{value.value.central:g}" if hasattr(value, "value") else ""
    return str(value).lower() if isinstance(value, bool) else str(value)


if __name__ == "__main__":
    here = Path(sys.argv[1])
    here.write_text(page(here.read_text(encoding="utf-8")), encoding="utf-8")
