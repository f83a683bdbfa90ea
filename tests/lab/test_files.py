"""Files that are there whole or not at all, in folders that may refuse them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from materiel.lab.batch import Batch
from materiel.lab.campaign import Campaign, run_batch
from materiel.lab.errors import StoreError
from materiel.lab.files import sweep, write_whole
from materiel.lab.store import Store


def test_a_failed_write_leaves_nothing(tmp_path: Path) -> None:
    """The old file stays, and no half file."""
    path = tmp_path / "a.txt"
    write_whole(path, lambda part: part.write_text("old") and None)

    def fails(part: Path) -> None:
        part.write_text("half")
        raise OSError(28, "No space left on device")

    with pytest.raises(StoreError, match="No space left on device"):
        write_whole(path, fails)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_half_files_of_the_dead_are_swept(tmp_path: Path) -> None:
    """A process that was killed leaves a half file; one that lives keeps its own."""
    import socket

    dead = subprocess.Popen(["true"])
    dead.wait()
    host = socket.gethostname().replace(".", "-")
    half = tmp_path / f".series-00000.parquet.{host}.{dead.pid}.part"
    living = tmp_path / f".series-00001.parquet.{host}.{os.getpid()}.part"
    half.touch()
    living.touch()
    sweep(tmp_path)
    assert not half.exists()
    assert living.exists()


def test_a_file_in_the_way_is_named(tmp_path: Path) -> None:
    """The folder cannot be made where a file stands."""
    (tmp_path / "results").touch()
    with pytest.raises(StoreError, match="cannot write results to"):
        Store(tmp_path / "results" / "x")


def test_a_damaged_block_is_named(tmp_path: Path) -> None:
    """A file that is no Parquet is an error that says which, not an empty result."""
    (tmp_path / "series-00000.parquet").write_bytes(b"PAR1 no")
    with pytest.raises(StoreError, match=r"series-00000\.parquet"):
        Store(tmp_path).done(5, keep_record=False)


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 128 kB."""
    if os.geteuid() != 0:
        pytest.skip("mounting a tmpfs needs root")
    place = tmp_path / "disk"
    place.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", str(place)], capture_output=True)
    if made.returncode != 0:
        pytest.skip(f"no tmpfs can be mounted here: {made.stderr.decode().strip()}")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_disk_full_keeps_earlier_blocks(batch_of: Callable[[int], Batch], tiny_disk: Path, tmp_path: Path) -> None:
    """The run ends with a message; blocks written before stay, are whole, and equal those of a run with room."""
    columns = [f"{c.kind}/{c.name}/{c.field}" for c in batch_of(1).network.columns]
    store = Store(tiny_disk, columns)
    with pytest.raises(StoreError, match="No space left on device"):
        run_batch(batch_of(1), Campaign(500, keep_record=True), store, lambda _: None, lambda: False)
    run_batch(
        batch_of(1), Campaign(100, keep_record=True), Store(tmp_path / "room", columns), lambda _: None, lambda: False
    )
    kept = sorted(tiny_disk.glob("series-*.parquet"))
    assert kept
    for path in kept:
        assert path.read_bytes() == (tmp_path / "room" / path.name).read_bytes()
    assert not list(tiny_disk.glob(".*"))
