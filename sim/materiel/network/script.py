"""Scripts of decisions: a network that writes down what is decided, and one that decides by what another run wrote down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from materiel.jit import Real, Whole
from materiel.layout import donor as d
from materiel.layout import head as h
from materiel.layout import kinds
from materiel.layout import procurement as pr
from materiel.layout import programme as pg
from materiel.layout import script as sc
from materiel.layout.fields import KIND
from materiel.network.arena import Network

_AT = {"donor": d.SCRIPT, "procurement": pr.SCRIPT, "programme": pg.SCRIPT}
"""Kinds that decide, and the field that says by which script."""


@dataclass(frozen=True)
class Decisions:
    """The decisions of one entity in their order: whole numbers (units, yes or no), or real ones (a donor's resolve)."""

    whole: Whole
    real: Real


Script = Mapping[str, Decisions]
"""What was decided in a run, by `kind/name` of who decided."""


def recording(network: Network) -> Network:
    """The network that writes down every decision of its donors, procurements and programmes, and runs as without.

    A programme that is decided at its date whatever happens has nothing to write down.
    """
    return _attached(network, {key: Decisions(np.zeros(0, np.int64), np.zeros(0)) for key in _deciders(network)}, 0)


def playing(network: Network, script: Script, parts: int = sc.ALL_PARTS) -> Network:
    """The network in which those who stand in a script decide again what they decided then.

    `parts` are the bits of `layout.script.PARTS` that are played; the others are decided freely. Whoever the script does not
    know, or who decided nothing then, decides freely too. The run has to be as long as the one in which the script was written,
    with the same donors, aid and orders; what is given or ordered is limited only by what is physically there. The seed and the
    replication are those of that run, or the decisions are those of another one.
    """
    known = _deciders(network)
    return _attached(network, {key: tape for key, tape in script.items() if key in known and len(tape.whole)}, parts)


def script_of(network: Network, whole: Whole, real: Real) -> Script:
    """What was decided in a run of a `recording` (or `playing`) network, from its planes at the end."""
    found: dict[str, Decisions] = {}
    for key, at in _deciders(network).items():
        script = int(whole[at])
        if script:
            first = script + sc.SCRIPT_SIZE
            cells = slice(first, first + int(whole[script + sc.AT]))
            found[key] = Decisions(whole[cells].copy(), real[cells].copy())
    return found


def _deciders(network: Network) -> dict[str, int]:
    """Where those who decide by what they see keep the address of their script, by `kind/name`."""
    found = {}
    for key, row in network.rows.items():
        field = _AT.get(row.fields.kind)
        if field is None or (row.fields.kind == "programme" and not _looks(network, row.at)):
            continue
        found[key] = row.at + field
    return found


def _looks(network: Network, programme: int) -> bool:
    """Whether a programme looks at signs, or at whether it can be paid."""
    return bool(network.whole[programme + pg.TRIGGERED] or network.whole[programme + pg.ACCOUNT])


def _room(network: Network, key: str) -> int:
    """Most decisions that an entity can take: as many meetings as there are months, and so many decisions at each."""
    n, row = network.whole, network.rows[key].at
    each = 1
    if n[row + KIND] == kinds.DONOR:
        each = 1 + n[row + d.AID_COUNT] + n[row + d.PURCHASE_COUNT] + n[row + d.REFILL_COUNT]
    elif n[row + KIND] == kinds.PROCUREMENT:
        each = n[row + pr.PURCHASE_COUNT]
    return int(each * (n[h.MONTH_COUNT] + 1))


def _attached(network: Network, tapes: Script, played: int) -> Network:
    """The network with scripts behind its planes."""
    rooms = {key: max(_room(network, key), len(tape.whole)) for key, tape in tapes.items()}
    size = sum(sc.SCRIPT_SIZE + room for room in rooms.values())
    at = max(len(network.whole), len(network.real))
    whole, real = np.zeros(at + size, np.int64), np.zeros(at + size)
    whole[: len(network.whole)], real[: len(network.real)] = network.whole, network.real
    where = _deciders(network)
    for key, tape in tapes.items():
        first, count = at + sc.SCRIPT_SIZE, len(tape.whole)
        whole[where[key]] = at
        whole[at + sc.OWNER] = network.rows[key].at
        whole[at + sc.PLAYED], whole[at + sc.WRITTEN], whole[at + sc.ROOM] = played, count, rooms[key]
        whole[first : first + count], real[first : first + count] = tape.whole, tape.real
        at = first + rooms[key]
    return replace(network, whole=whole, real=real, needed=network.needed)
