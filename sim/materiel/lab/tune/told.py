"""An outcome as data: what `--json` prints, and result.json keeps."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from materiel.lab.analysis.verdict import Verdict
from materiel.lab.study.stopping import Estimate
from materiel.lab.tune.conduct import Outcome
from materiel.lab.tune.confirm import Finalist
from materiel.lab.tune.evaluate import described
from materiel.lab.tune.verdicts import condition, feasible


def told(outcome: Outcome, names: Sequence[str], verdict: Verdict) -> dict[str, Any]:
    """The outcome; `names` are those of the finalists."""
    question = outcome.question
    found: dict[str, Any] = {
        "headline": verdict.sentence(),
        "finding": verdict.sentence(None),
        "verdict": verdict.told(),
        "goals": {goal.name: goal.better for goal in question.goals},
        "constraints": {
            limit.name: {"at_least": limit.at_least, "at_most": limit.at_most} for limit in question.limits
        },
        "replications": outcome.replications,
        "chosen_by_replications": [outcome.chosen_by.start, outcome.chosen_by.stop],
        "confirmed_by_replications": [outcome.fresh.start, outcome.fresh.stop],
        "finalists": [_finalist(f, name, outcome) for f, name in zip(outcome.finalists, names, strict=True)],
    }
    if (selection := outcome.selection) is not None:
        found["selection"] = {
            "ended_by_its_rule": selection.sure,
            "why": selection.why,
            "probability": selection.probability,
            "left": list(selection.left),
            "undefined": [described(question.candidates[i]) for i in selection.undefined],
            "ruled_out": [{"candidate": i, "after": r} for i, r in selection.out],
            "replications": [int(n) for n in selection.counts],
            "means": [_finite(m) for m in selection.means.tolist()],
        }
    if (search := outcome.found) is not None:
        found["search"] = {
            "candidates": len(search.held),
            "hypervolume": search.trace if len(question.goals) > 1 else None,
            "steps": [
                {"generation": s.generation, "candidates": s.candidates, "replications": s.replications}
                for s in search.steps
            ],
        }
    return found


def _finalist(finalist: Finalist, name: str, outcome: Outcome) -> dict[str, Any]:
    question = outcome.question
    metrics = {
        metric: {"when_chosen": _mean(before), "fresh": _mean(fresh)}
        for metric, before, fresh in zip(question.metrics, finalist.before, finalist.fresh, strict=True)
    }
    curse = {goal.name: _mean(c) for goal, c in zip(question.goals, finalist.curse, strict=True)}
    meets = {limit.name: condition(limit, finalist.fresh[limit.metric]) for limit in question.limits}
    return {
        "name": name,
        "settings": dict(finalist.settings),
        "metrics": metrics,
        "overrated_by": curse,
        "behind_the_first": None
        if finalist.behind is None
        else dict(zip(("when_chosen", "fresh"), map(_mean, finalist.behind), strict=True)),
        "constraints": meets,
        "feasible": feasible(outcome, finalist),
    }


def _mean(mean: Estimate) -> Mapping[str, float | int | None]:
    return {"mean": _finite(mean.mean), "half_width": _finite(mean.half_width), "replications": mean.count}


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
