"""Cost of a uniform number and of a draw from each family, in a compiled loop, with the generator."""

from __future__ import annotations

import numpy as np

from benchmarks.rounds import own, race
from materiel.chance.counts import binomial
from materiel.chance.draw import draw
from materiel.chance.families import bind_law
from materiel.chance.philox import uniform
from materiel.chance.sample import sample
from materiel.jit import Real, Whole, rule

COUNT = 200_000
LAWS = {
    "exponential": ("exponential", {"mean": 2.0}),
    "lognormal": ("lognormal", {"mean": 2.0, "cv": 0.8}),
    "Weibull": ("weibull", {"mean": 2.0, "cv": 0.8}),
    "gamma": ("gamma", {"mean": 2.0, "cv": 0.8}),
    "triangular": ("triangular", {"low": 1.0, "mode": 2.0, "high": 4.0}),
    "normal": ("normal", {"mean": 2.0, "sd": 0.5}),
    "Poisson, mean 20": ("poisson", {"mean": 20.0}),
    "Poisson, mean 5,000": ("poisson", {"mean": 5000.0}),
}


@rule
def _uniforms(count: int, seed: int) -> float:
    total = 0.0
    for k in range(count):
        total += uniform(seed, 7, 1234567, k)
    return total


@rule
def _draws(n: Whole, x: Real, law: int, count: int) -> float:
    total = 0.0
    for _ in range(count):
        total += sample(n, x, law, draw(n, x, 10))
    return total


@rule
def _binomials(n: Whole, x: Real, trials: int, count: int) -> float:
    total = 0.0
    for _ in range(count):
        total += float(binomial(draw(n, x, 10), trials, 0.3))
    return total


def measure() -> dict[str, float]:
    """Nanoseconds for each, generator included."""
    contestants = {"uniform": own(lambda k: _uniforms(COUNT, k))}
    for name, (family, parameters) in LAWS.items():
        cells = bind_law(family, parameters)
        n, x = np.zeros(200 + cells.size(), np.int64), np.zeros(200 + cells.size())
        n[10] = 12345
        cells.write(n, x, 100)
        contestants[name] = own(lambda _, n=n, x=x: _draws(n, x, 100, COUNT))
    n, x = np.zeros(200, np.int64), np.zeros(200)
    for trials in (10, 100, 5000):
        contestants[f"binomial, n = {trials:,}"] = own(lambda _, t=trials: _binomials(n, x, t, COUNT))
    timings = race(contestants, seconds=0.15)
    return {name: timing.cost / COUNT * 1e9 for name, timing in timings.items()}
