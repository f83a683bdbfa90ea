"""Plans: ranges, walks, and what is wrong with them."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from materiel.lab.calibration.errors import CalibrationError
from materiel.lab.calibration.expand import Rows, expand
from materiel.lab.calibration.mask import read_sources
from materiel.lab.calibration.plan import Range, read_plan
from materiel.scenario.load import load

from .conftest import PLAN

UNTIL = date(2023, 3, 31)


def expanded(folder: Path, until: date = UNTIL):
    return expand(load(folder), read_plan(folder), read_sources(folder), until)


@pytest.mark.parametrize("scale", ["linear", "log"])
def test_a_range_is_kept_and_its_quantiles_grow(scale: str) -> None:
    """From the least to the most; on a log scale the middle of a symmetric range is the geometric mean."""
    found = Range(low=1, central=10, high=100, scale=scale)
    values = [found.quantile(u) for u in (1e-12, 0.1, 0.5, 0.9, 1 - 1e-12)]
    assert values == sorted(values)
    assert min(values) >= 1.0 and max(values) <= 100.0
    if scale == "log":
        assert values[2] == pytest.approx(10.0)


def test_a_walk_multiplies_from_row_to_row() -> None:
    """By year: the factor to the power of the years between; persistence adds a share of the last change; limits hold."""
    rows = Rows(("a", "b", "c"), (0.0, 365.25, 2 * 365.25), None, "level", ("f1", "f2"), "year", 0.5, 0.0, math.inf)
    found = dict(rows.values({"level": 10.0, "f1": 4.0, "f2": 1.0}))
    assert found["b"] == pytest.approx(40.0)
    assert found["c"] == pytest.approx(80.0)
    held = Rows(("a", "b"), (0.0, 1.0), None, "level", ("f1",), "row", 0.0, 0.0, 0.9)
    assert dict(held.values({"level": 0.5, "f1": 3.0})) == {"a": 0.5, "b": 0.9}


def test_a_walk_goes_on_from_what_was_published(planned: Callable[..., Path]) -> None:
    """The early row stays as the world has it, the late one is the early one times the factor."""
    found = expanded(planned())
    values = found.values({p.name: p.range.central for p in found.priors} | {"output.1": 1.5})
    assert values["arsenals.cruise.production_per_month.table.1.1"] == pytest.approx(65 * 1.5)


def test_once_it_is_out_what_is_published_holds(planned: Callable[..., Path]) -> None:
    """After the late source nothing of it is drawn, and what applies to masked numbers alone is gone."""
    names = [p.name for p in expanded(planned(), date(2023, 6, 30)).priors]
    assert names == ["salvo_share", "stock"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("raids.large.sends.0.share.mean", "raids.larg.sends.0.share.mean", "no such path .*; the nearest is raids.large"),
        ('block = "cruise"\npaths = ["arsenals', 'block = "cruse"\npaths = ["arsenals', "no such block cruse; the nearest is cruise"),
        ("low = 0.1, central = 0.2", "low = 0.3, central = 0.2", "calibration.toml: .*expected low <= central <= high"),
        ('source = "early"', 'source = "late"', "rests on late, which was not out on 2023-03-31; widen it"),
        ("[parameters.kill]", "[parameters.kill]\nsize = 3", "calibration.toml: parameters.kill.size"),
        ('["arsenals.cruise.stock"]', '["raids.large.sends.0.share.mean"]', "is set by parameters.salvo_share already"),
        ('applies = "masked"', 'applies = "published"', "got none for layers.long_range"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(planned: Callable[..., Path], old: str, new: str, message: str) -> None:
    """One message with the entry, the value, and what was expected."""
    assert old in PLAN
    with pytest.raises(CalibrationError, match=message):
        expanded(planned(plan=PLAN.replace(old, new, 1)))
