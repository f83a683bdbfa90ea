"""The block cipher under all chance: ten rounds that turn a counter into bits that look like none.

Philox4x32-10: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random numbers: as easy as 1, 2, 3",
SC11 (2011), section 4.3. Any number can be asked for at any time, so it does not matter who asks first.

This is the one place with unsigned numbers: words of 32 bits, held in 64, so that a product of two fits. (Signed
ones would wrap around; the compiler takes it that they do not, and lost the top bit in a trial.)
"""

from __future__ import annotations

import numpy as np

from materiel.jit import rule

WORD = 0xFFFFFFFF
_WORD = np.uint64(WORD)
_HALF = np.uint64(32)
_FACTORS = (np.uint64(0xD2511F53), np.uint64(0xCD9E8D57))
_GOLDEN_RATIO = np.uint64(0x9E3779B9)
_ROOT_OF_THREE = np.uint64(0xBB67AE85)
_ROUNDS = 10


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
