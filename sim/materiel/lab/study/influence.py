"""What the answers of a study say about its factors: elementary effects, or Sobol indices, by the design they were run in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from materiel.jit import Real
from materiel.lab.analysis.errors import AnalysisError, NoVariation
from materiel.lab.analysis.jackknife import Estimated
from materiel.lab.analysis.largest import without_rounding
from materiel.lab.analysis.means import grouped
from materiel.lab.analysis.morris import Morris, morris
from materiel.lab.analysis.sobol import Sobol, sobol
from materiel.lab.analysis.verdict import VARIANCE, Verdict
from materiel.lab.study.answers import Answers, Told
from materiel.lab.study.comparison import candidate_named, together

DESIGNS = ("morris", "saltelli")


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
    found: Morris | Sobol | None
    """None if the metric does not vary over the design, or no more than by chance, and there are no indices."""
    verdict: Verdict

    @property
    def main(self) -> Estimated | None:
        """What factors are ranked by: the mean size of effects, or the total index."""
        if self.found is None:
            return None
        return self.found.mu_star if isinstance(self.found, Morris) else self.found.total


def _kinds(answers: Answers) -> dict[str, str]:
    return {"uncertainties": str(answers.manifest["futures_design"]["kind"]),
            "levers": str(answers.manifest["design"]["kind"])}  # fmt: skip


def has_indices(answers: Answers) -> bool:
    """Whether a design of the study was laid out for indices of its own."""
    return bool(set(DESIGNS) & set(_kinds(answers).values()))


def influence(
    answers: Answers,
    metric: str | None = None,
    candidate: str | None = None,
    against: str | None = None,
    confidence: float = 0.95,
) -> list[Influence]:
    """Sensitivity of a metric to levers, to uncertainties, or to both, by which of them has a design of kind morris or saltelli.

    Uncertainties are analysed for one candidate (the reference for None); levers for its policy, on the mean over futures. With
    `against`, it is the difference of the two that is analysed. The intervals of a measure hold for all factors at once
    (Bonferroni). Raises LabError for names that the study has not, AnalysisError if neither design bears it or answers are missing.
    """
    told = answers.metric(metric)
    of = candidate_named(answers, candidate, "--candidate")
    other = None if against is None else candidate_named(answers, against, "--against")
    kinds = _kinds(answers)
    if not has_indices(answers):
        raise AnalysisError(
            f"{answers.folder}: expected a design of kind morris or saltelli for sensitivity, got "
            f"{kinds['levers']} for the levers and {kinds['uncertainties']} for the uncertainties"
        )
    values = grouped(answers.values(told.name), together(answers))
    found: list[Influence] = []
    if kinds["uncertainties"] in DESIGNS:
        rows = values[of] if other is None else values[of] - values[other]
        names = answers.called(of), "" if other is None else answers.called(other)
        found.append(
            _influence(answers, told, "uncertainties", names, kinds["uncertainties"], answers.future_units, rows, confidence)
        )  # fmt: skip
    if kinds["levers"] in DESIGNS:
        # a mean over futures, nan where one is missing: all of them count equally
        by_policy = values.mean(axis=1).reshape(len(answers.policies), len(answers.lever_units), -1)
        policy = answers.candidates[of].policy
        rows, name = by_policy[answers.policies.index(policy)], ""
        if other is not None:
            name = answers.candidates[other].policy
            rows = rows - by_policy[answers.policies.index(name)]
        names = answers.name_of(policy), answers.name_of(name) if name else ""
        found.append(_influence(answers, told, "levers", names, kinds["levers"], answers.lever_units, rows, confidence))
    return found


def _influence(
    answers: Answers,
    told: Told,
    kind: Literal["levers", "uncertainties"],
    of: tuple[str, str],
    design: str,
    units: Real,
    values: Real,
    confidence: float,
) -> Influence:
    factors = answers.levers if kind == "levers" else answers.uncertain
    each = 1.0 - (1.0 - confidence) / max(1, len(factors))
    found: Morris | Sobol | None
    try:
        found = morris(units, values, each) if design == "morris" else sobol(values, units.shape[1], each)
    except NoVariation:
        found = None
    except AnalysisError as error:
        raise AnalysisError(f"{told.title} under {of[0]}{f' less {of[1]}' if of[1] else ''}: {error}") from None
    names = [answers.name_of(f) for f in factors]
    if constant := not varies(values):
        found = None
    both = len(answers.lever_units) > 1 and bool(answers.uncertain) and len(answers.futures) > 1
    verdict = replace(_verdict(told, names, found, constant, confidence), among=kind if both else "")
    return Influence(told, kind, factors, *of, found, verdict)


def varies(values: Real) -> bool:
    """Whether a replication that all points have differs between them, by more than rounding; values of (points, replications)."""
    whole = values[:, ~np.isnan(values).any(axis=0)]
    return bool(without_rounding(np.ptp(whole, axis=0), float(np.abs(whole).max(initial=0.0))).any())


def _verdict(
    told: Told, names: Sequence[str], found: Morris | Sobol | None, constant: bool, confidence: float
) -> Verdict:
    """Which factor is shown to matter, and whether it is shown to matter most."""
    of = len(names)
    if found is None:
        kind: Literal["none moves", "none shown to move"] = "none moves" if constant else "none shown to move"
        return Verdict(kind, told.title, told.unit, names[0], confidence=confidence, of=of)
    main, floor = (
        (found.mu_star, np.nan_to_num(found.floor)) if isinstance(found, Morris) else (found.total, np.zeros(of))
    )
    top = int(np.argmax(main.estimate))
    rivals = 1 + sum(float(found.lead.low[k]) <= 0.0 for k in range(of) if k != top)
    shown = bool(main.low[top] > floor[top])
    return Verdict(
        ("moves most" if rivals == 1 else "moves") if shown else "none shown to move",
        told.title,
        told.unit if isinstance(found, Morris) else VARIANCE,
        names[top],
        estimate=float(main.estimate[top]),
        low=max(0.0, float(main.low[top])),
        high=float(main.high[top]),
        confidence=confidence,
        clusters=found.replications,
        of=of,
        rivals=rivals,
    )
