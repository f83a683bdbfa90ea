"""Thousands of values of every jitted function of chance; run as a program it prints them, in hexadecimal.

The test of bits runs it in a process of its own with the compiler switched off, and compares.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from materiel.chance.between import between, triangular
from materiel.chance.counts import binomial, geometric, poisson
from materiel.chance.exponential import exponential
from materiel.chance.families import bind_law
from materiel.chance.lognormal import lognormal
from materiel.chance.normal import normal
from materiel.chance.philox import ANTITHETIC, uniform
from materiel.chance.replications import Chance
from materiel.chance.sample import sample
from materiel.chance.weibull import weibull

sys.path.insert(0, str(Path(__file__).parent))
from conftest import LAWS

COUNT, LED = 3000, 200


def values() -> Iterator[str]:
    """One line a value: what, which, and its bits."""
    laid = []
    for family, parameters in LAWS.items():
        cells = bind_law(family, parameters)
        n, x = np.zeros(cells.size(), np.int64), np.zeros(cells.size())
        cells.write(n, x, 0)
        laid.append((family, n, x))
    for i in range(COUNT):
        u = uniform(2022, 10, 12, i)
        v, w = uniform(2022, 10, 13, i), uniform(2022, 10, 14, i)
        mean = 40.0 * v / w
        results = {
            "uniform": u,
            "exponential": exponential(u, mean),
            "weibull": weibull(u, 0.2 + 3.0 * v, mean),
            "lognormal": lognormal(u, mean, 2.0 * w),
            "normal": normal(u, mean, w),
            "between": between(u, v - 1.0, w),
            "triangular": triangular(u, v - 1.0, v, v + w),
            "binomial": binomial(u, int(mean), w),
            "poisson": poisson(u, min(mean, 2000.0)),
            "geometric": geometric(u, 1.0 + mean),
        }
        if i < LED:
            results["led"] = uniform(2022, i | ANTITHETIC, Chance("quasi").stream(12, 7, 4), i % 5)
        results |= {f"law {family}": sample(n, x, 0, u) for family, n, x in laid}
        for name, value in results.items():
            yield f"{name} {i} {float(value).hex()}"


if __name__ == "__main__":
    assert os.environ["NUMBA_DISABLE_JIT"] == "1"
    print("\n".join(values()))
