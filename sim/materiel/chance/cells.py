"""What a law's row holds, before it has an address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from materiel.jit import Real, Whole
from materiel.layout import law as row


@dataclass(frozen=True)
class LawCells:
    """A law ready to be laid into the planes: its row, then its table, then (mixture) its parts, each in the same way.

    ============================  ==================================================================================
    family                        cells beside the mean
    ============================  ==================================================================================
    deterministic, exponential,   none
    geometric
    erlang, gamma                 a shape, b scale; k knots; table: 2 k cells, the curve of the logarithm (unit scale)
    lognormal                     a, b: mean and standard deviation of the logarithm
    weibull                       a shape, b scale
    uniform                       a low, b high
    triangular                    a low, b mode, c high
    pert, beta                    a low, b width of the range; k knots; table: 2 k cells, the curve of the log-odds
    empirical                     k values; table: the values sorted; if a = 1, then their cumulated weights too
    normal                        a standard deviation
    poisson                       k cells of table (0: none): guides and cumulated probabilities (`steps`)
    mixture                       k parts; table: k cells, cumulated weight in x, address of the part in n
    ============================  ==================================================================================
    """

    family: int
    mean: float
    a: float = 0.0
    b: float = 0.0
    c: float = 0.0
    k: int = 0
    table: Sequence[float] = ()
    parts: tuple[LawCells, ...] = ()

    def size(self) -> int:
        """How many cells it takes."""
        return row.LAW.size + len(self.table) + sum(part.size() for part in self.parts)

    def write(self, n: Whole, x: Real, at: int) -> None:
        """Lay it into the planes from address `at`: `size()` cells, in both planes."""
        n[at + row.FAMILY] = self.family
        x[at + row.MEAN] = self.mean
        x[at + row.A] = self.a
        x[at + row.B] = self.b
        x[at + row.C] = self.c
        n[at + row.K] = self.k
        table = at + row.LAW.size
        n[at + row.TABLE] = table
        x[table : table + len(self.table)] = self.table
        place = table + len(self.table)
        for i, part in enumerate(self.parts):
            n[table + i] = place
            part.write(n, x, place)
            place += part.size()
