"""What can go wrong when a study is analysed.

LabError
└── AnalysisError    the values do not bear the analysis that was asked for
    └── NoVariation  they vary no more than by chance, so that there is nothing to apportion
"""

from __future__ import annotations

from materiel.lab.errors import LabError


class AnalysisError(LabError):
    """The values do not bear the analysis that was asked for: too few, incomplete, or without variation."""


class NoVariation(AnalysisError):
    """The values vary over a design no more than by chance: there is nothing to apportion."""
