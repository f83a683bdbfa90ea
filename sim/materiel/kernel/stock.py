"""Handler of a stock: reviews at its dates, or at once when something was taken."""

from __future__ import annotations

from materiel.jit import Real, Whole, rule
from materiel.kernel.heap import timer
from materiel.layout import stock as s
from materiel.layout.events import REVIEW
from materiel.rules.replenish import next_review, review


@rule
def stock_wakes(n: Whole, x: Real, stock: int) -> None:
    """Continuous review, or the first date of a periodic one."""
    if n[stock + s.POLICY] == s.NO_POLICY:
        return
    if x[stock + s.PERIOD] > 0.0:
        timer(n, x, next_review(n, x, stock), REVIEW, stock)
    else:
        review(n, x, stock)


@rule
def stock_reviews(n: Whole, x: Real, stock: int) -> None:
    """A periodic review is due."""
    review(n, x, stock)
    timer(n, x, next_review(n, x, stock), REVIEW, stock)
