"""Bind, then run: other numbers on the same tables."""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from materiel.network.bind import bind, bind_policy
from materiel.network.lower import network_of
from materiel.run import replicate
from materiel.scenario.change import with_values
from materiel.scenario.errors import BindError, PathError, ScenarioError
from materiel.scenario.load import DEFAULT, load
from materiel.scenario.register import assumptions
from materiel.scenario.yardsticks import judges

WORLD = Path(__file__).parent.parent / "worlds" / "workshop.toml"
SCENARIO = load(WORLD)
NETWORK = network_of(SCENARIO)

VALUES = {
    "lanes.road.lead_days": st.floats(0.0, 9.0),
    "lanes.road.loss": st.floats(0.0, 0.5),
    "lines.shells.work_days.mean": st.floats(1.0, 20.0),
    "lines.shells.work_days": st.sampled_from(
        [3, {"family": "gamma", "mean": 4, "cv": 0.5}, {"family": "exponential", "mean": 9}]
    ),
    "lines.shells.lot": st.integers(1, 20),
    "lines.shells.learning_rate": st.floats(0.7, 1.0),
    "lines.shells.allocation": st.sampled_from(["first_in", "priority"]),
    "lines.shells.rate_per_month.scale": st.floats(0.5, 2.0),
    "lines.shells.failures.wear.up_days": st.floats(5.0, 50.0),
    "stocks.front.replenish.up_to": st.integers(0, 60),
    "stocks.front.on_hand": st.integers(0, 60),
    "regimes.tempo.states.hot.factor": st.floats(1.0, 3.0),
    "demands.users.gap_days.mean": st.floats(0.2, 2.0),
    "items.shell.shelf_life_days": st.floats(0.0, 1.0),
    "sites.plant.power_dependence": st.floats(0.0, 1.0),
}
DRAWN = st.fixed_dictionaries({}, optional=VALUES)


@given(DRAWN)
def test_bound_equals_laid_out_anew(values):
    """A bound network runs to the same events and record as one that is laid out from the changed scenario."""
    if "lines.shells.work_days" in values:
        values.pop("lines.shells.work_days.mean", None)
    bound = bind(NETWORK, values)
    anew = network_of(with_values(SCENARIO, values)[0])
    a, b = (replicate(network, 5, 0) for network in (bound, anew))
    assert (a.hash, a.events) == (b.hash, b.events)
    np.testing.assert_array_equal(a.record.rows, b.record.rows)


@given(DRAWN)
def test_binding_back_restores_the_tables(values):
    """Binding the old numbers again gives the old planes (but for cells behind them): nothing of the others is left."""
    if "lines.shells.work_days" in values:
        values.pop("lines.shells.work_days.mean", None)
    there = bind(NETWORK, values)
    again = replicate(bind(there, {path: _at(path) for path in values}), 5, 0)
    assert again.hash == replicate(NETWORK, 5, 0).hash


def _at(path):
    raw = SCENARIO.model_dump(by_alias=True, exclude_none=True)
    for key in path.split("."):
        raw = raw[key]
    return raw


FORMS = """
[world]
name = "forms"
kind = "reference"
start = 2024-01-01
horizon_months = 1
[items.shell]
unit_cost_eur = { low = 1, central = 2, high = 3 }
[stocks.a]
item = "shell"
on_hand = { low = 1, central = 2, high = 3 }
[demands.a]
stock = "a"
gap_days = { family = "exponential", mean = { low = 1, central = 2, high = 3 } }
batch = { family = "mixture", parts = [{ weight = { low = 0, central = 1, high = 2 }, family = "poisson", mean = 2 }, { weight = 1, family = "empirical", values = [{ low = 0, central = 1, high = 2 }, 2] }] }
profile = { shape = "month_of_year", scale = { low = 1, central = 1, high = 2 }, values = [{ low = 0, central = 1, high = 2 }, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1] }
[demands.b]
stock = "a"
gap_days = 9
batch = { low = 1, central = 2, high = 3 }
[lanes.a]
lead_days = { low = 1, central = 2, high = 3 }
season = { shape = "linear", table = [[2024-01-01, { low = 1, central = 2, high = 3 }], [2024-02-01, 1]] }
"""


def test_every_assumption_can_be_bound(tmp_path):
    """Whatever form a number stands in, its path in the register is one that a future can set, and --set too."""
    (tmp_path / "world.toml").write_text(FORMS)
    scenario = load(tmp_path)
    network = network_of(scenario)
    paths = [a.path for a in assumptions(scenario)]
    assert len(paths) == 10
    for path in paths:
        changed = with_values(scenario, {path: 1.0})[0]
        assert path not in [a.path for a in assumptions(changed)]
        assert load(tmp_path, {path: 1.0}) == changed
        np.testing.assert_array_equal(bind(network, {path: 1.0}).real, network_of(changed).real)


