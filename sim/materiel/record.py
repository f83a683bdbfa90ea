"""The record: what a run leaves, one row of all recorded cells at each instant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from materiel.jit import Real
from materiel.network.arena import Column, Columns

Key = tuple[str, str, str]
"""Kind, name and field of a recorded cell: ("stock", "depot", "on_hand")."""


@dataclass(frozen=True)
class Record:
    """Recorded cells over the instants of one replication, or of many.

    `rows` has the shape (instants, columns) or (replications, instants, columns); `instants` are days from the start;
    `months` says for each instant which calendar month ends there (-1: none).
    """

    rows: Real
    columns: Sequence[Column]
    instants: Real
    months: Sequence[int]

    @cached_property
    def index(self) -> dict[Key, int]:
        """Number of the column by kind, name and field."""
        return self.known.at

    @property
    def known(self) -> Columns:
        """The columns with their index; records of one network share it."""
        return self.columns if isinstance(self.columns, Columns) else Columns(self.columns)

    def names(self, kind: str) -> list[str]:
        """Names of the recorded entities of a kind."""
        return list(dict.fromkeys(c.name for c in self.columns if c.kind == kind))

    def level(self, kind: str, name: str, field: str) -> Real:
        """The cell as it stood at each instant; shape (..., instants). KeyError if it is not recorded."""
        return self.rows[..., self.index[kind, name, field]]

    def flow(self, kind: str, name: str, field: str) -> Real:
        """How much a total grew from one instant to the next, the first from the start; shape (..., instants)."""
        return np.diff(self.level(kind, name, field), axis=-1, prepend=0.0)

    def average(self, kind: str, name: str, field: str) -> Real:
        """Time average between instants of a level that is integrated over time; shape (..., instants)."""
        return self.flow(kind, name, field) / np.diff(self.instants, prepend=0.0)

    def monthly(self) -> Record:
        """The rows at ends of calendar months alone, flows and averages being those of the months."""
        kept: npt.NDArray[np.intp] = np.flatnonzero(np.asarray(self.months) >= 0)
        months = [self.months[k] for k in kept]
        return Record(self.rows[..., kept, :], self.columns, self.instants[kept], months)
