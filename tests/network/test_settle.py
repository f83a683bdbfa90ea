"""A number that changes, by a date or a programme, holds from then on and not before, and whoever it concerns takes notice at once.

Each case is computed by hand; what was wrong before hung on when the entity, or another one, happened to look next.
"""

from __future__ import annotations

import math
from typing import Any

import pytest
from tests.supply.worlds import play, read

PLANT = """
[stocks.depot]
item = "shell"
[lines.plant]
item = "shell"
output = "depot"
work_days = 10
"""


def test_work_done_before_a_date_is_done_at_the_old_speed():
    """Half of a lot of ten days is done on day 5; at twice the speed the rest takes 2.5 days, not none."""
    dated: list[tuple[float, dict[str, Any]]] = [(5.0, {"lines.plant.capacity": 2.0})]
    run = play(PLANT + "capacity = 1.0\n", [5.1, 7.4, 7.6], dated=dated)
    assert read(run, "line/plant/made") == [0, 0, 1]


IDLE_RAIDS = """
[raids.empty]
gap_days = 3
sends = [{ arsenal = "drone", units = 0 }]
"""
DOUBLED = """
[programmes.more]
date = 10
effects = [{ cell = "arsenal/drone/rate", multiply = 2.0 }]
"""


@pytest.mark.parametrize("raids", ["", IDLE_RAIDS], ids=["no raids", "raids that send nothing"])
@pytest.mark.parametrize("by", ["date", "programme"])
def test_output_before_a_change_is_that_of_the_old_rate(raids: str, by: str):
    """One a day till day 10, two a day from then on, whoever comes to fetch them: 10, 30 and 31 by days 10, 20 and 20.5."""
    text = (
        "[arsenals.drone]\nstock = 0\nproduction_per_month = 30.4375\n" + raids + (DOUBLED if by == "programme" else "")
    )
    dated: list[tuple[float, dict[str, Any]]] = [(10.0, {"arsenals.drone.production_per_month": 60.875})]
    run = play(text, [10.0, 20.0, 20.5], dated=dated if by == "date" else ())
    assert read(run, "arsenal/drone/produced") == [10, 30, 31]
    assert read(run, "arsenal/drone/stock") == [10, 30, 31]


def test_expected_losses_before_a_date_are_those_of_the_old_rate():
    """Half a day at 0.1 a day and half a day at 0.2: 1,000,000 exp(-0.15) are left."""
    text = """
[items.tank]
[fleets.a]
item = "tank"
authorised = 1_000_000
losses = { mode = "expected", per_day = 0.1 }
"""
    run = play(text, [1.0], dated=[(0.5, {"fleets.a.losses.per_day": 0.2})])
    assert read(run, "fleet/a/operational") == [round(1e6 * math.exp(-0.15))]


def test_a_gap_runs_by_the_old_profile_up_to_a_date():
    """A gap of 10: five days at 1, three at 0.5 till the regime doubles it on day 8, then at 1: the user comes on day 11.5."""
    text = """
[stocks.depot]
item = "shell"
[regimes.pace]
states.slow = { factor = 1, sojourn_days = 8 }
states.fast = { factor = 2, sojourn_days = 1000 }
[demands.user]
stock = "depot"
gap_days = 10
profile = 1.0
regime = "pace"
"""
    run = play(text, [11.4, 11.6], dated=[(5.0, {"demands.user.profile": 0.5})])
    assert read(run, "demand/user/arrivals") == [0, 1]


def test_room_frees_a_line_that_was_blocked():
    """One shell a day and room for three: the fourth waits on its station until there is room for two more on day 10."""
    text = """
[stocks.depot]
item = "shell"
capacity = 3
[lines.plant]
item = "shell"
output = "depot"
[programmes.shed]
date = 10
effects = [{ cell = "stock/depot/capacity", add = 2 }]
"""
    assert read(play(text, [9.5, 10.5, 11.5, 20.0]), "stock/depot/on_hand") == [3, 4, 5, 5]


def test_a_reserve_that_is_no_longer_kept_is_handed_out():
    """Two shells are backordered on day 1, since all five are kept for the first priority; from day 4 on nothing is."""
    text = """
[stocks.depot]
item = "shell"
on_hand = 5
reserve = 5
[demands.user]
stock = "depot"
gap_days = 100
first_days = 1
batch = 2
priority = 1
"""
    run = play(text, [3.9, 4.1], dated=[(4.0, {"stocks.depot.reserve": 0})])
    assert read(run, "stock/depot/owed") == [2, 0]
    assert read(run, "stock/depot/consumed") == [0, 2]


def test_a_stock_whose_order_was_lost_orders_again_when_there_is_something():
    """The forward stock wants four on day 0, and the depot has none and keeps no orders; ten come on day 5, four go on to day 6."""
    text = """
[stocks.depot]
item = "shell"
unmet = "lost"
on_way = [{ units = 10, arrives = 5 }]
[stocks.forward]
item = "shell"
replenish = { policy = "base_stock", up_to = 4, stock = "depot", lane = "road" }
[lanes.road]
lead_days = 1
"""
    run = play(text, [4.9, 5.1, 6.1])
    assert read(run, "stock/forward/on_order") == [0, 4, 0]
    assert read(run, "stock/forward/on_hand") == [0, 0, 4]
    assert read(run, "stock/depot/on_hand") == [0, 6, 6]


