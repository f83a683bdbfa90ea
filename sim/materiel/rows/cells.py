"""What a row is made of: whole and real numbers, references to other rows, lists of them, and parts that are rows themselves."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Self, TypeVar, cast, overload

from materiel.layout.fields import Field, Mode, Plane

if TYPE_CHECKING:
    from materiel.rows.row import Row

R = TypeVar("R", bound="Row")
KNOWN: dict[str, list[type[Row]]] = {}
"""All classes of rows by name: references name them, so that two kinds may name each other."""


class Cell:
    """A field of a row: where it stands in it, and what it is."""

    plane: ClassVar[Plane] = "n"
    width = 1

    def __init__(self, what: str, record: Mode | None = None, unit: str = "", ledger: int = 0) -> None:
        self.what, self.record, self.unit, self.ledger = what, record, unit, ledger
        self.name = ""
        self.offset = -1
        self.owner: type[Row]

    def __set_name__(self, owner: type[Row], name: str) -> None:
        self.owner, self.name = owner, name

    def __str__(self) -> str:
        return f"{self.owner.__name__}.{self.name}"

    def laid_out(self) -> list[Field]:
        """The cells as the layout lists them."""
        return [Field(self.name, self.offset, self.plane, self.what, self.width, self.record, self.unit, self.ledger)]


class WholeCell(Cell):
    """A whole number: units, a count, a state."""

    @overload
    def __get__(self, row: None, owner: type[Row]) -> Self: ...
    @overload
    def __get__(self, row: Row, owner: type[Row]) -> int: ...
    def __get__(self, row: Row | None, owner: type[Row]) -> Self | int:
        return self if row is None else int(row.n[row.at + self.offset])

    def __set__(self, row: Row, value: int) -> None:
        if isinstance(value, float):
            raise TypeError(f"{self} is a whole number: expected an int, got {value!r}")
        row.n[row.at + self.offset] = value


class RealCell(Cell):
    """A real number: a time in days, a rate, a share, money."""

    plane = "x"

    @overload
    def __get__(self, row: None, owner: type[Row]) -> Self: ...
    @overload
    def __get__(self, row: Row, owner: type[Row]) -> float: ...
    def __get__(self, row: Row | None, owner: type[Row]) -> Self | float:
        return self if row is None else float(row.x[row.at + self.offset])

    def __set__(self, row: Row, value: float) -> None:
        if not isinstance(value, float):
            raise TypeError(f"{self} is a real number: expected a float, got {value!r}")
        row.x[row.at + self.offset] = value


class _Typed(Cell, Generic[R]):
    """A field that leads to rows of a class, which its annotation names: `site: Ref[Site] = Ref(...)`."""

    _target: type[R] | None = None

    @property
    def target(self) -> type[R]:
        """That class. TypeError if no module that is imported declares it."""
        if self._target is None:
            stated = re.fullmatch(r"\w+\[(\w+)\]", str(self.owner.__annotations__.get(self.name, "")))
            if stated is None:
                raise TypeError(f"{self}: expected an annotation {type(self).__name__}[KIND], got none")
            name = stated[1]
            there = getattr(sys.modules[self.owner.__module__], name, None)
            found = [there] if isinstance(there, type) else KNOWN.get(name, [])
            if len(found) != 1:
                raise TypeError(f"{self}: expected one class of rows named {name}, got {len(found)}")
            self._target = cast("type[R]", found[0])
        return self._target


class Ref(_Typed[R]):
    """Another row, or none (which is false)."""

    @overload
    def __get__(self, row: None, owner: type[Row]) -> Self: ...
    @overload
    def __get__(self, row: Row, owner: type[Row]) -> R: ...
    def __get__(self, row: Row | None, owner: type[Row]) -> Self | R:
        return self if row is None else self.target(row.n, row.x, int(row.n[row.at + self.offset]))

    def __set__(self, row: Row, value: R) -> None:
        if not isinstance(value, self.target):
            raise TypeError(f"{self} is a {self.target.__name__}: got {value!r}")
        row.n[row.at + self.offset] = value.at


class Part(_Typed[R]):
    """Cells of a row that are a row themselves: a meter, a queue, a stream of chance. Its own fields are written, not itself."""

    @property
    def width(self) -> int:  # type: ignore[override]
        """As many cells as the part has."""
        return self.target.size

    @property
    def plane(self) -> Plane:  # type: ignore[override]
        """The one plane that it is in."""
        (plane,) = {field.plane for field in self.target.laid_out()}
        return plane

    @overload
    def __get__(self, row: None, owner: type[Row]) -> Self: ...
    @overload
    def __get__(self, row: Row, owner: type[Row]) -> R: ...
    def __get__(self, row: Row | None, owner: type[Row]) -> Self | R:
        return self if row is None else self.target(row.n, row.x, row.at + self.offset)

    def __set__(self, row: Row, value: R) -> None:
        raise TypeError(f"{self} is a part: write its fields")


class Many(_Typed[R]):
    """A list of rows, in two cells: the address of their addresses, and how many they are."""

    width = 2

    def __init__(self, what: str, count: str) -> None:
        super().__init__(what)
        self.count = count

    def laid_out(self) -> list[Field]:
        """Two fields."""
        return [
            Field(self.name, self.offset, "n", f"address of the list of {self.what}"),
            Field(self.count, self.offset + 1, "n", "how many"),
        ]

    @overload
    def __get__(self, row: None, owner: type[Row]) -> Self: ...
    @overload
    def __get__(self, row: Row, owner: type[Row]) -> Run[R]: ...
    def __get__(self, row: Row | None, owner: type[Row]) -> Self | Run[R]:
        return self if row is None else Run(self.target, row, int(row.n[row.at + self.offset]), self._count(row))

    def _count(self, row: Row) -> int:
        return int(row.n[row.at + self.offset + 1])

    def __set__(self, row: Row, value: Run[R]) -> None:
        raise TypeError(f"{self} is a list: its rows are given when the network is laid out")


class Run(Sequence[R]):
    """The rows of a list."""

    def __init__(self, kind: type[R], row: Row, first: int, count: int) -> None:
        self._kind, self._row, self._first, self._count = kind, row, first, count

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, k: Any) -> Any:
        if not 0 <= k < self._count:
            raise IndexError(f"expected 0 <= index < {self._count}, got {k}")
        return self._kind(self._row.n, self._row.x, int(self._row.n[self._first + k]))

    def __iter__(self) -> Iterator[R]:
        return (self[k] for k in range(self._count))


def whole(what: str, *, record: Mode | None = None, unit: str = "", ledger: int = 0) -> WholeCell:
    """A whole number; `ledger` as in `layout.fields.Field`."""
    return WholeCell(what, record, unit, ledger)


def real(what: str, *, record: Mode | None = None, unit: str = "") -> RealCell:
    """A real number."""
    return RealCell(what, record, unit)
