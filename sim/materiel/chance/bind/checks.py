"""What binders ask of parameters; the message names the bound that failed."""

from __future__ import annotations


def require(fits: bool, what: str, got: float) -> None:
    """ValueError unless it fits."""
    if not fits:
        raise ValueError(f"expected {what}, got {got:g}")


def positive(**values: float) -> None:
    """Every named value is above 0."""
    for name, value in values.items():
        require(value > 0.0, f"{name} > 0", value)


def mean_cv(mean: float, cv: float) -> None:
    """A mean above 0 with a coefficient of variation that is not negative."""
    positive(mean=mean)
    require(cv >= 0.0, "cv >= 0", cv)


def ordered(low: float, high: float) -> None:
    """A range of some width."""
    require(low < high, f"low < high = {high:g}", low)
