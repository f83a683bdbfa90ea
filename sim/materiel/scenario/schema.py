"""The schema as data for editors, and as the reference page of the docs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from materiel.scenario.law import Law
from materiel.scenario.paths import members
from materiel.scenario.values import Number
from materiel.scenario.world import Scenario

MARK = "<!-- What follows is generated: python -m materiel.scenario.schema docs/scenario.md -->"


def json_schema() -> dict[str, Any]:
    """JSON Schema of a world file, for editors. `extends` and `bulk`, which the loader takes, are in it."""
    schema = Scenario.model_json_schema(by_alias=True)
    schema["title"] = "materiel world"
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["properties"]["extends"] = {"type": "string", "description": "The world that this one is laid over."}
    schema["properties"]["bulk"] = {"type": "object", "description": "Sections in CSV: section = file."}
    return schema


def reference(root: type[BaseModel] = Scenario, title: str = "World file") -> str:
    """The keys of every table, in Markdown, from the docstrings of the schema; that of the file itself has the title."""
    seen: list[type[BaseModel]] = [root]
    parts: list[str] = []
    for model in seen:
        rows = []
        for name, field in model.model_fields.items():
            inner = [m for m in _tables(field.annotation) if m not in (Law, Number) and not issubclass(m, Number)]
            seen += [m for m in inner if m not in seen]
            key = field.alias or name
            what = " ".join((field.description or "").split()).replace("|", "\\|")
            rows.append(f"| `{key}` | {_kind(field.annotation)} | {_default(field)} | {what} |")
        heading = title if model is root else model.__name__
        text = " ".join((model.__doc__ or "").split())
        parts.append(
            f"## {heading}\n\n{text}\n\n| key | is | default | what |\n|---|---|---|---|\n" + "\n".join(rows) + "\n"
        )
    return "\n".join(parts)


def page(text: str) -> str:
    """The page of docs with what stands behind its mark generated anew."""
    return text[: text.index(MARK)] + MARK + "\n\n" + reference()


def _tables(annotation: Any) -> list[type[BaseModel]]:
    found: list[type[BaseModel]] = []
    for member in members(annotation):
        if isinstance(member, type) and issubclass(member, BaseModel):
            found.append(member)
        for inner in get_args(member):
            found += [m for m in _tables(inner) if m not in found]
    return found


def _kind(annotation: Any) -> str:
    names = []
    for member in members(annotation):
        origin, args = get_origin(member), get_args(member)
        if origin is dict:
            names.append(f"{_kind(args[1])} by name")
        elif origin in (list, tuple):
            names.append(f"list of {_kind(args[0])}")
        elif args:
            names.append(" \\| ".join(f"`{a}`" for a in args))
        else:
            names.append(_PLAIN.get(member, getattr(member, "__name__", str(member))))
    return "profile" if {"Constant", "Logistic"} <= set(names) else " or ".join(dict.fromkeys(names))


_PLAIN: dict[Any, str] = {str: "text", int: "whole number", float: "number", bool: "true or false", Any: "value"}
_PLAIN |= {Number: "number (may be uncertain)", Law: "distribution"}


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
