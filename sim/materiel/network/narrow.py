"""A network that records fewer cells: the same run, a smaller record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from materiel.layout import head as h
from materiel.network.arena import Columns, Network

_PAIR = 2


def narrowed(network: Network, kept: Sequence[int]) -> Network:
    """The network with only these recorded cells, and those that signs of programmes watch, in the order of the record.

    What happens in a run is the same as with all of them.
    The hash of a run's events covers what it records, and so differs. Bind other numbers to it as to the
    whole one, but those with dates before. Raises ValueError if it has such.
    """
    whole = network.whole.copy()
    kept = sorted({*kept, *_watched(network)})
    first, cells = int(whole[h.CELLS]), int(whole[h.CELL_COUNT])
    pairs = network.whole[first : first + _PAIR * cells].reshape(cells, _PAIR)[kept]
    whole[first : first + pairs.size] = pairs.ravel()
    whole[h.CELL_COUNT] = len(kept)
    if len(network.real) > network.record_at + len(network.instants) * cells:
        raise ValueError("expected a network without dated values, whose cells lie behind the record")
    real = np.concatenate([network.real[: network.record_at], np.zeros(len(network.instants) * len(kept))])
    return replace(network, whole=whole, real=real, columns=Columns(network.columns[k] for k in kept), needed=None)


def _watched(network: Network) -> list[int]:
    """Numbers of the recorded cells that signs of programmes read."""
    programmes = network.recipe.scenario.programmes.values() if network.recipe else ()
    cells = {cell for programme in programmes for sign in programme.signs for cell in (sign.cell, sign.per) if cell}
    return [k for k, c in enumerate(network.columns) if f"{c.kind}/{c.name}/{c.field}" in cells]
