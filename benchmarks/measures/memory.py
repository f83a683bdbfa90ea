"""Memory: the planes of one replication, and whether the process grows from 100 to 1,000 replications."""

from __future__ import annotations

import subprocess
import sys

SCRIPT = """
import gc
from benchmarks.product import Small
world = Small()
def resident():
    gc.collect()
    with open('/proc/self/statm') as file:
        return int(file.read().split()[1]) * 4096
for k in range(100):
    world('kernel', k)
first = resident()
for k in range(100, 1000):
    world('kernel', k)
print(2 * world.run('kernel', 0).whole.nbytes, first, resident())
"""


def measure() -> tuple[float, float, float]:
    """Planes of a replication, resident memory after 100 and after 1,000 replications; MB."""
    out = subprocess.run([sys.executable, "-c", SCRIPT], check=True, capture_output=True, text=True).stdout
    planes, before, after = (int(v) / 1e6 for v in out.split())
    return planes, before, after
