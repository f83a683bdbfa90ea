"""What was given or ordered for a recipient reaches it, whoever sent it and however long ago."""

from __future__ import annotations

from materiel.jit import Real, Whole, rule
from materiel.layout import need as ne
from materiel.rules.agenda import wake


@rule
def delivered(n: Whole, x: Real, aid: int, units: int) -> None:
    """Units of a donor's aid arrived; pledges that they count for look again."""
    if aid == 0 or units <= 0:
        return
    n[aid + ne.ARRIVED] += units
    first = n[aid + ne.WATCHERS]
    for k in range(n[aid + ne.WATCHER_COUNT]):
        wake(n, x, n[first + k])
