"""Tables in CSV: entities, numbers and profiles, with the row in every message."""

from __future__ import annotations

import os
from datetime import date

import pytest

from materiel.scenario.load import load

HEAD = '[world]\nname = "x"\nkind = "reference"\nstart = 2024-01-01\nhorizon_years = 1\n[items.shell]\n'
LANES = "id,lead_days.family,lead_days.mean,lead_days.cv,capacity,fifo\na,gamma,3,0.5,,true\nb,exponential,4,,7,\n"


def test_entities_from_rows(write):
    """A row is an entity: dotted columns nest, empty cells are keys left out, TOML goes over a row."""
    world = load(write(HEAD + '[bulk]\nlanes = "lanes.csv"\n[lanes.b]\ncapacity = 9\n', lanes=LANES))
    assert world.lanes["a"].lead_days.family == "gamma" and world.lanes["a"].fifo and world.lanes["a"].capacity is None
    assert world.lanes["b"].lead_days.mean == 4.0 and world.lanes["b"].capacity.value == 9


def test_short_form(write):
    """`lanes = {csv = ...}` says the same as [bulk]."""
    assert set(load(write("lanes = {csv = 'lanes.csv'}\n" + HEAD, lanes=LANES)).lanes) == {"a", "b"}


def test_number_and_profile_from_rows(write):
    """A number takes range, source and confidence from its row; a profile takes all rows that fit, by date."""
    rows = (
        "key,what,low,central,high,date,source,confidence\n"
        "us,rate,1,2,3,2024-01,ndia,high\nus,rate,2,4,8,2024-03,ndia,low\nus,lot,,10,,2024,assumption,low\n"
    )
    text = (
        HEAD + '[stocks.out]\nitem = "shell"\n[lines.us]\nitem = "shell"\noutput = "out"\n'
        'lot = {csv = "d.csv", where = {key = "us", what = "lot"}}\n'
        'rate_per_month = {shape = "linear", scale = 2, csv = "d.csv", where = {key = "us", what = "rate"}}\n'
    )
    line = load(write(text, d=rows)).lines["us"]
    assert (line.lot.value, line.lot.source, line.lot.confidence) == (10, "assumption", "low")
    (first, one), (second, two) = line.rate_per_month.table
    assert (first, second) == (date(2024, 1, 1), date(2024, 3, 1))
    assert (one.low, one.central, two.high, two.source) == (1.0, 2.0, 8.0, "ndia")


BAD = {
    "text in a number column": (
        LANES.replace("exponential,4", "exponential,four"),
        "lanes.b.lead_days: mean: expected a number, got 'four' ({file}, row 3)",
    ),
    "negative": (LANES.replace(",7,", ",-7,"), "lanes.b.capacity: expected > 0, got -7 ({file}, row 3)"),
    "unknown column": (LANES.replace("fifo", "fifu"), "lanes.a.fifu: unknown key; the nearest is fifo ({file}, row 2)"),
    "no name": (LANES.replace("b,exp", ",exp"), "lanes.id: expected a name, got none ({file}, row 3)"),
    "twice": (LANES.replace("b,exp", "a,exp"), "lanes.a: expected each name once ({file}, row 3)"),
    "too long": (LANES + "c,exponential,1,,1,true,x\n", "expected 6 cells, got 7 ({file}, row 4)"),
    "empty": ("", "expected a table, got an empty file ({file})"),
    "same column": ("id,fifo,fifo\na,true,true\n", "expected every column once, got fifo twice ({file}, row 1)"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_rows(case, write, faults):
    """A fault in a CSV names file and row, the header being row 1."""
    text, message = BAD[case]
    path = write(HEAD + '[bulk]\nlanes = "lanes.csv"\n', lanes=text)
    assert [str(f) for f in faults(path)] == [message.format(file=path.parent / "lanes.csv")]


@pytest.mark.parametrize(
    "name", ["no.csv", "../x.csv", "/etc/passwd", "sub/../../x.csv", "C:\\x.csv", "link.csv", "folder"]
)
def test_only_files_of_its_own(name, write, faults):
    """A world reads plain files of its own folder: none that is missing, above, absolute, or linked from outside."""
    path = write(HEAD + f"[bulk]\nlanes = '{name}'\n")
    (path.parent / "folder").mkdir()
    os.symlink("/etc/passwd", path.parent / "link.csv")
    [fault] = faults(path)
    assert fault.path == "bulk.lanes" and fault.message.startswith("expected a file")


def test_where_without_a_row(write, faults):
    """A number asks for exactly one row."""
    text = HEAD + '[stocks.a]\nitem = "shell"\non_hand = {csv = "d.csv", where = {key = "x"}}\n'
    [fault] = faults(write(text, d="key,central\ny,1\n"))
    assert fault.message == "expected one row with key = x, got 0"
