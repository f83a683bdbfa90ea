"""The generator: a block cipher over (replication, stream, index), keyed by the seed.

Philox4x32-10: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random numbers: as easy as 1, 2, 3",
SC11 (2011), section 4.3. Any number can be asked for at any time, so it does not matter who asks first.

This is the one place with unsigned numbers: words of 32 bits, held in 64, so that a product of two fits. (Signed
ones would wrap around; the compiler takes it that they do not, and lost the top bit in a trial.)
"""

from __future__ import annotations

import hashlib

import numpy as np

from materiel.jit import rule

WORD = 0xFFFFFFFF
_WORD = np.uint64(WORD)
_HALF = np.uint64(32)
_FACTORS = (np.uint64(0xD2511F53), np.uint64(0xCD9E8D57))
_GOLDEN_RATIO = np.uint64(0x9E3779B9)
_ROOT_OF_THREE = np.uint64(0xBB67AE85)
_ROUNDS = 10
_MANTISSA = (1 << 53) - 1


@rule
def philox(c0: int, c1: int, c2: int, c3: int, k0: int, k1: int, pair: int) -> int:
    """Enciphered counter: words 0 and 1 (`pair` 0) or 2 and 3 (`pair` 1) of the block, the earlier word on top.

    Counter and key are words of 32 bits, lowest first. The 64 bits that come out are a signed
    number when compiled, an unsigned one in plain Python: mask them.
    """
    w0, w1, w2, w3 = np.uint64(c0), np.uint64(c1), np.uint64(c2), np.uint64(c3)
    key0, key1 = np.uint64(k0), np.uint64(k1)
    for _ in range(_ROUNDS):
        first = _FACTORS[0] * w0
        second = _FACTORS[1] * w2
        w0 = (second >> _HALF) ^ w1 ^ key0
        w1 = second & _WORD
        w2 = (first >> _HALF) ^ w3 ^ key1
        w3 = first & _WORD
        key0 = (key0 + _GOLDEN_RATIO) & _WORD
        key1 = (key1 + _ROOT_OF_THREE) & _WORD
    if pair == 0:
        return int((w0 << _HALF) | w1)
    return int((w2 << _HALF) | w3)


@rule
def uniform(seed: int, replication: int, stream: int, index: int) -> float:
    """A number that is equally likely anywhere in the open interval (0, 1): an odd multiple of 2**-53.

    `seed` and `index` have 64 bits (as int64, so a seed above 2**63 is given less 2**64), `replication` and `stream`
    32. Being odd multiples, 1 - u is exact and of the same kind, and neither 0 nor 1 ever occurs.
    """
    bits = philox(
        index & WORD,
        (index >> 32) & WORD,
        stream & WORD,
        replication & WORD,
        seed & WORD,
        (seed >> 32) & WORD,
        0,
    )
    return float(((bits >> 11) & _MANTISSA) | 1) * 2.0**-53


def stream_id(name: str) -> int:
    """The number of a stream, 32 bits: a hash of its name 'kind/name/purpose', the same on every machine.

    Two names may collide (among 1,000 names in one world of 8,600): whoever lays out a network refuses that.
    """
    return int.from_bytes(hashlib.blake2s(name.encode(), digest_size=4).digest(), "little")
