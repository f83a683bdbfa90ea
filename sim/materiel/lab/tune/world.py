"""A study as the question of a tuning, and its world as what answers it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np

from materiel.jit import Real
from materiel.lab.errors import Interrupted
from materiel.lab.study.block import Block, Task, run_bound
from materiel.lab.study.factors import Axis, axes_of
from materiel.lab.study.ground import Ground
from materiel.lab.study.points import Candidate, policies_of, settings_of
from materiel.lab.tune.conduct import Question
from materiel.lab.tune.errors import TuneError
from materiel.lab.tune.evaluate import POLICY, Evaluate, Goal, Limit, Settings, described
from materiel.lab.tune.levers import Lever, one_of, whole
from materiel.lab.tune.spec import TuneSpec
from materiel.network.arena import Network
from materiel.network.bind import bind
from materiel.scenario.errors import Fault, MaterielError, ScenarioError
from materiel.scenario.files import shown
from materiel.scenario.paths import nearest
from materiel.scenario.register import numbers

LIBRARY = "library"


def tune_spec(ground: Ground, path: Path) -> TuneSpec:
    """The table `[tune]` of a study. Raises ScenarioError with all that does not fit the study."""
    study, file = ground.study, shown(path)
    spec = study.tune
    if spec is None:
        raise ScenarioError([Fault("tune", "expected a table [tune] that says how, got none", file)])
    faults = []
    for here, name in [("metrics", n) for n in spec.metrics] + [("constraints", n) for n in spec.constraints]:
        if name not in study.metrics:
            near = nearest(name, study.metrics)
            hint = f"; the nearest is {near}" if near else f"; the study has {', '.join(study.metrics)}"
            faults.append(Fault(f"tune.{here}", f"expected a metric of the study, got {name}{hint}"))
    for key, count in (
        ("first_replications", spec.first_replications),
        ("most_replications", spec.most),
        ("confirm", spec.confirm),
    ):
        if count % study.block:
            faults.append(
                Fault(f"tune.{key}", f"expected a multiple of the study's block ({study.block}), got {count}")
            )
    if study.chance != "independent":
        faults.append(Fault("chance", f"expected independent replications for a tuning, got {study.chance}"))
    policies = list(dict.fromkeys(c.policy for c in ground.grid.candidates))
    if spec.method == "search":
        if not study.levers:
            faults.append(Fault("tune.method", "expected levers for a search, got none"))
        if len(policies) > 1:
            faults.append(
                Fault(
                    "policies", f"expected one for a search, on top of which levers are set, got {', '.join(policies)}"
                )
            )
    elif len(ground.grid.candidates) < 2:
        faults.append(
            Fault(
                "tune.method",
                f"expected at least 2 candidates (policies, or a design of levers) for {spec.method}, got 1",
            )
        )
    if faults:
        raise ScenarioError([replace(f, file=file) for f in faults])
    return spec


def question_of(ground: Ground, spec: TuneSpec) -> Question:
    """What a study's tuning is about."""
    study, names = ground.study, ground.measured.names
    goals = [Goal(n, names.index(n), study.metrics[n].better) for n in spec.metrics or names[:1]]
    limits = [Limit(n, names.index(n), b.at_least, b.at_most) for n, b in spec.constraints.items()]
    if spec.method == "search":
        levers = tuple(lever_of(axis) for axis in _axes(ground)[0])
        return Question(names, tuple(goals), tuple(limits), (), levers, study.block)
    candidates = tuple({POLICY: c.policy, **c.levers} for c in ground.grid.candidates)
    return Question(names, tuple(goals), tuple(limits), candidates, (), study.block)


def lever_of(axis: Axis) -> Lever:
    """A factor of a study as a lever of a search."""
    if axis.choices:
        return one_of(axis.name, axis.choices)
    if axis.whole and axis.bounds is not None:
        return whole(axis.name, round(axis.bounds[0]), round(axis.bounds[1]))
    return Lever(axis.name, axis.at)


def _axes(ground: Ground) -> tuple[list[Axis], list[Axis]]:
    scenario = ground.network.recipe.scenario
    known = dict(numbers(scenario))
    return (
        axes_of("levers", ground.study.levers, scenario, known),
        axes_of("uncertainties", ground.study.uncertainties, scenario, known),
    )


