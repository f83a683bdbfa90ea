"""The trial of a metric: every dose in both loops, violations once more under fresh seeds, and what removes them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np

from materiel.lab.axioms.couplings import Partings
from materiel.lab.axioms.doses import Dose
from materiel.lab.axioms.findings import TOUCHED, VIOLATED, Finding, Loop, Trial, Verdict
from materiel.lab.axioms.judge import MARGIN, Effect, effect_of, holm
from materiel.lab.axioms.mechanisms import Mechanism, feedback_of, ways_of
from materiel.lab.axioms.runs import FREE, Base, Path, base_of, differences, paths_of
from materiel.layout import script as sc

OPEN, CLOSED = sc.ALL_PARTS, FREE
LEVEL = 0.05
_FRESH = 1_000_003
"""What is added to a seed for a fresh one."""


def tried(base: Base, doses: Sequence[Dose], advance: Callable[[int], None] = lambda _: None) -> Trial:
    """Try every dose. `base` holds the runs without one; `advance` is told of each dose that is done in one loop."""
    loops = {played: _run(base, doses, played, advance) for played in (OPEN, CLOSED)}
    judged = _judged(base, doses, loops)
    scenario, bases = base.world.scenario, {"": base}
    mechanisms = {OPEN: ways_of(scenario), CLOSED: feedback_of(scenario)}
    if any(loop.verdict in VIOLATED for each in judged.values() for loop in each):
        bases |= {m.name: base_of(base.world.with_values(m.values)) for m in mechanisms[CLOSED] if m.values}
    partings = Partings(base)

    def one(k: int) -> Finding:
        opened = _explained(bases, doses[k], judged[OPEN][k], OPEN, mechanisms[OPEN])
        closed = _explained(bases, doses[k], judged[CLOSED][k], CLOSED, mechanisms[CLOSED])
        return Finding(doses[k], _parted(partings, doses[k], opened), closed)

    with ThreadPoolExecutor(base.world.workers) as pool:
        return Trial(base.world, list(pool.map(one, range(len(doses)))))


def _run(
    base: Base, doses: Sequence[Dose], played: int, advance: Callable[[int], None] = lambda _: None
) -> list[list[Path]]:
    """Signed paths of every dose."""

    def one(dose: Dose) -> list[Path]:
        found = [replace(p, difference=dose.sign * p.difference) for p in paths_of(base, dose, played)]
        advance(1)
        return found

    with ThreadPoolExecutor(base.world.workers) as pool:
        return list(pool.map(one, doses))


def _judged(base: Base, doses: Sequence[Dose], loops: dict[int, list[list[Path]]]) -> dict[int, list[Loop]]:
    """The verdict on each dose in each loop: one family of tests, and those that speak against an axiom once more."""
    effects = {played: [effect_of(differences(each)) for each in paths] for played, paths in loops.items()}
    raising = [k for k, dose in enumerate(doses) if dose.must_raise]
    tests = [("below", played, k) for played in loops for k in range(len(doses))] + [
        ("raises", OPEN, k) for k in raising
    ]
    p = [
        effects[played][k].p_below(-MARGIN) if what == "below" else effects[played][k].p_above(0.0)
        for what, played, k in tests
    ]
    rejected = {test for test, each in zip(tests, holm(np.array(p)), strict=True) if each <= LEVEL}
    suspects = {
        played: [
            k
            for k in range(len(doses))
            if ("below", played, k) in rejected or (played == OPEN and _below_uncoupled(paths[k]))
        ]
        for played, paths in loops.items()
    }
    fresh = _again(base, doses, suspects)
    again = [test for test in tests if test in rejected and test[0] == "below"]
    p = [effect_of(differences(fresh[played, k])).p_below(-MARGIN) for _, played, k in again]
    repeated = {test for test, each in zip(again, holm(np.array(p)), strict=True) if each <= LEVEL}
    found: dict[int, list[Loop]] = {}
    for played, paths in loops.items():
        for k, (each, effect) in enumerate(zip(paths, effects[played], strict=True)):
            verdict = _held(each, effect)
            if played == OPEN and k in raising and ("raises", OPEN, k) not in rejected:
                verdict = "does not raise"
            once_more = fresh.get((played, k))
            if played == OPEN and once_more and _below_uncoupled(each) and _below_uncoupled(once_more):
                verdict = "violated on paths"
            if ("below", played, k) in repeated:
                verdict = "violated"
            effect_again = effect_of(differences(once_more)) if once_more else None
            found.setdefault(played, []).append(Loop(each, effect, verdict, effect_again))
    return found


def _again(base: Base, doses: Sequence[Dose], suspects: dict[int, list[int]]) -> dict[tuple[int, int], list[Path]]:
    """Suspected doses under fresh seeds, by loop and number of the dose."""
    if not any(suspects.values()):
        return {}
    fresh = base_of(base.world.with_seed(base.world.seed + _FRESH))
    return {
        (played, k): paths
        for played, ks in suspects.items()
        for k, paths in zip(ks, _run(fresh, [doses[k] for k in ks], played), strict=True)
    }


def _held(paths: list[Path], effect: Effect) -> Verdict:
    if all(path.difference >= -TOUCHED for path in paths):
        return "holds on every path"
    return "holds" if effect.least >= -MARGIN else "undecided"


def _below_uncoupled(paths: list[Path]) -> bool:
    """Whether the axiom is violated on a path on which no stream gave another number of draws."""
    return any(path.difference < -MARGIN and not path.shifted for path in paths)


def _parted(partings: Partings, dose: Dose, loop: Loop) -> Loop:
    """The loop with where draws part on the first path on which the axiom does not hold, if there is one."""
    below = [k for k, path in enumerate(loop.paths) if path.difference < -TOUCHED]
    return replace(loop, parted=partings.of(dose, OPEN, below[0])) if below else loop


def _explained(bases: dict[str, Base], dose: Dose, loop: Loop, played: int, mechanisms: Sequence[Mechanism]) -> Loop:
    """The loop with the mechanisms that remove a violation when they are switched off, each alone, in the same replications.

    Removed: without the mechanism the effect no longer falls below the margin, and is significantly higher than with it. `bases`
    holds the runs without a dose, and under the names of mechanisms those in worlds without them.
    """
    if loop.verdict not in VIOLATED or not mechanisms:
        return loop
    with_it = differences(loop.paths)
    without = [
        dose.sign * differences(paths_of(bases.get(m.name, bases[""]), dose, played | m.played)) for m in mechanisms
    ]
    p = holm(np.array([effect_of(values - with_it).p_above(0.0) for values in without]))
    removed = [
        mechanism.name
        for mechanism, values, each in zip(mechanisms, without, p, strict=True)
        if each <= LEVEL and effect_of(values).p_below(-MARGIN) > LEVEL
    ]
    return replace(loop, removed_by=tuple(removed))
