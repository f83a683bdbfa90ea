"""`materiel trace`."""

from __future__ import annotations

import fnmatch
from collections.abc import Sequence
from pathlib import Path

import click

from materiel.chance.replications import Kind
from materiel.lab.errors import LabError, StoreError
from materiel.lab.opening import batch_of, chance_of
from materiel.lab.posteriors import resolved
from materiel.run import Engine
from materiel.scenario.load import DEFAULT, locate, set_for
from materiel.verbs.events import events_of, lines
from materiel.verbs.stderr import say, say_of, warm_kernel
from materiel.verbs.world import network_named


def trace_replication(
    scenario: str,
    seed: int,
    replication: int,
    policy: str,
    sets: Sequence[str],
    engine: Engine,
    chance: Kind,
    leading: Sequence[str],
    points: int,
    futures: str | None,
    entity: str,
    out: Path | None,
) -> int:
    """List the events of one replication: date, phase, entity, event, state afterwards."""
    world, network = network_named(scenario, sets)
    if not any(fnmatch.fnmatchcase(key, entity) for key in network.rows):
        raise LabError(f"--entity {entity}: no entity of the world is called so (kind/name, with * and ?)")
    how = chance_of(chance, leading, points)
    if engine == "kernel":
        warm_kernel()
    place = locate(scenario or DEFAULT)
    batch = batch_of(world, policy, network, seed, resolved(futures, place, "central"), how, set_for(sets), place)
    say_of(batch)
    network = batch.futures.network(replication)
    events = events_of(network, seed, replication, engine, how)
    wanted = (text for name, text in lines(world.world.start, network, events) if fnmatch.fnmatchcase(name, entity))
    if out is None:
        for text in wanted:
            click.echo(text)
    else:
        try:
            with out.open("w", encoding="utf-8") as file:
                file.writelines(f"{text}\n" for text in wanted)
        except OSError as error:
            raise StoreError(f"cannot write {out}: {error.strerror or error}") from error
    say(f"{len(events)} events, hash {events.outcome.hash & 0xFFFFFFFFFFFFFFFF:016x}")
    return 0
