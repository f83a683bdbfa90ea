"""The platform that hashes hold for: the processor, and the bits of the mathematics library."""

from __future__ import annotations

import hashlib
import math
import platform
import struct
from collections.abc import Callable

from tests.golden.renew import made_on

FUNCTIONS: tuple[Callable[[float], float], ...] = (
    math.exp, math.log, math.log1p, math.expm1, math.sqrt, math.sinh, math.cosh, lambda v: math.pow(v, 1.7), lambda v: math.pow(v, -0.3),
)  # fmt: skip
POINTS = 4000


def mathematics() -> str:
    """Hash of the bits of exp, log, pow and their like at points between 0 and 20, which differ between libraries, and between
    processors with and without fused multiply-add."""
    digest = hashlib.sha256()
    for k in range(1, POINTS):
        digest.update(struct.pack(f"{len(FUNCTIONS)}d", *(f(k * 20.0 / POINTS) for f in FUNCTIONS)))
    return digest.hexdigest()[:16]


def here() -> dict[str, str]:
    """This platform: `machine` and `mathematics` decide the bits; the versions say what to look at if they differ after all."""
    return {"machine": platform.machine(), "mathematics": mathematics()} | made_on()


DECISIVE = ("machine", "mathematics")
"""What has to be the same for hashes to be the same. No version is an excuse: whoever pins another writes the file anew."""
