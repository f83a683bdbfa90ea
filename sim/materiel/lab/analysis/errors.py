"""What can go wrong when a study is analysed.

LabError
└── AnalysisError    the values do not bear the analysis that was asked for
"""

from __future__ import annotations

from materiel.lab.errors import LabError


class AnalysisError(LabError):
    """The values do not bear the analysis that was asked for: too few, incomplete, or without variation."""
