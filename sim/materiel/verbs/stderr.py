"""What a command says beside its result: lines and progress bars on stderr."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator

import click

from materiel.lab.batch import Batch
from materiel.lab.futures import Listed
from materiel.warm import is_warm, warm


def say(text: str) -> None:
    """A line on stderr."""
    click.echo(text, err=True)


def say_of(batch: Batch) -> None:
    """A line on which draws of another world apply, if the futures of a batch are such."""
    if isinstance(batch.futures, Listed) and batch.futures.note:
        say(batch.futures.note)


def warm_kernel() -> None:
    """Compile the kernel if this installation never did, with a line that says so."""
    if is_warm():
        return
    live = sys.stderr.isatty()

    def tick(seconds: float) -> None:
        click.echo(f"\r{seconds:4.0f} s ", nl=False, err=True)

    warm(lambda text: say(f"\r{text}" if live else text), tick if live else None)


@contextlib.contextmanager
def progress(what: str, total: int, quiet: bool) -> Iterator[Callable[[int], None]]:
    """A bar with the time left; what it yields is told how many more are done. Nothing where nobody watches."""
    if quiet or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("elapsed"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda more: bar.advance(task, more)
