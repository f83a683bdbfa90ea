"""When goods run out: small worlds whose answers are worked out by hand, played on both engines."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.donors.worlds import merged
from tests.engines.twins import assert_equal

from materiel.lab.opening import setting_of
from materiel.lab.owners import owner_titles
from materiel.metrics.goods import on_hand
from materiel.metrics.metric import called
from materiel.metrics.owned import held
from materiel.metrics.reading import Reading
from materiel.metrics.stockouts import STOCKOUTS, regeneration
from materiel.network.lower import network_of
from materiel.run import replicate
from materiel.scenario.aid_checks import owners
from materiel.scenario.load import DEFAULT, load
from materiel.scenario.world import Scenario


class Found(dict[str, Any]):
    """What the metrics of stock-outs say of a world, by full name, with the reading that they were taken from."""

    reading: Reading


def measured(months: int | None = 1, **sections: Any) -> Found:
    """The metrics of a world that starts on 1 January 2023 (January has 31 days, February 28), the same by both engines."""
    world = {"name": "w", "start": "2023-01-01"} | ({"horizon_months": months} if months else {})
    raw = merged({"world": world, "items": {"shell": {}}, "yardsticks": {"home": "UA"}}, sections)
    scenario = Scenario.model_validate(raw)
    network = network_of(scenario)
    found = Found()
    found.reading = Reading(assert_equal(network)[0].record, setting_of(scenario, network))
    for metric in STOCKOUTS:
        for member, value in metric.of(found.reading).items():
            found[called(metric.name, member)] = value
    return found


def customers(**stock: Any) -> dict[str, Any]:
    """One customer a day from the first instant on asks for a unit of 10; 8 more come on day 20."""
    return {
        "stocks": {"depot": {"item": "shell", "on_hand": 10, "on_way": [{"units": 8, "arrives": 20}]} | stock},
        "demands": {"users": {"stock": "depot", "gap_days": 1, "first_days": 0, "arrivals": 28}},
    }


def test_out_lasts_from_the_first_request_in_vain_to_the_delivery() -> None:
    """Customers of days 0 to 9 empty the stock; those of days 10 to 19 get nothing: ten days out, ten units. The eight of day 20
    serve the last eight customers, and the stock, empty again from day 27, is not out since nobody asks."""
    found = measured(2, **customers(unmet="lost"))
    assert found["out/UA/shell"] == pytest.approx([10 / 31, 0])
    assert found["out_at_any_time/UA/shell"].tolist() == [1, 0]
    assert found["unmet/UA/shell"].tolist() == [10, 0]
    assert found["lacking/UA/shell"].tolist() == [0, 0]
    assert found["usable_stock/UA/shell"].tolist() == [0, 0]
    assert (found["days_out/UA/shell"], found["total_unmet/UA/shell"]) == (10, 10)
    assert (found["first_out/UA/shell"], found["first_out_censored/UA/shell"]) == (1, 0)


def test_backordered_customers_wait_until_the_last_is_served() -> None:
    """Backordered, the customers of days 10 to 27 ask for 18 units of which day 20 brings eight: out from day 10 on, ten owed."""
    found = measured(2, **customers())
    assert found["out/UA/shell"] == pytest.approx([21 / 31, 1])
    assert found["unmet/UA/shell"].tolist() == [18, 0]
    assert found["lacking/UA/shell"].tolist() == [10, 10]
    assert found["days_out/UA/shell"] == 21 + 28


def test_a_stock_that_never_runs_out_is_censored() -> None:
    """With 100 on hand no customer asks in vain: the first month out lies beyond the horizon of two months."""
    found = measured(2, **customers(on_hand=100))
    assert found["out/UA/shell"].tolist() == [0, 0]
    assert (found["first_out/UA/shell"], found["first_out_censored/UA/shell"]) == (2, 1)
    assert (found["days_out/UA/shell"], found["total_unmet/UA/shell"]) == (0, 0)


def front(**more: Any) -> dict[str, Any]:
    """One gun fires a shell at the end of each day, from the front's stock of 5, then from the depot's 5; the depot gets 8 on day 20."""
    world: dict[str, Any] = {
        "items": {"shell": {"family": "shells"}, "gun": {"kind": "equipment"}},
        "stocks": {
            "near": {"item": "shell", "on_hand": 5},
            "depot": {"item": "shell", "on_hand": 5, "on_way": [{"units": 8, "arrives": 20}]},
        },
        "fleets": {
            "guns": {
                "item": "gun",
                "authorised": 1,
                "needs": {"shells": {"rounds_per_day": 1, "stocks": ["near", "depot"]}},
            }
        },
        "fronts": {"front": {"fleets": ["guns"]}},
    }
    return merged(world, more)


def test_a_fleet_is_out_when_all_its_stocks_are() -> None:
    """Days 1 to 10 use up both stocks, though the nearer is empty from day 5; days 11 to 19 are out; day 20 brings eight, which
    last to day 27; the four days to the end of January are out again."""
    found = measured(1, **front())
    assert found["days_out/UA/shell"] == 9 + 4
    assert found["out/UA/shell"] == pytest.approx([13 / 31])
    assert found["unmet/UA/shell"].tolist() == [13]
    assert "out/UA/gun" not in found  # no reserve, so that nobody draws on a stock of guns


def test_what_a_ration_holds_back_is_unmet_and_not_out() -> None:
    """With 1000 shells and a ration of a half at any supply below 10,000 days, half of 31 shells is not issued, and none is lacking."""
    found = measured(
        1,
        **front(
            stocks={"near": {"on_hand": 1000}},
            fronts={"front": {"ration_below_days": 1e9, "ration_least": 0.5}},
        ),
    )
    assert found["days_out/UA/shell"] == 0
    assert found["first_out_censored/UA/shell"] == 1
    assert found["unmet/UA/shell"].tolist() == [15]


def test_a_fleet_whose_ration_is_nothing_at_an_empty_stock_is_out() -> None:
    """Once both stocks are empty a ration that falls to nothing asks for nothing, but the guns want shells all the same."""
    found = measured(1, **front(fronts={"front": {"ration_below_days": 0.5, "ration_least": 0.0}}))
    assert found["days_out/UA/shell"] == 13


def test_an_opponents_need_is_not_the_recipients() -> None:
    """A gun on the other side draws on a stock of its own, which is empty: the recipient is not out, and owns nothing of it."""
    other = {"item": "gun", "authorised": 1, "needs": {"shells": {"rounds_per_day": 1, "stocks": ["theirs"]}}}
    world = front(
        stocks={"theirs": {"item": "shell"}, "near": {"on_hand": 50}},
        fleets={"other": other},
        fronts={"front": {"opposing": ["other"]}},
    )
    found = measured(1, **world)
    assert found["days_out/UA/shell"] == 0
    assert found.reading.setting.owners == {"near": "UA", "depot": "UA"}


def test_a_fleet_short_of_pieces_is_out_while_its_reserve_is_empty() -> None:
    """Eight of ten guns: the reserve's one goes up on day 1, and one is lacking on days 1 to 10; on day 11 another comes and
    goes up. At the end the fleet is at strength and its reserve, though empty, is not out."""
    found = measured(
        1,
        items={"gun": {"kind": "equipment"}},
        stocks={"reserve": {"item": "gun", "on_hand": 1, "on_way": [{"units": 1, "arrives": 10.5}]}},
        fleets={"guns": {"item": "gun", "authorised": 10, "operational": 8, "reserve": "reserve"}},
        fronts={"front": {"fleets": ["guns"]}},
    )
    assert found["days_out/UA/gun"] == 10
    assert found["lacking/UA/gun"].tolist() == [0]
    assert "unmet/UA/gun" not in found
    assert found["usable_stock/UA/gun"].tolist() == [0]
    assert np.isnan(found["time_to_regenerate/UA/gun"])  # the pieces in the line count: nothing fell


def test_interceptors_are_out_from_a_raid_short_of_them_to_resupply() -> None:
    """Two interceptors meet three missiles on day 5 and two on day 9: one and two shots are lacking. Three come on day 12, one meets the
    missile of day 20, and the stock that is left is not out."""
    found = measured(
        1,
        items={"sam": {"kind": "interceptor"}},
        stocks={"magazine": {"item": "sam", "on_hand": 2, "on_way": [{"units": 3, "arrives": 12}]}},
        arsenals={"missile": {"stock": 100}},
        raids={
            "salvo": {
                "sends": [{"arsenal": "missile"}],
                "dates": [
                    {"on": 5, "units": {"missile": 3}},
                    {"on": 9, "units": {"missile": 2}},
                    {"on": 20, "units": {"missile": 1}},
                ],
            }
        },
        layers={
            "sams": {
                "order": 1,
                "interceptors": "magazine",
                "doctrine": "shots",
                "shots": 1,
                "against": {"missile": {"kill_probability": 1}},
            }
        },
    )
    assert found["days_out/UA/sam"] == 12 - 5
    assert found["unmet/UA/sam"].tolist() == [1 + 2]
    assert found["usable_stock/UA/sam"].tolist() == [2]


def giving(**more: Any) -> dict[str, Any]:
    """A donor with 100 shells needs 50 of them; on 11 January it may give the other 50; 30 come to it on 10 March."""
    world: dict[str, Any] = {
        "stocks": {
            "hub": {"item": "shell"},
            "theirs": {"item": "shell", "on_hand": 100, "on_way": [{"units": 30, "arrives": "2023-03-10"}]},
        },
        "lanes": {"road": {"lead_days": 5}},
        "needs": {"shells": {"item": "shell", "stock": "hub", "target_units": 60}},
        "donors": {"ally": {"gift_lane": "road", "meeting_offset_days": 10}},
        "holdings": {
            "theirs": {"donor": "ally", "stock": "theirs", "requirement": 100, "floor": 0.5, "need": "shells"}
        },
    }
    return merged(world, more)


def test_a_donor_at_its_floor_is_out() -> None:
    """It gives 50 in January and is at its floor to the end of February; of the 30 that come on 10 March it gives the ten that the need
    still lacks."""
    found = measured(4, **giving())
    assert found["out/ally/shell"].tolist() == [1, 1, 0, 0]
    assert found["usable_stock/ally/shell"].tolist() == [0, 0, 20, 20]
    assert found["lacking/ally/shell"].tolist() == [0, 0, 0, 0]
    assert found["days_out/ally/shell"] == 31 + 28
    assert (found["first_out/ally/shell"], found["first_out_censored/ally/shell"]) == (1, 0)
    assert "unmet/ally/shell" not in found
    assert "out/UA/shell" not in found  # the hub has no users


def test_a_donor_below_its_floor_lacks_what_is_missing() -> None:
    """With 40 on hand against a floor of 50 it gives nothing, and lacks ten; 30 come in March, and of the 20 above the floor it gives
    the one that is needed."""
    found = measured(3, **giving(stocks={"theirs": {"on_hand": 40}}, needs={"shells": {"target_units": 1}}))
    assert found["lacking/ally/shell"].tolist() == [10, 10, 0]
    assert found["usable_stock/ally/shell"].tolist() == [0, 0, 19]
    assert found["out/ally/shell"].tolist() == [1, 1, 0]


def test_owners_together_hold_all_there_is() -> None:
    """Stocks by owner add up to the stocks that the record counts, month by month."""
    found = measured(4, **giving())
    by_owner = held(found.reading)
    stocks = [found.reading.level("stock", name, "on_hand") for name in ("hub", "theirs")]
    assert by_owner.keys() == {"UA/shell", "ally/shell"}
    assert np.sum(list(by_owner.values()), axis=0).tolist() == np.sum(stocks, axis=0).tolist()


def test_fall_and_regeneration() -> None:
    """Month-ends of 10, 4, 8 and 12: below half of 10 in February, back at 10 in April, two months later. The months to April are
    not known to a run that ends in March."""
    world = {
        "stocks": {
            "depot": {
                "item": "shell",
                "on_hand": 10,
                "on_way": [{"units": 4, "arrives": "2023-03-05"}, {"units": 4, "arrives": "2023-04-05"}],
            }
        },
        "demands": {
            "users": {
                "stock": "depot",
                "gap_days": 100,
                "first_days": 40,
                "batch": {"family": "deterministic", "value": 6},
                "arrivals": 1,
            }
        },
    }
    found = measured(4, **world)
    assert found["usable_stock/UA/shell"].tolist() == [10, 4, 8, 12]
    assert (found["time_to_regenerate/UA/shell"], found["time_to_regenerate_censored/UA/shell"]) == (2, 0)
    short = measured(3, **world)
    assert (short["time_to_regenerate/UA/shell"], short["time_to_regenerate_censored/UA/shell"]) == (1, 1)
    deep = measured(4, **world, yardsticks={"fallen_share": 0.4})
    assert np.isnan(deep["time_to_regenerate/UA/shell"])


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        ([10.0], None),
        ([0.0, 0.0, 0.0], None),
        ([10.0, 5.0], None),
        ([10.0, 4.0], (0.0, True)),
        ([4.0, 10.0, 1.0, 9.0, 9.0], (2.0, True)),
        ([4.0, 10.0, 1.0, 9.0, 11.0, 1.0], (2.0, False)),
    ],
)
def test_regeneration_of_a_level(level: list[float], expected: tuple[float, bool] | None) -> None:
    """One month, nothing ever there, exactly half: no fall. The highest month-end before the first fall is to be reached again."""
    assert regeneration(np.array(level), 0.5) == expected


def test_a_world_without_months_has_no_months_to_count() -> None:
    """Ten days out, and what was not got, are known; what is told by month, and times in months, are absent."""
    world = customers(unmet="lost")
    found = measured(
        None, world={"kind": "reference", "end": 30, "record_times": [15], "record_months": False}, **world
    )
    assert found["days_out/UA/shell"] == 10
    assert {name.split("/")[0] for name in found} == {"days_out", "total_unmet"}


def test_a_world_without_users_runs_out_of_nothing() -> None:
    """A stock that nobody draws on has no member, rather than a number that stands for none."""
    assert measured(1, stocks={"depot": {"item": "shell", "on_hand": 5}}) == {}


def test_the_default_world_has_sane_members() -> None:
    """Shares are shares, flags follow from them, sums from months; owners together hold what the record counts; all have titles."""
    scenario = load(DEFAULT)
    network = network_of(scenario)
    reading = Reading(replicate(network, 1, 0).record, setting_of(scenario, network))
    metrics = {m.name: m.of(reading) for m in STOCKOUTS}
    items, names = set(scenario.items), set(owner_titles(scenario))
    assert {tuple(key.split("/")) for key in metrics["out"]} <= {(o, i) for o in names for i in items}
    fired = {
        scenario.stocks[s].item for f in scenario.fleets.values() for need in f.needs.values() for s in need.stocks
    }
    fired |= {scenario.stocks[layer.interceptors].item for layer in scenario.layers.values() if layer.interceptors}
    pieces = {fleet.item for fleet in scenario.fleets.values() if fleet.reserve}
    assert {key for key in metrics["out"] if key.startswith("UA/")} == {f"UA/{item}" for item in fired | pieces}
    assert len(metrics["out"]) == len(fired | pieces) + len(scenario.holdings)
    assert metrics["unmet"].keys() == {f"UA/{item}" for item in fired}
    for key, share in metrics["out"].items():
        assert np.all((share >= 0.0) & (share <= 1.0)), key
        assert np.array_equal(metrics["out_at_any_time"][key] > 0.0, share > 0.0)
        assert metrics["days_out"][key] == pytest.approx(share @ reading.days)
        first = np.flatnonzero(share)
        assert metrics["first_out"][key] == (first[0] + 1 if len(first) else 120)
        assert metrics["first_out_censored"][key] == (not len(first))
    for key, units in metrics["unmet"].items():
        assert np.all(units >= 0.0) and metrics["total_unmet"][key] == np.sum(units), key
    whole = on_hand(reading)
    for item in items:
        assert np.array_equal(sum(v for key, v in held(reading).items() if key.endswith(f"/{item}")), whole[item])


def test_the_recipient_may_not_be_called_as_a_donor_is() -> None:
    """Owners go by their names."""
    raw = {
        "world": {"name": "w", "start": "2023-01-01", "horizon_months": 1},
        "yardsticks": {"home": "ally"},
        "donors": {"ally": {}},
    }
    (fault,) = owners(Scenario.model_validate(raw))
    assert "yardsticks.home" in str(fault) and "'ally'" in str(fault)
