"""What is brought up to now before a record is taken, so that no recorded cell shows the instant at which it was last of use."""

from __future__ import annotations

from materiel.jit import Real, Whole, rule
from materiel.layout import head as h
from materiel.layout import kinds
from materiel.layout.fields import KIND
from materiel.rules.arsenal import reckon_output
from materiel.rules.engagement import prepare


@rule
def bring_up_to_date(n: Whole, x: Real) -> None:
    """Count the attacker's output up to now, and read each layer as a raid would meet it now.

    Neither changes what happens: output is the same however often it is counted, and a raid reads the layers anew.
    """
    first = n[h.ENTITIES]
    for k in range(n[h.ENTITY_COUNT]):
        entity = n[first + k]
        if n[entity + KIND] == kinds.ARSENAL:
            reckon_output(n, x, entity)
        elif n[entity + KIND] == kinds.LAYER:
            prepare(n, x, entity)