class InWorld:
    """Answers by running the world: metrics of a candidate, averaged over the study's futures within each replication.

    Replications must be whole blocks of the study. Used as a context, which ends its threads. `faults` holds what went wrong, with
    the candidate; its values are then missing. Raises Interrupted once `stop` says so: what was answered before is not lost.
    """

    def __init__(self, ground: Ground, workers: int, stop: Callable[[], bool] = lambda: False) -> None:
        self._ground, self._stop = ground, stop
        levers, uncertain = _axes(ground)
        self._axes = {axis.name: axis for axis in (*levers, *uncertain)}
        self._policies = policies_of(ground.study, ground.network.recipe.scenario, ground.name)
        self._pool = ThreadPoolExecutor(workers)
        self.faults: list[str] = []
        self.runs = 0
        """Replications that were run."""

    def __enter__(self) -> InWorld:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def __call__(self, candidates: Sequence[Settings], replications: range, /) -> Real:
        """Values, shape (candidates, replications, metrics)."""
        size, futures = self._ground.study.block, len(self._ground.grid.futures)
        assert replications.start % size == 0 and len(replications) % size == 0, "replications come in blocks"
        blocks = range(replications.start // size, replications.stop // size)
        networks = [self._bound(c, f) for c in candidates for f in range(futures)]
        jobs = [self._pool.submit(self._block, network, b) for network in networks for b in blocks]
        try:
            done = [job.result() for job in jobs]
        finally:
            for job in jobs:
                job.cancel()
        self.runs += len(jobs) * size
        for k, block in enumerate(done):
            told = described(candidates[k // (futures * len(blocks))])
            self.faults += [f"{told}: {fault}" for fault in block.faults if fault]
        values = np.array([block.values for block in done])
        each = values.reshape(len(candidates), futures, len(replications), values.shape[-1])
        return np.asarray(each.mean(axis=1))

    def _bound(self, settings: Settings, future: int) -> Network | MaterielError:
        first = self._ground.grid.candidates[0].policy
        levers = {name: value for name, value in settings.items() if name != POLICY}
        candidate = Candidate("", "", str(settings.get(POLICY, first)), levers)
        met, scenario = self._ground.grid.futures[future], self._ground.network.recipe.scenario
        try:
            values, dated = settings_of(scenario, self._ground.study.set, candidate, met, self._policies, self._axes)
            return bind(self._ground.network, values, dated)
        except MaterielError as error:
            return error

    def _block(self, network: Network | MaterielError, block: int) -> Block:
        if self._stop():
            raise Interrupted("interrupted")
        task, study = Task(0, block), self._ground.study
        if isinstance(network, MaterielError):
            blank = np.full((study.block, len(self._ground.measured.names)), np.nan)
            return Block(task, tuple(task.members(study.block)), blank, {}, (str(network),) * study.block)
        return run_bound(self._ground, task, network)


def told_of(ground: Ground, spec: TuneSpec) -> dict[str, Any]:
    """All that the course of a tuning depends on, as data; the head of its journal."""
    study = ground.study
    factors = {
        name: factor.model_dump(mode="json", exclude_none=True)
        for name, factor in (*study.levers.items(), *study.uncertainties.items())
    }
    return {
        "study": ground.identity,
        "tune": spec.model_dump(mode="json"),
        "factors": factors,
        LIBRARY: _library() if spec.method == "search" else None,
    }


def _library() -> str:
    from materiel.lab.tune.optimiser import library

    return library()


def folder_of(out: Path, ground: Ground, spec: TuneSpec) -> Path:
    """The folder of a tuning among results: one for each study, world, model and table `[tune]`."""
    told = {key: value for key, value in told_of(ground, spec).items() if key != LIBRARY}
    digest = hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()[:16]
    return out / f"tune-{ground.name}-{digest}"


def within(budget: int | None, evaluate: Evaluate, futures: int) -> Evaluate:
    """The same, but not for more replications than the study's budget. Raises TuneError before it would be exceeded."""
    spent = 0

    def evaluated(candidates: Sequence[Settings], replications: range, /) -> Real:
        nonlocal spent
        spent += len(candidates) * len(replications) * futures
        if budget is not None and spent > budget:
            raise TuneError(
                f"budget: expected at least {spent} replications to go on, got {budget}; what was run is kept"
            )
        return evaluate(candidates, replications)

    return evaluated
