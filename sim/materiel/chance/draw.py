"""Drawing: the next number of a stream, counted where the entity's row keeps the stream."""

from __future__ import annotations

from materiel.chance.philox import uniform
from materiel.jit import Real, Whole, rule
from materiel.layout.head import REPLICATION, SEED


@rule
def draw_at(n: Whole, x: Real, stream: int, index: int) -> float:
    """The number of that index in the stream whose cells begin at address `stream`; its count is left alone."""
    return uniform(n[SEED], n[REPLICATION], n[stream], index)


@rule
def draw(n: Whole, x: Real, stream: int) -> float:
    """The next number of the stream whose id and count stand at n[stream] and n[stream + 1], which goes up by one."""
    index = n[stream + 1]
    n[stream + 1] = index + 1
    return draw_at(n, x, stream, index)
