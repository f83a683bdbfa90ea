"""Tables of the steps of a count: for a Poisson law that is drawn from again and again with the same mean.

At address `at` of plane x stand `GUIDES` numbers, of which number j is the smallest count whose cumulated probability reaches
j / GUIDES; then the cumulated probabilities of 0, 1, 2, ... The search begins at the guide of u and takes a step or two
(guide tables: Chen and Asau 1974). The sums are those of `counts.poisson`, term by term, so the answer is too.
"""

from __future__ import annotations

from functools import lru_cache

from materiel.chance.counts import SEAM_FROM_0, lowest
from materiel.chance.mass import poisson_mass
from materiel.jit import Real, rule

GUIDES = 64
REACH = SEAM_FROM_0
"""Up to this u the table answers."""


@rule
def tabled(x: Real, at: int, u: float) -> int:
    """The smallest count whose cumulated probability reaches u, for u up to `REACH`."""
    k = int(x[at + int(u * float(GUIDES))])
    while x[at + GUIDES + k] < u:
        k += 1
    return k


@lru_cache(maxsize=4096)
def poisson_steps(mean: float) -> tuple[float, ...]:
    """The table of a Poisson law; empty if its lower tail does not begin at 0 (the mean is large), or if nothing is drawn."""
    if mean <= 0.0 or lowest(mean) > 0.0:
        return ()
    k = 0.0
    mass = poisson_mass(k, mean)
    sums = [mass]
    while sums[-1] < REACH:
        k += 1.0
        mass *= mean / k
        sums.append(sums[-1] + mass)
    guides, first = [], 0
    for j in range(GUIDES):
        while sums[first] < j / GUIDES:
            first += 1
        guides.append(float(first))
    return (*guides, *map(float, sums))
