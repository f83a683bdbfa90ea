"""Golden records of the default world: hashes of replications and a few series, with the platform that they were made on.

`python -m tests.golden.renew` makes them anew, after a change of the model or of the world that is meant.
"""

from __future__ import annotations

import hashlib
import json
import platform
from pathlib import Path
from typing import Any

import llvmlite
import numba
import numpy as np
import scipy

from materiel.network.lower import network_of
from materiel.run import Outcome, replicate
from materiel.scenario.load import DEFAULT, load

GOLDEN = Path(__file__).parent / "default_world.json"
SEED, REPLICATIONS, MONTHS = 1, 5, (0, 11, 59, 119)
PER_KIND = {
    "front": ("readiness", "limiting"),
    "arsenal": ("launched", "leaked"),
    "line": ("made",),
    "donor": ("given_stock_eur",),
}
"""What is written out of the first replication, so that a change can be seen and not only noticed: of the first two of a kind."""


def made_on() -> dict[str, str]:
    """What bits depend on: processor, system with its mathematics library, and versions."""
    return {
        "machine": platform.machine(),
        "system": platform.system(),
        "library": " ".join(platform.libc_ver()),
        "python": ".".join(platform.python_version_tuple()[:2]),
        "numpy": np.__version__,
        "scipy": scipy.__version__,
        "numba": numba.__version__,
        "llvmlite": llvmlite.__version__,
    }


def _told(outcome: Outcome) -> dict[str, Any]:
    return {
        "events": outcome.events,
        "hash": f"{outcome.hash % 2**64:016x}",
        "record": hashlib.sha256(outcome.record.rows.tobytes()).hexdigest()[:16],
    }


def golden() -> dict[str, Any]:
    """The golden records as the kernel makes them now."""
    network = network_of(load(DEFAULT))
    outcomes = [replicate(network, SEED, k) for k in range(REPLICATIONS)]
    record = outcomes[0].record.monthly()
    series = {}
    for kind, fields in PER_KIND.items():
        for name in record.names(kind)[:2]:
            for field in fields:
                level = record.level(kind, name, field)
                series[f"{kind}/{name}/{field}"] = [float(level[m]) for m in MONTHS if m < len(level)]
    return {
        "made_on": made_on(),
        "seed": SEED,
        "replications": [_told(outcome) for outcome in outcomes],
        "months": list(MONTHS),
        "series": series,
    }


if __name__ == "__main__":
    GOLDEN.write_text(json.dumps(golden(), indent=1) + "\n", encoding="utf-8")
    print(f"written: {GOLDEN}")
