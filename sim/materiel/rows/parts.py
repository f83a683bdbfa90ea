"""Parts that rows have in common: a meter, a queue of tickets, a stream of chance."""

from __future__ import annotations

from materiel.rows.cells import real, whole
from materiel.rows.row import Row


class Meter(Row):
    """A time integral."""

    area = real("what the level has added up to, unit days")
    upto = real("the instant up to which it has, days")
    level = real("the level since then")


class Queue(Row):
    """A first-in-first-out queue of tickets."""

    head = whole("address of the first ticket; 0: it is empty")
    tail = whole("address of the last")
    length = whole("how many tickets")


class Stream(Row):
    """A stream of chance."""

    name = whole("its name as a stable hash")
    taken = whole("how many draws were taken")
