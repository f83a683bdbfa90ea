"""The pool: quick binding, and going on after an end of any kind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from materiel.lab.calibration import pool as pools
from materiel.lab.calibration.mask import read_sources
from materiel.lab.calibration.plan import read_plan
from materiel.lab.calibration.pool import Pool, identity
from materiel.lab.calibration.task import Task, task_of
from materiel.lab.errors import StoreError
from materiel.lab.record.observe import observe
from materiel.lab.record.rows import read_record
from materiel.lab.record.world import end_of, observed_network
from materiel.network.bind import bind
from materiel.run import replicate
from materiel.scenario.load import load

UNTIL = date(2023, 3, 31)


@pytest.fixture
def task(planned: Callable[..., Path]) -> Task:
    """The pool of the small world."""
    folder = planned()
    scenario = load(folder)
    record = read_record(folder, scenario.world.start, end_of(scenario)).until(UNTIL)
    return task_of(scenario, read_plan(folder), read_sources(folder), record, UNTIL, 1)


def test_quick_binding_runs_as_binding_does(task: Task, planned: Callable[..., Path]) -> None:
    """What is observed of a member is the same as if each value was bound in the ordinary way."""
    scenario = load(planned())
    network = observed_network(scenario, task.series, task.months)
    for member in range(4):
        values = task.expansion.values(task.drawn(member))
        record = replicate(bind(network, values), 1, member).record
        assert np.allclose(task.member(member), observe(record, task.series), equal_nan=True)
    assert task.world.cells


def test_it_goes_on_where_it_stopped(task: Task, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut short after a block, with half a file left behind as after a kill: the rest is run, and all is as if never stopped."""
    monkeypatch.setattr(pools, "SIZE", 3)
    asked: list[int] = []

    def stop() -> bool:
        asked.append(1)
        return len(asked) > 1

    cut = Pool(tmp_path / "cut")
    assert not cut.fill(task, 9, 1, lambda _: None, stop)
    assert [p.name for p in sorted((tmp_path / "cut").glob("pool-*"))] == ["pool-00000.npy"]
    (tmp_path / "cut" / ".pool-00001.npy.elsewhere.1.part").write_bytes(b"half")
    before = (tmp_path / "cut" / "pool-00000.npy").stat().st_mtime_ns
    done: list[int] = []
    assert Pool(tmp_path / "cut").fill(task, 9, 1, done.append, lambda: False)
    assert (tmp_path / "cut" / "pool-00000.npy").stat().st_mtime_ns == before
    assert sum(done) == 9
    whole = Pool(tmp_path / "whole")
    assert whole.fill(task, 9, 1, lambda _: None, lambda: False)
    assert np.array_equal(cut.read(9), whole.read(9), equal_nan=True)


@pytest.mark.slow
def test_workers_do_not_matter(task: Task, tmp_path: Path) -> None:
    """Two processes leave the same bytes as one."""
    for name, workers in (("one", 1), ("two", 2)):
        assert Pool(tmp_path / name).fill(task, 400, workers, lambda _: None, lambda: False)
    for path in (tmp_path / "one").glob("*.npy"):
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_a_damaged_block_is_named(task: Task, tmp_path: Path) -> None:
    """One message with the file, and what to do."""
    pool = Pool(tmp_path)
    pool.path(0).write_bytes(b"no array")
    with pytest.raises(StoreError, match=r"pool-00000\.npy.*remove it"):
        pool.read(5)


def test_another_prior_is_another_pool(task: Task, planned: Callable[..., Path]) -> None:
    """The hash tells priors and seeds apart, and is the same for the same."""
    from dataclasses import replace

    assert identity(task) == identity(replace(task))
    assert identity(task) != identity(replace(task, seed=2))
