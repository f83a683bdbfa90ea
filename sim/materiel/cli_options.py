"""Options that several verbs share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


def engine(function: F) -> F:
    """Which engine runs."""
    kind = click.Choice(["kernel", "simpy"])
    return click.option("--engine", type=kind, default="kernel", show_default=True, help="Both give the same bits.")(
        function
    )


def workers(function: F) -> F:
    """How many workers."""
    return click.option(
        "--workers", type=click.IntRange(1), default=None, help="Threads or processes.  [default: all cores]"
    )(function)


def out_folder(function: F) -> F:
    """Where results lie."""
    return click.option(
        "--out", type=click.Path(path_type=Path), default=Path("results"), show_default=True, help="Folder of results."
    )(function)
