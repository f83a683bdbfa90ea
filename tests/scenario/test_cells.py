"""What a cell says, the key decides: years are years, names are names, wherever a value is written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from materiel.network.lower import network_of
from materiel.run import replicate
from materiel.scenario.cells import reads_at
from materiel.scenario.errors import ScenarioError
from materiel.scenario.load import load

HEAD = """
[world]
name = "w"
kind = "reference"
start = 2023-01-01
horizon_years = 3
record_months = false
[items.part]
[stocks.bin]
item = "part"
on_hand = 9999
"""
USERS = '[demands.d]\nstock = "bin"\ngap_days = 1\n'


def world(folder: Path, text: str, rows: str = "") -> Path:
    (folder / "w.toml").write_text(HEAD + text)
    (folder / "d.csv").write_text(rows)
    return folder / "w.toml"


YEARS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "cell": ('[bulk]\ndemands = "d.csv"\n', "id,stock,gap_days,until\nd,bin,1,2024\n", ()),
    "cell of a month": ('[bulk]\ndemands = "d.csv"\n', "id,stock,gap_days,until\nd,bin,1,2024-01\n", ()),
    "TOML": (USERS + "until = 2024\n", "", ()),
    "TOML text": (USERS + 'until = "2024"\n', "", ()),
    "--set": (USERS, "", ("demands.d.until=2024",)),
    "--set over a cell": ('[bulk]\ndemands = "d.csv"\n', "id,stock,gap_days,until\nd,bin,1,2025\n", ("demands.d.until=2024",)),
}  # fmt: skip


@pytest.mark.parametrize("how", YEARS)
def test_a_year_is_a_year(how: str, tmp_path: Path) -> None:
    """Users come daily from day 1 to day 365, the beginning of 2024.

    Of 9,999 units 365 are gone then, and the mean over 1,096 days is 9,634 + sum(1 to 365) / 1096 = 9694.944: a unit taken on day k
    was there for k days.
    """
    text, rows, sets = YEARS[how]
    scenario = load(world(tmp_path, text, rows), sets)
    assert scenario.demands["d"].until == date(2024, 1, 1)
    record = replicate(network_of(scenario), 1, 0).record
    mean = record.level("stock", "bin", "on_hand_days")[-1] / 1096.0
    assert mean == pytest.approx(9634 + 365 * 366 / 2 / 1096)
    assert mean == pytest.approx(9694.944, abs=1e-3)


@pytest.mark.parametrize(
    ("written", "days"), [("2024.0", 2024.0), ("30", 30.0), ("0.5", 0.5), ("1899", 1899.0), ("2100", 2100.0)]
)
def test_other_numbers_are_days(written: str, days: float, tmp_path: Path) -> None:
    """A number with a point is days from the start, and so is a whole one that is no year of our time: in a cell, in TOML, by --set."""
    rows = f"id,stock,gap_days,until\nd,bin,1,{written}\n"
    found = [
        load(world(tmp_path, '[bulk]\ndemands = "d.csv"\n', rows)),
        load(world(tmp_path, USERS + f"until = {written}\n")),
        load(world(tmp_path, USERS), [f"demands.d.until={written}"]),
    ]
    assert [scenario.demands["d"].until for scenario in found] == [days] * 3


def test_dates_everywhere(tmp_path: Path) -> None:
    """The first day of a world, its end and points of a profile, by year; days in a profile's table."""
    text = USERS + 'profile = { shape = "steps", csv = "d.csv" }\n'
    scenario = load(world(tmp_path, text, "date,central\n0,1\n1000,2\n"), ["world.start=2022", "world.end=2024"])
    assert (scenario.world.start, scenario.world.end) == (date(2022, 1, 1), date(2024, 1, 1))
    assert [when for when, _ in scenario.demands["d"].profile.table] == [0.0, 1000.0]
    scenario = load(world(tmp_path, USERS + "profile = { shape = 'linear', table = [[2023, 1], [2024, 2]] }\n"))
    assert [when for when, _ in scenario.demands["d"].profile.table] == [date(2023, 1, 1), date(2024, 1, 1)]


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [("2000-01-01", 2000, 2000), ("2000-01-01", 2100, 2100), ("2023-07-01", 2023, 2023), ("2000-01-01", 2001, 366)],
)
def test_a_textbook_counts_days(start: str, end: int, days: int, tmp_path: Path) -> None:
    """A year that is not after that of the start cannot be the end, and so is a number of days; nor can record instants be such."""
    scenario = load(
        world(tmp_path, USERS), [f"world.start={start}", f"world.end={end}", f"world.record_times=[{end}, 5]"]
    )
    assert network_of(scenario).instants.tolist() == [5.0, days]


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("demands.d.until", "2024-01-01T00:00:00", "expected a date or days from the start, got 2024-01-01T00:00:00"),
        ("demands.d.until", "inf", "expected a date or days from the start, got inf"),
        ("demands.d.until", "true", "expected a date or days from the start, got True"),
        ("demands.d.until", "2024-13", "expected a date, got '2024-13'"),
        ("world.start", "30", "expected a date (2022-10-01, 2022-10 or 2022), got 30"),
        ("world.end", "'2023'", "expected an end after the start (2023-01-01), got 2023-01-01 (a whole number of this size is a year; day 2023 is 2023.0)"),
        ("demands.d.until", "2020", "expected a date after the start (2023-01-01), got 2020-01-01 (a whole number of this size is a year; day 2020 is 2020.0)"),
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused(key: str, value: str, message: str, tmp_path: Path) -> None:
    """A time of day, what is infinite; and an end that is not after the start, which a run would take for none."""
    with pytest.raises(ScenarioError) as caught:
        load(world(tmp_path, USERS), [f"{key}={value}"])
    [fault] = caught.value.faults
    assert fault.path == key and fault.message.startswith(message)


