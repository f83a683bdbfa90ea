"""The analyses that a case may name (`kind = "analysis"`, `of = NAME`)."""

from __future__ import annotations

from collections.abc import Mapping

from materiel.verify.analysis import Analysis
from materiel.verify.convergence import convergence
from materiel.verify.coverage import coverage
from materiel.verify.fronts import fronts
from materiel.verify.ishigami import ishigami
from materiel.verify.pairs import pairs
from materiel.verify.sameness import sameness
from materiel.verify.selection import selection

ANALYSES: Mapping[str, Analysis] = {
    "convergence": convergence,
    "coverage": coverage,
    "fronts": fronts,
    "ishigami": ishigami,
    "pairs": pairs,
    "sameness": sameness,
    "selection": selection,
}
