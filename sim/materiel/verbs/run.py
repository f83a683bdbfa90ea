"""`materiel run`."""

from __future__ import annotations

import importlib.metadata
import json
import platform
import shlex
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from materiel.chance.replications import Kind
from materiel.lab.batch import Batch
from materiel.lab.campaign import Campaign, run_batch
from materiel.lab.differences import AS_IT_STANDS, differences, title_of
from materiel.lab.errors import WorkerLost
from materiel.lab.identity import model_version, world_hash
from materiel.lab.interrupts import on_request
from materiel.lab.opening import absent_by_month, axis_of, batch_of, chance_of, setting_of, world_told
from materiel.lab.posteriors import resolved
from materiel.lab.result import Result
from materiel.lab.store import Store, folder_name
from materiel.lab.summary import numbers_summary, series_summary, survival_summary
from materiel.network.lower import network_of
from materiel.run import Engine
from materiel.scenario.load import DEFAULT, locate, set_for
from materiel.scenario.world import Scenario
from materiel.verbs.cores import cores
from materiel.verbs.differences import table_of, told_of
from materiel.verbs.stderr import progress, say, say_of, warm_kernel
from materiel.verbs.world import world_named
from materiel.verbs.yearly import by_year, of_numbers
from materiel.verbs.yearly_parts import by_parts

_PACKAGES = ("materiel", "numpy", "scipy", "numba", "simpy", "pyarrow", "pydantic")


def run_world(
    scenario: str,
    replications: int,
    seed: int,
    policies: Sequence[str],
    sets: Sequence[str],
    engine: Engine,
    futures: str | None,
    chance: Kind,
    leading: Sequence[str],
    points: int,
    workers: int | None,
    out: Path,
    keep_record: bool,
    as_json: bool,
    quiet: bool,
) -> int:
    """Run a world under each policy with a common seed; the table or the JSON object on stdout; the exit code."""
    world = world_named(scenario, sets)
    place, network = locate(scenario or DEFAULT), network_of(world)
    base = world_hash(network, setting_of(world, network))
    how = chance_of(chance, leading, points)
    drawn, chosen = resolved(futures, place, "central"), set_for(sets)
    names = dict.fromkeys(policies or ("",))
    batches = [batch_of(world, policy, network, seed, drawn, how, chosen, place) for policy in names]
    if not quiet:
        say_of(batches[0])
    campaign = Campaign(replications, engine, min(workers or cores(), replications), keep_record)
    stores = [open_store(world, batch, out, campaign, base) for batch in batches]
    if engine == "kernel":
        warm_kernel()
    told: list[dict[str, Any]] = []
    results: list[Result] = []
    interrupted = lost = False
    for batch, store in zip(batches, stores, strict=True):
        began = time.monotonic()
        label = f"{batch.world} {batch.policy}".strip()
        with on_request() as asked, progress(label, replications, quiet) as advance:
            try:
                kept = run_batch(batch, campaign, store, advance, asked.is_set)
            except WorkerLost as error:
                say(str(error))
                lost, kept = True, len(store.done(replications, keep_record))
        interrupted = kept < replications and not lost
        if kept:
            results.append(Result(store.folder, replications))
            told.append(summed_up(batch, store, campaign, results[-1], time.monotonic() - began))
            if not as_json:
                title = title_of(results[-1]) if batch.policy else ""
                click.echo(_table(f"{label} ({title})" if title else label, told[-1], results[-1]))
        if interrupted or lost:
            if not quiet:
                say(
                    f"{label}: {kept} of {replications} replications are kept in {store.folder}; the same command goes on"
                )
            break
    apart = differences(results) if len(results) > 1 else []
    if as_json and told:
        several = {"policies": told, "differences": [told_of(d) for d in apart]}
        click.echo(json.dumps(told[0] | several if len(batches) > 1 else told[0], allow_nan=False))
    elif apart:
        click.echo(f"\n{table_of(results, apart)}")
    if interrupted:
        return 130
    return 1 if lost or any(t["failed"] for t in told) else 0


def open_store(world: Scenario, batch: Batch, out: Path, campaign: Campaign, base: str) -> Store:
    """The batch's folder, with its manifest; `base` is the hash of the world without a policy. Raises StoreError."""
    columns = [f"{c.kind}/{c.name}/{c.field}" for c in batch.network.columns]
    store = Store(out / folder_name(batch.world, batch.policy, batch.identity), columns)
    title = world.policies[batch.policy].title if batch.policy else AS_IT_STANDS
    store.write_json(
        "manifest.json", manifest(batch, campaign) | {"policy_title": title or batch.policy, "base_hash": base}
    )
    store.write_json("world.json", world_told(world))
    return store


def manifest(batch: Batch, campaign: Campaign) -> dict[str, Any]:
    """What was run, and with what."""
    return {
        "world": batch.world,
        "policy": batch.policy,
        "seed": batch.seed,
        "replications": campaign.replications,
        "world_hash": batch.world_hash,
        "model_version": model_version(),
        "batch": batch.identity,
        **batch.futures.told(),
        **batch.chance.told(),
        "engine": campaign.engine,
        "command": shlex.join(["materiel", *sys.argv[1:]]),
        "versions": {name: importlib.metadata.version(name) for name in _PACKAGES if _installed(name)},
        "python": platform.python_version(),
        "platform": platform.platform(),
        "start": batch.start.isoformat(),
        **axis_of(batch),
    }


def _installed(name: str) -> bool:
    try:
        importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def summed_up(batch: Batch, store: Store, campaign: Campaign, result: Result, seconds: float) -> dict[str, Any]:
    """The object that `--json` prints, kept as summary.json too; faults go to faults.json."""
    faults = store.faults(campaign.replications)
    for fault in faults[:5]:
        say(f"replication {fault.replication} failed: {fault.message}")
    if len(faults) > 5:
        say(f"{len(faults) - 5} more failed: see {store.folder / 'faults.json'}")
    summary = {
        "scenario": batch.world,
        "policy": batch.policy,
        "seed": batch.seed,
        "replications": len(store.done(campaign.replications, False)),
        "failed": len(faults),
        "engine": campaign.engine,
        "seconds": round(seconds, 3),
        "metrics": numbers_summary(result),
        "series": series_summary(result),
        "survival": survival_summary(result),
        "result": str(store.folder),
    }
    if absent := absent_by_month(batch):
        summary["notes"] = [absent]
    if faults:
        store.write_json("faults.json", [vars(fault) for fault in faults])
    store.write_json("summary.json", summary)
    return summary


def _table(label: str, told: dict[str, Any], result: Result) -> str:
    parts = [f"{label}: {told['replications']} replications, seed {told['seed']}, {told['seconds']:.1f} s"]
    parts.append(by_year(result) or of_numbers(told["metrics"], told["replications"] - told["failed"]))
    parts += [part for part in (by_parts(result),) if part]
    parts += told.get("notes", [])
    return "\n".join([*parts, f"results in {told['result']}"])
