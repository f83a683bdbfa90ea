"""Demand: who comes when, and until when."""

from __future__ import annotations

import pytest
from pydantic import ValidationError
from tests.supply.worlds import play, read

USERS = """
[stocks.depot]
item = "shell"
on_hand = 1000
[demands.users]
stock = "depot"
gap_days = 1
"""


@pytest.mark.parametrize(
    "key, asked", [("arrivals = 3", [2, 3, 3]), ("until = 4.0", [2, 4, 4]), ("first_days = 0", [3, 6, 11])]
)
def test_demand_begins_and_ends(key: str, asked: list[float]) -> None:
    """After three arrivals, after day 4, or from day 0 on."""
    assert read(play(USERS + key, [2.5, 5.5, 10.5]), "demand/users/asked") == asked


def test_a_profile_makes_gaps_run_faster() -> None:
    """At twice the rate from day 10 on, gaps of a day take half a day; in a ramp from 0 to 2 over 10 days t squared / 10 come."""
    steps = 'profile = { shape = "steps", table = [[0, 1], [10, 2]] }'
    assert read(play(USERS + steps, [10.0, 10.5, 12.0, 20.0]), "demand/users/arrivals") == [10, 11, 14, 30]
    ramp = 'profile = { shape = "linear", table = [[0, 0], [10, 2]] }'
    assert read(play(USERS + ramp, [3.1, 3.2, 5.0, 10.01]), "demand/users/arrivals") == [0, 1, 2, 10]


def test_a_regime_stops_gaps_and_they_go_on() -> None:
    """On for 2.5 days, off for 1: half of a gap is gone when users stop coming, the rest of it follows when they come again."""
    regime = """
    regime = "war"
    [regimes.war]
    states.on = { factor = 1, sojourn_days = 2.5 }
    states.off = { factor = 0, sojourn_days = 1 }
    """
    run = play(USERS + regime, [2.6, 3.9, 4.1, 5.1, 6.1, 7.1])
    assert read(run, "demand/users/arrivals") == [2, 2, 3, 4, 5, 5]


def test_batches_are_rounded_and_never_negative() -> None:
    """A batch of 2.5 counts as 3 units, one of a third as an arrival that asks for nothing; one below 0 is refused."""
    assert read(play(USERS + "batch = 2.5", [2.0]), "demand/users/asked") == [6]
    run = play(USERS + "batch = 0.3", [2.0])
    assert (read(run, "demand/users/asked"), read(run, "demand/users/arrivals")) == ([0], [2])
    with pytest.raises(ValidationError, match="expected >= 0, got -1"):
        play(USERS + 'batch = { family = "empirical", values = [-1] }', [2.0])
