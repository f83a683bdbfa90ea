"""Shots that a doctrine calls for at threats still alive, and those withheld for want of missiles: worlds by hand, both engines."""

from __future__ import annotations

from typing import Any

import pytest
from tests.fleet.worlds import Played, equal

from materiel.network.lower import network_of
from materiel.scenario.world import Scenario

NEVER = 1e-12
"""A kill probability at which no shot of these tests hits."""


def raided(kill: float, missiles: int, **doctrine: Any) -> Played:
    """Ten missiles come on the fifth day and meet one layer."""
    layer = {
        "order": 1, "interceptors": "magazine", "batteries": 1, "full_coverage_batteries": 1,
        "against": {"cruise": {"kill_probability": kill}}, **doctrine,
    }  # fmt: skip
    told = {
        "world": {"name": "w", "start": "2024-01-01", "horizon_months": 1},
        "items": {"missile": {"kind": "interceptor"}},
        "stocks": {"magazine": {"item": "missile", "on_hand": missiles}},
        "arsenals": {"cruise": {"stock": 10}},
        "raids": {"one": {"dates": [{"on": 5, "units": {"cruise": 10}}], "sends": [{"arsenal": "cruise"}]}},
        "layers": {"long": layer},
    }  # fmt: skip
    return equal(network_of(Scenario.model_validate(told)))


@pytest.mark.parametrize(
    ("kill", "missiles", "doctrine", "fired", "short"),
    [
        (NEVER, 100, {"doctrine": "shots", "shots": 2}, 20, 0),
        (NEVER, 5, {"doctrine": "shots", "shots": 2}, 5, 15),
        (NEVER, 100, {"doctrine": "shoot_look_shoot", "shots": 2}, 20, 0),
        (NEVER, 5, {"doctrine": "shoot_look_shoot", "shots": 2}, 5, 15),
        (1.0, 5, {"doctrine": "shoot_look_shoot", "shots": 2}, 5, 5),
        (1.0, 0, {"doctrine": "shoot_look_shoot"}, 0, 10),
        (NEVER, 3, {"doctrine": "uncoordinated", "shots": 8}, 3, 5),
    ],
)
def test_shots_called_for(kill: float, missiles: int, doctrine: dict[str, Any], fired: int, short: int) -> None:
    """Two shots at each of ten that all miss are twenty; a sure kill takes one each: what the magazine lacks is withheld."""
    p = raided(kill, missiles, **doctrine)
    assert p.series("layer/long", "fired").tolist() == [fired]
    assert p.series("layer/long", "short").tolist() == [short]
    assert p.series("stock/magazine", "unmet").tolist() == [short]


def test_one_missile_more_is_one_shot_withheld_less() -> None:
    """With the same draws every missile that is added is fired, until none is withheld; kills never fall."""
    before = raided(0.4, 0, doctrine="shoot_look_shoot", shots=3)
    called = before.series("layer/long", "short")[0]
    for missiles in range(1, int(called) + 3):
        p = raided(0.4, missiles, doctrine="shoot_look_shoot", shots=3)
        assert p.series("layer/long", "fired")[0] + p.series("layer/long", "short")[0] == called
        assert p.series("layer/long", "short")[0] == max(0, called - missiles)
        assert p.series("layer/long", "killed")[0] >= before.series("layer/long", "killed")[0]
        before = p
