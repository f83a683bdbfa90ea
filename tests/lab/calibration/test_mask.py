"""What was not known at the end of the training window has no part in a calibration."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from materiel.lab.calibration.errors import CalibrationError
from materiel.lab.calibration.expand import expand
from materiel.lab.calibration.mask import masked, nature, read_sources
from materiel.lab.calibration.plan import read_plan
from materiel.lab.calibration.task import drawn, task_of
from materiel.lab.record.rows import read_record
from materiel.lab.record.world import end_of
from materiel.scenario.change import with_values
from materiel.scenario.load import load, locate
from materiel.scenario.values import Count

UNTIL = date(2023, 3, 31)
SHIPPED = date(2023, 12, 31)


def test_a_number_is_known_once_its_source_is_out(planned: Callable[..., Path]) -> None:
    """The late source masks its numbers until the day on which it came out."""
    folder = planned()
    scenario, plan, sources = load(folder), read_plan(folder), read_sources(folder)
    late = {"arsenals.cruise.production_per_month.table.1.1", "layers.long_range.against.cruise.kill_probability.value"}
    assert set(masked(scenario, plan, sources, UNTIL)) == late
    assert masked(scenario, plan, sources, date(2023, 6, 30)) == {}


def test_assumptions_at_later_dates_are_masked(planned: Callable[..., Path]) -> None:
    """A number without a source, at a date after the window, counts as hindsight as long as assumptions rest on later days."""
    folder = planned()
    text = (folder / "world.toml").read_text().replace('["2023-01-01", 1]', '["2023-06-01", 1]')
    (folder / "world.toml").write_text(text)
    scenario, plan, sources = load(folder), read_plan(folder), read_sources(folder)
    assert "raids.large.rate.table.1.1" in masked(scenario, plan, sources, UNTIL)
    assert "raids.large.rate.table.1.1" not in masked(scenario, plan, sources, date(2023, 9, 30))
    with pytest.raises(
        CalibrationError, match=r"got none for raids\.large\.rate\.table\.1\.1 \(stands at 2023-06-01\)"
    ):
        expand(scenario, plan, sources, UNTIL)


def test_later_values_do_not_matter_to_the_bit(planned: Callable[..., Path]) -> None:
    """Two worlds that differ in what was masked give the same runs of the pool, bit by bit; and the published row stays."""
    tasks = []
    for output, kill in ((75, 0.33), (20, 0.7)):
        folder = planned(later_output=output, later_kill=kill)
        scenario = load(folder)
        record = read_record(folder, scenario.world.start, end_of(scenario)).until(UNTIL)
        tasks.append(task_of(scenario, read_plan(folder), read_sources(folder), record, UNTIL, 1))
    one, other = tasks
    for member in range(5):
        assert np.array_equal(one.member(member), other.member(member), equal_nan=True)
    assert one.expansion.values(one.drawn(9)) == other.expansion.values(other.drawn(9))
    assert not any(path.endswith("table.0.1") for path in one.expansion.paths())


def test_later_numbers_of_the_shipped_world_do_not_matter_to_the_bit() -> None:
    """Every masked number of the default world is moved: parameters, values, and the planes that run stay the same bits."""
    scenario = load()
    folder = locate("ukraine-2022").parent
    plan, sources = read_plan(folder), read_sources(folder)
    hidden = masked(scenario, plan, sources, SHIPPED)
    assert len(hidden) > 200
    numbers = nature(scenario)
    moved = {}
    for path in hidden:
        number = numbers[path]
        value = number.central * 0.9 + (0.0 if number.central else 0.01)
        moved[path] = {"central": round(value) if isinstance(number, Count) else value, "source": number.source}
    moved |= {"donors.us.account.lumps.1.date": date(2024, 7, 1), "training.ad_medium.start": date(2024, 9, 1)}
    other, _ = with_values(scenario, moved)
    record = read_record(folder, scenario.world.start, end_of(scenario))
    tasks = [task_of(w, plan, sources, record.until(SHIPPED), SHIPPED, 1) for w in (scenario, other)]
    first, second = (task.world for task in tasks)
    assert np.array_equal(first.network.whole, second.network.whole)
    assert np.array_equal(first.network.real, second.network.real)
    assert first.cells == second.cells
    for member in (3, 4):
        values = tasks[0].expansion.values(drawn(tasks[0].expansion, 1, member))
        assert values == tasks[1].expansion.values(drawn(tasks[1].expansion, 1, member))
        a, b = first.bound(values), second.bound(values)
        assert np.array_equal(a.whole, b.whole) and np.array_equal(a.real, b.real)


def test_every_source_of_the_shipped_world_has_its_day() -> None:
    """No source without a date, and none that the plan does not know of on either day that it is shipped for."""
    scenario = load()
    folder = locate("ukraine-2022").parent
    plan, sources = read_plan(folder), read_sources(folder)
    for until in (SHIPPED, date(2024, 12, 31)):
        found = expand(scenario, plan, sources, until)
        assert set(found.masked) <= set(found.paths())


def test_a_source_without_a_day_is_an_error(planned: Callable[..., Path]) -> None:
    """One message with file, row and what was expected."""
    folder = planned(sources="id,title,as_of\nearly,A report,2022\n")
    with pytest.raises(CalibrationError, match=r"sources\.csv, row 2: early: expected as_of, a date .* got '2022'"):
        read_sources(folder)
