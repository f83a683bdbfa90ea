"""Batches: the same bytes whoever runs them, in whatever pieces."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from materiel.lab.batch import Batch
from materiel.lab.campaign import Campaign, run_batch
from materiel.lab.replication import Done, run_one
from materiel.lab.store import Store

N = 30
Files = dict[str, bytes]


def ran(batch: Batch, folder: Path, campaign: Campaign, stop_after: int = 1 << 30) -> Files:
    """Run into a folder, and all Parquet files of it."""
    count = 0

    def advance(more: int) -> None:
        nonlocal count
        count += more

    columns = [f"{c.kind}/{c.name}/{c.field}" for c in batch.network.columns]
    run_batch(batch, campaign, Store(folder, columns), advance, lambda: count >= stop_after)
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.parquet"))}


@pytest.fixture(scope="module")
def reference(batch_of: Callable[[int], Batch], tmp_path_factory: pytest.TempPathFactory) -> Files:
    """Thirty replications by one worker on the kernel."""
    return ran(batch_of(1), tmp_path_factory.mktemp("reference"), Campaign(N, keep_record=True))


@pytest.mark.parametrize(
    "campaign",
    [
        Campaign(N, "kernel", 1, keep_record=True),
        Campaign(N, "kernel", 2, keep_record=True),
        Campaign(N, "simpy", 1, keep_record=True),
        Campaign(N, "simpy", 2, keep_record=True),
    ],
    ids=lambda c: f"{c.engine}-{c.workers}",
)
def test_bytes_do_not_depend_on_who_runs(
    campaign: Campaign, batch_of: Callable[[int], Batch], reference: Files, tmp_path: Path
) -> None:
    """Twice on the kernel, by two threads, in SimPy, by two processes: the same files."""
    assert len(reference) == 6
    assert ran(batch_of(1), tmp_path, campaign) == reference


def test_another_seed_is_another_result(batch_of: Callable[[int], Batch], reference: Files, tmp_path: Path) -> None:
    """The comparison above can fail."""
    assert ran(batch_of(2), tmp_path, Campaign(N, keep_record=True)) != reference


def test_more_replications_continue(batch_of: Callable[[int], Batch], reference: Files, tmp_path: Path) -> None:
    """Seven, then thirty: the first block is completed, and the files are those of thirty at once."""
    ran(batch_of(1), tmp_path, Campaign(7, keep_record=True))
    assert ran(batch_of(1), tmp_path, Campaign(N, keep_record=True)) == reference


def test_fewer_replications_leave_what_is_there(batch_of: Callable[[int], Batch], tmp_path: Path) -> None:
    """Asking for ten of thirty runs nothing and changes nothing."""
    before = ran(batch_of(1), tmp_path, Campaign(N))
    assert ran(batch_of(1), tmp_path, Campaign(10)) == before


def test_record_can_be_asked_for_later(batch_of: Callable[[int], Batch], reference: Files, tmp_path: Path) -> None:
    """Series first, the record of the same replications afterwards."""
    assert len(ran(batch_of(1), tmp_path, Campaign(N))) == 4
    assert ran(batch_of(1), tmp_path, Campaign(N, keep_record=True)) == reference


@pytest.mark.parametrize("workers", [1, 2])
def test_a_stop_keeps_what_is_done(
    workers: int, batch_of: Callable[[int], Batch], reference: Files, tmp_path: Path
) -> None:
    """Stopped after eleven: those are kept, and going on gives the files of an uninterrupted run."""
    batch = batch_of(1)
    ran(batch, tmp_path, Campaign(N, "kernel", workers, keep_record=True), stop_after=11)
    kept = Store(tmp_path).done(N, keep_record=True)
    assert 11 <= len(kept) < N
    assert ran(batch, tmp_path, Campaign(N, "kernel", workers, keep_record=True)) == reference


def test_replication_alone_is_that_of_the_batch(batch_of: Callable[[int], Batch], tmp_path: Path) -> None:
    """Number 7 run alone leaves the series that it has in the batch."""
    import pyarrow.parquet as pq

    ran(batch_of(1), tmp_path, Campaign(N))
    alone = run_one(batch_of(1), "kernel", 7, keep_record=False)
    assert isinstance(alone, Done)
    table = pq.read_table(tmp_path / "series-00000.parquet", filters=[("replication", "=", 7)])
    for name, series in alone.series.items():
        assert table.column(name).to_numpy().tobytes() == series.tobytes(), name


def test_a_failing_replication_does_not_end_the_batch(
    batch_of: Callable[[int], Batch], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Number 3 breaks off: it is recorded with its seed and message, the others are done, and it is not tried again."""
    from materiel.lab import replication
    from materiel.scenario.errors import RunFault

    real, tried = replication.replicate, []

    def breaks(network, seed, number, engine, **related):
        tried.append(number)
        if number == 3:
            raise RunFault("the ledger of item shell is off by 1 units at day 5", 5, seed, number, 5.0)
        return real(network, seed, number, engine, **related)

    monkeypatch.setattr(replication, "replicate", breaks)
    ran(batch_of(1), tmp_path, Campaign(10))
    (fault,) = Store(tmp_path).faults(10)
    assert (fault.replication, fault.seed) == (3, 1)
    assert "off by 1 units" in fault.message
    assert Store(tmp_path).done(10, keep_record=False) == set(range(10))
    tried.clear()
    ran(batch_of(1), tmp_path, Campaign(12))
    assert tried == [10, 11]
    assert [f.replication for f in Store(tmp_path).faults(12)] == [3]
