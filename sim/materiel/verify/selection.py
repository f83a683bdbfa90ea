"""How often the procedure of selection chooses the best candidate, and at what effort."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from scipy.special import betaincinv

from materiel.jit import Real
from materiel.lab.tune.kn import constants, repeated
from materiel.verify.analysis import Found, Inputs

_BOUND = 0.999
_LEAST = 2000


def selection(inputs: Inputs) -> Mapping[str, Found]:
    """KN over normal candidates of which one is ahead of all others, which are equal (the slippage configuration).

    Parameters: `candidates`, `first` (replications of each), `ahead` (of the best, and the indifference), `sigma`, `confidence`.
    `replications` counts the selections, 2,000 at least. `wrong_bound` is the upper 99.9 % bound of the share of wrong ones.

    S.-H. Kim and B. L. Nelson, ACM TOMACS 11(3), 2001, 251-273; C. J. Clopper and E. S. Pearson, Biometrika 26, 1934.
    """
    candidates, first = int(inputs.parameter("candidates")), int(inputs.parameter("first"))
    ahead, sigma = float(inputs.parameter("ahead")), float(inputs.parameter("sigma"))
    confidence, repeats = float(inputs.parameter("confidence")), max(_LEAST, inputs.replications)
    rng = np.random.default_rng(inputs.seed)
    means = np.zeros((candidates, 1))
    means[0] = ahead

    def draw(count: int) -> Real:
        return means + sigma * rng.normal(size=(repeats, candidates, count))

    chosen, samples = repeated(draw, candidates, indifference=ahead, confidence=confidence, first=first)
    eta, h2 = constants(candidates, first, confidence)
    wrong = int(np.sum(chosen != 0))
    share = 1.0 - wrong / repeats
    return {
        "eta": Found(eta),
        "h2": Found(h2),
        "wrong_bound": Found(float(betaincinv(wrong + 1, repeats - wrong, _BOUND))),
        "PCS": Found(share, math.sqrt(share * (1.0 - share) / repeats)),
        "E_total_samples": Found(float(samples.mean()), float(samples.std(ddof=1)) / math.sqrt(repeats)),
    }
