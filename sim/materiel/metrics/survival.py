"""Times to an event of which some are cut off by the horizon."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True)
class Survival:
    """The Kaplan-Meier curve: share that has not had the event after each time at which one happened, and how many were at risk."""

    times: list[float]
    share: list[float]
    at_risk: list[int]
    events: list[int]
    censored_share: float


def kaplan_meier(
    times: Sequence[float] | npt.NDArray[np.float64], censored: Sequence[bool] | npt.NDArray[np.bool_]
) -> Survival:
    """Product-limit estimate (E. L. Kaplan and P. Meier, J. Am. Stat. Assoc. 53, 1958).

    A time that is censored at the instant of an event counts as at risk there.

    >>> kaplan_meier([1, 2, 2, 3], [False, False, True, True]).share
    [0.75, 0.5]
    """
    at = np.asarray(times, dtype=np.float64)
    cut = np.asarray(censored, dtype=bool)
    left = 1.0
    curve = Survival([], [], [], [], float(np.mean(cut)) if len(cut) else 0.0)
    for time in np.unique(at[~cut]):
        at_risk = int(np.sum(at >= time))
        events = int(np.sum((at == time) & ~cut))
        left *= 1.0 - events / at_risk
        curve.times.append(float(time))
        curve.share.append(left)
        curve.at_risk.append(at_risk)
        curve.events.append(events)
    return curve
