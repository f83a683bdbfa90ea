"""The trial of a metric: every dose in both loops, violations once more under fresh seeds, and what removes them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Literal

import numpy as np

from materiel.lab.analysis.simultaneous import holm
from materiel.lab.axioms.bases import Bases
from materiel.lab.axioms.couplings import Partings
from materiel.lab.axioms.doses import Dose
from materiel.lab.axioms.findings import TOUCHED, VIOLATED, Finding, Loop, Trial, Verdict
from materiel.lab.axioms.judge import MARGIN, mean_difference
from materiel.lab.axioms.mechanisms import Mechanism, feedback_of, ways_of
from materiel.lab.axioms.runs import FREE, Base, PairedPath, differences, paths_of
from materiel.layout import script as sc

OPEN, CLOSED = sc.ALL_PARTS, FREE
LOOPS = (OPEN, CLOSED)
LEVEL = 0.05
Test = tuple[Literal["below", "raises"], int, int]
"""What is tested, in which loop, on which dose."""


def tried(base: Base, doses: Sequence[Dose], advance: Callable[[int], None] = lambda _: None) -> Trial:
    """Try every dose. `base` holds the runs without one; `advance` is told of each dose that is done in one loop."""
    bases, scenario = Bases(base), base.setup.scenario
    every = range(len(doses))
    loops = {played: _run(bases, doses, every, played, advance) for played in LOOPS}
    judged = _judged(bases, doses, loops)
    partings = Partings()
    ways, feedback = ways_of(scenario), feedback_of(scenario)

    def one(k: int) -> Finding:
        opened = _explained(bases, doses[k], judged[OPEN][k], OPEN, ways)
        closed = _explained(bases, doses[k], judged[CLOSED][k], CLOSED, feedback)
        return Finding(doses[k], _parted(partings, bases.of(doses[k]), doses[k], opened), closed)

    with ThreadPoolExecutor(base.setup.workers) as pool:
        return Trial(base.setup, list(pool.map(one, every)))


def _run(
    bases: Bases,
    doses: Sequence[Dose],
    numbers: Sequence[int],
    played: int,
    advance: Callable[[int], None] = lambda _: None,
    fresh: bool = False,
) -> dict[int, list[PairedPath]]:
    """Signed paths of the doses of these numbers."""

    def one(k: int) -> list[PairedPath]:
        found = paths_of(bases.of(doses[k], fresh=fresh), doses[k], played)
        advance(1)
        return [replace(path, difference=doses[k].sign * path.difference) for path in found]

    if not numbers:
        return {}
    with ThreadPoolExecutor(bases.workers) as pool:
        return dict(zip(numbers, pool.map(one, numbers), strict=True))


def _judged(
    bases: Bases, doses: Sequence[Dose], loops: dict[int, dict[int, list[PairedPath]]]
) -> dict[int, list[Loop]]:
    """The verdict on each dose in each loop: one family of tests, and those that speak against an axiom once more."""
    effects = {
        played: [mean_difference(differences(paths[k])) for k in range(len(doses))] for played, paths in loops.items()
    }
    tests: list[Test] = [("below", played, k) for played in LOOPS for k in range(len(doses))]
    tests += [("raises", OPEN, k) for k, dose in enumerate(doses) if dose.must_raise]
    p = [effects[at][k].p_below(-MARGIN) if what == "below" else effects[at][k].p_above(0.0) for what, at, k in tests]
    rejected = _rejected(tests, p)
    suspects = {
        at: [k for k in paths if ("below", at, k) in rejected or (at == OPEN and _below_uncoupled(paths[k]))]
        for at, paths in loops.items()
    }
    fresh = {at: _run(bases, doses, suspects[at], at, fresh=True) for at in LOOPS}
    again: list[Test] = [test for test in tests if test[0] == "below" and test in rejected]
    repeated = _rejected(again, [mean_difference(differences(fresh[at][k])).p_below(-MARGIN) for _, at, k in again])
    found: dict[int, list[Loop]] = {}
    for at in LOOPS:
        for k, dose in enumerate(doses):
            paths, once_more = loops[at][k], fresh[at].get(k)
            verdict = _held(paths, effects[at][k].least)
            if at == OPEN and dose.must_raise and ("raises", OPEN, k) not in rejected:
                verdict = "does not raise"
            if at == OPEN and once_more and _below_uncoupled(paths) and _below_uncoupled(once_more):
                verdict = "violated on paths"
            if ("below", at, k) in repeated:
                verdict = "violated"
            effect_again = mean_difference(differences(once_more)) if once_more else None
            found.setdefault(at, []).append(Loop(paths, effects[at][k], verdict, effect_again))
    return found


def _rejected(tests: Sequence[Test], p: Sequence[float]) -> set[Test]:
    """The tests whose hypothesis is rejected, Holm over all of them."""
    return {test for test, each in zip(tests, holm(np.array(p)), strict=True) if each <= LEVEL}


def _held(paths: list[PairedPath], least: float) -> Verdict:
    if all(path.difference >= -TOUCHED for path in paths):
        return "holds on every path"
    return "holds" if least >= -MARGIN else "undecided"


def _below_uncoupled(paths: list[PairedPath]) -> bool:
    """Whether the axiom is violated on a path on which no stream gave another number of draws."""
    return any(path.difference < -MARGIN and not path.shifted for path in paths)


def _parted(partings: Partings, base: Base, dose: Dose, loop: Loop) -> Loop:
    """The loop with where draws part on the first path on which the axiom does not hold, if there is one."""
    below = [k for k, path in enumerate(loop.paths) if path.difference < -TOUCHED]
    return replace(loop, parted=partings.of(base, dose, OPEN, below[0])) if below else loop


def _explained(bases: Bases, dose: Dose, loop: Loop, played: int, mechanisms: Sequence[Mechanism]) -> Loop:
    """The loop with the mechanisms that remove a violation when they are switched off, each alone, in the same replications.

    Removed: without the mechanism the effect no longer falls below the margin, and is significantly higher than with it.
    """
    if loop.verdict not in VIOLATED or not mechanisms:
        return loop
    with_it = differences(loop.paths)
    without = [dose.sign * differences(paths_of(bases.of(dose, m), dose, played | m.played)) for m in mechanisms]
    p = holm(np.array([mean_difference(values - with_it).p_above(0.0) for values in without]))
    removed = [
        mechanism.name
        for mechanism, values, each in zip(mechanisms, without, p, strict=True)
        if each <= LEVEL and mean_difference(values).p_below(-MARGIN) > LEVEL
    ]
    return replace(loop, removed_by=tuple(removed))
