"""Handlers of a stock: reviews at its dates, or at once when something was taken; shelf life; orders of before the start."""

from __future__ import annotations

from materiel.jit import Real, Whole, rule
from materiel.kernel.heap import timer
from materiel.layout.events import REVIEW
from materiel.rules.replenish import periodic_review, stock_look


@rule
def stock_wakes(n: Whole, x: Real, stock: int) -> None:
    """Continuous review, or the date of a periodic one."""
    timer(n, x, stock_look(n, x, stock), REVIEW, stock)


@rule
def stock_reviews(n: Whole, x: Real, stock: int) -> None:
    """A periodic review is due."""
    periodic_review(n, x, stock)
    stock_wakes(n, x, stock)
