"""Draws from the streams that rows keep."""

import numpy as np

from materiel.chance.draw import draw, draw_at
from materiel.chance.philox import uniform
from materiel.chance.replications import Chance
from materiel.layout.head import HEAD, REPLICATION, SEED

STREAM = HEAD.size + 5


def planes():
    n, x = np.zeros(STREAM + 2, np.int64), np.zeros(STREAM + 2)
    n[SEED], n[REPLICATION], n[STREAM] = 42, 7, 4_000_000_000
    return n, x


def test_draws_follow_the_count():
    """Each draw takes the index where the count stands, and counts it; nothing else changes."""
    n, x = planes()
    before = n.copy()
    assert [draw(n, x, STREAM) for _ in range(5)] == [uniform(42, 7, 4_000_000_000, i) for i in range(5)]
    assert n[STREAM + 1] == 5
    n[STREAM + 1] = 0
    assert np.array_equal(n, before)


def test_an_explicit_index_leaves_the_count():
    """Draws by an index of one's own: order does not matter."""
    n, x = planes()
    assert [draw_at(n, x, STREAM, i) for i in (9, 2)] == [uniform(42, 7, 4_000_000_000, i) for i in (9, 2)]
    assert n[STREAM + 1] == 0


def test_the_mirror_is_exact():
    """Of an antithetic pair the first sees what replication 7 sees, the second 1 - u, to the bit."""
    n, x = planes()
    there = [draw_at(n, x, STREAM, i) for i in range(100)]
    n[REPLICATION] = Chance("antithetic").number(2 * 7 + 1)
    assert [1.0 - draw(n, x, STREAM) for _ in range(100)] == there
    n[REPLICATION] -= 1
    assert [draw_at(n, x, STREAM, i) for i in range(100)] == there
