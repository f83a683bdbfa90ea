"""The analyses that a case may name (`kind = "analysis"`, `of = NAME`)."""

from __future__ import annotations

from collections.abc import Mapping

from materiel.verify.analysis import Analysis
from materiel.verify.coverage import coverage
from materiel.verify.pairs import pairs
from materiel.verify.sameness import sameness

ANALYSES: Mapping[str, Analysis] = {
    "coverage": coverage,
    "pairs": pairs,
    "sameness": sameness,
}
