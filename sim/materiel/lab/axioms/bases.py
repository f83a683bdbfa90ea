"""Runs without a dose, kept for all doses that are paired with them."""

from __future__ import annotations

from threading import Lock

from materiel.lab.axioms.doses import Dose
from materiel.lab.axioms.mechanisms import Mechanism
from materiel.lab.axioms.runs import Base, base_of

_FRESH = 1_000_003
"""What is added to a seed for a fresh one."""


class Bases:
    """The runs without a dose of one world: as it stands, under fresh seeds, without a mechanism, over fewer months."""

    def __init__(self, base: Base) -> None:
        self._setup = base.setup
        self._kept: dict[tuple[bool, str, int | None], Base] = {(False, "", None): base}
        self._lock = Lock()

    @property
    def workers(self) -> int:
        """Threads."""
        return self._setup.workers

    def of(self, dose: Dose, mechanism: Mechanism | None = None, fresh: bool = False) -> Base:
        """The runs that a dose is paired with; run now if there are none yet."""
        off = mechanism if mechanism is not None and mechanism.values else None
        key = fresh, off.name if off else "", dose.months
        with self._lock:
            if key not in self._kept:
                setup = self._setup.with_seed(self._setup.seed + _FRESH) if fresh else self._setup
                setup = setup.with_values(off.values) if off else setup
                self._kept[key] = base_of(setup.for_months(dose.months) if dose.months else setup)
            return self._kept[key]
