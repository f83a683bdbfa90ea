"""The same table in every dress that spreadsheets and scripts give it: as a section, as a profile, and what is named instead."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from materiel.scenario.errors import Fault, ScenarioError
from materiel.scenario.load import load
from materiel.scenario.tables import Line, read_table

HEAD = """
[world]
name = "w"
kind = "reference"
start = 2023-01-01
horizon_years = 3
[items.part]
[stocks.bin]
item = "part"
on_hand = 9999
[stocks.rest]
item = "part"
"""
ROWS = "id,stock,gap_days,until\nd,bin,1,2024\ne,bin,2.5,2024-07\n"
DRESS = {
    "plain": ROWS.encode(),
    "mark": b"\xef\xbb\xbf" + ROWS.encode(),
    "Excel": b"\xef\xbb\xbf" + ROWS.replace("\n", "\r\n").encode(),
    "old line ends": ROWS.replace("\n", "\r").encode(),
    "no last line end": ROWS.rstrip().encode(),
    "blank last lines": (ROWS + "\n\n  \n,,,\n").encode(),
    "blank lines between": ROWS.replace("\n", "\n\n").encode(),
    "spaces": ROWS.replace(",", " , ").replace("\n", " \n ").encode(),
    "no-break spaces": ROWS.replace(",", "\u00a0,").encode(),
    "quotes": b'"id","stock","gap_days","until"\r\n"d","bin","1","2024"\r\n"e","bin","2.5","2024-07"\r\n',
    "quotes and spaces": b'"id" , "stock" , "gap_days" ,"until" \n "d" , "bin" , "1" , "2024" \n"e","bin","2.5","2024-07"\n',
    "empty columns": b"id,stock,gap_days,until,,\nd,bin,1,2024,,\ne,bin,2.5,2024-07,,\n",
}  # fmt: skip


def put(folder: Path, text: str, **tables: bytes) -> Path:
    """A world with tables beside it."""
    (folder / "w.toml").write_text(HEAD + text)
    for name, content in tables.items():
        (folder / f"{name}.csv").write_bytes(content)
    return folder / "w.toml"


@pytest.mark.parametrize("dress", DRESS)
def test_a_section_in_any_dress(dress: str, tmp_path: Path) -> None:
    """Names, numbers and dates of two entities are the same whatever is around them."""
    demands = load(put(tmp_path, '[bulk]\ndemands = "d.csv"\n', d=DRESS[dress])).demands
    assert {name: (d.stock, d.gap_days.mean, d.until) for name, d in demands.items()} == {
        "d": ("bin", 1.0, date(2024, 1, 1)),
        "e": ("bin", 2.5, date(2024, 7, 1)),
    }


@pytest.mark.parametrize("dress", DRESS)
def test_a_profile_in_any_dress(dress: str, tmp_path: Path) -> None:
    """Rows of a table as a profile: a year, and a month."""
    text = (
        '[demands.x]\nstock = "bin"\ngap_days = 1\n'
        'profile = { shape = "steps", csv = "d.csv", where = { stock = "bin" }, date = "until", value = "gap_days" }\n'
    )
    profile = load(put(tmp_path, text, d=DRESS[dress])).demands["x"].profile
    assert [(when, number.value) for when, number in profile.table] == [
        (date(2024, 1, 1), 1.0),
        (date(2024, 7, 1), 2.5),
    ]


def test_a_table_counts_rows_as_an_editor_does(tmp_path: Path) -> None:
    """Blank lines count, and so do the lines of a cell that goes over two."""
    (tmp_path / "t.csv").write_text('id,note\n\na,"one\ntwo"\nb,x\n')
    assert read_table(tmp_path / "t.csv").lines == (
        Line(3, {"id": "a", "note": "one\ntwo"}),
        Line(5, {"id": "b", "note": "x"}),
    )


REFUSED = {
    "semicolons": (b"id;stock;gap_days\nd;bin;1\n", "expected cells separated by commas, got semicolons", 1),
    "semicolons and decimal commas": (
        b"id;stock;gap_days\nd;bin;1,5\n",
        "expected cells separated by commas, got semicolons, and decimal commas in numbers (1,5 in row 2)",
        1,
    ),
    "tabs": (b"id\tstock\nd\tbin\n", "expected cells separated by commas, got tabs", 1),
    "semicolons in a row": (b"id,stock\nd;bin\n", "expected 2 cells, got 1; cells are separated by commas, not by semicolons", 2),
    "a column twice": (b"id,stock, stock\nd,bin,bin\n", "expected every column once, got stock twice", 1),
    "a column without a name": (b"id,,stock\nd,7,bin\n", "expected a name for column 2, got none (row 2: '7')", 1),
    "too many cells": (b"id,stock\nd,bin,x\n", "expected 2 cells, got 3", 2),
    "too few cells": (b"id,stock,gap_days\n\nd,bin\n", "expected 3 cells, got 2", 3),
    "a decimal comma without quotes": (
        b"id,gap_days\nd,1,5\n",
        "expected 2 cells, got 3; if a number has a decimal comma, write a point",
        2,
    ),
    "an open quote": (b'id,stock\nd,"bin\n', "not valid CSV: unexpected end of data", 2),
    "other letters": (b"id,title\nd,\xe9\n", "expected UTF-8 text, got other bytes at 11", 2),
    "UTF-16": ("id,stock\n".encode("utf-16-le"), "expected UTF-8 text, got a zero byte at 1", None),
    "nothing": (b"\n\n", "expected a table, got an empty file", None),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_taken_is_named(case: str, tmp_path: Path) -> None:
    """One message with file and row for a table that is written otherwise."""
    content, message, row = REFUSED[case]
    path = tmp_path / "t.csv"
    path.write_bytes(content)
    with pytest.raises(ScenarioError) as caught:
        read_table(path)
    assert caught.value.faults == (Fault("", message, path.as_posix(), row),)


CELLS = {
    "gap_days": '"1,5"',
    "gap_days.mean": '"1.234,5"',
    "priority": '"1,000"',
}


@pytest.mark.parametrize("column", CELLS)
def test_a_decimal_comma_is_named_with_its_key(column: str, tmp_path: Path) -> None:
    """One message, whatever the key: a law, its parameter, a count."""
    rows = (
        f"id,stock,gap_days,{column}\nd,bin,1,{CELLS[column]}\n"
        if column != "gap_days"
        else f"id,stock,gap_days\nd,bin,{CELLS[column]}\n"
    )
    if column == "gap_days.mean":
        rows = f"id,stock,gap_days.family,gap_days.mean\nd,bin,exponential,{CELLS[column]}\n"
    with pytest.raises(ScenarioError) as caught:
        load(put(tmp_path, '[bulk]\ndemands = "d.csv"\n', d=rows.encode()))
    [fault] = caught.value.faults
    assert (fault.path, fault.row) == (f"demands.d.{column}", 2) and "with a decimal comma" in fault.message
    assert CELLS[column].strip('"') in fault.message


def test_a_decimal_comma_in_a_number_and_in_a_profile(tmp_path: Path) -> None:
    """A number and a profile from rows name the row too; a count is not told twice."""
    text = (
        '[stocks.other]\nitem = "part"\non_hand = { csv = "d.csv", where = { k = "a" } }\n'
        '[demands.x]\nstock = "bin"\ngap_days = 1\nprofile = { shape = "steps", csv = "d.csv", where = { k = "b" } }\n'
    )
    rows = b'k,date,central\na,,"2,5"\nb,2023,1\nb,2024,"0,5"\n'
    with pytest.raises(ScenarioError) as caught:
        load(put(tmp_path, text, d=rows))
    found = [(fault.path, fault.row) for fault in caught.value.faults]
    assert found == [("stocks.other.on_hand", 2), ("demands.x.profile.table.1", 4)]


def test_a_key_is_said_once(tmp_path: Path) -> None:
    """`on_hand` beside `on_hand.low` is the central value in either order; beside `on_hand.central` it is said twice."""
    rows = b"id,item,on_hand,on_hand.low\na,part,5,4\n", b"id,item,on_hand.low,on_hand\na,part,4,5\n"
    for each in rows:
        stock = load(put(tmp_path, '[bulk]\nstocks = "d.csv"\n', d=each)).stocks["a"]
        assert (stock.on_hand.low, stock.on_hand.central) == (4.0, 5.0)
    with pytest.raises(ScenarioError, match=r"expected one central value, got on_hand and on_hand[.]central"):
        load(put(tmp_path, '[bulk]\nstocks = "d.csv"\n', d=b"id,item,on_hand.central,on_hand\na,part,4,5\n"))


def test_a_mention_names_columns_that_there_are(tmp_path: Path) -> None:
    """A column that there is not is named with the nearest; a row is found by number, year and truth as by text."""
    text = '[stocks.other]\nitem = "part"\non_hand = { csv = "d.csv", where = { yaer = 2024 } }\n'
    rows = b"year,final,central\n2024,TRUE,7\n2024,FALSE,8\n"
    with pytest.raises(ScenarioError, match=r"there is no column 'yaer'; the nearest is year \(.*d\.csv, row 1\)"):
        load(put(tmp_path, text, d=rows))
    world = load(put(tmp_path, text.replace("yaer = 2024", "year = 2024, final = true"), d=rows))
    assert world.stocks["other"].on_hand.value == 7
