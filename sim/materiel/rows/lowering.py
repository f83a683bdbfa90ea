"""What reading and writing rows does in machine code.

A field is one access at a constant distance; a reference that is followed, and a part, are rows over the same planes.
"""

from __future__ import annotations

import operator
from typing import Any

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.core.imputils import (
    RefType,
    iternext_impl,
    lower_builtin,
    lower_cast,
    lower_constant,
    lower_getattr,
    lower_getattr_generic,
    lower_setattr_generic,
)
from numba.core.pythonapi import unbox
from numba.extending import NativeValue

from materiel.jit.planes import CHECKED, REAL, WHOLE, cell
from materiel.rows.cells import Many, Part, RealCell, Ref
from materiel.rows.machine import KindType, RowType, RunIteratorType, RunType, row_type

_WORD = ir.IntType(64)


def _struct(context: Any, builder: Any, of: types.Type, value: Any = None) -> Any:
    return cgutils.create_struct_proxy(of)(context, builder, value=value)


def _row(context: Any, builder: Any, of: RowType, n: Any, x: Any, at: Any) -> Any:
    made = _struct(context, builder, of)
    made.n, made.x, made.at = n, x, at
    return made._getvalue()


@lower_getattr_generic(RowType)  # type: ignore[untyped-decorator]
def _get(context: Any, builder: Any, of: RowType, value: Any, name: str) -> Any:
    row = _struct(context, builder, of, value)
    if name == "at":
        return row.at
    field = of.row.cells[name]
    place = builder.add(row.at, _WORD(field.offset))
    if isinstance(field, Part):
        return _row(context, builder, row_type(field.target), row.n, row.x, place)
    if isinstance(field, RealCell):
        return builder.load(cell(context, builder, REAL, row.x, place))
    found = builder.load(cell(context, builder, WHOLE, row.n, place))
    if isinstance(field, Ref):
        return _row(context, builder, row_type(field.target), row.n, row.x, found)
    if isinstance(field, Many):
        run = _struct(context, builder, RunType(row_type(field.target)))
        run.n, run.x, run.first = row.n, row.x, found
        run.count = builder.load(cell(context, builder, WHOLE, row.n, builder.add(place, _WORD(1))))
        return run._getvalue()
    return found


@lower_setattr_generic(RowType)  # type: ignore[untyped-decorator]
def _set(context: Any, builder: Any, sig: Any, args: Any, name: str) -> None:
    of, _ = sig.args
    row = _struct(context, builder, of, args[0])
    field = of.row.cells[name]
    place = builder.add(row.at, _WORD(field.offset))
    if isinstance(field, RealCell):
        builder.store(args[1], cell(context, builder, REAL, row.x, place))
        return
    new = _struct(context, builder, sig.args[1], args[1]).at if isinstance(field, Ref) else args[1]
    builder.store(new, cell(context, builder, WHOLE, row.n, place))


@lower_cast(RowType, RowType)  # type: ignore[untyped-decorator]
def _as_entity(context: Any, builder: Any, of: RowType, to: RowType, value: Any) -> Any:
    row = _struct(context, builder, of, value)
    return _row(context, builder, to, row.n, row.x, row.at)


