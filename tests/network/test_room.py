"""Work space that grows, and runs that break off."""

from __future__ import annotations

import pickle
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from materiel.layout import head as h
from materiel.layout import stock as s
from materiel.layout import ticket as t
from materiel.network.lower import network_of
from materiel.run import Room, replicate
from materiel.scenario.errors import RunFault
from materiel.scenario.load import load

NETWORK = network_of(load(Path(__file__).parent.parent / "worlds" / "workshop.toml"))
WHOLE = replicate(NETWORK, 3, 0)


def _poorer(**cells):
    whole = NETWORK.whole.copy()
    for cell, value in cells.items():
        whole[getattr(h, cell)] = value
    return replace(NETWORK, whole=whole)


@pytest.mark.parametrize("engine", ["kernel", "simpy"])
def test_tickets_grow(engine):
    """A run that wants more tickets begins again with more and leaves what it would have left."""
    few = _poorer()
    few.whole[few.whole[h.TICKETS_FREE] + t.NEXT] = 0
    grown = replicate(few, 3, 0, engine)
    assert grown.room.tickets > 0 and grown.hash == WHOLE.hash
    np.testing.assert_array_equal(grown.record.rows, WHOLE.record.rows)


@pytest.mark.parametrize(("cell", "value"), [("HEAP_ROOM", 4), ("RING_ROOM", 2), ("OUTBOX_ROOM", 1)])
def test_heap_ring_and_outbox_grow(cell, value):
    """So does one that wants room on the heap, in the ring of wake-ups or in the outbox."""
    grown = replicate(_poorer(**{cell: value}), 3, 0)
    assert grown.room != Room() and grown.hash == WHOLE.hash


def test_where_work_space_lies_does_not_matter():
    """More of everything from the start gives the same events."""
    assert replicate(NETWORK, 3, 0, room=Room(10, 2, 2, 2)).hash == WHOLE.hash


def test_broken_ledger_names_item_and_day():
    """Units that come from nowhere stop the run at the next record, with item, day, seed and replication."""
    whole = NETWORK.whole.copy()
    whole[NETWORK.rows["stock/front"].at + s.INITIAL] += 3
    with pytest.raises(RunFault) as caught:
        replicate(replace(NETWORK, whole=whole), 3, 7)
    assert str(caught.value).startswith("the ledger of item shell is off by 3 units")
    assert str(caught.value).endswith("at day 31, seed 3, replication 7")
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


def test_negative_names_the_stock():
    """A count below zero names the entity, its field and its item."""
    whole = NETWORK.whole.copy()
    at = NETWORK.rows["stock/depot"].at
    whole[at + s.LOST], whole[at + s.EXPIRED] = -4, 4
    with pytest.raises(RunFault, match=r"stock/depot lost \(item shell\) fell to -4 units, expected >= 0 at day 31"):
        replicate(replace(NETWORK, whole=whole), 3, 0)
