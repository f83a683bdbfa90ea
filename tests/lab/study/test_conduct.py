"""Conducting a study: the same blocks whoever runs it, and however often it is interrupted."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
from tests.lab.study.small import written

from materiel.lab.errors import StoreError
from materiel.lab.study import block as block_of_a_point
from materiel.lab.study.answers import Answers
from materiel.lab.study.block import Block, Task
from materiel.lab.study.conduct import Held, conduct
from materiel.lab.study.crews import Alone, Crew, crew_of
from materiel.lab.study.ground import Ground, ground_of
from materiel.lab.study.keep import StudyStore
from materiel.lab.study.manifest import manifest_of
from materiel.scenario.errors import RunFault


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a store with its bytes."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def ran(ground: Ground, folder: Path, crew: Crew | None = None, stop: Callable[[], bool] = lambda: False) -> Held:
    """The study conducted into a folder."""
    store = StudyStore(folder, ground)
    store.open(manifest_of(ground), "the study")
    return conduct(ground, crew or Alone(ground), store, lambda _: None, stop)


@dataclass
class Backwards:
    """A crew that hands blocks over in the opposite order."""

    ground: Ground

    def blocks(self, tasks: Sequence[Task], stop: Callable[[], bool]) -> Iterator[Block]:
        yield from Alone(self.ground).blocks(list(tasks)[::-1], stop)


RULE = 'stop = {metric = "fill", half_width = 0.012, most = 60}\nreplications = 8'


@pytest.mark.parametrize("rule", ["replications = 8", RULE])
def test_the_same_bytes_whoever_runs_it(tmp_path: Path, rule: str) -> None:
    """One thread, two, SimPy, or blocks that come in the opposite order: all files are equal, with a stopping rule too."""
    ground = ground_of(written(tmp_path, **{"replications = 8": rule}))
    ran(ground, tmp_path / "alone")
    once = contents(tmp_path / "alone")
    assert len(once) == 3 + sum(name.startswith("blocks/") for name in once) >= 11
    crews = {"two": crew_of(ground, "kernel", 2), "simpy": Alone(ground, "simpy"), "backwards": Backwards(ground)}
    for name, crew in crews.items():
        ran(ground, tmp_path / name, crew)
        assert contents(tmp_path / name) == once, name


def test_interrupted_anywhere_it_ends_the_same(tmp_path: Path) -> None:
    """Stopped after every single block and begun again until nothing is missing: the bytes of a run without interrupts."""
    ground = ground_of(written(tmp_path, **{"replications = 8": RULE}))
    ran(ground, tmp_path / "whole")
    for _ in range(200):
        before = len(contents(tmp_path / "parts"))
        ran(ground, tmp_path / "parts", stop=lambda had=before: len(contents(tmp_path / "parts")) > max(3, had))  # type: ignore[misc]
        if len(contents(tmp_path / "parts")) == before:
            break
    assert contents(tmp_path / "parts") == contents(tmp_path / "whole")


def test_more_replications_go_on(tmp_path: Path) -> None:
    """A study of 16 after one of 8 in the same folder: the first blocks stay, the numbers are those of 16 at once."""
    ran(ground_of(written(tmp_path)), tmp_path / "a")
    first = contents(tmp_path / "a")
    longer = ground_of(written(tmp_path, **{"replications = 8": "replications = 16"}))
    ran(longer, tmp_path / "a")
    ran(longer, tmp_path / "b")
    now = contents(tmp_path / "a")
    assert now == contents(tmp_path / "b")
    assert all(now[name] == was for name, was in first.items() if name.startswith("blocks/"))


def test_the_stopping_rule_is_reached_or_the_cap(tmp_path: Path) -> None:
    """Every point ends with a half-width of at most 0.012, or at the cap of 60; points with more spread take more."""
    from materiel.lab.study.stopping import estimate

    ground = ground_of(written(tmp_path, **{"replications = 8": RULE}))
    held = ran(ground, tmp_path / "a")
    counts = []
    for point in range(4):
        values = held.of(point)[:, 0]
        counts.append(len(values))
        assert len(values) == 60 or estimate(values, 0.95).half_width <= 0.012
    assert len(set(counts)) > 1


def test_the_reference_has_what_is_compared_with_it(tmp_path: Path) -> None:
    """With a rule on differences, the reference's point has at least the replications of each point of the same future."""
    rule = 'stop = {metric = "fill", half_width = 0.004, difference = true, most = 40}\nreplications = 8'
    held = ran(ground_of(written(tmp_path, **{"replications = 8": rule})), tmp_path / "a")
    assert held.have(0) >= held.have(2) > 8
    assert held.have(1) >= held.have(3) >= 8


