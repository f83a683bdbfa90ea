"""Factors: from the unit interval to values of a world."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from materiel.lab.study.factors import Axis, axes_of
from materiel.lab.study.spec import Factor
from materiel.scenario.errors import ScenarioError
from materiel.scenario.load import load
from materiel.scenario.register import numbers
from materiel.scenario.say import Said, resolved

WORLD = load("ukraine-2022")
NUMBERS = dict(numbers(WORLD))


def axis(kind: str = "uncertainties", **told: Any) -> Axis:
    (found,) = axes_of(kind, {"f": Factor(**told)}, WORLD, NUMBERS)
    return found


def refused(kind: str = "uncertainties", **told: Any) -> str:
    with pytest.raises(ScenarioError) as caught:
        axis(kind, **told)
    return str(caught.value)


@given(st.floats(0, 1))
def test_a_range_is_even_and_stays_inside(u: float) -> None:
    """A plain, a logarithmic and a whole range: between low and high at every u, and back to within a level."""
    plain = axis(path="arsenals.drone.growth_per_year", low=1.0, high=3.0)
    assert 1.0 <= plain.at(u) <= 3.0 and abs(plain.back(plain.at(u)) - u) < 1e-9
    log = axis(path="arsenals.drone.growth_per_year", low=1.0, high=4.0, log=True)
    assert 1.0 <= log.at(u) <= 4.0 and abs(log.back(log.at(u)) - u) < 1e-9
    whole = axis(path="arsenals.drone.stock", low=300, high=302, whole=True)
    assert whole.at(u) in (300, 301, 302) and abs(whole.back(whole.at(u)) - u) <= 1 / 6 + 1e-9


def test_a_stated_number_has_its_range_from_the_world() -> None:
    """Without low and high, an uncertainty takes the triangle that the world states, from low to high."""
    number = NUMBERS["arsenals.drone.growth_per_year"]
    found = axis(path="arsenals.drone.growth_per_year")
    assert found.at(0.0) == pytest.approx(number.low, abs=1e-3)
    assert found.at(1.0) == pytest.approx(number.high, abs=1e-3)
    assert found.back(found.at(0.3)) == pytest.approx(0.3, abs=1e-9)


def test_scaling_multiplies_each_number_by_its_own_centre() -> None:
    """A scale over all floors sets each to its own centre times the factor, where nothing is drawn."""
    floors = axis("levers", path="holdings.*.floor", scale=True, low=0.5, high=1.0).sets(0.5)
    assert len(floors) == 68
    values, _ = resolved(WORLD, [Said(floors)])
    assert len(values) == 68
    assert all(value == pytest.approx(0.5 * NUMBERS[path].value) for path, value in values.items())


def test_a_pattern_means_every_lever_it_fits() -> None:
    """`donors.*.commitment` moves the eight donors together."""
    assert axis("levers", path="donors.*.commitment", low=0.0, high=0.5).sets(0.4) == {
        f"donors.{d}.commitment": 0.4
        for d in ("us", "germany", "uk", "france", "poland", "nordics_nl", "east", "others")
    }


def test_options_are_bundles() -> None:
    """A named option sets what its table says; over u each has an equal share."""
    found = axis(
        "levers", options={"none": {}, "both": {"programmes.harden_grid.times": 1, "programmes.explosives_eu.times": 1}}
    )
    assert [found.at(u) for u in (0.0, 0.49, 0.51, 1.0)] == ["none", "none", "both", "both"]
    assert found.sets("both") == {"programmes.harden_grid.times": 1, "programmes.explosives_eu.times": 1}


def test_what_is_no_lever_is_refused_with_the_nearest() -> None:
    """A lever that does not exist: one message that names the nearest."""
    assert "the nearest is donors.us.commitment" in refused("levers", path="donors.us.comitment", low=0, high=1)


def test_a_lever_beyond_its_range_is_refused() -> None:
    """A range that goes beyond what the world lets be chosen: the message says both."""
    told = refused("levers", path="donors.us.commitment", low=0.0, high=1.5)
    assert "expected between 0 and 1 at donors.us.commitment, got 1.5" in told


def test_a_factor_without_a_range_is_refused() -> None:
    """A number for which neither the study nor the world states a range."""
    assert (
        "levers.f" in (told := refused("levers", path="holdings.*.floor", scale=True))
        and "expected low and high" in told
    )


def test_a_path_that_is_no_number_is_refused() -> None:
    """A misspelt pattern, and a misspelt path of an uncertainty."""
    assert "expected numbers of the world, got arsenals.*.growht" in refused(path="arsenals.*.growht")
    assert "uncertainties.f" in refused(path="arsenals.drone.growth_per_yeer", low=1, high=2)


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ({}, "expected path, paths or options"),
        ({"path": "a.b.c", "low": 1.0}, "expected low and high together"),
        ({"path": "a.b.c", "low": 2.0, "high": 1.0}, "expected low < high, got low 2, high 1"),
        ({"path": "a.b.c", "low": 0.0, "high": 1.0, "log": True}, "expected 0 < low"),
        ({"path": "a.b.c", "levels": [1], "low": 0.0, "high": 1.0}, "not both"),
        ({"path": "a.b.c", "options": {"x": {}}}, "expected options alone"),
    ],
)
def test_contradictions_are_refused(told: dict[str, Any], message: str) -> None:
    """What a factor cannot be is said in one line."""
    with pytest.raises(ValueError, match=message):
        Factor(**told)
