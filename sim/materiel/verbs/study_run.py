"""`materiel study run`."""

from __future__ import annotations

import contextlib
import json
import shlex
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import numpy as np

from materiel.lab.analysis.means import grouped
from materiel.lab.analysis.outcome import outcome
from materiel.lab.errors import LabError, WorkerLost
from materiel.lab.interrupts import on_request
from materiel.lab.study.conduct import Held, Progress, Tell, conduct
from materiel.lab.study.crews import Crew, crew_of
from materiel.lab.study.ground import Ground, ground_of
from materiel.lab.study.keep import StudyStore, folder_of
from materiel.lab.study.load import locate
from materiel.lab.study.manifest import manifest_of
from materiel.lab.study.points import called
from materiel.lab.wording import cut
from materiel.run import Engine
from materiel.verbs.cores import cores
from materiel.verbs.stderr import say, warm_kernel


def run_study(
    source: str,
    resume: bool,
    engine: Engine,
    workers: int | None,
    cluster: str | None,
    out: Path,
    as_json: bool,
    quiet: bool,
) -> int:
    """Run a study, or go on with it; the table or the JSON object on stdout; the exit code."""
    path = locate(source)
    ground = ground_of(path)
    if ground.note and not quiet:
        say(ground.note)
    folder = folder_of(out, ground)
    if resume and not folder.is_dir():
        raise LabError(f"--resume: expected results of an earlier run in {folder}, got none{_others(out, ground)}")
    with _crew(ground, engine, workers or cores(), cluster) as crew:
        store = StudyStore(folder, ground)
        store.open(manifest_of(ground), path.read_text(encoding="utf-8"))
        began, lost = time.monotonic(), False
        held = Held(ground)
        with on_request() as asked, _live(ground, quiet) as tell:
            try:
                held = conduct(ground, crew, store, tell, asked.is_set)
            except WorkerLost as error:
                say(str(error))
                lost = True
            stopped = asked.is_set()
    seconds = time.monotonic() - began
    told = _summed_up(ground, held, store, seconds, workers, engine, cluster)
    if as_json:
        click.echo(json.dumps(told, allow_nan=False))
    else:
        click.echo(_table(ground, told))
    if stopped or lost:
        if not quiet:
            say(f"{len(store.done())} blocks are kept in {folder}; the same command goes on")
        return 130 if stopped else 1
    return 1 if held.failed else 0


def _others(out: Path, ground: Ground) -> str:
    """What else lies there of a study of this name."""
    others = sorted(p.name for p in out.glob(f"study-{ground.name}-*")) if out.is_dir() else []
    return f"; of other versions of model, world or study there are {', '.join(others)}" if others else ""


@contextlib.contextmanager
def _crew(ground: Ground, engine: Engine, workers: int, cluster: str | None) -> Iterator[Crew]:
    if cluster is None:
        if engine == "kernel":
            warm_kernel()
        yield crew_of(ground, engine, workers)
        return
    from materiel.lab.study.cluster import on_cluster

    with on_cluster(ground, engine, cluster) as crew:
        yield crew


@contextlib.contextmanager
def _live(ground: Ground, quiet: bool) -> Iterator[Tell]:
    """A bar with the time left and the estimate in hand; nothing where nobody watches."""
    if quiet or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress as Bar, TextColumn, TimeRemainingColumn  # isort: skip

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
        TextColumn("{task.description}"),
    )
    name = ground.study.stop.metric if ground.study.stop else next(iter(ground.study.metrics))
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=ground.grid.points * ground.study.replications)

        def tell(progress: Progress) -> None:
            candidate, future = ground.grid.of(progress.point)
            now = progress.now
            bar.update(
                task,
                completed=progress.done,
                total=progress.foreseen,
                description=f"{name} {now.mean:.4g} ± {now.half_width:.2g} ({candidate.name}, {future.name})",
            )

        yield tell


def _summed_up(
    ground: Ground, held: Held, store: StudyStore, seconds: float, workers: int | None, engine: str, cluster: str | None
) -> dict[str, Any]:
    """Means of each candidate over futures and replications with their 95 % intervals; kept as run.json beside the manifest."""
    grid, study = ground.grid, ground.study
    futures = len(grid.futures)
    rows, titles = [], called(grid.candidates, ground.titles)
    for k, candidate in enumerate(grid.candidates):
        points = range(k * futures, (k + 1) * futures)
        have = [held.of(p) for p in points]
        longest = max((len(h) for h in have), default=0)
        size = ground.chance.together
        row: dict[str, Any] = {
            "candidate": candidate.name,
            "title": titles[k],
            "policy": candidate.policy,
            "levers": dict(candidate.levers),
        }
        row["replications"] = sum(len(h) for h in have)
        metrics = {}
        for m, name in enumerate(ground.measured.names):
            values = np.full((futures, max(longest, size)), np.nan)
            for row_of, h in zip(values, have, strict=True):
                row_of[: len(h)] = h[:, m]
            now = outcome(grouped(values, size), drawn=study.futures.kind == "posterior")
            metrics[name] = {
                "mean": now.mean if np.isfinite(now.mean) else None,
                "ci95": [now.low, now.high] if np.isfinite(now.low) else [None, None],
            }
            if now.median is not None:
                metrics[name]["median"] = now.median
        rows.append(row | {"metrics": metrics})
    told = {
        "study": ground.name,
        "title": study.title,
        "seed": study.seed,
        "points": grid.points,
        "replications": sum(held.have(p) for p in range(grid.points)),
        "failed": held.failed,
        "seconds": round(seconds, 3),
        "candidates": rows,
        "result": str(store.folder),
    }
    how = {"command": shlex.join(["materiel", *sys.argv[1:]]), "engine": engine, "workers": workers, "cluster": cluster}
    store.write_json("run.json", told | how)
    return told


_SHOWN, _WIDE = 24, 48


def _table(ground: Ground, told: dict[str, Any]) -> str:
    names = ground.measured.names
    specs = ground.study.metrics
    rows = told["candidates"]
    width = max(len(cut(r["title"], _WIDE)) for r in rows[:_SHOWN])
    lines = [
        f"{told['title']}: {told['points']} points, {told['replications']:,} replications, {told['seconds']:.1f} s",
        " " * width + "  " + "  ".join(f"{(specs[n].title or n)[:26]:>26}" for n in names),
    ]
    for row in rows[:_SHOWN]:
        cells = []
        for name in names:
            mean, (low, high) = row["metrics"][name]["mean"], row["metrics"][name]["ci95"]
            cell = (
                "undefined" if mean is None else f"{mean:.4g}" + ("" if low is None else f" ± {(high - low) / 2:.2g}")
            )
            median = row["metrics"][name].get("median")
            cells.append(cell if median is None else f"{cell}, median {median:.3g}")
        lines.append(f"{cut(row['title'], _WIDE):<{width}}  " + "  ".join(f"{c:>26}" for c in cells))
    if len(rows) > _SHOWN:
        lines.append(f"... and {len(rows) - _SHOWN} more candidates")
    if told["failed"]:
        asked = "SELECT * FROM replications WHERE fault IS NOT NULL"
        lines.append(f'{told["failed"]} replications failed: materiel study query {told["result"]} "{asked}"')
    lines.append(f"results in {told['result']}")
    return "\n".join(lines)