def test_the_budget_ends_a_study(tmp_path: Path) -> None:
    """A rule that cannot be reached: the replications in all stay within the budget, to the block."""
    rule = 'stop = {metric = "fill", half_width = 1e-9}\nbudget = 70\nreplications = 8'
    held = ran(ground_of(written(tmp_path, **{"replications = 8": rule})), tmp_path / "a")
    assert 66 < sum(held.have(p) for p in range(4)) <= 70


def test_a_fault_is_a_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Replication 2 breaks off everywhere: its row has seed, point and message and no values, the others are there."""
    real = block_of_a_point.replicate

    def breaks(network, seed, replication, engine, **related):
        if replication == 2:
            raise RunFault("the ledger of item shell is off by 1 units at day 5", 5, seed, replication, 5.0)
        return real(network, seed, replication, engine, **related)

    monkeypatch.setattr(block_of_a_point, "replicate", breaks)
    ground = ground_of(written(tmp_path))
    held = ran(ground, tmp_path / "a")
    answers = Answers(tmp_path / "a")
    assert held.failed == 4
    assert [(f["point"], f["replication"], f["seed"]) for f in answers.faults()] == [(p, 2, 1) for p in range(4)]
    assert all("off by 1 units" in f["fault"] for f in answers.faults())
    missing = np.isnan(answers.values("fill"))
    assert missing[:, :, 2].all() and missing.sum() == 4


def test_common_random_numbers(tmp_path: Path) -> None:
    """All points meet the same breakdowns and demands: the line is used alike to the bit whatever the road's lead time, and a
    difference of fill rates between two policies has at most half the variance of one between independent runs (40 pairs)."""
    change = {"replications = 8": "replications = 40", "stock_mean_on_hand/depot": "line_utilisation/works"}
    ran(ground_of(written(tmp_path, **change)), tmp_path / "a")
    used, fill = (Answers(tmp_path / "a").values(name)[:, 0, :] for name in ("on_hand", "fill"))
    assert np.array_equal(used[0], used[1]) and not np.array_equal(used[0], used[2])
    assert np.var(fill[0] - fill[2]) < 0.5 * (np.var(fill[0]) + np.var(fill[2]))


def test_another_study_is_not_mixed_in(tmp_path: Path) -> None:
    """A folder that holds another study, or other files, is refused before anything is written."""
    ran(ground_of(written(tmp_path)), tmp_path / "a")
    before = contents(tmp_path / "a")
    other = ground_of(written(tmp_path, **{"replications = 8": "replications = 8\nseed = 2"}))
    with pytest.raises(StoreError, match="holds another study"):
        StudyStore(tmp_path / "a", other)
    assert contents(tmp_path / "a") == before
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "thesis.txt").write_text("ten years of work")
    with pytest.raises(StoreError, match="expected an empty folder or the store of this study, got other files"):
        StudyStore(tmp_path / "b", other)
    assert [p.name for p in (tmp_path / "b").iterdir()] == ["thesis.txt"]


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    """Where a folder cannot be made: one message with the path."""
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(StoreError, match="cannot write results to"):
        StudyStore(tmp_path / "file" / "a", ground_of(written(tmp_path)))


def test_a_full_disk_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk fills at the fourth block: a message, three whole blocks, no half file; with room again it ends as ever."""
    ground = ground_of(written(tmp_path))
    real, written_blocks = pq.write_table, []

    def fills(table, where, **how):
        if "b0" in Path(where).name:
            written_blocks.append(where)
            if len(written_blocks) == 4:
                Path(where).write_bytes(b"PAR1 half")
                raise OSError(errno.ENOSPC, "No space left on device")
        real(table, where, **how)

    monkeypatch.setattr("materiel.lab.study.keep.pq.write_table", fills)
    with pytest.raises(StoreError, match="No space left on device"):
        ran(ground, tmp_path / "a")
    assert sorted(p.name for p in (tmp_path / "a" / "blocks").iterdir()) == [
        f"p0000{p}-b000{b}.parquet" for p, b in ((0, 0), (0, 1), (1, 0))
    ]
    monkeypatch.undo()
    ran(ground, tmp_path / "a")
    ran(ground, tmp_path / "b")
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def test_a_damaged_block_is_named(tmp_path: Path) -> None:
    """A block whose bytes were cut: the message names the file and says what to do."""
    ground = ground_of(written(tmp_path))
    ran(ground, tmp_path / "a")
    cut = tmp_path / "a" / "blocks" / "p00001-b0001.parquet"
    cut.write_bytes(cut.read_bytes()[:100])
    with pytest.raises(StoreError, match=r"p00001-b0001\.parquet.*remove it to compute it again"):
        ran(ground, tmp_path / "a")
