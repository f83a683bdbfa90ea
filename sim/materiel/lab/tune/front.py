"""Pareto fronts: which of some candidates no other beats in every goal, and how much room such a set dominates."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from materiel.jit import Real
from materiel.lab.tune.errors import TuneError

try:
    from moocore import hypervolume as dominated_volume
    from moocore import is_nondominated
except ImportError:
    raise TuneError("Pareto fronts: expected pymoo to be installed (pip install 'materiel[search]')") from None


def unbeaten(losses: Real) -> npt.NDArray[np.bool_]:
    """Which candidates no other beats: none is as good in every goal and better in one. Losses of shape (candidates, goals)."""
    return np.asarray(is_nondominated(losses, keep_weakly=True), dtype=bool)


def hypervolume(losses: Real, reference: Real) -> float:
    """The volume between the reference and the front of the losses; what is worse than the reference in a goal adds nothing.

    E. Zitzler and L. Thiele, IEEE Transactions on Evolutionary Computation 3, 1999; computed exactly (moocore: C. M. Fonseca,
    L. Paquete and M. López-Ibáñez, CEC 2006).

    >>> hypervolume(np.array([[0.0, 0.5], [0.5, 0.0]]), np.array([1.0, 1.0]))
    0.75
    """
    inside = losses[(losses < reference).all(axis=1)]
    return float(dominated_volume(inside, ref=reference)) if len(inside) else 0.0


def spread_out(losses: Real, count: int) -> list[int]:
    """So many members of a front, spread over it: the best in each goal, then whoever is farthest from those, and so on."""
    low, high = losses.min(axis=0), losses.max(axis=0)
    scaled = (losses - low) / np.where(high > low, high - low, 1.0)
    chosen = list(dict.fromkeys(int(i) for i in np.argmin(scaled, axis=0)))[:count]
    distance = np.min([np.sum((scaled - scaled[i]) ** 2, axis=1) for i in chosen], axis=0)
    while len(chosen) < min(count, len(losses)):
        distance[chosen] = -1.0
        chosen.append(int(np.argmax(distance)))
        distance = np.minimum(distance, np.sum((scaled - scaled[chosen[-1]]) ** 2, axis=1))
    return chosen
