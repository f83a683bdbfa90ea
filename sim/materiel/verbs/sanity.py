"""`materiel sanity`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import click

from materiel.lab.errors import LabError
from materiel.lab.sanity import as_markdown, judge
from materiel.scenario.load import DEFAULT, locate
from materiel.scenario.sanity import Row, read_sanity
from materiel.verbs.stderr import warm_kernel
from materiel.verbs.world import network_named


def _between_months(rows: Sequence[Row]) -> list[str]:
    """The world records at the ends of months; windows that end between them need records of their own."""
    ends = {f"{when}"[:10] for row in rows for when in (row.since, row.until) if when is not None}
    dates = sorted(end for end in ends if end.count("-") == 2 and not end.endswith("-01"))
    return [f"world.record_times={dates}"] if dates else []


def sanity_of_world(
    scenario: str, sets: Sequence[str], policy: str, replications: int, seed: int, out: Path | None
) -> int:
    """Compare a world with published figures; the table on stdout or in a file; the exit code."""
    rows = read_sanity(locate(scenario or DEFAULT).parent).rows
    world, network = network_named(scenario, [*sets, *_between_months(rows)], policy)
    warm_kernel()
    verdicts = judge(network, rows, world.world.start, seed, replications, os.cpu_count() or 1)
    page = as_markdown(world.world.title or world.world.name, verdicts, seed, replications)
    if out is None:
        click.echo(page, nl=False)
        return 0
    try:
        out.write_text(page)
    except OSError as error:
        raise LabError(f"--out {out}: {error.strerror}") from None
    return 0
