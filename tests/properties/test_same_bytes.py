"""The default world by the command: the same bytes whoever runs it, and any replication alone as in its batch.

The same claims on a small world, with SimPy and across interruptions: tests/lab/test_campaign.py, tests/test_cli.py.
"""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from materiel.cli import run_command
from materiel.lab.opening import batch_of
from materiel.lab.posteriors import resolved
from materiel.lab.replication import Done, run_one
from materiel.network.arena import Network
from materiel.scenario.world import Scenario
from materiel.shipped import shipped

N = 8


def ran(folder: Path, *extra: str) -> dict[str, bytes]:
    """Eight replications of the default world into a folder; its Parquet files, with the name of the result's folder."""
    assert run_command(["run", "-n", str(N), "--seed", "11", "--quiet", "--out", str(folder), *extra]) == 0
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.glob("*/*.parquet"))}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of results by one worker."""
    return tmp_path_factory.mktemp("one")


@pytest.fixture(scope="module")
def reference(folder: Path) -> dict[str, bytes]:
    """What one worker leaves there."""
    return ran(folder, "--workers", "1")


@pytest.mark.parametrize("workers", ["1", "2"])
def test_same_seed_same_bytes(workers: str, reference: dict[str, bytes], tmp_path: Path) -> None:
    """Twice by one worker, and by two: files of the same names and bytes."""
    assert len(reference) == 2
    assert ran(tmp_path, "--workers", workers) == reference


def test_replication_seven_alone(world: Scenario, network: Network, folder: Path, reference: dict[str, bytes]) -> None:
    """Replication 7 run alone has the series that it has in the batch, to the bit."""
    draws = resolved("posterior", shipped("configs") / "ukraine-2022", "central")
    alone = run_one(batch_of(world, "", network, 11, draws), "kernel", 7, keep_record=False)
    assert isinstance(alone, Done)
    (path,) = folder.glob("*/series-00000.parquet")
    table = pq.read_table(path, filters=[("replication", "=", 7)])
    assert len(alone.series) > 400
    for name, series in alone.series.items():
        assert table.column(name).to_numpy().tobytes() == series.tobytes(), name
