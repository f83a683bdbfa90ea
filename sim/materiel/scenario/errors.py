"""The error tree of the package. What a user may have caused is a `MaterielError`; anything else is a fault of the program.

MaterielError
├── ScenarioError    a world that cannot be used; carries every fault that was found
├── PathError        a path that does not exist in a world, with the nearest that does
├── BindError        a value that cannot be bound to a network (it shapes the tables)
├── StreamError      a stream of chance that a world does not have, with the nearest that it has
└── RunFault         a run that broke off, with entity and instant
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


class MaterielError(Exception):
    """Root of the errors that a user may have caused; the message is meant for him."""


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with a world: where, and what was expected. `row` is the line of a CSV, the header being 1."""

    path: str
    message: str
    file: str = ""
    row: int | None = None

    def __str__(self) -> str:
        where = f" ({self.file}{f', row {self.row}' if self.row else ''})" if self.file else ""
        return f"{self.path}: {self.message}{where}" if self.path else f"{self.message}{where}"

    def as_dict(self) -> dict[str, Any]:
        """As data, for `--json`."""
        return {"path": self.path, "message": self.message, "file": self.file, "row": self.row}


class ScenarioError(MaterielError):
    """A world that cannot be used. `faults` holds everything that was found, not only the first."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class PathError(MaterielError):
    """A path that does not exist in a world."""

    def __init__(self, path: str, message: str) -> None:
        self.path, self.what = path, message
        super().__init__(f"{path}: {message}")


class BindError(MaterielError):
    """A value that cannot be bound to a network that is laid out."""


class StreamError(MaterielError):
    """A stream of chance that a world does not have."""


class RunFault(MaterielError):
    """A replication that broke off. `code` is the fault's code (`layout/head.py`), `at` the instant in days."""

    def __init__(self, message: str, code: int, seed: int, replication: int, at: float) -> None:
        self.code, self.seed, self.replication, self.at = code, seed, replication, at
        super().__init__(message)

    def __reduce__(self) -> tuple[Any, ...]:
        return RunFault, (str(self), self.code, self.seed, self.replication, self.at)
