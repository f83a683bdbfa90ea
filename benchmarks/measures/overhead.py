"""What a study costs beside the engine: binding, metrics, the store, and the loop around them."""

from __future__ import annotations

import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from materiel.lab.study import block
from materiel.lab.study.conduct import conduct
from materiel.lab.study.crews import crew_of
from materiel.lab.study.ground import ground_of
from materiel.lab.study.keep import StudyStore
from materiel.lab.study.manifest import manifest_of

POINTS, REPLICATIONS = 200, 200
STUDY = f"""
title = "Overhead"
set = {{ "world.horizon_months" = 24 }}
policies = ["baseline"]
replications = {REPLICATIONS}
block = 20

[levers.commitment]
path = "donors.*.commitment"
low = 0.0
high = 0.9

[levers.floor]
path = "holdings.*.floor"
scale = true
low = 0.4
high = 1.0

[design]
kind = "sobol"
points = {POINTS}

[metrics.readiness]
of = "mean_readiness"

[metrics.allied]
of = "mean_allied_readiness"

[metrics.cost]
of = "total_cost"
better = "lower"
"""


def measure() -> tuple[float, float]:
    """Share of CPU time outside the engine of a study of 200 points x 200 replications, and its wall-clock seconds.

    The default world's first two years, whose replications are a fifth as dear as a decade's: the share of a decade is smaller.
    """
    inside, lock, real = [0.0], threading.Lock(), block.replicate

    def timed(*arguments: Any, **named: Any) -> Any:
        began = time.thread_time()
        try:
            return real(*arguments, **named)
        finally:
            spent = time.thread_time() - began
            with lock:
                inside[0] += spent

    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "overhead.toml"
        path.write_text(STUDY)
        ground = ground_of(path)
        real(ground.network, 1, 0)
        block.replicate = timed
        began, wall = time.process_time(), time.monotonic()
        try:
            store = StudyStore(Path(place) / "store", ground)
            store.open(manifest_of(ground), STUDY)
            conduct(ground, crew_of(ground, "kernel", 2), store, lambda _: None, lambda: False)
        finally:
            block.replicate = real
        total, seconds = time.process_time() - began, time.monotonic() - wall
    return 1.0 - inside[0] / total, seconds
