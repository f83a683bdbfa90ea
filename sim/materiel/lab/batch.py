"""A batch: one world under one policy and one seed, of which any number of replications may be run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Protocol

import numpy as np

from materiel.chance.replications import INDEPENDENT, Chance
from materiel.lab.identity import batch_hash, world_hash
from materiel.metrics.measure import numbers_of, series_of, wanted
from materiel.metrics.reading import Reading, Series
from materiel.metrics.setting import Setting
from materiel.network.arena import Network
from materiel.record import Record


class Futures(Protocol):
    """Where a replication's numbers come from. Has to travel to worker processes."""

    def network(self, replication: int) -> Network:
        """The bound network of a replication."""

    def told(self) -> dict[str, Any]:
        """What defines the futures, for the batch's hash and its manifest."""


@dataclass(frozen=True)
class Central:
    """One future for all: the network as bound."""

    bound: Network
    told_as: str = "central"

    def network(self, replication: int) -> Network:
        """The same network for every replication."""
        return self.bound

    def told(self) -> dict[str, Any]:
        """Its name."""
        return {"futures": self.told_as}


@dataclass(frozen=True)
class Batch:
    """What is run: `network` is the world under the policy with central values, `futures` what each replication gets of it,
    `chance` what replications have to do with each other.
    """

    world: str
    policy: str
    seed: int
    start: date
    network: Network
    setting: Setting
    futures: Futures
    places: bool
    chance: Chance = INDEPENDENT

    @cached_property
    def world_hash(self) -> str:
        """Hash of the world's numbers."""
        return world_hash(self.network, self.setting)

    @cached_property
    def identity(self) -> str:
        """Hash of all that defines the batch."""
        return batch_hash(
            self.world_hash, f"{self.world}/{self.policy}", self.seed, self.futures.told() | self.chance.told()
        )

    def measured(self, record: Record) -> tuple[dict[str, Series], dict[str, float]]:
        """What is kept of a replication: its series by period, and its numbers."""
        reading, kept = Reading(record, self.setting), wanted(self.places)
        with np.errstate(all="ignore"):
            return series_of(reading, kept), numbers_of(reading, kept)
