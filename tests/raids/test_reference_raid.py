"""Air-defence coverage against a stated raid: values computed by hand, on both engines."""

from __future__ import annotations

from typing import Any

import pytest
from tests.fleet.worlds import Played, equal

from materiel.network.lower import network_of
from materiel.rules.reference import missed_by_all, shots_expected
from materiel.scenario.world import Scenario


def covered(layers: dict[str, Any], units: dict[str, float], missiles: int = 1000, **more: Any) -> Played:
    """A front that states the raid, layers that share one magazine, and no raid at all in the month."""
    told = {
        "world": {"name": "w", "start": "2024-01-01", "horizon_months": 1},
        "items": {"tank": {"kind": "equipment"}, "missile": {"kind": "interceptor"}, "radar": {"kind": "equipment"}},
        "stocks": {"magazine": {"item": "missile", "on_hand": missiles}},
        "fleets": {"tanks": {"item": "tank", "authorised": 1}, "batteries": {"item": "radar", "authorised": 4, "operational": 2}},
        "arsenals": {"cruise": {}, "fast": {"coverage_weight": 3}},
        "layers": layers,
        "fronts": {"east": {"fleets": ["tanks"], "reference_raid": {"units": units, **more}}},
    }  # fmt: skip
    return equal(network_of(Scenario.model_validate(told)))


def coverage(*args: Any, **more: Any) -> float:
    """Coverage at the end of the month."""
    return float(covered(*args, **more).series("front/east", "coverage")[0])


GUNS = {"order": 1, "against": {"cruise": {"kill_probability": 0.2}}}


def test_probability_that_all_miss():
    """0.4^3 without spread. With rho = 0.2 and mean 0.6: a + b = 4, b = 1.6, so E[(1-P)^2] = 0.4 x 2.6 / 5."""
    assert missed_by_all(0.6, 0.0, 3) == pytest.approx(0.064)
    assert missed_by_all(0.6, 0.2, 2) == pytest.approx(0.4 * 2.6 / 5)
    assert missed_by_all(1.0, 0.2, 2) == 0.0
    assert shots_expected(0.5, 0.0, 3) == pytest.approx(1.75)


def test_a_layer_without_interceptors():
    """Guns stop a fifth; nothing else is there. A class that no layer knows leaks: 20 x 1 x 0.2 of 20 x 1 + 5 x 3."""
    assert coverage({"guns": GUNS}, {"cruise": 20}) == pytest.approx(0.2)
    assert coverage({"guns": GUNS}, {"cruise": 20, "fast": 5}) == pytest.approx(4 / 35)


def test_layers_in_a_row_with_two_shots_and_half_the_batteries():
    """Guns leave 0.8; 2 of 4 batteries engage half of these with two shots at 0.6: 0.8 x 0.5 x 0.84 more."""
    long = {
        "order": 2, "interceptors": "magazine", "fleet": "batteries", "full_coverage_batteries": 4,
        "doctrine": "shots", "shots": 2, "against": {"cruise": {"kill_probability": 0.6}},
    }  # fmt: skip
    assert coverage({"guns": GUNS, "long": long}, {"cruise": 20}) == pytest.approx(0.2 + 0.8 * 0.5 * 0.84)


def test_an_empty_magazine_covers_nothing():
    """100 threats, two shots each: 200 missiles serve all, 50 a quarter; for 4 such raids 50 serve a sixteenth."""
    long = {
        "order": 1, "interceptors": "magazine", "doctrine": "shots", "shots": 2, "batteries": 1,
        "full_coverage_batteries": 1, "against": {"cruise": {"kill_probability": 0.5}},
    }  # fmt: skip
    assert coverage({"long": long}, {"cruise": 100}, 200) == pytest.approx(0.75)
    assert coverage({"long": long}, {"cruise": 100}, 50) == pytest.approx(0.75 / 4)
    assert coverage({"long": long}, {"cruise": 100}, 50, raids=4) == pytest.approx(0.75 / 16)
    assert coverage({"long": long}, {"cruise": 100}, 0) == 0.0


def test_shoot_look_shoot_saves_missiles():
    """At 0.5 a threat takes 1.5 shots on average with two looks: 75 missiles serve 50 of 100, of which three quarters are killed."""
    look = {
        "order": 1, "interceptors": "magazine", "doctrine": "shoot_look_shoot", "shots": 2, "batteries": 1,
        "full_coverage_batteries": 1, "against": {"cruise": {"kill_probability": 0.5}},
    }  # fmt: skip
    assert coverage({"look": look}, {"cruise": 100}, 75) == pytest.approx(0.375)


def test_channels_are_shared_by_classes_in_their_order():
    """2 batteries x 3 channels engage six: of 4 fast and 10 cruise missiles the four fast first, then two; weights 3 and 1."""
    long = {
        "order": 1, "interceptors": "magazine", "fleet": "batteries", "channels_per_battery": 3, "doctrine": "shots",
        "shots": 1, "against": {"fast": {"kill_probability": 0.5}, "cruise": {"kill_probability": 1.0}},
    }  # fmt: skip
    assert coverage({"long": long}, {"fast": 4, "cruise": 10}) == pytest.approx((4 * 0.5 * 3 + 2) / (4 * 3 + 10))


def test_a_layer_covers_its_targets_only():
    """Guns cover cities alone: at three of four raids they stop a fifth."""
    guns = GUNS | {"covers": ["cities"]}
    assert coverage({"guns": guns}, {"cruise": 20}, targets={"cities": 3, "power": 1}) == pytest.approx(0.15)


def test_two_layers_at_one_stock_share_its_missiles():
    """60 missiles: the first layer fires one at each of 40 threats and kills half, the second has 20 left for the 20 that remain."""
    first = {
        "order": 1, "interceptors": "magazine", "doctrine": "shots", "shots": 1, "batteries": 1,
        "full_coverage_batteries": 1, "against": {"cruise": {"kill_probability": 0.5}},
    }  # fmt: skip
    assert coverage({"a": first, "b": first | {"order": 2}}, {"cruise": 40}, 60) == pytest.approx(0.75)
    assert coverage({"a": first, "b": first | {"order": 2}}, {"cruise": 40}, 50) == pytest.approx(0.625)


def test_without_a_reference_raid_coverage_is_no_component():
    """The front states none: coverage is absent and readiness hangs on the tanks alone."""
    told = {
        "world": {"name": "w", "start": "2024-01-01", "horizon_months": 1},
        "items": {"tank": {"kind": "equipment", "family": "tanks"}},
        "fleets": {"tanks": {"item": "tank", "authorised": 4, "operational": 1}},
        "fronts": {"east": {"fleets": ["tanks"]}},
    }  # fmt: skip
    p = equal(network_of(Scenario.model_validate(told)))
    assert p.series("front/east", "coverage").tolist() == [-1.0]
    assert p.series("front/east", "readiness").tolist() == pytest.approx([0.25])
