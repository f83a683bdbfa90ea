"""The language of readings."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from materiel.lab.errors import LabError
from materiel.network.arena import Column
from materiel.verify.reading import Records, cells_of, estimate, parsed

COLUMNS = [Column("shop", "desk", f, "total", "jobs") for f in ("done", "arrived")]


def records(warm_up: float = 0.0) -> Records:
    rows = np.array([[[1.0, 2.0], [4.0, 8.0]], [[3.0, 4.0], [6.0, 10.0]]])
    return Records(rows, COLUMNS, np.array([10.0, 20.0]), date(2024, 1, 1), warm_up)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('mean(level("shop/desk/done"))', 3.5),
        ('flow("shop/desk/done")', 2.5),
        ('grown("shop/desk/done")', 5.0),
        ('rate("shop/desk/done")', 0.25),
        ('at("shop/desk/done", 10)', 2.0),
        ('between("shop/desk/done", 10, "2024-01-21")', 3.0),
        ('ratio("shop/desk/done", "shop/desk/arrived")', 10 / 18),
        ('mean(at("shop/desk/done", 20) > 4)', 0.5),
        ('variance(at("shop/desk/done", 10))', 2.0),
        ('sqrt(4) * log(1) + 2 ** 3 - grown("shop/*/done")', 3.0),
    ],
)
def test_words(text: str, expected: float) -> None:
    """Each word means what the page says."""
    assert estimate(text, records()).value == pytest.approx(expected)


def test_warm_up_is_left_out() -> None:
    """Growth begins at the end of the warm-up, which has to be a record instant."""
    assert estimate('grown("shop/desk/done")', records(10.0)).value == pytest.approx(3.0)
    with pytest.raises(
        LabError, match=r"warm_up_days: expected a record instant before the end .day 20., got 5; the nearest is 10"
    ):
        estimate('grown("shop/desk/done")', records(5.0))
    with pytest.raises(LabError, match="got 20; the nearest is 10"):
        estimate('rate("shop/desk/done")', records(20.0))


def test_errors_are_those_of_replications() -> None:
    """The standard error of a mean is s / sqrt(n) over replications; that of a ratio follows the delta method."""
    assert estimate('at("shop/desk/done", 10)', records()).se == pytest.approx(1.0)
    random = np.random.default_rng(1)
    many = Records(random.gamma(4.0, size=(5000, 1, 2)), COLUMNS, np.array([1.0]), date(2024, 1, 1))
    found = estimate('ratio("shop/desk/done", "shop/desk/arrived")', many)
    assert found.se == pytest.approx(np.sqrt(2 * 0.25 / 5000), rel=0.05)
    assert estimate('quantile(at("shop/desk/done", 1), 0.5)', many).se == pytest.approx(0.035, rel=0.15)


@pytest.mark.parametrize("text", ["__import__('os')", "grown(1, 2)", "[1]", "1 if 2 else 3", "1 +"])
def test_nothing_else_is_read(text: str) -> None:
    """A reading is no program."""
    with pytest.raises(ValueError, match="expected"):
        parsed(text)


def test_cells() -> None:
    """The cells that a reading asks for are known before the run; one that is not recorded is an error."""
    assert cells_of('ratio("shop/a/b", "shop/c/*")') == ["shop/a/b", "shop/c/*"]
    with pytest.raises(LabError, match="no cell shop/desk/lost; shop/desk has done, arrived"):
        estimate('grown("shop/desk/lost")', records())


def test_steps_have_to_be_even() -> None:
    """An end of the world behind the last step would count as one more: it is refused, with what to change."""
    rows = np.zeros((2, 4, 2))
    uneven = Records(rows, COLUMNS, np.array([1.0, 2.0, 3.0, 3.25]), date(2024, 1, 1))
    with pytest.raises(LabError, match=r"flow\(\) expected record instants at even steps .* 0.25 days up to day 3.25"):
        estimate('flow("shop/desk/done")', uneven)
    assert estimate('at("shop/desk/done", 3.25)', uneven).value == 0.0
