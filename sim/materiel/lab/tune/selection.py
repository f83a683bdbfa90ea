"""What a procedure of selection says in the end, and on the way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from materiel.jit import Real
from materiel.lab.tune.errors import TuneError
from materiel.lab.tune.evaluate import Goal, described
from materiel.lab.tune.held import Held


@dataclass(frozen=True)
class Selection:
    """Which candidate was chosen, and what it took."""

    best: int
    left: tuple[int, ...]
    """Candidates that were not ruled out, the best first."""
    counts: npt.NDArray[np.int64]
    """Replications of each candidate."""
    means: Real
    """Mean of each over the replications that it was judged by, in the unit of the metric."""
    sure: bool
    """Whether the procedure ended by its own rule; if not, the cap ended it and nothing is promised."""
    why: str
    out: tuple[tuple[int, int], ...] = ()
    """Candidates that were ruled out, in their order, each with the replications after which it was."""
    probability: float | None = None
    """Estimated probability that the choice is good, if the procedure gives one."""
    held: Held = field(default_factory=Held, repr=False)
    """Values of all candidates."""
    undefined: tuple[int, ...] = ()
    """Candidates that have values in fewer than two of the first replications, and took no part."""

    @property
    def replications(self) -> int:
        """Replications in all."""
        return int(self.counts.sum())


@dataclass(frozen=True)
class Stand:
    """How far a selection is."""

    replications: int
    """In all, so far."""
    left: int
    """Candidates that are still in."""
    done: int
    """Replications of a candidate that is still in."""
    latest: int
    """When it will have ended at the latest."""


Tell = Callable[[Stand], None]


def with_values(held: Held, goal: Goal, first: int) -> list[int]:
    """Candidates with values of the goal in at least two replications. Raises TuneError, naming who lacks them, if none has."""
    there = [i for i in range(len(held)) if int((~np.isnan(held.of(i)[:, goal.metric])).sum()) >= 2]
    if not there:
        raise TuneError(
            f"{goal.name}: expected values in at least 2 of the first {first} replications of some candidate, got none: it is "
            f"undefined under {', '.join(described(c) for c in held.candidates[:8])}{', ...' if len(held) > 8 else ''}"
        )
    return there


def lacking(held: Held, goal: Goal, candidates: Sequence[int]) -> str:
    """Which of some candidates lacks most values of the goal, in words."""
    missing = {i: int(np.isnan(held.of(i)[:, goal.metric]).sum()) for i in candidates}
    worst = max(missing, key=lambda i: missing[i])
    return f"{described(held.candidates[worst])} lacks {missing[worst]} of {len(held.of(worst))}"


def complete(values: Real) -> Real:
    """Values without the replications in which some candidate has none, shape (candidates, replications)."""
    return values[:, ~np.isnan(values).any(axis=0)]
