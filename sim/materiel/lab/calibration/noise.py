"""What a report adds to the world: a factor of its own for each month, lognormal with mean 1.

Its spread is a parameter like others and calibrated with them: it stands for all that the model leaves out of a series.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

from materiel.chance.philox import stream_id
from materiel.lab.futures_file import OBSERVATION as OBSERVATION

Reals = npt.NDArray[np.float64]

SUFFIX = ".spread"


def spread_of(series: str) -> str:
    """The name of the parameter.

    >>> spread_of("cruise_launched")
    'observation.cruise_launched.spread'
    """
    return f"{OBSERVATION}{series}{SUFFIX}"


def standard(seed: int, series: str, member: int, months: int) -> Reals:
    """Standard normal numbers, one a month: a pure function of seed, series and member."""
    key = (seed % (1 << 64)) | (stream_id(f"calibrate/{series}/noise") << 64)
    raw = np.random.Philox(key=key, counter=member << 64).random_raw(months)
    uniform = ((raw >> np.uint64(11)).astype(np.float64) + 0.5) * 2.0**-53
    normal: Reals = ndtri(uniform)
    return normal


def factor(spread: float | Reals, normal: Reals) -> Reals:
    """The factor on what the world did: exp(spread z - spread^2 / 2)."""
    factor: Reals = np.exp(spread * normal - 0.5 * np.square(spread))
    return factor


def reported(observed: Reals, names: Sequence[str], spreads: Mapping[str, float], seed: int, member: int) -> Reals:
    """What reports show: observed series (series, months), each times its factor. A series without a spread stays as it is."""
    told = observed.copy()
    for k, name in enumerate(names):
        if (spread := spreads.get(spread_of(name), 0.0)) > 0.0:
            told[k] *= factor(spread, standard(seed, name, member, observed.shape[1]))
    return told
