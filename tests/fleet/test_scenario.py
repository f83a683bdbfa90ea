"""Fleets, shops, training and fronts as they are declared in a world file."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from tests.fleet.worlds import equal

from materiel.layout import fleet as f
from materiel.layout import front as fr
from materiel.network.bind import bind
from materiel.network.lower import network_of
from materiel.scenario.errors import ScenarioError
from materiel.scenario.world import Scenario

WORLD = Path(__file__).parent.parent / "worlds" / "front.toml"


def declared() -> dict[str, Any]:
    """The world file as it is written."""
    return tomllib.loads(WORLD.read_text())


def test_the_world_runs_alike_on_both_engines():
    """Every key of the small front is understood, the ledger balances, and the engines agree to the bit."""
    p = equal(network_of(Scenario.model_validate(declared())))
    assert p.series("fleet/new_tanks", "authorised").tolist() == [0, 8, 10]
    assert p.series("fleet/old_tanks", "authorised").tolist() == [30, 22, 20]
    new, old = (p.gain(f"fleet/{name}_tanks", "operational_days", 1, 2) for name in ("new", "old"))
    assert p.series("family/east.tanks", "new_share")[-1] == pytest.approx(new / (new + old))
    assert p.series("family/east.interceptors", "fill_rate")[0] == 1.0
    assert p.series("training/tanks", "spent")[-1] == 50_000
    assert p.series("fleet/foes", "reinforced")[-1] > 0
    assert p.series("fleet/guns", "combat")[-1] > 0
    assert p.series("shop/works", "done")[-1] > 0
    assert p.series("shop/abroad", "handed_in")[-1] == 10
    assert 0.0 < p.series("front/east", "readiness")[1] < p.series("front/east", "readiness")[0] < 1.0
    assert p.series("stock/shells", "on_hand")[1] == 0 and p.series("front/east", "readiness")[2] == 0.0


def test_families_are_found_and_weigh_alike():
    """Families of fleets and of what they fire need not be declared; equipment and munitions stand side by side."""
    network = network_of(Scenario.model_validate(declared()))
    assert [k for k in network.rows if k.startswith("family/")] == [
        "family/east.guns",
        "family/east.interceptors",
        "family/east.shells",
        "family/east.tanks",
    ]
    tanks = network.rows["family/east.tanks"].at
    assert network.whole[tanks + fr.FAMILY_FLEET_COUNT] == 2
    assert network.real[tanks + fr.FAMILY_WEIGHTS] == 1.0


def test_losses_a_month_become_losses_a_day():
    """0.05 a month is 0.05 / 30.4375 a day."""
    network = network_of(Scenario.model_validate(declared()))
    assert network.real[network.rows["fleet/guns"].at + f.LOSS] == pytest.approx(0.05 / 30.4375)


def test_slots_and_bays_may_change_at_a_date():
    """A policy closes the course and opens bays from a date on; what was before stays as it was."""
    network = network_of(Scenario.model_validate(declared()))
    changed = bind(network, {}, [(31.5, {"training.tanks.slots": 0, "shops.works.bays": 9})])
    before, after = equal(network), equal(changed)
    assert after.series("training/tanks", "planned")[-1] < before.series("training/tanks", "planned")[-1]
    assert (after.record[0] == before.record[0]).all()


@pytest.mark.parametrize(
    ("section", "name", "values", "message"),
    [
        ("fleets", "guns", {"losses": {"law": "square", "per_day": 1}}, "opponent"),
        ("fleets", "guns", {"losses": {"per_day": 1, "per_month": 30}}, "per_day and per_month"),
        ("fleets", "radars", {"wear_per_day": 0.1}, "wear_per_day"),
        ("fleets", "radars", {"up_days": None}, "assets and up_days"),
        ("fleets", "guns", {"other_share": None}, "other_shop and other_share"),
        ("shops", "works", {"bays": -1}, ">= 0"),
        ("training", "tanks", {"every_days": 0}, "> 0"),
        ("fronts", "east", {"fleets": []}, "at least 1"),
    ],
)
def test_what_does_not_fit_is_refused(section: str, name: str, values: dict[str, Any], message: str):
    """Each fault is named with what was expected."""
    raw = declared()
    raw[section][name].update(values)
    with pytest.raises(ValidationError, match=message):
        Scenario.model_validate(raw)


def test_a_course_needs_pieces_to_train_on():
    """A fleet without a reserve cannot be converted to."""
    raw = declared()
    del raw["fleets"]["new_tanks"]["reserve"]
    with pytest.raises(ScenarioError, match=r"training\.tanks\.to"):
        network_of(Scenario.model_validate(raw))


def test_a_fleet_lives_by_one_front():
    """Two fronts with the same fleet are refused."""
    raw = declared()
    raw["fronts"]["west"] = {"fleets": ["guns"]}
    with pytest.raises(ScenarioError, match="east and west"):
        network_of(Scenario.model_validate(raw))
