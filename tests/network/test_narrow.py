"""A network that records fewer cells runs as the whole one does."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from materiel.network.lower import network_of
from materiel.network.narrow import narrowed
from materiel.run import replicate
from materiel.scenario.world import Scenario

WORLD = Scenario.model_validate(
    {
        "world": {"name": "w", "start": "2023-01-01", "horizon_months": 6},
        "items": {"shell": {}},
        "stocks": {"depot": {"item": "shell"}},
        "lines": {"plant": {"item": "shell", "output": "depot"}},
        "programmes": {
            "p": {
                "signs": [{"cell": "stock/depot/on_hand", "at_least": 50}],
                "effects": [{"cell": "line/plant/expansion", "add": 1.0}],
            }
        },
    }
)


def test_what_signs_watch_is_still_recorded() -> None:
    """A programme waits for 50 shells on hand. Recording output alone leaves the decision of 1 April as it was: 31, 28, 31, 60 shells."""
    whole = network_of(WORLD)
    made = [k for k, c in enumerate(whole.columns) if (c.kind, c.field) == ("line", "made")]
    few = narrowed(whole, made)
    assert {(c.kind, c.field) for c in few.columns} == {("line", "made"), ("stock", "on_hand")}
    for engine in ("kernel", "simpy"):
        record = replicate(few, 1, 0, engine).record  # type: ignore[arg-type]
        assert record.flow("line", "plant", "made")[:4].tolist() == [31.0, 28.0, 31.0, 60.0]
        full = replicate(whole, 1, 0, engine).record  # type: ignore[arg-type]
        kept = [full.index[c.kind, c.name, c.field] for c in few.columns]
        assert np.array_equal(record.rows, full.rows[:, kept])


def test_a_network_with_cells_behind_its_record_is_refused() -> None:
    """Dated values lie there; they have to be bound to the narrow network."""
    whole = network_of(WORLD)
    with pytest.raises(ValueError, match="without dated values"):
        narrowed(replace(whole, real=np.append(whole.real, 0.0)), [0])
