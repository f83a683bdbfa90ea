"""Handler of the recorder."""

from __future__ import annotations

from materiel.jit import Real, Whole, rule
from materiel.kernel.heap import timer
from materiel.layout.events import RECORD_TAKEN
from materiel.rules.reading import bring_up_to_date
from materiel.rules.recording import next_instant, take_record


@rule
def recorder_wakes(n: Whole, x: Real, recorder: int) -> None:
    """The first record instant."""
    timer(n, x, next_instant(n, x, recorder), RECORD_TAKEN, recorder)


@rule
def recorder_records(n: Whole, x: Real, recorder: int) -> None:
    """A record instant."""
    bring_up_to_date(n, x)
    take_record(n, x, recorder)
    timer(n, x, next_instant(n, x, recorder), RECORD_TAKEN, recorder)
