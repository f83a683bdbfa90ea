"""One replication as the lab sees it: from its number to its metrics, or to what went wrong."""

from __future__ import annotations

from dataclasses import dataclass

from materiel.lab.batch import Batch
from materiel.metrics.reading import Series
from materiel.run import Engine, replicate
from materiel.scenario.errors import MaterielError


@dataclass(frozen=True)
class Done:
    """A replication that ran: its series by month, its numbers, and on request its whole record (instants, columns)."""

    replication: int
    series: dict[str, Series]
    numbers: dict[str, float]
    record: Series | None


@dataclass(frozen=True)
class Failed:
    """A replication that stopped with a fault."""

    replication: int
    seed: int
    message: str


def run_one(batch: Batch, engine: Engine, replication: int, keep_record: bool) -> Done | Failed:
    """Run a replication and measure it. Whatever goes wrong is an answer, not an exception."""
    try:
        network = batch.futures.network(replication)
        record = replicate(network, batch.seed, replication, engine, chance=batch.chance).record
        series, numbers = batch.measured(record)
    except MaterielError as error:
        return Failed(replication, batch.seed, str(error))
    except Exception as error:
        return Failed(replication, batch.seed, f"fault of the program: {type(error).__name__}: {error}")
    return Done(replication, series, numbers, record.rows.copy() if keep_record else None)
