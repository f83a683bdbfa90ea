"""`materiel diff`."""

from __future__ import annotations

from collections.abc import Sequence

import click
import numpy as np

from materiel.jit import Real, Whole
from materiel.lab.errors import LabError
from materiel.lab.opening import batch_of
from materiel.lab.posteriors import resolved
from materiel.layout import head as h
from materiel.network.arena import Network, Row
from materiel.run import Engine, planes, play
from materiel.scenario.load import DEFAULT, locate, set_for
from materiel.scenario.world import Scenario
from materiel.verbs.events import Events, Names, events_of, line
from materiel.verbs.stderr import say_of, warm_kernel
from materiel.verbs.world import network_named

_HASH = 3


def diff_replication(
    scenario: str, seed: int, replication: int, sets: Sequence[str], policies: Sequence[str], futures: str | None
) -> int:
    """Compare both engines, or two policies: 0 if they are identical, 1 with the first event that differs."""
    if len(policies) > 2:
        raise LabError(f"--policy: expected at most two policies to compare, got {len(policies)}")
    world, network = network_named(scenario, sets)
    place = locate(scenario or DEFAULT)
    drawn, chosen = resolved(futures, place, "central"), set_for(sets)
    batches = {
        policy: batch_of(world, policy, network, seed, drawn, sets=chosen, world=place) for policy in policies or ("",)
    }
    say_of(next(iter(batches.values())))
    networks = {policy: batch.futures.network(replication) for policy, batch in batches.items()}
    warm_kernel()
    if len(policies) == 2:
        sides: list[tuple[str, Network, Engine]] = [(name, networks[name], "kernel") for name in policies]
    else:
        network = networks[policies[0] if policies else ""]
        sides = [("kernel", network, "kernel"), ("simpy", network, "simpy")]
    return _compare(world, sides, seed, replication)


def _compare(world: Scenario, sides: list[tuple[str, Network, Engine]], seed: int, replication: int) -> int:
    first, second = (events_of(network, seed, replication, engine) for _, network, engine in sides)
    at = first_difference(first, second)
    if at is None:
        same = np.array_equal(first.outcome.record.rows, second.outcome.record.rows)
        click.echo(f"identical ({len(first)} events)" if same else f"the same {len(first)} events, but other records")
        return 0 if same else 1
    click.echo(f"event {at + 1} differs (of {len(first)} and {len(second)})")
    for (label, network, _), events in zip(sides, (first, second), strict=True):
        text = "no event: it has ended"
        if at < len(events):
            text = line(world.world.start, Names(network), float(events.instants[at]), events.cells[at])
        click.echo(f"  {label:10} {text}")
    states = [_state_after(network, engine, seed, replication, at + 1) for _, network, engine in sides]
    rows = dict.fromkeys(_row(sides[k][1], events, at) for k, events in enumerate((first, second)))
    for row in rows:
        if row is not None:
            _show_row(row, [label for label, _, _ in sides], states)
    return 1


def first_difference(first: Events, second: Events) -> int | None:
    """Index of the first event after which the hashes differ, or at which one has ended; None if all are the same."""
    count = min(len(first), len(second))
    apart = np.flatnonzero(first.cells[:count, _HASH] != second.cells[:count, _HASH])
    if len(apart):
        return int(apart[0])
    return None if len(first) == len(second) else count


def _row(network: Network, events: Events, at: int) -> Row | None:
    if at >= len(events):
        return None
    address = int(events.cells[at][1])
    return next((row for row in network.rows.values() if row.at == address), None)


def _state_after(network: Network, engine: Engine, seed: int, replication: int, events: int) -> tuple[Whole, Real]:
    whole, real = planes(network, seed, replication)
    whole[h.HALT_AFTER] = events
    play(engine, whole, real)
    return whole, real


def _show_row(row: Row, labels: list[str], states: list[tuple[Whole, Real]]) -> None:
    """Every field of a row on both sides; those that differ are marked."""
    click.echo(f"{row.fields.kind}/{row.name} after it" + "".join(f"{label:>24}" for label in labels))
    for field in row.fields:
        for k in range(field.width):
            cell = row.at + field.offset + k
            values = [(whole if field.plane == "n" else real)[cell] for whole, real in states]
            mark = "*" if values[0] != values[1] else " "
            name = f"{field.name}[{k}]" if field.width > 1 else field.name
            click.echo(f" {mark} {name:40}" + "".join(f"{value!s:>24}" for value in values))
