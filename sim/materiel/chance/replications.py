"""How the replications of a batch are related: not at all, as mirror images in pairs, or as points of one sequence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, get_args

from materiel.chance.directions import DIMENSIONS
from materiel.chance.philox import ANTITHETIC, COUNT_AT, DIMENSION_AT, POINTS_AT

Kind = Literal["independent", "antithetic", "quasi"]
KINDS: tuple[Kind, ...] = get_args(Kind)
MOST_POINTS = 1 << 31


@dataclass(frozen=True)
class Chance:
    """What the numbers of a replication have to do with those of others.

    `independent`: nothing. `antithetic`: replications 2 k and 2 k + 1 are replication k of an independent batch, and
    its mirror image, in which every u is 1 - u. `quasi`: the first so many numbers of the `leading` streams
    (name and count) are coordinates of Sobol's sequence, replication by replication, and so are sampled uncertain numbers; all
    other numbers are those of an independent batch. Each `points` replications in a row have a scramble of their
    own, so that their mean is one of several independent estimates.

    Raises ValueError, 'expected ..., got ...'.
    """

    kind: Kind = "independent"
    leading: tuple[tuple[str, int], ...] = ()
    points: int = 64

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"expected one of {', '.join(KINDS)}, got {self.kind!r}")
        if self.leading and self.kind != "quasi":
            raise ValueError(f"leading streams: expected with quasi replications only, got {self.kind}")
        names = [name for name, _ in self.leading]
        for name, count in self.leading:
            if count < 1:
                raise ValueError(f"leading {name}: expected at least 1 number, got {count}")
            if names.count(name) > 1:
                raise ValueError(f"leading {name}: expected once, got {names.count(name)} times")
        if self.dimensions > DIMENSIONS:
            raise ValueError(f"leading: expected at most {DIMENSIONS} numbers in all, got {self.dimensions}")
        if not 2 <= self.points <= MOST_POINTS or self.points & (self.points - 1):
            raise ValueError(f"points: expected a power of two from 2 to 2**31, got {self.points}")

    @property
    def dimensions(self) -> int:
        """Dimensions of the sequence that leading streams take: the first ones."""
        return sum(count for _, count in self.leading)

    @property
    def together(self) -> int:
        """How many replications in a row depend on each other; only means over so many are independent."""
        return {"independent": 1, "antithetic": 2, "quasi": self.points}[self.kind]

    @property
    def log_points(self) -> int:
        """m, where 2**m replications share a scramble."""
        return self.points.bit_length() - 1

    def plain(self, replication: int) -> int:
        """The replication of an independent batch that it is, or is the mirror image of."""
        return replication // 2 if self.kind == "antithetic" else replication

    def number(self, replication: int) -> int:
        """The replication as `uniform` takes it."""
        return replication | ANTITHETIC if self.kind == "antithetic" else replication

    def stream(self, code: int, dimension: int, count: int = 1) -> int:
        """A stream as `uniform` takes it, whose first `count` numbers have dimensions from `dimension` on."""
        return code | dimension << DIMENSION_AT | count << COUNT_AT | self.log_points << POINTS_AT

    def led(self) -> Iterator[tuple[str, int, int]]:
        """Each leading stream: its name, its first dimension, and how many it has."""
        dimension = 0
        for name, count in self.leading:
            yield name, dimension, count
            dimension += count

    def told(self) -> dict[str, Any]:
        """What defines it, for hash and manifest; nothing if replications are independent."""
        if self.kind == "independent":
            return {}
        rest = {"leading": [list(pair) for pair in self.leading], "points": self.points} if self.kind == "quasi" else {}
        return {"chance": {"kind": self.kind, **rest}}

    @classmethod
    def of(cls, told: dict[str, Any]) -> Chance:
        """What `told` tells of, or a manifest that holds it."""
        held = told.get("chance", {})
        leading = tuple((str(name), int(count)) for name, count in held.get("leading", ()))
        return cls(held.get("kind", "independent"), leading, held.get("points", 64))


INDEPENDENT = Chance()