NAMES = ("007", "1e3", "2_000", "true", "FALSE", "0", "2024")


def test_names_are_names(tmp_path: Path) -> None:
    """Items and stocks that look like numbers and truths are found by their names, in cells, and by --set."""
    (tmp_path / "items.csv").write_text("id,title\n" + "".join(f"{n},{n}\n" for n in NAMES))
    rows = "id,item,on_hand\n" + "".join(f"s{n},{n},1e3\n" for n in NAMES)
    path = world(tmp_path, '[bulk]\nitems = "items.csv"\nstocks = "d.csv"\n', rows)
    scenario = load(path)
    for name in NAMES:
        assert scenario.items[name].title == name
        stock = scenario.stocks[f"s{name}"]
        assert (stock.item, stock.on_hand.value) == (name, 1000)
        assert load(path, [f"stocks.bin.item={name}"]).stocks["bin"].item == name
        assert load(path, [f'stocks.bin.item="{name}"']).stocks["bin"].item == name


def test_truths_are_truths(tmp_path: Path) -> None:
    """As TOML writes them, and as spreadsheets do."""
    rows = "id,lead_days,fifo\na,1,TRUE\nb,1,true\nc,1,False\n"
    lanes = load(world(tmp_path, '[bulk]\nlanes = "d.csv"\n', rows)).lanes
    assert [lanes[name].fifo for name in "abc"] == [True, True, False]


@pytest.mark.parametrize(
    ("path", "reads"),
    [
        ("items.a.unit_cost_eur", "number"),
        ("items.a.unit_cost_eur.central", "number"),
        ("items.a.unit_cost_eur.source", "text"),
        ("items.a.unit_cost_eur.shape", "text"),
        ("items.a.unit_cost_eur.table.0.0", "date"),
        ("items.a.unit_cost_eur.table.0.1", "number"),
        ("items.a.unit_cost_eur.times.middle", "date"),
        ("lines.a.customers.b.stock", "text"),
        ("lines.a.failures.b.down_until", "date"),
        ("lines.a.work_days.low", "number"),
        ("lines.a.work_days.family", "text"),
        ("lines.a.stations", "number"),
        ("stocks.a.on_way.0.arrives", "date"),
        ("stocks.a.replenish.policy", "text"),
        ("training.a.from", "text"),
        ("pledges.a.from", "date"),
        ("world.start", "date"),
        ("world.record_times.0", "date"),
        ("levers.a.choices.0", "anything"),
        ("stocks.a.on_hnd", "nothing"),
        ("nowhere.a", "nothing"),
    ],
)
def test_how_a_cell_is_read(path: str, reads: str) -> None:
    """By the schema: through dictionaries, lists, aliases, alternatives and numbers in full."""
    assert reads_at(tuple(path.split("."))) == reads
