"""A row: some cells of the planes that begin at an address, seen as an object with fields."""

from __future__ import annotations

import hashlib
from typing import Any, ClassVar, Self

from materiel.jit import Real, Whole
from materiel.layout import kinds
from materiel.layout.fields import Field
from materiel.rows.cells import KNOWN, Cell, Many, Part, RealCell, Ref, WholeCell, whole


class RowClass(type):
    """The class of classes of rows: it lays their cells out in the order in which they are declared."""

    cells: dict[str, Cell]
    own: list[Cell]

    def __new__(meta, name: str, bases: tuple[type, ...], space: dict[str, Any], **options: Any) -> RowClass:
        """A class of rows; its objects have no other attributes than its fields."""
        space.setdefault("__slots__", ())
        made = super().__new__(meta, name, bases, space, **options)
        made.cells = {k: cell for base in bases if isinstance(base, RowClass) for k, cell in base.cells.items()}
        made.own = [cell for cell in space.values() if isinstance(cell, Cell)]
        for cell in made.own:
            if cell.name in made.cells:
                raise TypeError(f"{name}: the field {cell.name} is declared twice")
            made.cells[cell.name] = cell
        KNOWN.setdefault(name, []).append(made)  # type: ignore[arg-type]
        made._lay_out()
        return made

    def _lay_out(cls) -> None:
        at = 0
        for cell in cls.cells.values():
            cell.offset = at
            at += cell.width
        cls.size = at

    size: int
    """How many cells a row has."""

    def laid_out(cls) -> list[Field]:
        """Its fields as the layout lists them."""
        return [field for cell in cls.cells.values() for field in cell.laid_out()]

    def digest(cls) -> str:
        """Hash of where everything stands."""
        told = [
            (type(c).__name__, c.name, c.offset, c.width, str(c.owner.__annotations__.get(c.name)))
            for c in cls.cells.values()
        ]
        return hashlib.sha256(repr(told).encode()).hexdigest()[:12]

    def machine_type(cls) -> Any:
        """What the compiler takes it for."""
        from materiel.rows.machine import row_type

        return row_type(cls)


class Row(metaclass=RowClass):
    """A row of the planes. A row at address 0 is none, and false."""

    __slots__ = ("at", "n", "x")

    def __init__(self, n: Whole, x: Real, at: int) -> None:
        self.n, self.x, self.at = n, x, at

    def __bool__(self) -> bool:
        return self.at != 0

    def __eq__(self, other: object) -> bool:
        """Whether it is the same row of the same planes."""
        return isinstance(other, Row) and self.at == other.at and self.n is other.n and self.x is other.x

    def __hash__(self) -> int:
        return hash((id(self.n), self.at))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.at})" if self else f"no {type(self).__name__}"

    def __str__(self) -> str:
        """Field by field."""
        lines = [f"{self!r}:"]
        for cell in type(self).cells.values():
            if isinstance(cell, (WholeCell, RealCell)):
                lines.append(f"  {cell.name} = {cell.__get__(self, type(self))} {cell.unit}".rstrip())
            elif isinstance(cell, Ref):
                lines.append(f"  {cell.name} = {cell.__get__(self, type(self))!r}")
            elif isinstance(cell, Many):
                lines.append(f"  {cell.name} = {list(cell.__get__(self, type(self)))}")
            elif isinstance(cell, Part):
                inner = str(cell.__get__(self, type(self))).splitlines()[1:]
                lines.append(f"  {cell.name}: {', '.join(line.strip() for line in inner)}")
        return "\n".join(lines)


class Entity(Row):
    """What acts: a row with a kind, its place in the order of ties, and what it is doing."""

    kind_name: ClassVar[str] = ""

    kind = whole("code of the kind")
    rank = whole("place in the order of ties: by kind, then by name")
    woken = whole("1 while a wake-up is on its way")
    version = whole("raised when what was scheduled no longer holds")
    state = whole("what it is doing; codes stand with the kind")
    events = whole("how often it acted")

    def __init_subclass__(cls, kind: str) -> None:
        """Name the kind in the table of kinds."""
        if kind not in kinds.KINDS:
            raise TypeError(f"{cls.__name__}: expected a kind of the table of kinds, got {kind!r}")
        cls.kind_name = kind

    @classmethod
    def code(cls) -> int:
        """Code of the kind."""
        return kinds.KINDS.index(cls.kind_name) + 1

    @classmethod
    def of(cls, entity: Entity) -> Self:
        """An entity as what it is. TypeError if it is of another kind (in compiled rules under bounds checks alone)."""
        if entity.kind != cls.code():
            raise TypeError(f"expected a {cls.kind_name}, got the kind {entity.kind} at {entity.at}")
        return cls(entity.n, entity.x, entity.at)