def _higher(a):
    """Halfway up to the highest value, so that no law becomes a certain one; whole numbers stay whole."""
    middle = a.central if a.high is None else 0.5 * (a.high + a.central)
    return math.floor(middle) if a.whole else middle


@pytest.mark.parametrize("world", [DEFAULT, *sorted(WORLD.parent.glob("*.toml"))], ids=lambda w: Path(w).stem)
def test_every_number_of_every_world(world):
    """All uncertain numbers of a world at once: what is bound equals what is laid out anew, cell for cell."""
    scenario = load(world)
    network = network_of(scenario)
    values = {a.path: _higher(a) for a in assumptions(scenario) if not judges(a.path)}
    bound = bind(network, values)
    anew = network_of(with_values(scenario, values)[0])
    np.testing.assert_array_equal(bound.whole[: len(anew.whole)], anew.whole)
    np.testing.assert_array_equal(bound.real[: len(anew.real)], anew.real)
    back = bind(bound, {a.path: a.central for a in assumptions(scenario) if not judges(a.path)})
    np.testing.assert_array_equal(back.whole[: len(network.whole)], network.whole)


def test_binding_leaves_the_network_as_it_was():
    """`bind` gives a new network."""
    before = NETWORK.whole.copy(), NETWORK.real.copy()
    bind(NETWORK, {"lines.shells.lot": 3})
    np.testing.assert_array_equal(before[0], NETWORK.whole)
    np.testing.assert_array_equal(before[1], NETWORK.real)


DATED = {
    "lanes.road.lead_days": {"family": "gamma", "mean": 9, "cv": 0.5},
    "stocks.front.replenish.up_to": 90,
    "lines.shells.rate_per_month.scale": 0.25,
}


@pytest.mark.parametrize("path", DATED)
def test_dated_value_changes_nothing_before_its_date(path):
    """A value that holds from a date on leaves every earlier record and event as it was, and does something later."""
    base, dated = (
        replicate(n, 5, 1).record for n in (NETWORK, bind(NETWORK, {}, [(date(2024, 5, 1), {path: DATED[path]})]))
    )
    early = base.instants < 121.0
    np.testing.assert_array_equal(base.rows[early], dated.rows[early])
    assert not np.array_equal(base.rows[~early], dated.rows[~early])


def test_dated_values_on_both_engines():
    """Dated values run alike on both engines, with several dates, and with laws that need more room than before."""
    bound = bind(NETWORK, {}, [(40.0, DATED), (100.0, {"lanes.road.lead_days": 1}), (100.0, {"lines.shells.lot": 2})])
    a, b = (replicate(bound, 5, 1, engine) for engine in ("simpy", "kernel"))
    assert a.hash == b.hash


def test_date_at_or_before_the_start():
    """A value dated at the start is one from the start."""
    a = bind(NETWORK, {}, [(0.0, {"stocks.front.on_hand": 3})])
    assert replicate(a, 1, 0).hash == replicate(bind(NETWORK, {"stocks.front.on_hand": 3}), 1, 0).hash


def test_policy_of_the_world():
    """A policy's values and dated values are bound together."""
    bound = bind_policy(NETWORK, SCENARIO.policies["deep"])
    assert bound.recipe.scenario.stocks["front"].replenish.up_to.value == 50
    assert replicate(bound, 1, 0).hash != replicate(NETWORK, 1, 0).hash


REFUSED = {
    "lines.shells.stations": (3, BindError, "lines.shells: the value shapes the tables"),
    "stocks.front.site": ("plant", BindError, "stocks.front: the value shapes the tables"),
    "lines.shells.lott": (3, PathError, "lines.shells.lott: no such key; the nearest is lines.shells.lot"),
    "lines.shels.lot": (3, PathError, "lines.shels.lot: no such name under lines; the nearest is lines.shells"),
    "lines.shells.lot": (-3, ScenarioError, "lines.shells.lot: expected > 0, got -3"),
}


@pytest.mark.parametrize("path", REFUSED)
def test_refused(path):
    """What cannot be bound is refused with its path."""
    value, error, message = REFUSED[path]
    with pytest.raises(error) as caught:
        bind(NETWORK, {path: value})
    assert str(caught.value).startswith(message)


def test_state_at_a_date():
    """A state has a value at the start, and none at a date."""
    with pytest.raises(BindError, match=r"stock/front \w+ is a state at the start"):
        bind(NETWORK, {}, [(10.0, {"stocks.front.on_hand": 3})])
