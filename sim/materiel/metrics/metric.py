"""What a metric is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from materiel.metrics.reading import Reading, Series

SeriesOf = Callable[[Reading], Mapping[str, Series]]
NumbersOf = Callable[[Reading], Mapping[str, float]]


@dataclass(frozen=True)
class Metric:
    """A quantity that a run is judged by: a series by month, or one number for the whole run.

    `of` returns it by member: `{"": value}` for a metric of the world as a whole, `{"cruise": value, ...}` for one that
    has a value a class, donor, item or line (it is then called `name/member`), and nothing if the world has no such thing.
    A metric of scope `place` (each stock, lane, shop) is kept for worlds without a front only, since a theatre has hundreds.
    """

    name: str
    unit: str
    definition: str
    of: SeriesOf | NumbersOf
    form: Literal["series", "number"] = "series"
    scope: Literal["theatre", "place"] = "theatre"


def called(name: str, member: str) -> str:
    """The full name of a metric's member."""
    return f"{name}/{member}" if member else name