def test_a_source_that_has_more_is_asked_again():
    """A source without units refuses three on day 0; ten more come by a programme on day 5, and three arrive on day 6."""
    text = """
[sources.market]
item = "shell"
units = 0
lead_days = 1
[stocks.depot]
item = "shell"
replenish = { policy = "base_stock", up_to = 3, source = "market" }
[programmes.more]
date = 5
effects = [{ cell = "source/market/left", add = 10 }]
"""
    assert read(play(text, [5.9, 6.1]), "stock/depot/on_hand") == [0, 3]


def test_a_programme_that_turns_a_source_on_lets_its_orders_go():
    """A source that is off for years holds an order; its regime is set to 1 on day 5, and the order arrives on day 6."""
    text = """
[regimes.supply]
states.off = { factor = 0, sojourn_days = 5000 }
states.on = { factor = 1, sojourn_days = 5000 }
[sources.market]
item = "shell"
lead_days = 1
regime = "supply"
[stocks.depot]
item = "shell"
replenish = { policy = "base_stock", up_to = 3, source = "market" }
[programmes.deal]
date = 5
effects = [{ cell = "regime/supply/multiplier", set = 1.0 }]
"""
    run = play(text, [5.9, 6.1, 10.0])
    assert read(run, "stock/depot/on_hand") == [0, 3, 3]
    assert read(run, "regime/supply/factor_days") == [0.9, 1.1, 5.0]


GRID = """
[sites.grid]
power_capacity = 0.0
power_imports = 1.0
[sites.plant]
powered_by = "grid"
power_dependence = 1.0
"""


def test_those_who_work_at_a_site_see_its_dependence_change():
    """With half the power there is a lot of ten days goes on as if nothing were until day 5, when the plant comes to depend on it."""
    site = GRID.replace("power_imports = 1.0", "power_imports = 0.5").replace(
        "power_dependence = 1.0", "power_dependence = 0"
    )
    run = play(site + PLANT + 'site = "plant"\n', [14.9, 15.1], dated=[(5.0, {"sites.plant.power_dependence": 1.0})])
    assert read(run, "line/plant/made") == [0, 1]


def test_power_falls_on_the_date_at_which_imports_fall():
    """Imports halve on 11 January: half of a lot of 20 days is done by then, the other half takes 20 days."""
    profile = '[sites.grid.power_imports_profile]\nshape = "steps"\ntable = [[0, 1.0], [10, 0.5]]\n'
    run = play(GRID + profile + PLANT.replace("10", "20") + 'site = "plant"\n', [9.0, 11.0, 29.9, 30.1])
    assert read(run, "line/plant/made") == [0, 0, 0, 1]
    assert read(run, "site/grid/power") == [1.0, 0.5, 0.5, 0.5]


BUYERS = """
[stocks.depot]
item = "shell"
[lines.plant]
item = "shell"
customers.home = { stock = "depot", lane = "road" }
customers.other = { stock = "depot", lane = "road" }
[lanes.road]
lead_days = 0
[procurements.poor]
[orders.poor]
procurement = "poor"
customer = "plant.home"
price_eur = 1.0
[procurements.NAME]
[orders.NAME]
procurement = "NAME"
customer = "plant.other"
price_eur = 1.0
weight = 0
"""


@pytest.mark.parametrize("name", ["ann", "zoe"])
def test_a_line_is_unfunded_while_any_of_its_buyers_is_short(name: str):
    """A state without money wants shells, a second one wants none; whichever of the two is asked last, money is what is missing."""
    run = play(BUYERS.replace("NAME", name), [40.0, 50.0])
    unfunded = read(run, "line/plant/unfunded_stations")
    assert unfunded[1] - unfunded[0] == 10.0


@pytest.mark.parametrize("other", ["ann", "zoe"])
def test_a_resolve_that_donors_share_is_held_by_the_most_committed(other: str):
    """Full commitment doubles a stay of ten days, whoever else lives by the same resolve without any; so does the second stay."""
    text = f"""
[regimes.resolve]
states.high = {{ factor = 1, sojourn_days = 10 }}
states.low = {{ factor = 0.5, sojourn_days = 5 }}
[donors.bob]
resolve = "resolve"
commitment = 1.0
commitment_slowing = 1.0
[donors.{other}]
resolve = "resolve"
meeting_offset_days = 2
"""
    assert read(play(text, [19.9, 20.1, 25.1, 44.9, 45.1]), "regime/resolve/changed") == [0, 1, 2, 2, 3]


def test_a_layer_is_recorded_as_it_stands_and_not_as_the_last_raid_met_it():
    """Four of eight batteries cover half; three more at day 5 cover seven eighths, though no raid ever comes."""
    text = """
[arsenals.drone]
stock = 0
[layers.guns]
order = 1
batteries = 4
full_coverage_batteries = 8
against.drone.kill_probability = 0.5
[programmes.more]
date = 5
effects = [{ cell = "layer/guns/batteries", add = 3 }]
"""
    assert read(play(text, [4.0, 6.0]), "layer/guns/coverage") == [0.5, 0.875]
