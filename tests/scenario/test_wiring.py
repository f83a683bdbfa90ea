"""A stock receives its own item only: each way in, with both keys and both items; and what the tables have one place for."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from materiel.cli import run_command
from materiel.network.lower import network_of
from materiel.run import replicate
from materiel.scenario.errors import RunFault, ScenarioError
from materiel.scenario.load import load
from materiel.scenario.supplies import without_supply
from materiel.scenario.wiring import item_faults
from materiel.scenario.world import Scenario

HEAD = """
[world]
name = "t"
kind = "reference"
start = 2000-01-01
end = 100
record_months = false
[items.part]
[items.bolt]
[items.tank]
kind = "equipment"
[lanes.lane]
lead_days = 1
[stocks.parts]
item = "part"
on_hand = 1000
[stocks.bolts]
item = "bolt"
on_hand = 1000
[sources.maker]
item = "bolt"
[lines.plant]
item = "bolt"
output = "bolts"
[lines.plant.customers.me]
stock = "bolts"
lane = "lane"
[shops.works]
repair_days = 1
[donors.donor]
gift_lane = "lane"
refill_eur_per_month = 1
[needs.need]
item = "bolt"
stock = "bolts"
target_units = 5
"""


def scenario(text: str) -> Scenario:
    """A world of HEAD with further tables; unchecked."""
    return Scenario.model_validate(tomllib.loads(HEAD + text))


LINKS = {
    "output": (
        '[lines.other]\nitem = "bolt"\noutput = "parts"\n',
        "lines.other.output: expected a stock of bolt (lines.other.item), got one of part (stocks.parts.item)",
    ),
    "customer": (
        '[lines.other]\nitem = "bolt"\n[lines.other.customers.c]\nstock = "parts"\nlane = "lane"\n',
        "lines.other.customers.c.stock: expected a stock of bolt (lines.other.item), got one of part (stocks.parts.item)",
    ),
    "schedule": (
        '[sources.other]\nitem = "bolt"\nschedule = { stock = "parts", units = 5, period_days = 7 }\n',
        "sources.other.schedule.stock: expected a stock of bolt (sources.other.item), got one of part (stocks.parts.item)",
    ),
    "replenish from a source": (
        '[stocks.s]\nitem = "part"\nreplenish = { policy = "base_stock", up_to = 3, source = "maker" }\n',
        "stocks.s.replenish.source: expected a source of part (stocks.s.item), got one of bolt (sources.maker.item)",
    ),
    "replenish from a stock": (
        '[stocks.s]\nitem = "part"\nreplenish = { policy = "base_stock", up_to = 3, stock = "bolts", lane = "lane" }\n',
        "stocks.s.replenish.stock: expected a stock of part (stocks.s.item), got one of bolt (stocks.bolts.item)",
    ),
    "exchange to another stock": (
        '[demands.users]\nstock = "parts"\nshop = "works"\nrepaired_to = "bolts"\ngap_days = 1\n',
        "demands.users.repaired_to: expected a stock of part (stocks.parts.item), got one of bolt (stocks.bolts.item)",
    ),
    "exchange at a shop of another item": (
        '[shops.w]\nrepair_days = 1\nitem = "bolt"\n[demands.users]\nstock = "parts"\nshop = "w"\ngap_days = 1\n',
        "demands.users.shop: expected a shop for an exchange of part (stocks.parts.item), got one of bolt (shops.w.item)",
    ),
    "two items exchanged at one shop": (
        '[demands.a]\nstock = "parts"\nshop = "works"\ngap_days = 1\n[demands.b]\nstock = "bolts"\nshop = "works"\ngap_days = 1\n',
        "demands.b.shop: expected a shop for an exchange of bolt (stocks.bolts.item), got one of part (stocks.parts.item, by demands.a)",
    ),
    "reserve": (
        '[fleets.f]\nitem = "tank"\nauthorised = 10\nreserve = "bolts"\n',
        "fleets.f.reserve: expected a stock of tank (fleets.f.item), got one of bolt (stocks.bolts.item)",
    ),
    "need": (
        '[needs.n]\nitem = "bolt"\nstock = "parts"\ntarget_units = 5\n',
        "needs.n.stock: expected a stock of bolt (needs.n.item), got one of part (stocks.parts.item)",
    ),
    "downstream": (
        '[needs.n]\nitem = "bolt"\nstock = "bolts"\ntarget_units = 5\ndownstream = ["bolts", "parts"]\n',
        "needs.n.downstream.1: expected a stock of bolt (needs.n.item), got one of part (stocks.parts.item)",
    ),
    "gift": (
        '[holdings.h]\ndonor = "donor"\nstock = "parts"\nrequirement = 0\nneed = "need"\n',
        "holdings.h.need: expected a need of part (stocks.parts.item), got one of bolt (needs.need.item)",
    ),
    "gift to a further need": (
        '[needs.n]\nitem = "part"\nstock = "parts"\ntarget_units = 5\n'
        '[holdings.h]\ndonor = "donor"\nstock = "parts"\nrequirement = 0\nneed = "n"\nother_needs = ["need"]\n',
        "holdings.h.other_needs.0: expected a need of part (stocks.parts.item), got one of bolt (needs.need.item)",
    ),
    "refill": (
        '[holdings.h]\ndonor = "donor"\nstock = "parts"\nrequirement = 0\nrefill_source = "maker"\n',
        "holdings.h.refill_source: expected a source of part (stocks.parts.item), got one of bolt (sources.maker.item)",
    ),
    "order for a need": (
        '[needs.n]\nitem = "part"\nstock = "parts"\ntarget_units = 5\n[orders.o]\ndonor = "donor"\nsource = "maker"\nneed = "n"\n',
        "orders.o.need: expected a need of bolt (sources.maker.item), got one of part (needs.n.item)",
    ),
    "order at a line for a need": (
        '[needs.n]\nitem = "part"\nstock = "parts"\ntarget_units = 5\n[orders.o]\ndonor = "donor"\ncustomer = "plant.me"\nneed = "n"\n',
        "orders.o.need: expected a need of bolt (lines.plant.item), got one of part (needs.n.item)",
    ),
    "order for a stock": (
        '[procurements.p]\n[orders.o]\nprocurement = "p"\nsource = "maker"\nstock = "parts"\n',
        "orders.o.stock: expected a stock of bolt (sources.maker.item), got one of part (stocks.parts.item)",
    ),
    "replenish as another's customer": (
        '[stocks.s]\nitem = "bolt"\nreplenish = { policy = "base_stock", up_to = 3, customer = "plant.me" }\n',
        "stocks.s.replenish.customer: expected a customer whose stock is 's', got 'plant.me', whose stock is 'bolts'",
    ),
    "replenish as a customer who exports": (
        '[lines.other]\nitem = "part"\n[lines.other.customers.c]\n'
        '[stocks.s]\nitem = "part"\nreplenish = { policy = "base_stock", up_to = 3, customer = "other.c" }\n',
        "stocks.s.replenish.customer: expected a customer whose stock is 's', got 'other.c', which exports",
    ),
    "refill as another's customer": (
        '[holdings.h]\ndonor = "donor"\nstock = "parts"\nrequirement = 0\nrefill_customer = "plant.me"\n',
        "holdings.h.refill_customer: expected a customer whose stock is 'parts', got 'plant.me', whose stock is 'bolts'",
    ),
}  # fmt: skip
ONE_PLACE = {
    "a fleet in two fronts": (
        '[fleets.f]\nitem = "tank"\nauthorised = 10\n[fronts.a]\nfleets = ["f"]\n[fronts.b]\nfleets = ["f"]\n',
        "fronts.b.fleets.0: expected a fleet that stands nowhere else, got 'f', which is fronts.a.fleets.0",
    ),
    "a fleet opposed elsewhere": (
        '[fleets.f]\nitem = "tank"\nauthorised = 10\n[fleets.g]\nitem = "tank"\nauthorised = 10\n'
        '[fronts.a]\nfleets = ["f"]\nopposing = ["g"]\n[fronts.b]\nfleets = ["g"]\n',
        "fronts.b.fleets.0: expected a fleet that stands nowhere else, got 'g', which is fronts.a.opposing.0",
    ),
    "a fleet twice in a front": (
        '[fleets.f]\nitem = "tank"\nauthorised = 10\n[fronts.a]\nfleets = ["f", "f"]\n',
        "fronts.a.fleets.1: expected a fleet that stands nowhere else, got 'f', which is fronts.a.fleets.0",
    ),
    "courses without a reserve": (
        '[fleets.f]\nitem = "tank"\nauthorised = 10\n[training.t]\nto = "f"\nslots = 2\ncourse_days = 10\n',
        "training.t.to: expected a fleet with a reserve to train on, got 'f' without one (fleets.f.reserve)",
    ),
    "a spread too far": (
        '[arsenals.drone]\n[layers.l]\norder = 1\nagainst = { drone = { kill_probability = 0.5, spread = 0.97 } }\n',
        "layers.l.against.drone.spread: expected <= 0.95, got 0.97",
    ),
    "a spread that may be too far": (
        '[arsenals.drone]\n[layers.l]\norder = 1\n'
        'against = { drone = { kill_probability = 0.5, spread = { low = 0.1, central = 0.5, high = 0.96 } } }\n',
        "layers.l.against.drone.spread: expected <= 0.95, got 0.96",
    ),
    "accounts of one name": (
        "[donors.domestic]\nrefill_eur_per_month = 1\n[procurements.refill]\n",
        "procurements.refill: expected another name beside a donor `domestic` with refill money, got 'refill'",
    ),
    "a raid before the start": (
        '[arsenals.drone]\n[raids.r]\ndates = [{ on = 1999-12-31, units = { drone = 1 } }]\nsends = [{ arsenal = "drone" }]\n',
        "raids.r.dates.0.on: expected a date from the start on (2000-01-01), got 1999-12-31",
    ),
    "lots beyond counting": (
        '[lines.other]\nitem = "bolt"\noutput = "bolts"\nlot = 1e12\nparts = [{ stock = "parts", units = 1e6 }]\n',
        "lines.other.parts.0.units: expected at most 1e+15 units in all lots, got 1e+12 x 1e+06",
    ),
    "a lapse before the start": (
        "[[donors.donor.account.lumps]]\ndate = 1999-01-01\neur = 5\nlapses = 1999-12-01\n",
        "donors.donor.account.lumps.0.lapses: expected a date after the start (2000-01-01), got 1999-12-01",
    ),
    "a programme that sets a link": (
        '[programmes.p]\ndate = 3\neffects = [{ cell = "line/plant/output", set = 9 }]\n',
        "programmes.p.effects.0.cell: expected a setting, got 'line/plant/output', which links the tables",
    ),
    "a programme that sets a length": (
        '[programmes.p]\ndate = 3\neffects = [{ cell = "stock/bolts/waiter_count", add = 9 }]\n',
        "programmes.p.effects.0.cell: expected a setting, got 'stock/bolts/waiter_count', which links the tables",
    ),
    "a programme of no cell": (
        '[programmes.p]\ndate = 3\neffects = [{ cell = "stock/bolt/up_to", add = 9 }]\n',
        "programmes.p.effects.0.cell: expected kind/name/field, got 'stock/bolt/up_to'; the nearest is 'stock/bolts'",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", LINKS | ONE_PLACE)
def test_check_and_run_refuse_it_alike(case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One message that names the keys, exit 2, no traceback, nothing on stdout; `run` makes no folder."""
    text, message = (LINKS | ONE_PLACE)[case]
    path = tmp_path / "t.toml"
    path.write_text(HEAD + text)
    for arguments in (["check", str(path)], ["run", str(path), "-n", "1", "--out", str(tmp_path / "out")]):
        assert run_command(arguments) == 2
        said = capsys.readouterr()
        faults = [line for line in said.err.splitlines() if not line.startswith(f"{path}: ")]
        assert len(faults) == 1 and faults[0].startswith(message), said.err
        assert said.out == "" and "Traceback" not in said.err
    assert not (tmp_path / "out").exists()


