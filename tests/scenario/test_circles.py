"""Stocks that order from each other: which circles are refused, and that just these would not let time go on."""

from __future__ import annotations

import tomllib
from itertools import pairwise

import pytest

from materiel.network.lower import network_of
from materiel.run import replicate
from materiel.scenario.circles import replenishment_circles
from materiel.scenario.errors import RunFault
from materiel.scenario.world import Scenario

HEAD = """
[world]
name = "cyc"
kind = "reference"
start = 2023-01-01
end = 30
record_months = false
[items.part]
[stocks.apart]
item = "part"
on_hand = 100
"""


def ring(
    names: str, lead: float = 0.0, on_hand: int = 3, policy: str = 'policy = "base_stock", up_to = 5', more: str = ""
) -> str:
    """Stocks of which each orders from the next, and the last from the first."""
    text = ""
    for name, then in pairwise(names + names[0]):
        how = f'{policy}, stock = "{then}", lane = "{then}{name}"{more if name == names[-1] else ""}'
        text += f'[stocks.{name}]\nitem = "part"\non_hand = {on_hand}\nreplenish = {{ {how} }}\n'
        text += f"[lanes.{then}{name}]\nlead_days = {lead}\n"
    return text


def scenario(text: str, asked: str = "a") -> Scenario:
    """The world of these stocks, one of which is asked for a unit a day."""
    return Scenario.model_validate(tomllib.loads(f'{HEAD}[demands.d]\nstock = "{asked}"\ngap_days = 1\n{text}'))


REFUSED = {
    "two": (ring("ab"), "stocks.a.replenish.stock: expected replenishment without a circle, got a <- b <- a (lead 0)"),
    "three": (ring("abc"), "stocks.a.replenish.stock: expected replenishment without a circle, got a <- b <- c <- a (lead 0)"),
    "five": (ring("abcde"), "stocks.a.replenish.stock: expected replenishment without a circle, got a <- b <- c <- d <- e <- a (lead 0)"),
    "batches": (
        ring("ab", policy='policy = "r_q", reorder_point = 4, order_quantity = 2'),
        "stocks.a.replenish.stock: expected replenishment without a circle, got a <- b <- a (lead 0)",
    ),
    "itself": (ring("a"), "stocks.a.replenish.stock: expected another stock to order from, got 'a' itself"),
    "itself, later": (ring("a", lead=2.0), "stocks.a.replenish.stock: expected another stock to order from, got 'a' itself"),
    "too little in all": (
        ring("ab", lead=1.0),
        "stocks.a.replenish.stock: expected stocks that order from each other to have the 10 units that they want together, got 6 "
        "(a <- b <- a): each order would cause the next without end; with review_days it would not",
    ),
    "too little for batches": (
        ring("ab", lead=1.0, policy='policy = "r_q", reorder_point = 3, order_quantity = 2'),
        "stocks.a.replenish.stock: expected stocks that order from each other to have the 8 units that they want together, got 6",
    ),
    "too little for days of supply": (
        ring("ab", lead=1.0, policy='policy = "days_of_supply", cover_days = 10, demand_per_day = 1'),
        "stocks.a.replenish.stock: expected stocks that order from each other to have the 20 units that they want together, got 6",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_a_circle_is_named(case: str) -> None:
    """Once, with all that belong to it; and a run of it would not get beyond the first instant."""
    text, message = REFUSED[case]
    [fault] = replenishment_circles(scenario(text))
    assert str(fault).startswith(message)
    with pytest.raises(RunFault, match="time does not go on") as caught:
        replicate(network_of(scenario(text)), 1, 0)
    assert caught.value.at == 0.0


SOUND = {
    "lead times and enough in all": ring("ab", lead=1.0, on_hand=300),
    "one of two lead times": ring("ab", on_hand=300).replace("lead_days = 0.0", "lead_days = 1.0", 1),
    "a timetable": ring("ab", on_hand=300).replace("lead_days = 0.0", "lead_days = 0.0\ndeparture_days = 7", 1),
    "a review at dates": ring("ab", more=", review_days = 1"),
    "a longer one with a review at dates": ring("abcd", more=", review_days = 0.5"),
    "a chain": ring("ab").replace('stock = "a", lane', 'stock = "apart", lane'),
}  # fmt: skip


@pytest.mark.parametrize("case", SOUND)
def test_other_circles_may_be(case: str) -> None:
    """A lead time, if together they have what they want, or a review at dates: no fault, and thirty days go by."""
    world = scenario(SOUND[case])
    assert replenishment_circles(world) == []
    assert replicate(network_of(world), 1, 0).record.instants[-1] == 30.0


def test_just_enough_is_enough() -> None:
    """Two stocks that want 5 each and have them stand still as long as nobody asks; with one unit less they would not."""
    for on_hand, refused in ((5, 0), (4, 1)):
        world = scenario(ring("ab", lead=1.0, on_hand=on_hand), asked="apart")
        assert len(replenishment_circles(world)) == refused
        if refused:
            with pytest.raises(RunFault):
                replicate(network_of(world), 1, 0)
        else:
            assert replicate(network_of(world), 1, 0).record.level("stock", "a", "on_hand")[-1] == 5


def test_what_runs_dry_later_is_explained_by_the_run() -> None:
    """Enough at the start and no more: once users have taken the rest, the run says which circle, and what would break it."""
    text = ring("ab", lead=1.0, policy='policy = "s_s", reorder_point = 1, up_to = 2')
    assert replenishment_circles(scenario(text)) == []
    with pytest.raises(RunFault, match=r"an order goes round a <- b <- a, .* review_days would break the circle"):
        replicate(network_of(scenario(text)), 1, 0)
