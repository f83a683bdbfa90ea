"""A reading lets go of its record at once: records are megabytes, and the collector of rings comes late."""

from __future__ import annotations

import gc
import weakref

from materiel.metrics.measure import numbers_of, series_of, wanted


def test_no_ring_keeps_a_record(hand) -> None:
    """With the collector off, a reading that every metric has read is gone when its last name is."""
    totals = {"line/l/spent": [31, 59], "line/l/made": [3, 5]}
    levels = {"front/f/readiness": [0.5, 0.6], "front/f/absent": [0, 0], "line/l/expansion": [1, 1]}
    gc.collect()
    gc.disable()
    try:
        reading = hand(levels=levels, totals=totals)
        series_of(reading, wanted(places=True))
        numbers_of(reading, wanted(places=True))
        gone = weakref.ref(reading)
        del reading
        assert gone() is None
    finally:
        gc.enable()
