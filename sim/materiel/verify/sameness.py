"""What has to stay the same, to the bit: by whoever runs it, beside a change that has no part in it, and in the books."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase

import numpy as np

from materiel.lab.batch import Batch
from materiel.lab.errors import LabError
from materiel.lab.executors import answers
from materiel.lab.opening import batch_of
from materiel.lab.replication import Done
from materiel.layout import head as h
from materiel.layout.events import NAMES
from materiel.network.arena import Network
from materiel.network.bind import bind_policy
from materiel.network.lower import network_of
from materiel.run import Outcome, replicate
from materiel.scenario.load import load
from materiel.verify.analysis import Found, Inputs
from materiel.verify.sample import Values

Epochs = dict[str, list[float]]


def sameness(inputs: Inputs) -> Mapping[str, Found]:
    """Numbers of values that differ where none may, over so many replications of the case's world.

    Parameters: `workers`, `policy`, `untouched` (entities, with `*` for any text, and the event whose instants that policy must
    leave alone), `added` (a file beside the case: the world with an entity more that nothing knows). The metrics:

    - by_workers: recorded cells of one worker against many
    - by_policy: instants of those events with the policy against without
    - by_addition: recorded cells of all that was there before the addition
    - in_ledger: units by which items do not balance at the end, reckoned from the last state of the planes

    Raises LabError if the policy or an addition changes nothing at all, so that it would show nothing.
    """
    scenario = inputs.scenario()
    network = inputs.network()
    batch = batch_of(scenario, "", network, inputs.seed)
    one = _records(batch, inputs, 1)
    many = _records(batch, inputs, int(inputs.parameter("workers")))
    bound = bind_policy(network, scenario.policies[inputs.parameter("policy")])
    longer = network_of(load(inputs.folder / inputs.parameter("added"), inputs.sets))
    by_policy = by_addition = off = moved = 0
    for k in range(inputs.replications):
        before, after = (_traced(net, inputs, k) for net in (network, bound))
        by_policy += _apart(*(_epochs(net, o, inputs) for net, o in ((network, before), (bound, after))))
        moved += int(np.sum(before.record.rows != after.record.rows))
        off += _off(before.whole) + _off(after.whole)
        other = replicate(longer, inputs.seed, k, inputs.engine).record
        kept = [other.index[key] for key in before.record.index]
        by_addition += _differ(before.record.rows, other.rows[:, kept])
    if not moved:
        raise LabError(f"{inputs.case}: expected a policy that does something, got {inputs.parameter('policy')}")
    if len(longer.columns) == len(network.columns):
        raise LabError(f"{inputs.case}: expected added to add an entity, got {inputs.parameter('added')}")
    by_workers = sum(_differ(a, b) for a, b in zip(one, many, strict=True))
    counts = {"by_workers": by_workers, "by_policy": by_policy, "by_addition": by_addition, "in_ledger": off}
    return {name: Found(float(count)) for name, count in counts.items()}


def _differ(a: Values, b: Values) -> int:
    """Cells whose bits are not the same."""
    return int(np.sum(np.ascontiguousarray(a).view(np.int64) != np.ascontiguousarray(b).view(np.int64)))


def _records(batch: Batch, inputs: Inputs, workers: int) -> list[Values]:
    """The records of all replications, by number, run by so many workers."""
    found = {}
    for answer in answers(batch, inputs.engine, workers, range(inputs.replications), True, lambda: False):
        if not isinstance(answer, Done) or answer.record is None:
            raise LabError(f"{inputs.case}: replication {answer.replication} stopped: {getattr(answer, 'message', '')}")
        found[answer.replication] = answer.record
    return [found[k] for k in sorted(found)]


def _traced(network: Network, inputs: Inputs, replication: int) -> Outcome:
    """A replication with the list of all its events."""
    room = replicate(network, inputs.seed, replication, inputs.engine).events
    return replicate(network, inputs.seed, replication, inputs.engine, trace=room)


def _epochs(network: Network, outcome: Outcome, inputs: Inputs) -> Epochs:
    """When the events that are to stay happened, by entity."""
    wanted: Mapping[str, str] = inputs.parameter("untouched")
    at, count = int(outcome.whole[h.TRACE]), int(outcome.whole[h.TRACE_COUNT])
    cells = outcome.whole[at : at + count * h.TRACE_SIZE].reshape(count, h.TRACE_SIZE)
    instants = outcome.real[at : at + count * h.TRACE_SIZE : h.TRACE_SIZE]
    codes = {name: code for code, name in NAMES.items()}
    found: Epochs = {}
    for pattern, event in wanted.items():
        names = [name for name in network.rows if fnmatchcase(name, pattern)]
        if event not in codes or not names:
            raise LabError(
                f"{inputs.case}: untouched: expected entities of the world and an event, got {pattern} = {event}"
            )
        for name in names:
            mine = (cells[:, 0] == codes[event]) & (cells[:, 1] == network.rows[name].at)
            found[name] = list(instants[mine])
        if not any(found[name] for name in names):
            raise LabError(f"{inputs.case}: untouched: expected {event} to happen to {pattern}, got none")
    return found


def _apart(one: Epochs, two: Epochs) -> int:
    """Instants that are in one list and not at the same place of the other."""
    return sum(_places(one[name], two[name]) for name in one)


def _places(a: Sequence[float], b: Sequence[float]) -> int:
    return abs(len(a) - len(b)) + sum(u != v for u, v in zip(a, b, strict=False))


def _off(whole: np.ndarray[tuple[int], np.dtype[np.int64]]) -> int:
    """Units that came into being less those accounted for, added up over items without their sign."""
    entries = whole[whole[h.LEDGER] :][: 3 * whole[h.LEDGER_COUNT]].reshape(-1, 3)
    balance = np.zeros(whole[h.ITEM_COUNT], np.int64)
    np.add.at(balance, entries[:, 0], whole[entries[:, 1]] * entries[:, 2])
    return int(np.abs(balance).sum())
