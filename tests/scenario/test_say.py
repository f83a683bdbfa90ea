"""The order of say: by paths, from dates on, and multiples."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from materiel.scenario.errors import ScenarioError
from materiel.scenario.load import load
from materiel.scenario.say import Said, resolved, spec_at
from materiel.scenario.world import Scenario

WORLD = """
[world]
name = "w"
kind = "reference"
start = 2023-01-01
end = 30
record_months = false
[items.part]
unit_cost_eur = { shape = "steps", table = [[2023-01-01, 100], [2023-01-11, 200]] }
[stocks.bin]
item = "part"
on_hand = { low = 5, central = 10, high = 40 }
[demands.d]
stock = "bin"
gap_days = { family = "gamma", mean = 2, cv = 0.5 }
[levers]
"stocks.bin.on_hand" = { low = 0, high = 30 }
[policies.more]
values = { "stocks.bin.on_hand" = { scale = 1.5 } }
"""
PRICE = "items.part.unit_cost_eur"
HAND = "stocks.bin.on_hand"


def world(folder: Path, more: str = "") -> Scenario:
    (folder / "w.toml").write_text(WORLD + more)
    return load(folder / "w.toml")


def test_a_parent_wins_over_draws_of_its_parts(tmp_path: Path) -> None:
    """A price that is chosen whole stands alone: the draw of its second point is not put, nor that of its value."""
    draw = Said({f"{PRICE}.table.1.1": 250.0, HAND: 12.0})
    assert resolved(world(tmp_path), [draw, Said({PRICE: 5000})]) == ({HAND: 12.0, PRICE: 5000}, [])


def test_a_part_that_is_chosen_stands_on_a_parent_that_is_drawn(tmp_path: Path) -> None:
    """The draw says the law whole, the policy its mean: both are put, the mean last."""
    law = {"family": "gamma", "mean": 9, "cv": 1}
    values, _ = resolved(world(tmp_path), [Said({"demands.d.gap_days": law}), Said({"demands.d.gap_days.mean": 3})])
    assert list(values.items()) == [("demands.d.gap_days", law), ("demands.d.gap_days.mean", 3)]


def test_what_the_world_has_already_is_put_again_only_over_others(tmp_path: Path) -> None:
    """`--set` takes draws and policies at its path away; over a parent that a policy says, its part is put again."""
    w, mine = world(tmp_path), Said({f"{PRICE}.table.1.1": 7}, laid=True)
    assert resolved(w, [Said({f"{PRICE}.table.1.1": 250.0}), mine]) == ({}, [])
    table = {"shape": "steps", "table": [[0.0, 1], [5.0, 2]]}
    assert list(resolved(w, [Said({PRICE: table}), mine])[0].items()) == [(PRICE, table), (f"{PRICE}.table.1.1", 7)]


def test_a_draw_holds_until_the_date(tmp_path: Path) -> None:
    """Drawn from the start, chosen from 11 January on; a later draw there no longer counts, one elsewhere does."""
    draw = Said({HAND: 12.0}, ((date(2023, 1, 6), {HAND: 13.0}), (date(2023, 1, 21), {HAND: 14.0, PRICE: 1.0})))
    policy = Said({}, ((date(2023, 1, 11), {HAND: 20}),))
    values, dated = resolved(world(tmp_path), [draw, policy])
    assert values == {HAND: 12.0}
    assert dated == [
        (date(2023, 1, 6), {HAND: 13.0}),
        (date(2023, 1, 11), {HAND: 20}),
        (date(2023, 1, 21), {PRICE: 1.0}),
    ]


def test_a_multiple_of_the_world_and_of_the_draw(tmp_path: Path) -> None:
    """Ten units times 1.5 are 15; a draw of 13 times 1.5 is 19.5, and whole numbers are rounded (to even): 20."""
    w = world(tmp_path)
    assert resolved(w, [Said({HAND: {"scale": 1.5}})])[0] == {HAND: 15}
    assert resolved(w, [Said({HAND: 13.0}), Said({HAND: {"scale": 1.5}})])[0] == {HAND: 20}
    mean = "demands.d.gap_days.mean"
    assert resolved(w, [Said({mean: 3.0}), Said({mean: {"scale": 0.5}})])[0] == {mean: 1.5}


def test_a_multiple_of_a_profile_is_its_scale(tmp_path: Path) -> None:
    """The profile keeps its points, drawn or not; its own scale, drawn as 2, becomes 3."""
    draw = Said({f"{PRICE}.table.1.1": 250.0, f"{PRICE}.scale": 2.0})
    values, _ = resolved(world(tmp_path), [draw, Said({PRICE: {"scale": 1.5}})])
    assert values == {f"{PRICE}.table.1.1": 250.0, f"{PRICE}.scale": 3.0}


def test_multiples_multiply_what_those_with_less_say_have_at_the_time(tmp_path: Path) -> None:
    """Policy 1.5 and lever 2 make 3; from a date on the policy has 2 in place of 1.5, and the lever's 2 still counts: 4; a draw
    that changes later is multiplied by the same.
    """
    mean = "demands.d.gap_days.mean"
    draw = Said({mean: 3.0}, ((20.0, {mean: 5.0}),))
    policy = Said({mean: {"scale": 1.5}}, ((10.0, {mean: {"scale": 2.0}}),))
    values, dated = resolved(world(tmp_path), [draw, policy, Said({mean: {"scale": 2.0}})])
    assert values == {mean: 9.0} and dated == [(10.0, {mean: 12.0}), (20.0, {mean: 20.0})]


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("stocks.bin.item", {"scale": 2}, "expected a number or a profile to multiply, got 'part'"),
        ("demands.d.gap_days", {"scale": 2}, r"expected a number of it, such as its mean, to multiply, got a distribution \(gamma\)"),
        (HAND, {"scale": "much"}, "expected a number as scale, got 'much'"),
    ],
)  # fmt: skip
def test_only_numbers_and_profiles_are_multiplied(tmp_path: Path, path: str, value: object, message: str) -> None:
    """Text, a whole law and a factor that is no number are refused."""
    with pytest.raises(ScenarioError, match=message):
        resolved(world(tmp_path), [Said({path: value})])


def test_a_multiple_is_held_to_the_range_of_its_lever(tmp_path: Path) -> None:
    """Ten units times 1.5 may be chosen, times four may not: the lever ends at 30."""
    world(tmp_path)
    more = '[policies.most]\nvalues = { "stocks.bin.on_hand" = { scale = 4 } }\n'
    with pytest.raises(ScenarioError, match="expected between 0 and 30, got 4 times the world's value = 40"):
        world(tmp_path, more)


def test_values_of_a_world_at_paths(tmp_path: Path) -> None:
    """Numbers, points of profiles, parameters of laws, and the central value of a range."""
    w = world(tmp_path)
    assert spec_at(w, f"{PRICE}.table.1.1").value == 200
    assert spec_at(w, "demands.d.gap_days.cv").value == 0.5
    assert spec_at(w, f"{HAND}.central").value == 10
