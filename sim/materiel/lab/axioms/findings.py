"""What was found on each dose: its effect in the open and in the closed loop, and whether the axioms are kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from materiel.lab.axioms.couplings import Parting
from materiel.lab.axioms.doses import Dose
from materiel.lab.axioms.judge import MeanDifference
from materiel.lab.axioms.runs import PairedPath, Setup

TOUCHED = 1e-12
"""A difference below this is none."""
Verdict = Literal["holds on every path", "holds", "undecided", "violated", "violated on paths", "does not raise"]
VIOLATED = ("violated", "violated on paths")


@dataclass(frozen=True)
class Loop:
    """What a dose does in one loop. Differences are signed, so that the axiom asks for none below 0.

    `fresh` is the effect under fresh seeds, where the first sample speaks against the axiom; `removed_by` names the mechanisms
    without which that is gone; `parted` says where draws part on the first path on which the axiom does not hold.
    """

    paths: list[PairedPath]
    effect: MeanDifference
    verdict: Verdict
    fresh: MeanDifference | None = None
    removed_by: tuple[str, ...] = ()
    parted: Parting | None = None

    @property
    def below(self) -> list[PairedPath]:
        """Paths on which the axiom does not hold."""
        return [path for path in self.paths if path.difference < -TOUCHED]

    @property
    def uncoupled(self) -> int:
        """Paths below on which every stream gave as many draws as without the dose: no coupling of draws explains them."""
        return sum(not path.shifted for path in self.below)


@dataclass(frozen=True)
class Finding:
    """A dose, and what it does in the open and in the closed loop."""

    dose: Dose
    open: Loop
    closed: Loop

    @property
    def kept(self) -> bool:
        """Whether the axioms are kept: not violated in the open loop, raised if it must, and a reversal by feedback explained."""
        reversed_ = self.closed.verdict == "violated" and not self.closed.removed_by
        return self.open.verdict not in (*VIOLATED, "does not raise") and not reversed_


@dataclass(frozen=True)
class Trial:
    """All findings on a metric in a world."""

    setup: Setup
    findings: list[Finding]

    @property
    def broken(self) -> list[Finding]:
        """Those in which an axiom is not kept."""
        return [finding for finding in self.findings if not finding.kept]
