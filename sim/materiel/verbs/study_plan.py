"""`materiel study plan`."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from materiel.lab.study.ground import ground_of
from materiel.lab.study.load import locate
from materiel.lab.study.plan import Plan, plan_of
from materiel.run import Engine
from materiel.verbs.cores import cores
from materiel.verbs.stderr import warm_kernel


def plan_study(source: str, engine: Engine, workers: int | None, as_json: bool) -> int:
    """What a study will run, and how long it takes."""
    ground = ground_of(locate(source))
    if engine == "kernel":
        warm_kernel()
    plan = plan_of(ground, engine, workers or cores())
    if as_json:
        click.echo(json.dumps(asdict(plan) | {"seconds": plan.seconds, "seconds_most": plan.seconds_most}))
        return 0
    study = ground.study
    click.echo(f"{study.title}\n{study.question}".rstrip())
    click.echo(f"world        {ground.study.world or 'default'}, seed {study.seed}, chance {study.chance}")
    click.echo(
        f"candidates   {plan.candidates:,}: {plan.policies} policies x {plan.candidates // plan.policies} "
        f"({_kind(study.design.kind)})"
    )
    click.echo(f"futures      {plan.futures:,} ({_kind(study.futures.kind)})")
    click.echo(f"points       {plan.points:,}, each {study.replications} replications in blocks of {study.block}")
    click.echo(f"measured     {', '.join(study.metrics)}")
    click.echo(
        f"in all       {plan.replications:,} replications, about {lasting(plan.seconds)} on {plan.workers} workers"
    )
    if study.stop is not None:
        click.echo(
            f"             until {study.stop.metric} is known to ± {study.stop.half_width:g}"
            f"{' as a difference' if study.stop.difference else ''}: at most {plan.most:,}, {lasting(plan.seconds_most)}"
        )
    click.echo(f"pilot        {1000 * plan.seconds_each:.1f} ms of CPU a replication")
    return 0


def _kind(kind: str) -> str:
    return "as they are" if kind == "central" else kind


def lasting(seconds: float) -> str:
    """A duration in words.

    >>> lasting(42.3), lasting(600), lasting(7300)
    ('42 s', '10 min', '2.0 h')
    """
    if seconds < 100:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 6000 else f"{seconds / 3600:.1f} h"


__all__ = ["Plan", "lasting", "plan_study"]
