"""What can go wrong with a calibration."""

from __future__ import annotations

from materiel.lab.errors import LabError


class CalibrationError(LabError):
    """A calibration's plan, record or pool cannot be used."""
