"""What can go wrong with a batch.

LabError (a MaterielError)
├── StoreError    the result folder cannot be written or read
├── FutureError   a future cannot be drawn or read
├── Interrupted   the user ended the batch; what was done is kept
└── WorkerLost    a worker process ended without an answer
"""

from __future__ import annotations

from materiel.scenario.errors import MaterielError


class LabError(MaterielError):
    """A batch cannot go on."""


class StoreError(LabError):
    """The result folder cannot be written or read."""


class FutureError(LabError):
    """A future cannot be drawn or read."""


class Interrupted(LabError):
    """The user ended the batch; what was done is kept."""


class WorkerLost(LabError):
    """A worker process ended without an answer."""
