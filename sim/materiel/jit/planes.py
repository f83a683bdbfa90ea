"""Planes as compiled rules see them: bare pointers.

numba's arrays carry shape and strides, are passed as seven arguments, and count from the end if an index is negative: at every
access a comparison and a choice. An address in a plane is never negative, so that a rule needs no more than where the plane begins.

Under NUMBA_BOUNDSCHECK=1 a plane knows its length too, and an address outside it, below zero or beyond the end, raises IndexError.
"""

from __future__ import annotations

import operator
from typing import Any

import numba
from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.core.imputils import lower_builtin, lower_cast
from numba.core.pythonapi import unbox
from numba.core.typeconv import Conversion
from numba.core.typing.templates import AbstractTemplate, infer_global, signature
from numba.extending import NativeValue, models, register_model

CHECKED = bool(numba.config.BOUNDSCHECK)


class Plane(types.Type):  # type: ignore[misc]
    """The plane of cells of one type, int64 or float64. From Python it is a contiguous array."""

    def __init__(self, dtype: types.Number) -> None:
        self.dtype = dtype
        self.array = types.Array(dtype, 1, "C")
        super().__init__(name=f"Plane({dtype})")

    def can_convert_from(self, _: Any, other: types.Type) -> Conversion | None:
        """An array will do if it is this plane's: of its cells, contiguous, and writable."""
        return Conversion.safe if other == self.array else None


WHOLE, REAL = Plane(types.int64), Plane(types.float64)

if CHECKED:

    @register_model(Plane)
    class _CheckedModel(models.StructModel):  # type: ignore[misc]
        def __init__(self, manager: Any, plane: Plane) -> None:
            super().__init__(manager, plane, [("cells", types.CPointer(plane.dtype)), ("size", types.intp)])

else:

    @register_model(Plane)
    class _BareModel(models.PrimitiveModel):  # type: ignore[misc]
        def __init__(self, manager: Any, plane: Plane) -> None:
            super().__init__(manager, plane, manager.lookup(plane.dtype).get_data_type().as_pointer())


def of_array(context: Any, builder: ir.IRBuilder, plane: Plane, array: ir.Value) -> ir.Value:
    """The plane that an array is."""
    given = context.make_array(plane.array)(context, builder, array)
    if not CHECKED:
        return given.data
    made = cgutils.create_struct_proxy(plane)(context, builder)
    made.cells, made.size = given.data, given.nitems
    return made._getvalue()


@lower_cast(types.Array, Plane)  # type: ignore[untyped-decorator]
def _cast(context: Any, builder: ir.IRBuilder, _: types.Array, plane: Plane, array: ir.Value) -> ir.Value:
    return of_array(context, builder, plane, array)


@unbox(Plane)  # type: ignore[untyped-decorator]
def _unbox(plane: Plane, thing: ir.Value, c: Any) -> NativeValue:
    array = c.unbox(plane.array, thing)
    return NativeValue(of_array(c.context, c.builder, plane, array.value), is_error=array.is_error)


@infer_global(operator.getitem)
class _Get(AbstractTemplate):  # type: ignore[misc]
    def generic(self, args: tuple[types.Type, ...], _: Any) -> Any:
        plane, address = args
        if isinstance(plane, Plane) and isinstance(address, types.Integer):
            return signature(plane.dtype, plane, types.int64)
        return None


@infer_global(operator.setitem)
class _Set(AbstractTemplate):  # type: ignore[misc]
    def generic(self, args: tuple[types.Type, ...], _: Any) -> Any:
        plane, address, value = args
        if isinstance(plane, Plane) and isinstance(address, types.Integer) and fits(value, plane):
            return signature(types.none, plane, types.int64, plane.dtype)
        return None


def fits(value: types.Type, plane: Plane) -> bool:
    """Whether a value may be written to a plane: a real number never becomes whole unasked."""
    return isinstance(value, (types.Integer, types.Boolean)) or value == plane.dtype


def cell(context: Any, builder: ir.IRBuilder, plane: Plane, value: ir.Value, address: ir.Value) -> ir.Value:
    """Where the cell at an address is; with bounds checks the run ends in IndexError if that is not in the plane."""
    if not CHECKED:
        return builder.gep(value, [address], inbounds=True)
    given = cgutils.create_struct_proxy(plane)(context, builder, value=value)
    cgutils.do_boundscheck(context, builder, address, given.size)
    return builder.gep(given.cells, [address], inbounds=True)


@lower_builtin(operator.getitem, Plane, types.int64)  # type: ignore[untyped-decorator]
def _lower_get(context: Any, builder: ir.IRBuilder, sig: Any, args: Any) -> ir.Value:
    return builder.load(cell(context, builder, sig.args[0], *args))


@lower_builtin(operator.setitem, Plane, types.int64, types.Any)  # type: ignore[untyped-decorator]
def _lower_set(context: Any, builder: ir.IRBuilder, sig: Any, args: Any) -> ir.Value:
    value, address, new = args
    builder.store(new, cell(context, builder, sig.args[0], value, address))
    return context.get_dummy_value()