def test_head_is_sound() -> None:
    """The world that the faults are put into has none, so that each is due to what is put in."""
    world = scenario("")
    assert item_faults(world) == [] and network_of(world).items == ["bolt", "part"]


WAYS = {
    "output": '[lines.l]\nitem = "part"\noutput = "parts"\n',
    "schedule": '[sources.s]\nitem = "part"\nschedule = { stock = "parts", units = 5, period_days = 7 }\n',
    "exchange": '[demands.users]\nstock = "parts"\nshop = "works"\nrepaired_to = "parts"\ngap_days = 1\n',
    "jobs beside an exchange": (
        '[demands.users]\nstock = "parts"\nshop = "works"\ngap_days = 1\n[demands.jobs]\nshop = "works"\ngap_days = 1\n'
    ),
    "reserve": (
        '[stocks.pool]\nitem = "tank"\non_hand = 9\n[fleets.f]\nitem = "tank"\nauthorised = 10\noperational = 5\n'
        'reserve = "pool"\nshop = "works"\nwear_per_day = 0.1\n'
    ),
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_the_own_item_may_come_in(way: str) -> None:
    """The same ways with the right item: no fault, and the run balances its ledger to the end."""
    world = scenario(WAYS[way])
    assert item_faults(world) == []
    assert replicate(network_of(world), 1, 0).record.rows.shape[0] == 1


def test_the_ledger_breaks_where_the_rule_is_broken() -> None:
    """What the rule is for: a run of the tables of a refused world ends with a broken ledger."""
    text, _ = LINKS["schedule"]
    with pytest.raises(RunFault, match=r"the ledger of item (part|bolt) is off"):
        replicate(network_of(scenario(text)), 1, 0)


SUPPLY: dict[str, tuple[str, list[str]]] = {
    "nothing": ("", ["nut"]),
    "an exchange": ('[demands.users]\nstock = "nuts"\nshop = "works"\ngap_days = 1\n', []),
    "an exchange that scraps all": (
        '[shops.end]\nrepair_days = 1\nscrapped = 1\n[demands.users]\nstock = "nuts"\nshop = "end"\ngap_days = 1\n',
        ["nut"],
    ),
    "jobs alone": ('[demands.users]\nshop = "works"\ngap_days = 1\n', ["nut"]),
    "an order under way": ('[[stocks.nuts.on_way]]\nunits = 3\narrives = 5\n', []),
    "an empty order under way": ('[[stocks.nuts.on_way]]\nunits = 0\narrives = 5\n', ["nut"]),
}  # fmt: skip


@pytest.mark.parametrize("case", SUPPLY)
def test_what_brings_an_item_in(case: str, tmp_path: Path) -> None:
    """An exchange hands units in and a repair brings them back; an order under way arrives: neither item is without supply."""
    text, missing = SUPPLY[case]
    whole = HEAD + '[items.nut]\n[stocks.nuts]\nitem = "nut"\n' + text
    assert without_supply(Scenario.model_validate(tomllib.loads(whole))) == missing
    (tmp_path / "t.toml").write_text(whole)
    if missing:
        with pytest.raises(ScenarioError, match=r"items\.nut: expected a line or source"):
            load(tmp_path / "t.toml")
    else:
        assert load(tmp_path / "t.toml").items


POLICIES: dict[str, tuple[str, str]] = {
    "a lever that names another source": (
        '[levers]\n"stocks.s.replenish.source" = { choices = ["parts", "maker"] }\n'
        '[policies.p]\nvalues = { "stocks.s.replenish.source" = "maker" }\n',
        "policies.p.values.stocks.s.replenish.source: expected a source of part (stocks.s.item), got one of bolt (sources.maker.item)",
    ),
    "a whole table": (
        '[futures.f]\nvalues = { "stocks.s.replenish" = { policy = "base_stock", up_to = 3, source = "maker" } }\n',
        "futures.f.values.stocks.s.replenish: expected a source of part (stocks.s.item), got one of bolt (sources.maker.item)",
    ),
    "another front": (
        '[fleets.f]\nitem = "tank"\nauthorised = 1\n[fleets.g]\nitem = "tank"\nauthorised = 1\n[fronts.a]\nfleets = ["f"]\n'
        '[fronts.b]\nfleets = ["g"]\n[futures.f]\nvalues = { "fronts.b.fleets" = ["f"] }\n',
        "futures.f: fronts.b.fleets.0: expected a fleet that stands nowhere else, got 'f', which is fronts.a.fleets.0",
    ),
    "a spread from a date on": (
        '[arsenals.drone]\n[layers.l]\norder = 1\nagainst = { drone = { kill_probability = 0.5 } }\n'
        '[[futures.f.dated]]\ndate = 50\nvalues = { "layers.l.against.drone.spread" = 0.97 }\n',
        "futures.f.dated.0.values.layers.l.against.drone.spread: expected <= 0.95, got 0.97",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", POLICIES)
def test_policies_and_futures_are_held_to_the_same(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a policy or future would make of the world is looked at when it is loaded."""
    text, message = POLICIES[case]
    stock = '[sources.parts]\nitem = "part"\n[stocks.s]\nitem = "part"\nreplenish = { policy = "base_stock", up_to = 3, source = "parts" }\n'
    (tmp_path / "t.toml").write_text(HEAD + stock + text)
    assert run_command(["check", str(tmp_path / "t.toml")]) == 2
    assert capsys.readouterr().err.startswith(message)


def test_a_spread_that_is_next_to_nothing_is_none() -> None:
    """Between 0 and the least spread that has tables a draw counts as 0, so that no sampled future is refused."""
    text = '[arsenals.drone]\nstock = 9\n[raids.r]\ngap_days = 7\nsends = [{{ arsenal = "drone", units = 1 }}]\n[layers.l]\norder = 1\n'
    text += "against = {{ drone = {{ kill_probability = 0.5, spread = {spread} }} }}\n"
    hashes = {
        spread: replicate(network_of(scenario(text.format(spread=spread))), 1, 0).hash for spread in (0.0, 1e-6, 0.9)
    }
    assert hashes[0.0] == hashes[1e-6] != hashes[0.9]
