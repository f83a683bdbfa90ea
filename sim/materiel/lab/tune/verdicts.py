"""What a tuning comes to, as a verdict on fresh chance: by the same rule as a comparison of candidates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from materiel.lab.analysis.means import defined
from materiel.lab.analysis.standing import Named, alike, standing
from materiel.lab.analysis.verdict import Verdict
from materiel.lab.study.stopping import Estimate
from materiel.lab.tune.conduct import Outcome
from materiel.lab.tune.confirm import Finalist
from materiel.lab.tune.evaluate import Limit


def condition(limit: Limit, fresh: Estimate) -> str:
    """Whether a condition holds on fresh chance: `met` or `broken` over the whole interval, or `open`."""
    ends = [limit.excess(fresh.mean - fresh.half_width) <= 0.0, limit.excess(fresh.mean + fresh.half_width) <= 0.0]
    return "met" if all(ends) else "open" if any(ends) or limit.excess(fresh.mean) <= 0.0 else "broken"


def feasible(outcome: Outcome, finalist: Finalist) -> bool:
    """Whether no condition is broken on fresh chance."""
    return all(condition(limit, finalist.fresh[limit.metric]) != "broken" for limit in outcome.question.limits)


def chosen(outcome: Outcome) -> int:
    """The first finalist that breaks no condition on fresh chance; the first at all, if all of them do."""
    return next((k for k, f in enumerate(outcome.finalists) if feasible(outcome, f)), 0)


def verdict_of(
    outcome: Outcome, names: Sequence[str], metrics: Mapping[str, Named], confidence: float = 0.95
) -> Verdict:
    """The verdict on what was chosen; `names` are those of the finalists, `metrics` what metrics are called.

    Of one goal it is a difference between finalists; it says "best" only if the method promises that nobody else is, and the joint
    intervals of the finalists exclude no difference. Of several goals it is the level of the first.
    """
    first, goal = chosen(outcome), outcome.question.goals[0]
    named = metrics[goal.name]
    if outcome.question.limits and not any(feasible(outcome, f) for f in outcome.finalists):
        return _nobody(outcome, names, metrics, confidence)
    values = np.array([f.values[:, goal.metric] for f in outcome.finalists])[:, None, :]
    there = [int(k) for k in np.flatnonzero(defined(values))]
    if first not in there:
        return Verdict("undefined", named.title, named.unit, names[first], confidence=confidence,
                       runs=values.shape[2], valued=int((~np.isnan(values[first])).sum()))  # fmt: skip
    able = [k for k in there if feasible(outcome, outcome.finalists[k])]
    common = int((~np.isnan(values[able])).all(axis=(0, 1)).sum())
    if len(outcome.question.goals) > 1 or len(able) < 2 or common < 2:
        level = outcome.finalists[first].fresh[goal.metric]
        return Verdict("level", named.title, named.unit, names[first], "", level.mean, level.mean - level.half_width,
                       level.mean + level.half_width, confidence, level.count, len(outcome.finalists))  # fmt: skip
    found = standing(values[able], able.index(first), named, [names[k] for k in able], confidence).verdict
    if found.kind == "best" and not _promised(outcome):
        return replace(found, kind="better")
    return _ties(outcome, found) if found.kind == "identical" else found


def _promised(outcome: Outcome) -> bool:
    """Whether the method says that none but the finalists is best."""
    return outcome.selection is not None and outcome.selection.sure


def _ties(outcome: Outcome, found: Verdict) -> Verdict:
    """A tie of finalists, with all candidates of a selection that tie with them where these are all there are."""
    selection = outcome.selection
    if selection is None:
        return found
    held, metric = selection.held, outcome.question.goals[0].metric
    both = int(selection.counts.min())
    values = np.array([held.of(i)[:both, metric] for i in range(len(held))])[:, None, :]
    if not all(alike(values, selection.best, i) for i in range(len(held))):
        return found
    return replace(found, of=len(held), rivals=len(held))


def _nobody(outcome: Outcome, names: Sequence[str], metrics: Mapping[str, Named], confidence: float) -> Verdict:
    """That every finalist breaks a condition on fresh chance: which comes nearest, and by how much it falls short of the worst."""
    limits = outcome.question.limits

    def total(finalist: Finalist) -> float:
        over = sum(max(0.0, limit.excess(finalist.fresh[limit.metric].mean)) for limit in limits)
        return round(over, 9) if np.isfinite(over) else np.inf

    nearest = min(range(len(outcome.finalists)), key=lambda k: total(outcome.finalists[k]))
    finalist = outcome.finalists[nearest]
    limit = max(limits, key=lambda li: np.nan_to_num(li.excess(finalist.fresh[li.metric].mean), nan=np.inf))
    fresh, named = finalist.fresh[limit.metric], metrics[limit.name]
    below = limit.at_least is not None and not fresh.mean >= limit.at_least
    bound = limit.at_least if below else limit.at_most
    assert bound is not None
    gap = bound - fresh.mean if below else fresh.mean - bound
    met = len(outcome.found.held) if outcome.found is not None else len(names)
    return Verdict(
        "nobody feasible", named.title, named.unit, names[nearest], f"of at {'least' if below else 'most'} {bound:g}", gap,
        gap - fresh.half_width, gap + fresh.half_width, confidence, fresh.count, met,
    )  # fmt: skip
