"""Points that fill a space more evenly than chance does: Sobol's sequence, randomised by Owen's scramble.

I. M. Sobol', "On the distribution of points in a cube and the approximate evaluation of integrals", USSR Comput. Math.
Math. Phys. 7 (1967), 86-112; A. B. Owen, "Randomly permuted (t,m,s)-nets and (t,s)-sequences" (1995).
"""

from __future__ import annotations

from materiel.chance.cipher import WORD, philox
from materiel.chance.directions import BITS, DIRECTIONS
from materiel.jit import rule

_APART = 1 << 31
"""Set in the counter's second word, where an index below 2**63 has no bit: no draw shares its block with a scramble."""


@rule
def sobol(dimension: int, point: int) -> int:
    """Coordinate of a point (0 to 2**32 - 1) in a dimension (0 to 63), in units of 2**-32; points in the order of a Gray code."""
    gray = point ^ (point >> 1)
    at = dimension * BITS
    word = 0
    while gray != 0:
        if gray & 1 != 0:
            word ^= DIRECTIONS[at]
        gray >>= 1
        at += 1
    return int(word)


@rule
def scrambled(word: int, seed: int, randomisation: int, stream: int, index: int) -> int:
    """Owen's nested scramble of a word of 32 bits: each digit is flipped by a coin that belongs to the digits before it.

    So each coordinate is uniform, and the points keep the balance of the sequence. The coins are a pure function of
    seed, randomisation (32 bits), stream (32 bits) and index (31 bits): one scramble for each of these.
    """
    flips = 0
    for k in range(BITS):
        prefix = (1 << k) | (word >> (BITS - k))
        coin = philox(prefix, _APART | index, stream, randomisation & WORD, seed & WORD, (seed >> 32) & WORD, 0)
        flips = (flips << 1) | (coin & 1)
    return word ^ flips
