"""Rows as the compiler sees them: where the planes begin, and where the row begins in them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import types
from numba.core.typeconv import Conversion
from numba.core.typing.templates import signature as signed
from numba.extending import models, register_model, typeof_impl

from materiel.jit.planes import REAL, WHOLE
from materiel.rows.row import Entity, Row, RowClass


class RowType(types.Type):  # type: ignore[misc]
    """A row of a class."""

    def __init__(self, row: RowClass) -> None:
        self.row = row
        super().__init__(name=f"{row.__module__}.{row.__qualname__}#{row.digest()}")

    def can_convert_from(self, _: Any, other: types.Type) -> Conversion | None:
        """A row of a kind is an entity, where any will do."""
        return Conversion.safe if isinstance(other, RowType) and self.row in other.row.__mro__ else None


class RunType(types.Type):  # type: ignore[misc]
    """A list of rows of a class."""

    def __init__(self, item: RowType) -> None:
        self.item = item
        super().__init__(name=f"Run[{item.name}]")


class RunIteratorType(types.SimpleIteratorType):  # type: ignore[misc]
    """What walks a list of rows."""

    def __init__(self, item: RowType) -> None:
        super().__init__(name=f"RunIterator[{item.name}]", yield_type=item)


class KindType(types.Callable, types.Opaque):  # type: ignore[misc]
    """A class of rows, which makes a row of planes and an address."""

    def __init__(self, row: RowClass) -> None:
        self.row = row
        super().__init__(name=f"class[{row_type(row).name}]")

    def get_call_type(self, _: Any, args: Any, kws: Any) -> Any:
        """Its signature for planes and an address."""
        planes = len(args) == 3 and not kws and all(_is_plane(a, p) for a, p in zip(args, (WHOLE, REAL), strict=False))
        return signed(row_type(self.row), WHOLE, REAL, types.int64) if planes else None

    def get_call_signatures(self) -> Any:
        """All its signatures."""
        return [signed(row_type(self.row), WHOLE, REAL, types.int64)], False

    def get_impl_key(self, _: Any) -> Any:
        """The name of what makes rows."""
        return "materiel row"


class OfType(types.Callable, types.Opaque):  # type: ignore[misc]
    """`Stock.of`: an entity as what it is."""

    def __init__(self, row: RowClass) -> None:
        self.row = row
        super().__init__(name=f"of[{row_type(row).name}]")

    def get_call_type(self, _: Any, args: Any, kws: Any) -> Any:
        """Its signature for an entity."""
        entity = len(args) == 1 and not kws and isinstance(args[0], RowType) and issubclass(args[0].row, Entity)
        return signed(row_type(self.row), args[0]) if entity else None

    def get_call_signatures(self) -> Any:
        """All its signatures."""
        return [signed(row_type(self.row), row_type(Entity))], False

    def get_impl_key(self, _: Any) -> Any:
        """The name of what looks at the kind."""
        return "materiel row of"


def row_type(row: Any) -> RowType:
    """The type of the rows of a class."""
    if row not in _TYPES:
        _TYPES[row] = RowType(row)
    return _TYPES[row]


_TYPES: dict[RowClass, RowType] = {}


def _is_plane(given: types.Type, plane: types.Type) -> bool:
    return given in (plane, plane.array)


_PLANES = [("n", WHOLE), ("x", REAL)]


@register_model(RowType)
class _RowModel(models.StructModel):  # type: ignore[misc]
    def __init__(self, manager: Any, of: RowType) -> None:
        super().__init__(manager, of, [*_PLANES, ("at", types.int64)])


@register_model(RunType)
class _RunModel(models.StructModel):  # type: ignore[misc]
    def __init__(self, manager: Any, of: RunType) -> None:
        super().__init__(manager, of, [*_PLANES, ("first", types.int64), ("count", types.int64)])


@register_model(RunIteratorType)
class _RunIteratorModel(models.StructModel):  # type: ignore[misc]
    def __init__(self, manager: Any, of: RunIteratorType) -> None:
        members = [*_PLANES, ("first", types.int64), ("count", types.int64), ("next", types.CPointer(types.int64))]
        super().__init__(manager, of, members)


register_model(KindType)(models.OpaqueModel)
register_model(OfType)(models.OpaqueModel)


@typeof_impl.register(RowClass)  # type: ignore[untyped-decorator]
def _typeof_kind(row: RowClass, _: Any) -> KindType:
    return KindType(row)


@typeof_impl.register(Row)  # type: ignore[untyped-decorator]
def _typeof_row(row: Row, _: Any) -> RowType:
    for plane, cells in ((row.n, np.int64), (row.x, np.float64)):
        if plane.dtype != cells or plane.ndim != 1 or not (plane.flags.carray and plane.flags.writeable):
            raise TypeError(f"{row!r}: expected planes of int64 and float64, without gaps, got {plane.dtype}")
    return row_type(type(row))