@lower_builtin("materiel row", WHOLE, REAL, types.int64)  # type: ignore[untyped-decorator]
def _make(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    return _row(context, builder, sig.return_type, *args)


@lower_builtin("materiel row of", RowType)  # type: ignore[untyped-decorator]
def _of_kind(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    to = sig.return_type
    row = _struct(context, builder, sig.args[0], args[0])
    if CHECKED:
        kind = builder.load(cell(context, builder, WHOLE, row.n, builder.add(row.at, _WORD(to.row.kind.offset))))
        with cgutils.if_unlikely(builder, builder.icmp_signed("!=", kind, _WORD(to.row.code()))):
            context.call_conv.return_user_exc(builder, TypeError, (f"expected a {to.row.kind_name}, got another kind",))
    return _row(context, builder, to, row.n, row.x, row.at)


@lower_constant(KindType)  # type: ignore[untyped-decorator]
def _constant_kind(context: Any, *_: Any) -> Any:
    return context.get_dummy_value()


@lower_getattr(KindType, "of")  # type: ignore[untyped-decorator]
def _kind_of(context: Any, *_: Any) -> Any:
    return context.get_dummy_value()


@lower_builtin(operator.eq, RowType, RowType)  # type: ignore[untyped-decorator]
def _eq(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    one, other = (_struct(context, builder, of, value).at for of, value in zip(sig.args, args, strict=True))
    return builder.icmp_signed("==", one, other)


@lower_builtin(operator.ne, RowType, RowType)  # type: ignore[untyped-decorator]
def _ne(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    return builder.not_(_eq(context, builder, sig, args))


@lower_builtin(bool, RowType)  # type: ignore[untyped-decorator]
@lower_builtin(operator.truth, RowType)  # type: ignore[untyped-decorator]
def _true(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    return builder.icmp_signed("!=", _struct(context, builder, sig.args[0], args[0]).at, _WORD(0))


@lower_builtin(operator.not_, RowType)  # type: ignore[untyped-decorator]
def _not(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    return builder.not_(_true(context, builder, sig, args))


@lower_builtin(len, RunType)  # type: ignore[untyped-decorator]
def _length(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    return _struct(context, builder, sig.args[0], args[0]).count


def _item_of(context: Any, builder: Any, item: RowType, run: Any, k: Any) -> Any:
    at = builder.load(cell(context, builder, WHOLE, run.n, builder.add(run.first, k)))
    return _row(context, builder, item, run.n, run.x, at)


@lower_builtin(operator.getitem, RunType, types.int64)  # type: ignore[untyped-decorator]
def _item(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    run = _struct(context, builder, sig.args[0], args[0])
    if CHECKED:
        cgutils.do_boundscheck(context, builder, args[1], run.count)
    return _item_of(context, builder, sig.return_type, run, args[1])


@lower_builtin("getiter", RunType)  # type: ignore[untyped-decorator]
def _iterate(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    run, made = _struct(context, builder, sig.args[0], args[0]), _struct(context, builder, sig.return_type)
    made.n, made.x, made.first, made.count = run.n, run.x, run.first, run.count
    made.next = cgutils.alloca_once_value(builder, _WORD(0))
    builder.store(_WORD(0), made.next)  # a loop within a loop begins anew
    return made._getvalue()


@lower_builtin("iternext", RunIteratorType)  # type: ignore[untyped-decorator]
@iternext_impl(RefType.UNTRACKED)  # type: ignore[untyped-decorator]
def _next(context: Any, builder: Any, sig: Any, args: Any, result: Any) -> None:
    of = sig.args[0]
    run = _struct(context, builder, of, args[0])
    k = builder.load(run.next)
    more = builder.icmp_signed("<", k, run.count)
    result.set_valid(more)
    with builder.if_then(more):
        result.yield_(_item_of(context, builder, of.yield_type, run, k))
        builder.store(builder.add(k, _WORD(1)), run.next)


@unbox(RowType)  # type: ignore[untyped-decorator]
def _unbox(of: RowType, thing: Any, c: Any) -> NativeValue:
    """A row from Python: its planes and its address. It keeps its planes alive."""
    row = _struct(c.context, c.builder, of)
    failed = cgutils.false_bit
    for name, inner in (("n", WHOLE), ("x", REAL), ("at", types.int64)):
        held = c.pyapi.object_getattr_string(thing, name)
        native = c.unbox(inner, held)
        setattr(row, name, native.value)
        failed = c.builder.or_(failed, native.is_error)
        c.pyapi.decref(held)
    return NativeValue(row._getvalue(), is_error=failed)
