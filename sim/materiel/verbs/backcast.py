"""`materiel backcast`."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from materiel.lab.backcast.judge import Score, Windows, judge, summary, windows
from materiel.lab.calibration.reported import Reported
from materiel.lab.campaign import Campaign, run_batch
from materiel.lab.errors import StoreError
from materiel.lab.files import write_text
from materiel.lab.interrupts import on_request
from materiel.lab.opening import world_told
from materiel.lab.posteriors import resolved
from materiel.lab.record.observing import Observing, observing
from materiel.lab.record.rows import Recorded, read_record
from materiel.lab.record.world import end_of
from materiel.lab.result import Result
from materiel.lab.store import Store, folder_name
from materiel.scenario.load import DEFAULT, locate, set_for
from materiel.scenario.world import Scenario
from materiel.verbs.cores import cores
from materiel.verbs.run import manifest
from materiel.verbs.stderr import progress, say, say_of, warm_kernel
from materiel.verbs.world import world_named

INTERRUPTED = 130


def backcast_world(
    scenario: str,
    train_until: datetime | None,
    test_until: datetime | None,
    records: Sequence[Path],
    replications: int,
    seed: int,
    sets: Sequence[str],
    futures: str | None,
    workers: int | None,
    out: Path,
    figures: bool,
    as_json: bool,
    quiet: bool,
) -> int:
    """Simulate a world over the time of its record, score every series, draw them; the table or JSON on stdout; the exit code."""
    world = world_named(scenario, sets)
    place = locate(scenario or DEFAULT)
    recorded = read_record(place.parent, world.world.start, end_of(world), records)
    at = windows(recorded, _day(train_until), _day(test_until))
    drawn = resolved(futures, place, "sample", at.train_until)
    batch = observing(world, recorded.series, at.months, seed, drawn, set_for(sets), place)
    if not quiet:
        say_of(batch)
    campaign = Campaign(replications, "kernel", min(workers or cores(), replications))
    store = _open(world, batch, campaign, out)
    warm_kernel()
    began = time.monotonic()
    with on_request() as asked, progress(f"{batch.world} backcast", replications, quiet) as advance:
        kept = run_batch(batch, campaign, store, advance, asked.is_set)
    if kept < replications:
        if not quiet:
            say(f"{kept} of {replications} replications are kept in {store.folder}; the same command goes on")
        return INTERRUPTED
    faults = store.faults(replications)
    for fault in faults[:5]:
        say(f"replication {fault.replication} failed: {fault.message}")
    if len(faults) > replications - 2:
        return 1
    result = Reported(store.folder, replications, batch.futures, seed)
    scores = judge(recorded, result.series(*recorded.series), at)
    told = _told(batch, recorded, at, scores, drawn, replications, len(faults), store.folder)
    store.write_json("scores.json", told)
    page = table(recorded, scores, told)
    write_text(store.folder / "table.txt", page + "\n")
    if figures:
        _draw(result, recorded, at, scores, store.folder / "figures")
    if as_json:
        click.echo(json.dumps(told, allow_nan=False))
    else:
        seconds = time.monotonic() - began
        click.echo(
            f"{page}\n{replications} replications, seed {seed}, futures {drawn}, {seconds:.0f} s; {store.folder}"
        )
    return 1 if faults else 0


def _day(when: datetime | None) -> date | None:
    return when.date() if when else None


def _open(world: Scenario, batch: Observing, campaign: Campaign, out: Path) -> Store:
    store = Store(out / folder_name(f"backcast-{batch.world}", "", batch.identity))
    store.write_json("manifest.json", manifest(batch, campaign))
    store.write_json("world.json", world_told(world))
    return store


def _told(
    batch: Observing,
    recorded: Recorded,
    at: Windows,
    scores: Sequence[Score],
    futures: str,
    replications: int,
    failed: int,
    folder: Path,
) -> dict[str, Any]:
    rows = recorded.rows
    masked = len(recorded.between(0, at.first_test_month).rows) - len(recorded.until(at.train_until).rows)
    about = {
        "scenario": batch.world,
        "seed": batch.seed,
        "replications": replications,
        "failed": failed,
        "futures": futures,
        "train_until": at.train_until.isoformat(),
        "test_until": at.test_until.isoformat(),
        "rows": len(rows),
        "masked_in_training": masked,
        "result": str(folder),
    }
    return {"series": [score.told() for score in scores], "summary": {**about, **summary(scores)}}


def _figure(value: float) -> str:
    if value != value:
        return "-"
    size = abs(value)
    return f"{value:,.0f}" if size >= 100 else f"{value:.1f}" if size >= 10 else f"{value:.2f}"


def table(recorded: Recorded, scores: Sequence[Score], told: dict[str, Any]) -> str:
    """The table: a line for each series and window, and what all of a window come to."""
    head = (
        "series",
        "window",
        "n",
        "in 50 %",
        "in 90 %",
        "width 90 %",
        "CRPS",
        "last",
        "seasonal",
        "climat.",
        "bias",
        "unit",
    )
    lines = [
        (
            s.series, s.window, str(s.n), f"{s.cover50:.2f}", f"{s.cover90:.2f}", _figure(s.width90), _figure(s.crps),
            _figure(s.crps_last), _figure(s.crps_seasonal), _figure(s.crps_climatology), _figure(s.bias),
            recorded.series[s.series].unit,
        )
        for s in sorted(scores, key=lambda s: s.window == "test")
    ]  # fmt: skip
    widths = [max(len(row[k]) for row in (head, *lines)) for k in range(len(head))]
    text = [_line(row, widths) for row in (head, *lines)]
    for window in ("train", "test"):
        if (all_ := told["summary"].get(window)) is not None:
            text.append(
                f"{window}: {all_['n']} months of {all_['series']} series; {all_['cover50']:.0%} in 50 % intervals, "
                f"{all_['cover90']:.0%} in 90 % intervals; better than both naive forecasts on {all_['better_than_both']} "
                f"of {all_['judged_against_naive']}"
            )
    if told["summary"]["masked_in_training"]:
        text.append(
            f"{told['summary']['masked_in_training']} rows of training months were public only later and are left out"
        )
    return "\n".join(text)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    left = (0, 1, len(row) - 1)
    return "  ".join(
        c.ljust(w) if k in left else c.rjust(w) for k, (c, w) in enumerate(zip(row, widths, strict=True))
    ).rstrip()


def _draw(result: Result, recorded: Recorded, at: Windows, scores: Sequence[Score], place: Path) -> None:
    from materiel.figures import record
    from materiel.verbs.drawing import saved

    try:
        place.mkdir(parents=True, exist_ok=True)
        for name in dict.fromkeys(s.series for s in scores):
            here = [s for s in scores if s.series == name]
            saved(lambda name=name, here=here: record.draw_series(result, recorded, at, name, here), place / name)  # type: ignore[misc]
        saved(lambda: record.draw_overview(result, recorded, at, scores), place / "overview")
        saved(lambda: record.draw_pit(scores), place / "pit")
    except OSError as error:
        raise StoreError(f"cannot write figures to {place}: {error.strerror or error}") from error
