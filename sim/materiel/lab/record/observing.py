"""A batch of which only what reports would show is kept: the observed series of each replication."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from materiel.lab.batch import Batch
from materiel.lab.identity import batch_hash
from materiel.lab.opening import futures_of, said_by, setting_of
from materiel.lab.record.observe import observe
from materiel.lab.record.world import observed_network
from materiel.metrics.reading import Series
from materiel.record import Record
from materiel.scenario.observed import Observed
from materiel.scenario.world import Scenario


@dataclass(frozen=True, kw_only=True)
class Observing(Batch):
    """A batch whose series are those of the record, by month; it keeps no other metric."""

    observed: Mapping[str, Observed]

    @cached_property
    def identity(self) -> str:
        """Hash of all that defines the batch, the rules of observation included."""
        told = {
            name: spec.model_dump(mode="json", exclude={"title", "unit", "rule"})
            for name, spec in self.observed.items()
        }
        return batch_hash(self.world_hash, self.world, self.seed, {**self.futures.told(), "observed": told})

    def measured(self, record: Record) -> tuple[dict[str, Series], dict[str, float]]:
        """The series as reports would show them."""
        return dict(zip(self.observed, observe(record, self.observed), strict=True)), {}


def observing(
    scenario: Scenario,
    series: Mapping[str, Observed],
    months: int,
    seed: int,
    futures: str = "central",
    sets: Mapping[str, Any] | None = None,
    world: Path | None = None,
) -> Observing:
    """A batch of the first so many months of a world; `futures`, `sets` and `world` as for a run. Raises as `batch_of`."""
    network = observed_network(scenario, series, months)
    return Observing(
        world=scenario.world.name,
        policy="",
        seed=seed,
        start=scenario.world.start,
        network=network,
        setting=replace(setting_of(scenario, network), months=months),
        futures=futures_of(futures, network, seed, over=said_by(scenario, "", sets), world=world),
        places=False,
        observed=series,
    )
