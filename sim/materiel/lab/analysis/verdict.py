"""The verdict: what the runs show of one thing against another, by one rule for tables, figures and pages.

The rule: the mean of paired differences with its interval at 95 %, over clusters of runs that depend on each other; all intervals
of what is ranked or searched hold at once. A candidate is called best only if the joint intervals exclude no difference to every
other.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any, Literal

from materiel.lab.wording import HEADLINE, cut, fitted, percent, ranged, within

Kind = Literal[
    "best",
    "better",
    "worse",
    "higher",
    "lower",
    "no difference shown",
    "identical",
    "one run",
    "undefined",
    "nobody feasible",
    "moves most",
    "moves",
    "none shown to move",
    "none moves",
    "level",
]
CONFIDENCE = 0.95
SHOWN: tuple[Kind, ...] = ("best", "better", "worse", "higher", "lower", "moves most", "moves")
"""Kinds whose interval excludes no difference, or no effect."""
VARIANCE = "share of the variance"
"""Unit of an effect that is a share of the variance of the expected metric."""
_UNSIGNED: tuple[Kind, ...] = ("moves most", "moves", "none shown to move", "nobody feasible", "level")


@dataclass(frozen=True)
class Verdict:
    """What is shown of `one` against `other`: of a candidate against another, or of a factor's effect (`other` is empty).

    `estimate` is one less other in the unit of the metric, or the size of an effect, or by how much the nearest candidate falls
    short of a condition (`other` then says it), or a level by itself; [low, high] is its interval, nan where there is none. `of` is
    how many are ranked, `rivals` how many of them may be first, the first included. `median` is that of the paired differences,
    where they are skewed. `clusters` are the independent observations; `among` is which factors are ranked, where others vary too;
    `runs` are all of them, of which so many are `valued`: have a value.
    """

    kind: Kind
    metric: str
    unit: str = ""
    one: str = ""
    other: str = ""
    estimate: float = math.nan
    low: float = math.nan
    high: float = math.nan
    confidence: float = CONFIDENCE
    clusters: int = 0
    of: int = 2
    rivals: int = 1
    median: float | None = None
    runs: int = 0
    valued: int = 0
    among: str = ""

    @property
    def shown(self) -> bool:
        """Whether the interval excludes no difference."""
        return self.kind in SHOWN

    @property
    def of_variance(self) -> bool:
        """Whether it is of a share of variance."""
        return self.unit == VARIANCE

    @property
    def interval(self) -> str:
        """Estimate and interval in the unit: a difference with its sign, a share of variance in per cent."""
        if self.of_variance:
            share, low, high = (min(max(x, 0.0), 1.0) for x in (self.estimate, self.low, self.high))
            return f"{percent(share)} ({percent(low).removesuffix(' %')} to {percent(high)})"
        return ranged(self.estimate, self.low, self.high, self.unit, sign=self.kind not in _UNSIGNED)

    def sentence(self, most: int | None = HEADLINE) -> str:
        """The finding in at most so many characters (None: as many as it takes), with names shortened where they must be.

        If that is not enough the unit goes, which the caption has.
        """
        from materiel.lab.analysis.sentences import WAYS

        names = {"metric": self.metric, "inside": within(self.metric), "one": self.one, "other": self.other}
        text = fitted(WAYS[self.kind](self), names, most)
        if most is None or len(text) <= most:
            return text
        if self.unit and not self.of_variance:
            return replace(self, unit="").sentence(most)
        return cut(text, most)

    def told(self) -> dict[str, Any]:
        """As data: what `--json` prints."""
        found = {k: None if isinstance(v, float) and not math.isfinite(v) else v for k, v in vars(self).items()}
        return found | {"shown": self.shown, "sentence": self.sentence(None)}


def kind_of(estimate: float, low: float, high: float, better: str = "", identical: bool = False) -> Kind:
    """What a difference with its interval shows; `better` is "higher", "lower", or "" where neither is wanted.

    `identical` says that there is no difference in any run, to the bit.
    """
    if math.isnan(estimate):
        return "undefined"
    if identical:
        return "identical"
    if math.isnan(low):
        return "one run"
    if low <= 0.0 <= high:
        return "no difference shown"
    if not better:
        return "higher" if low > 0.0 else "lower"
    return "better" if (low > 0.0) == (better == "higher") else "worse"
