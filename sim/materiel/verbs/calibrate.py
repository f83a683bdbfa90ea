"""`materiel calibrate`."""

from __future__ import annotations

import json
import shlex
import sys
import time
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from materiel.lab.calibration import report
from materiel.lab.calibration.check import Ranks, ranks
from materiel.lab.calibration.fit import Fit, fit
from materiel.lab.calibration.mask import read_sources
from materiel.lab.calibration.plan import read_plan
from materiel.lab.calibration.pool import Pool, identity
from materiel.lab.calibration.predictive import Predicted, predictive
from materiel.lab.calibration.task import Task, task_of
from materiel.lab.errors import StoreError
from materiel.lab.files import write_text
from materiel.lab.identity import model_version
from materiel.lab.interrupts import on_request
from materiel.lab.record.rows import Recorded, read_record
from materiel.lab.record.world import end_of
from materiel.lab.store import folder_name
from materiel.scenario.load import DEFAULT, locate, set_for
from materiel.verbs.cores import cores
from materiel.verbs.stderr import progress, say, warm_kernel
from materiel.verbs.world import world_named

INTERRUPTED = 130
SHOWN_P = 0.01


def calibrate_world(
    scenario: str,
    train_until: datetime | None,
    records: Sequence[Path],
    draws: int,
    members: int,
    seed: int,
    sets: Sequence[str],
    workers: int | None,
    out: Path,
    check: int | None,
    figures: bool,
    as_json: bool,
    quiet: bool,
) -> int:
    """Calibrate a world to its record; draws, tables and figures in a folder, the table or JSON on stdout; the exit code."""
    began = time.monotonic()
    world, place = world_named(scenario, sets), locate(scenario or DEFAULT).parent
    plan, sources = read_plan(place), read_sources(place)
    everything = read_record(place, world.world.start, end_of(world), records)
    until = train_until.date() if train_until else everything.spec.train_until
    record = everything.until(until)
    task = task_of(world, plan, sources, record, until, seed, set_for(sets))
    pool = Pool(out / folder_name(f"calibrate-{world.world.name}", until.isoformat(), identity(task)))
    warm_kernel()
    threads = workers or cores()
    with on_request() as asked, progress(f"{world.world.name} prior pool", members, quiet) as advance:
        whole = pool.fill(task, members, threads, advance, asked.is_set)
    if not whole:
        if not quiet:
            say(f"the blocks that are whole are kept in {pool.folder}; the same command goes on")
        return INTERRUPTED
    found = fit(task, plan, record, pool.read(members))
    listed = report.futures(found, draws)
    told = report.parameters(found)
    report.write_futures(pool.folder / "posterior.csv", listed, task.expansion.whole)
    report.write_parameters(pool.folder / "parameters.csv", told)
    checked = _checked(found, check) if check else []
    predicted = predictive(task, record, listed, threads)
    about = _about(task, record, found, predicted, checked, told, until, members, draws, pool.folder)
    write_text(pool.folder / "calibration.json", json.dumps(about, indent=1) + "\n")
    if figures:
        _draw(told, predicted, checked, record, until, pool.folder / "figures")
    if as_json:
        click.echo(json.dumps(about, allow_nan=False))
    else:
        click.echo(_page(about, told, checked))
        click.echo(f"{members} members, {draws} draws, seed {seed}, {time.monotonic() - began:.0f} s; {pool.folder}")
    return 0


def _checked(found: Fit, records: int) -> list[Ranks]:
    return [
        r
        for block in found.blocks
        for r in ranks(
            [p.name for p in block.priors], block.fitted, block.scores, block.statistics, block.kept, records
        )
    ]


def _about(
    task: Task,
    record: Recorded,
    found: Fit,
    predicted: Sequence[Predicted],
    checked: Sequence[Ranks],
    told: Sequence[report.Told],
    until: date,
    members: int,
    draws: int,
    folder: Path,
) -> dict[str, Any]:
    about: dict[str, Any] = {
        "train_until": until.isoformat(),
        "seed": task.seed,
        "members": members,
        "draws": draws,
        "model_version": model_version(),
        "command": shlex.join(["materiel", *sys.argv[1:]]),
        "rows": len(record.rows),
        "masked": len(task.expansion.masked),
        "blocks": [report.block_told(block, list(record.series)) for block in found.blocks],
        "parameters": [t.as_dict() for t in told],
        "prior_only": [p.name for p in found.prior_only],
        "predictive": [
            {"series": p.series, "cover50": round(p.inside(0.5), 4), "cover90": round(p.inside(0.9), 4)}
            for p in predicted
        ],
        "result": str(folder),
    }
    if checked:
        about["check"] = [
            {"parameter": r.name, "records": len(r.ranks), "counts": r.counts, "p": round(r.p, 6)} for r in checked
        ]
    return about


def _page(about: dict[str, Any], told: Sequence[report.Told], checked: Sequence[Ranks]) -> str:
    lines = [report.table(told), ""]
    informed = sum(t.informed for t in told)
    lines.append(
        f"trained to {about['train_until']} on {about['rows']} rows; {about['masked']} numbers of the world were not known then; "
        f"the record informs {informed} of {len(told)} parameters, {len(about['prior_only'])} stay as they were"
    )
    for block in about["blocks"]:
        if block["outside"]:
            lines.append(
                f"{block['block']}: the record lies outside of what the priors reach: {', '.join(block['outside'])}"
            )
    if checked:
        lines += ["", "ranks of the truth in tenths, over pseudo-records, and the chi-square p of their being uniform"]
        width = max(len(r.name) for r in checked)
        lines += [f"{r.name.ljust(width)}  {' '.join(f'{c:3d}' for c in r.counts)}  p = {r.p:.3f}" for r in checked]
        low = [r.name for r in checked if r.p <= SHOWN_P]
        lines.append(f"p of {SHOWN_P} or less: {len(low)} of {len(checked)}" + (f" ({', '.join(low)})" if low else ""))
    return "\n".join(lines)


def _draw(
    told: Sequence[report.Told],
    predicted: Sequence[Predicted],
    checked: Sequence[Ranks],
    record: Recorded,
    until: date,
    place: Path,
) -> None:
    from materiel.figures import calibration
    from materiel.verbs.drawing import saved

    try:
        place.mkdir(parents=True, exist_ok=True)
        saved(lambda: calibration.draw_parameters(told), place / "parameters")
        saved(lambda: calibration.draw_predictive(predicted, record, until), place / "predictive")
        if checked:
            saved(lambda: calibration.draw_ranks(checked, told), place / "ranks")
    except OSError as error:
        raise StoreError(f"cannot write figures to {place}: {error.strerror or error}") from error
