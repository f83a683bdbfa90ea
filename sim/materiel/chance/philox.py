"""The generator: a pure function from (seed, replication, stream, index) to a number, by the cipher of `cipher`.

Two words carry more than their 32 bits, and with nothing there nothing is done about it:

===========  =======  ==================================================================================
replication  0-31     its number
             32       antithetic: replications 2 k and 2 k + 1 are k, and k with every u turned into 1 - u
stream       0-31     its number, `stream_id` of its name
             32-41    leading: the dimension of Sobol's sequence that its index 0 has
             42-51    how many of its indices, from 0 on, are led; 0: none is
             52-56    m: 2**m replications share a scramble, and are the first so many points of the sequence
===========  =======  ==================================================================================
"""

from __future__ import annotations

import hashlib

from materiel.chance.cipher import WORD, philox
from materiel.chance.sobol import scrambled, sobol
from materiel.jit import rule

__all__ = [
    "ANTITHETIC",
    "COUNT_AT",
    "DIMENSION_AT",
    "FIELD",
    "POINTS_AT",
    "WORD",
    "at_point",
    "philox",
    "stream_id",
    "uniform",
]

ANTITHETIC = 1 << 32
DIMENSION_AT, COUNT_AT, POINTS_AT = 32, 42, 52
FIELD = (1 << 10) - 1
"""The bits of a dimension, and of a count."""
_LOG_POINTS = 31
_MANTISSA = (1 << 53) - 1
_LOW = (1 << 21) - 1


@rule
def _bits(seed: int, replication: int, stream: int, index: int) -> int:
    """53 bits."""
    block = philox(
        index & WORD,
        (index >> 32) & WORD,
        stream & WORD,
        replication & WORD,
        seed & WORD,
        (seed >> 32) & WORD,
        0,
    )
    return (block >> 11) & _MANTISSA


@rule
def at_point(seed: int, replication: int, stream: int, index: int, word: int, log_points: int) -> float:
    """The number of a draw whose stream is led to a word of Sobol's sequence: scrambled, that is its 32 upper bits.

    Those below are the draw's own. 2**log_points replications share a scramble.
    """
    upper = scrambled(word, seed, replication >> log_points, stream & WORD, index)
    return float((upper << 21) | (_bits(seed, replication, stream, index) & _LOW) | 1) * 2.0**-53


@rule
def _related(seed: int, replication: int, stream: int, index: int) -> float:
    """What `uniform` gives where replications are related: the mirror image, the point of a sequence, or both."""
    mirrored = False
    if replication >> 32 != 0:
        mirrored = replication & 1 != 0
        replication = (replication & WORD) >> 1
    if 0 <= index < (stream >> COUNT_AT) & FIELD:
        log_points = (stream >> POINTS_AT) & _LOG_POINTS
        word = sobol(((stream >> DIMENSION_AT) & FIELD) + index, replication & ((1 << log_points) - 1))
        u = at_point(seed, replication, stream, index, word, log_points)
    else:
        u = float(_bits(seed, replication, stream, index) | 1) * 2.0**-53
    return 1.0 - u if mirrored else u


@rule
def uniform(seed: int, replication: int, stream: int, index: int) -> float:
    """A number that is equally likely anywhere in the open interval (0, 1): an odd multiple of 2**-53.

    `seed` and `index` have 64 bits (as int64, so a seed above 2**63 is given less 2**64), `replication` and `stream`
    32, and above these what relates replications (see the table at the top). Being odd multiples, 1 - u is exact and
    of the same kind, and neither 0 nor 1 ever occurs.
    """
    if (replication | stream) >> 32 != 0:
        return _related(seed, replication, stream, index)
    return float(_bits(seed, replication, stream, index) | 1) * 2.0**-53


def stream_id(name: str) -> int:
    """The number of a stream, 32 bits: a hash of its name 'kind/name/purpose', the same on every machine.

    Two names may collide (among 1,000 names in one world of 8,600): whoever lays out a network refuses that.
    """
    return int.from_bytes(hashlib.blake2s(name.encode(), digest_size=4).digest(), "little")
