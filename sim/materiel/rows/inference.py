"""What types come of reading and writing rows in compiled rules.

What mypy lets pass is refused here: a whole number or a truth value written to a real field.
"""

from __future__ import annotations

import operator
from typing import Any

from numba import types
from numba.core import errors
from numba.core.typing.context import BaseContext
from numba.core.typing.templates import AbstractTemplate, AttributeTemplate, infer, infer_getattr, infer_global
from numba.core.typing.templates import signature as signed

from materiel.rows.cells import Many, Part, RealCell, Ref, WholeCell
from materiel.rows.machine import KindType, OfType, RowType, RunIteratorType, RunType, row_type
from materiel.rows.row import Entity, RowClass


@infer_getattr
class _RowAttributes(AttributeTemplate):  # type: ignore[misc]
    key = RowType

    def generic_resolve(self, of: RowType, name: str) -> types.Type | None:
        field = of.row.cells.get(name)
        if isinstance(field, WholeCell) or name == "at":
            return types.int64
        if isinstance(field, RealCell):
            return types.float64
        if isinstance(field, (Ref, Part)):
            return row_type(field.target)
        if isinstance(field, Many):
            return RunType(row_type(field.target))
        return None


@infer_getattr
class _KindAttributes(AttributeTemplate):  # type: ignore[misc]
    key = KindType

    def generic_resolve(self, kind: KindType, name: str) -> types.Type | None:
        return OfType(kind.row) if name == "of" and issubclass(kind.row, Entity) else None


_resolve_setattr = BaseContext.resolve_setattr


def _checked_setattr(self: Any, target: types.Type, name: str, value: types.Type) -> Any:
    """numba converts what is written to the type of the attribute; a row does not."""
    if isinstance(target, RowType):
        fault = _refused(target.row, name, value)
        if fault:
            raise errors.NumbaTypeError(fault)
    return _resolve_setattr(self, target, name, value)


BaseContext.resolve_setattr = _checked_setattr


def _refused(row: RowClass, name: str, value: types.Type) -> str:
    """Why a value of a type may not be written to a field; empty if it may."""
    field = row.cells.get(name)
    if field is None:
        return f"{row.__name__} has no field {name}; it has {', '.join(row.cells)}"
    if isinstance(field, WholeCell):
        return "" if isinstance(value, (types.Integer, types.Boolean)) else f"{field} is a whole number: got {value}"
    if isinstance(field, RealCell):
        return "" if isinstance(value, types.Float) else f"{field} is a real number: got {value}"
    if isinstance(field, Ref):
        fits = isinstance(value, RowType) and issubclass(value.row, field.target)
        return "" if fits else f"{field} is a {field.target.__name__}: got {value}"
    return f"{field} is a {type(field).__name__.lower()}: it is not written as a whole"


class _Compared(AbstractTemplate):  # type: ignore[misc]
    def generic(self, args: Any, _: Any) -> Any:
        if all(isinstance(a, RowType) for a in args) and (
            issubclass(args[0].row, args[1].row) or issubclass(args[1].row, args[0].row)
        ):
            return signed(types.boolean, *args)
        return None


class _Truth(AbstractTemplate):  # type: ignore[misc]
    def generic(self, args: Any, _: Any) -> Any:
        return signed(types.boolean, *args) if len(args) == 1 and isinstance(args[0], RowType) else None


for _compares in (operator.eq, operator.ne):
    infer_global(_compares)(type(f"_{_compares.__name__}", (_Compared,), {}))
for _asks in (bool, operator.not_, operator.truth):
    infer_global(_asks)(type(f"_{_asks.__name__}", (_Truth,), {}))


@infer_global(len)
class _Length(AbstractTemplate):  # type: ignore[misc]
    def generic(self, args: Any, _: Any) -> Any:
        return signed(types.int64, *args) if len(args) == 1 and isinstance(args[0], RunType) else None


@infer_global(operator.getitem)
class _Item(AbstractTemplate):  # type: ignore[misc]
    def generic(self, args: Any, _: Any) -> Any:
        run, index = args
        fits = isinstance(run, RunType) and isinstance(index, types.Integer)
        return signed(run.item, run, types.int64) if fits else None


@infer
class _Iterated(AbstractTemplate):  # type: ignore[misc]
    key = "getiter"

    def generic(self, args: Any, _: Any) -> Any:
        return signed(RunIteratorType(args[0].item), args[0]) if isinstance(args[0], RunType) else None
