"""The table of doses: what there is, how large it is, and that it touches nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from tests.engines.twins import assert_equal
from tests.lab.axioms.worlds import constant, theatre

from materiel.lab.axioms.doses import Dose, dosed
from materiel.lab.axioms.reach import reach_of
from materiel.lab.axioms.runs import Setup, base_of
from materiel.lab.axioms.table import doses_of
from materiel.lab.axioms.usage import Usage, worst
from materiel.network.lower import network_of
from materiel.record import Record
from materiel.run import replicate
from materiel.scenario.load import load
from materiel.scenario.world import Scenario

SCENARIO = theatre()


@pytest.fixture(scope="module")
def usage() -> Usage:
    """What is used in two replications."""
    return base_of(Setup(SCENARIO, "", constant, 1, 2, 1)).usage


@pytest.fixture(scope="module")
def doses(usage: Usage) -> dict[str, Dose]:
    """All doses of the theatre by name."""
    found = doses_of(SCENARIO, "east", usage)
    assert len({dose.name for dose in found}) == len(found)
    return {dose.name: dose for dose in found}


def record(scenario: Scenario) -> Record:
    """The record of the first replication."""
    return replicate(network_of(scenario), 1, 0).record


def test_every_kind_has_its_dose(doses: dict[str, Dose]):
    """Pieces, wear, stocks, orders, parts, lines, stations, bays, batteries, hits, protection, damage, and three that bind."""
    gains = {name for name, dose in doses.items() if dose.gain}
    assert gains == {
        "guns.pieces", "shell.stock", "shell.order", "missile.stock", "missile.order", "powder.stock", "shell.line",
        "munition.station", "works.bays", "long.batteries", "industry.hardened", "depots.hardened",
        "shell.binding", "missile.binding", "guns.binding",
    }  # fmt: skip
    assert set(doses) - gains == {
        "guns.lost", "guns.wear", "shell.lost", "missile.lost", "munition.line_lost", "works.bays_lost", "long.batteries_lost",
        "industry.hit", "depots.hit", "works.damaged",
    }  # fmt: skip
    assert {name for name, dose in doses.items() if dose.must_raise} == {
        "shell.binding",
        "missile.binding",
        "guns.binding",
    }


def test_sizes_by_hand(doses: dict[str, Dose], usage: Usage):
    """A tenth of 60 guns in reserve on top of 2; a fifth of 50 lost; dated doses come after a fifth of 24 months."""
    assert doses["guns.pieces"].values == {"stocks.guns.on_hand": 8}
    assert doses["guns.lost"].values == {"fleets.guns.operational": 40}
    assert doses["missile.lost"].values == {"stocks.missiles.on_hand": 15}
    assert doses["long.batteries"].values == {"layers.long.batteries": 6.0}
    assert {dose.when for dose in doses.values() if not dose.must_raise} == {None, date(2024, 5, 1)}
    asked = usage.record.level("stock", "shells", "consumed")[-1] + usage.record.level("stock", "shells", "unmet")[-1]
    assert doses["shell.stock"].values["stocks.shells.on_hand"] - 6000 == int(np.ceil(3 * asked / 24))


def test_an_order_under_way_is_for_the_head_of_the_chain(doses: dict[str, Dose]):
    """What is under way to the depot would count in its position, and it would order less from the hub meanwhile."""
    assert list(doses["shell.order"].values) == ["stocks.hub.on_way"]
    assert list(doses["missile.order"].values) == ["stocks.missiles.on_way"]


def test_what_binds_comes_at_a_date_and_not_before(doses: dict[str, Dose]):
    """Units on top from the day of the dose on: until then every cell of the world is what it was."""
    dose = doses["shell.binding"]
    assert dose.when is not None
    before, after = record(SCENARIO), record(dosed(SCENARIO, dose))
    months = int(np.searchsorted(before.instants, (dose.when - date(2024, 1, 1)).days, side="left"))
    shared = [before.known.at[key] for key in after.known.at if key in before.known.at]
    same = [after.known.at[key] for key in after.known.at if key in before.known.at]
    assert months > 0
    assert np.array_equal(before.rows[:months, shared], after.rows[:months, same])
    assert after.level("source", "dose-shells", "from_outside")[-1] > 3000


def test_what_binds_is_judged_a_year_after(doses: dict[str, Dose], usage: Usage):
    """What comes once is used up: only the months up to a year after it count. A run of so many months is the beginning of the longer
    one, cell by cell."""
    for name in ("shell.binding", "missile.binding", "guns.binding"):
        dose = doses[name]
        assert dose.when is not None
        month = 12 * (dose.when.year - 2024) + dose.when.month - 1
        assert dose.months == (month + 12 if month < 12 else None)
    world = Setup(SCENARIO, "", constant, 1, 2, 1)
    short, long = (record(w.scenario) for w in (world.for_months(15), world))
    assert short.rows.shape[0] == 15
    assert np.array_equal(short.rows, long.rows[:15])


def test_an_added_raid_draws_on_no_arsenal_of_the_world(doses: dict[str, Dose]):
    """Ten hits on the plant on the day; what the attacker has and sends stays what it was, raid by raid."""
    before, after = record(SCENARIO), record(dosed(SCENARIO, doses["industry.hit"]))
    for field in ("stock", "launched"):
        assert np.array_equal(before.level("arsenal", "cruise", field), after.level("arsenal", "cruise", field))
    hits = [r.level("site", "plant", "hits") for r in (before, after)]
    assert np.array_equal(hits[0][:3], hits[1][:3])
    assert after.level("arsenal", "dose-industry", "hit")[-1] == 10
    assert hits[1][3] - hits[0][3] == 10, "at the very instant at which April ends; records come last"


def test_every_dose_runs_on_both_engines(doses: dict[str, Dose]):
    """Each is a world of its own, whose events and record are the same by both."""
    for dose in doses.values():
        kernel, simpy = assert_equal(network_of(dosed(SCENARIO, dose)), 1, 0)
        assert kernel.hash == simpy.hash, dose.name


def test_further_values_hold_on_top(doses: dict[str, Dose]):
    """A mechanism is switched off by values in the dosed world too."""
    changed = dosed(SCENARIO, doses["guns.wear"], {"shops.works.bays": 1})
    assert changed.shops["works"].bays is not None
    assert changed.shops["works"].bays.value == 1
    assert "dose-guns-wear" in changed.programmes


def test_reach():
    """What the front uses: its fleets, their shells, the missiles of air defence, and the line with its powder."""
    reach = reach_of(SCENARIO, "east")
    assert (reach.fleets, reach.munitions, reach.interceptors) == (
        ["guns"],
        {"shell": ["shells"]},
        {"missile": ["missiles"]},
    )
    assert (reach.lines, reach.parts, reach.shops, reach.courses) == (
        {"shell": ["plant"]},
        {"powder": ["powder"]},
        ["works"],
        [],
    )


def test_the_worst_quarter_by_hand():
    """Months 3 to 5 lack most of those that end a quarter before the end: 12 of 30."""
    missing = np.array([0.0, 1.0, 2.0, 4.0, 4.0, 4.0, 1.0, 9.0, 9.0, 9.0])
    found = worst(np.full(10, 10.0), missing)
    assert (found.month, found.wanted, found.missing, found.share) == (3, 30.0, 12.0, 0.4)
    assert not worst(np.full(10, 10.0), np.zeros(10)).binds


def test_the_default_world_has_doses_that_fit():
    """Every dose of the default world is a world that can be laid out; among them those which readiness once failed on."""
    scenario = load()
    short = scenario.model_copy(update={"world": scenario.world.model_copy(update={"horizon_years": 2})})
    found = {d.name: d for d in doses_of(short, "front", base_of(Setup(short, "", constant, 1, 2, 2)).usage)}
    assert {"howitzers.lost", "howitzers.wear", "industry.hardened", "shell_155.order", "repair_home.bays"} <= set(
        found
    )
    assert 60 <= len(found) <= 120
    for name in ("howitzers.wear", "industry.hit", "munition.station", "shell_152.binding"):
        network_of(dosed(short, found[name]))
    for dose in found.values():
        dosed(short, dose)


def test_a_dose_of_a_loss_is_signed(doses: dict[str, Dose]):
    """An effect times the sign is what the axiom asks not to be negative."""
    assert doses["guns.lost"].sign == -1.0
    assert doses["guns.pieces"].sign == replace(doses["guns.lost"], gain=True).sign == 1.0
