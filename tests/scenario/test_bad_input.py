"""Bad input gives one clear message for each fault, and all of them at once."""

from __future__ import annotations

import pytest

from materiel.scenario.errors import PathError, ScenarioError
from materiel.scenario.load import load

CASES = {
    "misspelt key": ("lot = 10", "lott = 10", "lines.shells.lott: unknown key; the nearest is lot"),
    "misspelt key below": ("up_to = 10", "upto = 10", "stocks.front.replenish.upto: unknown key; the nearest is up_to"),
    "negative lot": ("lot = 10", "lot = -5", "lines.shells.lot: expected > 0, got -5"),
    "half a unit": ("on_hand = 10", "on_hand = 10.5", "stocks.front.on_hand: expected a whole number, got 10.5"),
    "unknown item": (
        '[lines.shells]\nitem = "shell"',
        '[lines.shells]\nitem = "shel"',
        "lines.shells.item: expected a name in items, got 'shel'; the nearest is shell",
    ),
    "lane to nowhere": (
        'to = "front"',
        'to = "nowhere"',
        "lanes.road.to: expected a name in sites, got 'nowhere'",
    ),
    "power in a circle": (
        "[sites.plant]\n[sites.front]",
        '[sites.plant]\npowered_by = "front"\n[sites.front]\npowered_by = "plant"',
        "sites.plant.powered_by: expected power without a circle, got plant <- front <- plant",
    ),
    "item without supply": (
        "[items.shell]",
        '[items.charge]\n[stocks.charges]\nitem = "charge"\n[items.shell]',
        "items.charge: expected a line or source that makes it or a stock that holds it, got none "
        "(used by stocks.charges.item)",
    ),
    "no front": (
        'kind = "reference"',
        "",
        'fronts: expected a front, got none (a world without one says kind = "reference" under [world])',
    ),
    "text for a number": ("gap_days = 1", 'gap_days = "daily"', "demands.users.gap_days: expected a number or a distribution, got 'daily'"),
    "unknown family": ("work_days = 10", 'work_days = {family = "cauchy", mean = 1}', "lines.shells.work_days: family: expected one of"),
    "choice": ('policy = "base_stock"', 'policy = "min_max"', "stocks.front.replenish.policy: expected one of base_stock, r_q, s_s, days_of_supply, got 'min_max'"),
    "policy incomplete": ('policy = "base_stock"', 'policy = "r_q"', "stocks.front.replenish: expected reorder_point and order_quantity for policy r_q, got none"),
    "range upside down": ("low = 1,", "low = 3,", "lanes.road.lead_days: value: expected low <= central, got low 3, central 2"),
    "nothing where text must be": ('item = "shell"\nsite = "front"', 'site = "front"', "stocks.front.item: expected a value, got none"),
    "two horizons": ("horizon_months = 3", "horizon_months = 3\nhorizon_years = 1", "world: expected one of horizon_years, horizon_months and end, got horizon_years and horizon_months"),
    "wrong date": ("start = 2024-01-01", 'start = "soon"', "world.start: expected"),
    "dates out of order": (
        "lot = 10",
        'lot = 10\ncapacity = {shape = "steps", table = [["2024-02", 1], ["2024-01", 2]]}',
        "lines.shells.capacity: expected dates in ascending order, got 2024-01-01 after 2024-02-01",
    ),
    "a stock of another item": (
        "[items.shell]",
        '[items.charge]\n[stocks.charges]\nitem = "charge"\non_hand = 5\n[lines.more]\nitem = "shell"\noutput = "charges"\n[items.shell]',
        "lines.more.output: expected a stock of shell (lines.more.item), got one of charge (stocks.charges.item)",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_one_fault_one_message(case, write, depot, faults):
    """A single fault gives exactly one message, with path, what was expected, what there is, and the file."""
    old, new, message = CASES[case]
    assert old in depot
    found = faults(write(depot.replace(old, new, 1)))
    assert [str(f).startswith(message) for f in found] == [True], [str(f) for f in found]
    assert found[0].file.endswith("world.toml")


def test_all_faults_at_once(write, depot, faults):
    """Faults of several entities, of form and of reference alike, are all reported."""
    text = depot.replace("lot = 10", "lot = -5").replace('to = "front"', 'to = "nowhere"').replace("gap_days", "gap")
    text = text.replace('kind = "reference"', "")
    paths = {f.path for f in faults(write(text))}
    assert paths == {"lines.shells.lot", "lanes.road.to", "demands.users.gap", "demands.users.gap_days", "fronts"}


def test_toml_syntax(write, faults):
    """A syntax error names the line."""
    [fault] = faults(write('[world]\nname = "x\nstart = 1'))
    assert "not valid TOML" in fault.message and "line 2" in fault.message


@pytest.mark.parametrize("text", ["", "  \n"])
def test_empty_file(text, write, faults):
    """An empty world is an empty file, not a list of missing keys."""
    [fault] = faults(write(text))
    assert fault.message == "expected a table, got an empty file"


def test_no_such_world():
    """A name that is neither a file nor a shipped world says so."""
    with pytest.raises(ScenarioError, match="expected a file or the name of a shipped world, got 'nowhere'"):
        load("nowhere")


def test_not_text(tmp_path, faults):
    """Bytes that are no UTF-8 are reported with their place."""
    (tmp_path / "world.toml").write_bytes(b"[world]\nname = '\xff'")
    [fault] = faults(tmp_path)
    assert fault.message == "expected UTF-8 text, got other bytes at 16"


SETS = {
    "lines.shels.lot=3": "--set lines.shels.lot: no such key; the nearest is lines.shells.lot",
    "lines.shells.lott=3": "--set lines.shells.lott: no such key; the nearest is lines.shells.lot",
    "line.shells.lot=3": "--set line.shells.lot: no such key; the nearest is lines.shells.lot",
    "lanes.road.lead_days.centrl=3": "--set lanes.road.lead_days.centrl: no such key; the nearest is lanes.road.lead_days.central",
    "world.name.x=3": "--set world.name.x: no such key under world.name; it has no keys",
    "lot": "--set: expected PATH=VALUE, got 'lot'",
    "lines.shells.lot=-3": "lines.shells.lot: expected > 0, got -3 (--set)",
    "lines.shells.lot=many": "lines.shells.lot: expected a number, got 'many' (--set)",
}


@pytest.mark.parametrize("text", SETS)
def test_bad_set(text, write, depot, faults):
    """A path that does not exist is an error with the nearest path that does; a bad value is one of its key."""
    assert [str(f) for f in faults(write(depot), text)] == [SETS[text]]


CHOICES = {
    '[levers]\n"lines.shells.lott" = {low = 1, high = 2}': "levers.lines.shells.lott: no such key; the nearest is lines.shells.lot",
    '[levers]\n"lines.shells.lot" = {low = 2, high = 1}': "levers.lines.shells.lot: expected low <= high, got low 2.0, high 1.0",
    '[policies.a]\nvalues = {"lines.shells.lot" = 3}': "policies.a.values.lines.shells.lot: expected a lever (see [levers])",
    '[levers]\n"lines.shells.lot" = {low = 1, high = 5}\n[policies.a]\nvalues = {"lines.shells.lot" = 9}': (
        "policies.a.values.lines.shells.lot: expected between 1 and 5, got 9"
    ),
    '[levers]\n"lines.shells.lot" = {low = 1, high = 5}\n[[policies.a.dated]]\ndate = 2024-02-01\nvalues = {"lines.shells.lot" = 1.5}': (
        "policies.a.dated.0.values.lines.shells.lot: expected a whole number, got 1.5"
    ),
    '[futures.a]\nvalues = {"stocks.front.replenish.lane" = "rod"}': (
        "futures.a.values.stocks.front.replenish.lane: expected a name in lanes, got 'rod'; the nearest is road"
    ),
    '[futures.a]\nvalues = {"lanes.rod.lead_days" = 9}': "futures.a.values.lanes.rod.lead_days: no such name under lanes; the nearest is lanes.road",
}


@pytest.mark.parametrize("text", CHOICES)
def test_bad_choice(text, write, depot, faults):
    """Levers, policies and futures are checked against the world when it is loaded."""
    [fault] = faults(write(f"{depot}\n{text}"))
    assert str(fault).startswith(CHOICES[text])


def test_path_error_is_a_materiel_error():
    """Whatever a user may have caused belongs to one tree."""
    from materiel.scenario.errors import BindError, MaterielError, RunFault

    assert all(issubclass(e, MaterielError) for e in (ScenarioError, PathError, BindError, RunFault))
