"""What the answers of a study say about its factors: elementary effects, or Sobol indices, by the design they were run in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from materiel.jit import Real
from materiel.lab.analysis.errors import AnalysisError
from materiel.lab.analysis.means import grouped
from materiel.lab.analysis.morris import Morris, morris
from materiel.lab.analysis.sobol import Sobol, sobol
from materiel.lab.study.answers import Answers, Told
from materiel.lab.study.comparison import candidate_named, together


@dataclass(frozen=True)
class Influence:
    """How much each factor of one kind matters to a metric of one candidate, or to its difference to another."""

    metric: Told
    kind: Literal["levers", "uncertainties"]
    factors: Sequence[str]
    of: str
    """The candidate (uncertainties) or policy (levers)."""
    against: str
    """The other one, if it is of a difference."""
    found: Morris | Sobol


def influence(
    answers: Answers,
    metric: str | None = None,
    candidate: str | None = None,
    against: str | None = None,
    confidence: float = 0.95,
) -> list[Influence]:
    """Sensitivity of a metric to levers, to uncertainties, or to both, by which of them has a design of kind morris or saltelli.

    Uncertainties are analysed for one candidate (the reference for None); levers for its policy, on the mean over futures. With
    `against`, it is the difference of the two that is analysed. Raises LabError for names that the study has not,
    AnalysisError if neither design bears it or answers are missing.
    """
    told = answers.metric(metric)
    of = candidate_named(answers, candidate, "--candidate")
    other = None if against is None else candidate_named(answers, against, "--against")
    kinds = {"uncertainties": str(answers.manifest["futures_design"]["kind"]),
             "levers": str(answers.manifest["design"]["kind"])}  # fmt: skip
    if not {"morris", "saltelli"} & set(kinds.values()):
        raise AnalysisError(
            f"{answers.folder}: expected a design of kind morris or saltelli for sensitivity, got "
            f"{kinds['levers']} for the levers and {kinds['uncertainties']} for the uncertainties"
        )
    values = grouped(answers.values(told.name), together(answers))
    found: list[Influence] = []
    if kinds["uncertainties"] in ("morris", "saltelli"):
        rows = values[of] if other is None else values[of] - values[other]
        names = answers.candidates[of].name, "" if other is None else answers.candidates[other].name
        found.append(
            Influence(
                told, "uncertainties", answers.uncertain, *names,
                _found(kinds["uncertainties"], answers.future_units, rows, confidence),
            )
        )  # fmt: skip
    if kinds["levers"] in ("morris", "saltelli"):
        # a mean over futures, nan where one is missing: all of them count equally
        by_policy = values.mean(axis=1).reshape(len(answers.policies), len(answers.lever_units), -1)
        policy = answers.policies.index(answers.candidates[of].policy)
        rows, name = by_policy[policy], ""
        if other is not None:
            name = answers.candidates[other].policy
            rows = rows - by_policy[answers.policies.index(name)]
        found.append(
            Influence(
                told, "levers", answers.levers, answers.policies[policy], name,
                _found(kinds["levers"], answers.lever_units, rows, confidence),
            )
        )  # fmt: skip
    return found


def _found(kind: str, units: Real, values: Real, confidence: float) -> Morris | Sobol:
    if kind == "morris":
        return morris(units, np.asarray(values), confidence)
    return sobol(np.asarray(values), units.shape[1], confidence)
