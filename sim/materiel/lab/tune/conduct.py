"""Conducting a tuning: choose, then run what was chosen again on fresh chance."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from materiel.jit import Real
from materiel.lab.tune.confirm import Finalist, confirm
from materiel.lab.tune.evaluate import Evaluate, Goal, Limit, Settings
from materiel.lab.tune.kn import kn
from materiel.lab.tune.levers import Lever
from materiel.lab.tune.ocba import ocba
from materiel.lab.tune.selection import Selection, Stand
from materiel.lab.tune.spec import TuneSpec

if TYPE_CHECKING:
    from materiel.lab.tune.search import Found, Step


@dataclass(frozen=True)
class Question:
    """What a tuning is about: candidates to select from, or levers to search over, and what is wanted of them."""

    metrics: tuple[str, ...]
    """Names on the last axis of the values."""
    goals: tuple[Goal, ...]
    limits: tuple[Limit, ...] = ()
    candidates: tuple[Settings, ...] = ()
    levers: tuple[Lever, ...] = ()
    block: int = 1
    """Replications that are run together."""


@dataclass(frozen=True)
class Outcome:
    """What a tuning found. The first finalist is the chosen one (one goal), or all are members of the front."""

    question: Question
    finalists: tuple[Finalist, ...]
    chosen_by: range
    """Replications that choices may have been made by."""
    fresh: range
    """Replications of the confirmation."""
    selection: Selection | None = None
    found: Found | None = None

    @property
    def replications(self) -> int:
        """Replications that the choice took."""
        if self.selection is not None:
            return self.selection.replications
        return self.found.steps[-1].replications if self.found is not None else 0


Tell = Callable[["Stand | Step"], None]


def conduct(spec: TuneSpec, question: Question, evaluate: Evaluate, tell: Tell = lambda _: None) -> Outcome:
    """Tune by the method of the spec. The same spec and the same answers of `evaluate` give the same outcome, to the bit.

    Raises TuneError if candidates have no values to choose by, or the library of the search is missing; and what `evaluate` raises.
    """
    fresh = range(spec.most, spec.most + spec.confirm)
    selection, found = None, None
    if spec.method == "search":
        # selection does without the library of the search
        from materiel.lab.tune.search import Effort, search

        effort = Effort(
            spec.population, spec.generations, spec.first_replications, spec.most, spec.elite, spec.finalists, question.block
        )  # fmt: skip
        found = search(evaluate, question.levers, question.goals, question.limits, effort, spec.seed, tell)
        held, finalists = found.held, found.finalists
    else:
        selection = _selected(spec, question, evaluate, tell)
        held, finalists = selection.held, _ranked(selection, question.goals[0].sign)[: spec.finalists]
    chosen: Sequence[Settings] = [held.candidates[i] for i in finalists]
    before: Sequence[Real] = [held.of(i) for i in finalists]
    wanted = [goal.metric for goal in question.goals]
    other = next(
        (i for i in range(len(held)) if i not in finalists and not np.isnan(held.of(i)[:, wanted]).all(axis=0).any()),
        None,
    )
    reference = None
    if other is not None:
        held.run(evaluate, {other: max(len(values) for values in before)})
        reference = (held.candidates[other], held.of(other))
    told = confirm(evaluate, chosen, before, reference, question.goals, fresh, spec.confidence)
    return Outcome(question, told, range(spec.most), fresh, selection, found)


def _selected(spec: TuneSpec, question: Question, evaluate: Evaluate, tell: Tell) -> Selection:
    select = kn if spec.method == "kn" else ocba
    return select(
        evaluate,
        question.candidates,
        question.goals[0],
        indifference=spec.indifference or 0.0,
        confidence=spec.confidence,
        first=spec.first_replications,
        most=spec.most,
        block=question.block,
        tell=tell,
    )


def _ranked(selection: Selection, sign: float) -> tuple[int, ...]:
    """Those that were left, the best first, then those that were ruled out, the last and the better of them first."""
    out = sorted(selection.out, key=lambda gone: (-gone[1], -sign * selection.means[gone[0]]))
    return (*selection.left, *(i for i, _ in out))
