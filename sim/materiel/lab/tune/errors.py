"""What can go wrong with a tuning."""

from __future__ import annotations

from materiel.lab.errors import LabError


class TuneError(LabError):
    """A study cannot be tuned as it asks."""
