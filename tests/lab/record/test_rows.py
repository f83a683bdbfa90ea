"""Rows of a record: what is read, what was known when, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from materiel.lab.record.months import month_end, months_until
from materiel.lab.record.rows import Recorded, read_record
from materiel.scenario.errors import ScenarioError
from materiel.scenario.load import load

START, END = date(2022, 10, 1), date(2023, 10, 1)
World = Callable[..., Path]


def record(folder: Path, *more: Path) -> Recorded:
    return read_record(folder, START, END, more)


def test_rows_stand_by_series_and_month(world: World) -> None:
    """A table of series by months, with no number where nothing was reported."""
    found = record(world())
    table = found.table(9)
    assert table.shape == (3, 9)
    assert table[0].tolist() == [100, 95, 90, 85, 80, 75, 70, 65, 60]
    assert np.flatnonzero(~np.isnan(table[1])).tolist() == [2, 4, 7]
    assert np.isnan(table[2]).all()
    assert found.months == 9


def test_what_was_public_later_is_not_known(world: World) -> None:
    """Known on a day: months that were over, and public, by then. A row of February that was public in May is not known in March."""
    found = record(world())
    known = found.until(date(2023, 3, 31))
    assert {(r.series, r.month) for r in known.rows} == {("launched", m) for m in range(6)} | {("share_killed", 2)}
    assert len(found.until(date(2023, 3, 30)).rows) == 6
    assert ("share_killed", 4) in {(r.series, r.month) for r in found.until(date(2023, 5, 1)).rows}


def test_no_masked_row_can_be_seen(world: World) -> None:
    """Whatever a row after the day, or public after it, says: what is known on the day stays the same."""
    rows = world().joinpath("record/record.csv").read_text().splitlines()[1:]
    day = date(2023, 3, 31)
    before = record(world()).until(day).rows
    for k, row in enumerate(rows):
        month, series, _, source, as_of = row.split(",")
        changed = "\n".join([*rows[:k], f"{month},{series},0.123,{source},{as_of}", *rows[k + 1 :]]) + "\n"
        seen = record(world(changed)).until(day).rows != before
        assert seen == (month <= "2023-03" and as_of <= "2023-03-31"), row


def test_further_files_add_rows_and_replace(world: World, tmp_path: Path) -> None:
    """Rows of a further file come behind, or in place of those of the same month; the table itself need not be touched."""
    more = tmp_path / "more.csv"
    more.write_text(
        "date,series,value,source,as_of,note\n2023-06,launched,1,x,2023-07-01,mended\n2023-07,launched,2,x,2023-08-01,\n"
    )
    found = record(world(), more)
    assert found.values("launched", 10)[-2:].tolist() == [1.0, 2.0]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("2023-07,lanched,1,x,2023-08-01", r"series: there is no series 'lanched'; the nearest is launched \(.*more\.csv, row 2\)"),
        ("2023-08,launched,1,x,2023-09-01", r"launched: expected every month, got none for 2023-07, before 2023-08 \(.*more\.csv, row 2\)"),
        ("2023-07,launched,-3,x,2023-08-01", r"value: launched: expected >= 0, got -3 \(.*more\.csv, row 2\)"),
        ("2023-07,share_killed,1.2,x,2023-08-01", r"share_killed: expected <= 1, got 1.2 \(.*row 2\)"),
        ("2031-07,launched,1,x,2031-08-01", r"date: expected a month of the world, 2022-10 to 2023-09, got 2031-07 \(.*row 2\)"),
        ("2022-09,launched,1,x,2022-10-01", r"date: expected a month of the world"),
        ("2023-13,launched,1,x,2023-08-01", r"date: expected a month as YYYY-MM, got '2023-13' \(.*row 2\)"),
        ("2023-07,launched,many,x,2023-08-01", r"value: expected a number, got 'many' \(.*row 2\)"),
        ("2023-07,launched,nan,x,2023-08-01", r"value: expected a number, got 'nan'"),
        ("2023-07,launched,1,x,August", r"as_of: expected the day on which it was public, as YYYY-MM-DD, got 'August'"),
        ("2023-07,launched,1,x,", r"as_of: expected a value, got none \(.*row 2\)"),
        ("2023-07,launched,1,x,2023-08-01\n2023-07,launched,2,x,2023-08-01", r"launched: expected 2023-07 once, got it twice \(.*row 3\)"),
    ],
)  # fmt: skip
def test_a_bad_row_is_one_message(world: World, tmp_path: Path, row: str, message: str) -> None:
    """File, row, key, what was expected and what came; one line for one thing wrong."""
    more = tmp_path / "more.csv"
    more.write_text(f"date,series,value,source,as_of\n{row}\n")
    with pytest.raises(ScenarioError, match=message) as caught:
        record(world(), more)
    assert len(caught.value.faults) == 1


def test_an_unknown_column_and_a_missing_file_are_refused(world: World, tmp_path: Path) -> None:
    """A misspelt column is named with the nearest; a file that is not there is said to be missing."""
    more = tmp_path / "more.csv"
    more.write_text("date,serie,value,source,as_of\n2023-07,launched,1,x,2023-08-01\n")
    with pytest.raises(ScenarioError, match="serie: unknown column; the nearest is series"):
        record(world(), more)
    with pytest.raises(ScenarioError, match=r"no such file .*none\.csv"):
        record(world(), tmp_path / "none.csv")


HEADER = "date,series,value,source,as_of"


@pytest.mark.parametrize(
    "rows",
    [
        f"\ufeff{HEADER}\r\n2023-07,launched,1,x,2023-08-01\r\n\r\n",
        f"{HEADER}\r2023-07,launched,1,x,2023-08-01\r",
        "date , series,value, source ,as_of\n 2023-07 ,launched , 1 ,x, 2023-08-01\n,,,,\n",
        f'{HEADER},note\n2023-07,launched,1e0,x,2023-08-01,"a, b" \n',
    ],
)
def test_rows_in_any_dress(world: World, tmp_path: Path, rows: str) -> None:
    """A byte order mark, other line ends, spaces, quotes, and blank last lines are no part of a row."""
    more = tmp_path / "MORE.CSV"
    more.write_bytes(rows.encode())
    assert record(world(), more).values("launched", 10)[-1] == 1.0


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (f'{HEADER}\n2023-07,launched,"1,5",x,2023-08-01\n', r"value: expected a number with a decimal point, got '1,5' with a decimal comma .*row 2\)"),
        (f"{HEADER}\n2023-07,launched,1\n", r"expected 5 cells, got 3 \(.*row 2\)"),
        (f"{HEADER}\n2023-07,launched,1,5,x,2023-08-01\n", r"expected 5 cells, got 6; if a number has a decimal comma, write a point \(.*row 2\)"),
        (HEADER.replace(",", ";") + "\n", r"expected cells separated by commas, got semicolons \(.*row 1\)"),
        (f"{HEADER},series\n2023-07,launched,1,x,2023-08-01,a\n", r"expected every column once, got series twice \(.*row 1\)"),
        ("date,series,value,source\n2023-07,launched,1,x\n2023-08,launched,1,x\n", r"as_of: expected a column of this name, got none \(.*row 1\)"),
    ],
)  # fmt: skip
def test_rows_that_cannot_be_taken(world: World, tmp_path: Path, rows: str, message: str) -> None:
    """One message for a table, however many rows it has."""
    more = tmp_path / "more.csv"
    more.write_text(rows)
    with pytest.raises(ScenarioError, match=message) as caught:
        record(world(), more)
    assert len(caught.value.faults) == 1


def test_a_bad_rule_is_refused(world: World) -> None:
    """Unknown keys of a series name the nearest; a record needs its series."""
    with pytest.raises(ScenarioError, match=r"series\.launched\.cels: unknown key; the nearest is cells"):
        record(world(series=world().joinpath("record/series.toml").read_text().replace("cells", "cels", 1)))
    with pytest.raises(ScenarioError, match=r"part and whole together"):
        record(world(series=world().joinpath("record/series.toml").read_text().replace("over =", "part =", 1)))


def test_months() -> None:
    """A window is of whole months: the last day of a month counts it, the day before does not."""
    assert month_end(date(2023, 11, 1), 3) == date(2024, 2, 29)
    assert months_until(START, date(2023, 12, 31)) == 15
    assert months_until(START, date(2023, 12, 30)) == 14
    assert months_until(START, date(2022, 9, 30)) == 0


def test_the_shipped_record_is_whole() -> None:
    """Every row names a source of the world, is public within the collection, and no month is later than 2024."""
    folder = Path(__file__).parents[3] / "configs" / "ukraine-2022"
    found = read_record(folder, START, date(2032, 10, 1))
    known = {line.split(",")[0] for line in (folder / "sources.csv").read_text().splitlines()}
    assert {row.source for row in found.rows} <= known
    assert {row.series for row in found.rows} == set(found.series)
    assert month_end(START, found.months - 1) == date(2024, 12, 31)
    assert load(folder).world.start == START
