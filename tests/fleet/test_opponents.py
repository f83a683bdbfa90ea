"""Two fleets that fight each other, on days of their own or of fronts: neither's losses hang on when the other has its day."""

from __future__ import annotations

from typing import Any

import pytest
from tests.fleet.test_days import declared
from tests.fleet.worlds import World, equal

from materiel.layout import fleet as f
from materiel.network.arena import Network
from materiel.scenario.checks import all_faults


def duel(first: dict[str, Any], second: dict[str, Any]) -> tuple[World, int, int]:
    """Ten pieces each by the square law, the one whose days come first by its name."""
    w = World()
    one = w.fleet("a", "tank", 10, law=f.SQUARE, destroyed_share=1.0, own_days=1, **first)
    other = w.fleet("b", "gun", 10, law=f.SQUARE, destroyed_share=1.0, own_days=1, opponent=one, **second)
    w.set(one + f.OPPONENT, other)
    return w, one, other


def closed(w: World) -> Network:
    return w.closed([0.5, 1.5, 2.5])


@pytest.mark.parametrize("mode", [f.THINNED, f.CLOCKS])
@pytest.mark.parametrize("dies", ["a", "b"])
def test_who_is_gone_hurts_nobody_any_more(dies: str, mode: int):
    """One side is gone within the first day. From day 1.5 on the other one could be hurt, but nobody is left to do it."""
    lives = "b" if dies == "a" else "a"
    w, one, other = duel({}, {})
    rows = {"a": one, "b": other}
    w.fill(rows[dies], [(f.LOSS, 1e9), (f.MODE, mode)])
    w.dated([(1.5, rows[lives] + f.LOSS, 1e9)], [rows[lives]])
    p = equal(closed(w))
    assert p.series(f"fleet/{dies}", "operational").tolist()[1:] == [0, 0]
    assert p.series(f"fleet/{lives}", "operational").tolist() == [10, 10, 10]


def test_both_sides_of_a_day_are_lost_together():
    """Both lose everything on the first day, since each meets the other as it stood when the day began."""
    w, _, _ = duel({"loss": 1e9}, {"loss": 1e9})
    p = equal(closed(w))
    assert p.series("fleet/a", "operational").tolist() == [10, 0, 0]
    assert p.series("fleet/b", "operational").tolist() == [10, 0, 0]


def test_a_front_meets_who_lives_days_of_its_own():
    """One side at a front of ten-day days, the other alone: gone on its first own day, it hurts nobody on day 10."""
    w, one, other = duel({"loss": 1e9}, {"loss": 1e9})
    w.front("front", [one], period=10.0)
    w.fill(one, [(f.OWN_DAYS, 0)])
    p = equal(w.closed([5.0, 15.0]))
    assert p.series("fleet/b", "operational").tolist() == [0, 0]
    assert p.series("fleet/a", "operational").tolist() == [10, 10]
    assert other


SQUARE = {"law": "square", "per_day": 0.1}


@pytest.mark.parametrize(
    ("a", "b", "message"),
    [
        ({**SQUARE, "opponent": "a"}, None, "fleets.a.losses.opponent: expected another fleet, got 'a'"),
        (
            {**SQUARE, "opponent": "b"},
            None,
            "expected a fleet whose own opponent is 'a', got 'b', whose opponent is none",
        ),
        (
            {**SQUARE, "opponent": "b"},
            {**SQUARE, "opponent": "c"},
            "expected a fleet whose own opponent is 'a', got 'b', whose opponent is 'c'",
        ),
        (
            {**SQUARE, "opponent": "b", "mode": "expected"},
            {**SQUARE, "opponent": "a"},
            "fleets.a.losses.mode: expected mode and law of its opponent, which are daily and square, got expected and square",
        ),
        (
            {**SQUARE, "opponent": "b", "mode": "expected"},
            {**SQUARE, "opponent": "a", "mode": "expected", "law": "linear"},
            "which are expected and linear, got expected and square",
        ),
    ],
)
def test_a_fight_that_only_one_side_knows_of_is_refused(a: dict[str, Any], b: dict[str, Any] | None, message: str):
    """Opponents name each other, and expected values are of both sides and by one law."""
    third = {"authorised": 5, "losses": {**SQUARE, "opponent": "b"}}
    second = {"authorised": 5, **({"losses": b} if b else {})}
    said = "\n".join(map(str, all_faults(declared(a={"authorised": 5, "losses": a}, b=second, c=third))))
    assert message in said
