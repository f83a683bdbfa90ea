"""Crews: who runs the blocks of a study. A crew takes tasks and gives blocks in any order; the blocks do not depend on it."""

from __future__ import annotations

import contextlib
import itertools
import multiprocessing
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, ThreadPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Protocol

from materiel.lab.errors import WorkerLost
from materiel.lab.study.block import Block, Stopping, Task, run_block
from materiel.lab.study.ground import Binder, Ground
from materiel.run import Engine

_AHEAD = 2
_LOOK_SECONDS = 0.2
_here: tuple[Ground, Engine] | None = None


class Crew(Protocol):
    """Who runs blocks."""

    def blocks(self, tasks: Sequence[Task], stop: Stopping) -> Iterator[Block]:
        """Run tasks; blocks as they come. Once `stop` says so, only those under way are still handed over."""


@dataclass
class Alone:
    """One after the other, in this thread."""

    ground: Ground
    engine: Engine = "kernel"

    def blocks(self, tasks: Sequence[Task], stop: Stopping) -> Iterator[Block]:
        """Run tasks in their order."""
        binder = Binder(self.ground)
        for task in itertools.takewhile(lambda _: not stop(), tasks):
            yield run_block(self.ground, task, self.engine, binder)


@dataclass
class Threads:
    """Threads, for the kernel, which holds no interpreter lock."""

    ground: Ground
    workers: int

    def blocks(self, tasks: Sequence[Task], stop: Stopping) -> Iterator[Block]:
        """Run tasks on all threads, a few ahead."""
        binder = Binder(self.ground, 2 * self.workers)
        with ThreadPoolExecutor(self.workers) as pool:

            def send(task: Task) -> Future[Block]:
                return pool.submit(run_block, self.ground, task, "kernel", binder)

            yield from _drawn(tasks, stop, self.workers, send)


@dataclass
class Processes:
    """Processes, for SimPy."""

    ground: Ground
    engine: Engine
    workers: int

    def blocks(self, tasks: Sequence[Task], stop: Stopping) -> Iterator[Block]:
        """Run tasks on all processes. Raises WorkerLost if one ends without an answer."""
        spawn = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(self.workers, spawn, _arrive, (self.ground, self.engine)) as pool:
            try:
                yield from _drawn(tasks, stop, self.workers, lambda task: pool.submit(_serve, task))
            except BrokenProcessPool as error:
                raise WorkerLost(f"a worker process ended without an answer ({error})") from error
            finally:
                pool.shutdown(wait=True, cancel_futures=True)


def _arrive(ground: Ground, engine: Engine) -> None:
    global _here
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _here = (ground, engine)


def _serve(task: Task) -> Block:
    assert _here is not None
    return run_block(_here[0], task, _here[1])


class _Send(Protocol):
    def __call__(self, task: Task, /) -> Future[Block]: ...


def _drawn(tasks: Sequence[Task], stop: Stopping, workers: int, send: _Send) -> Iterator[Block]:
    """Blocks as they come, a few tasks under way or waiting at a time."""
    ahead = iter(tasks)
    under_way = {send(task) for task in itertools.islice(ahead, _AHEAD * workers)}
    try:
        while under_way:
            finished, under_way = wait(under_way, timeout=_LOOK_SECONDS, return_when=FIRST_COMPLETED)
            if stop():
                under_way -= {waiting for waiting in under_way if waiting.cancel()}
            else:
                under_way |= {send(task) for task in itertools.islice(ahead, len(finished))}
            for future in finished:
                yield future.result()
    finally:
        with contextlib.suppress(RuntimeError):
            for waiting in under_way:
                waiting.cancel()


def crew_of(ground: Ground, engine: Engine, workers: int) -> Crew:
    """The crew of this machine."""
    if workers == 1:
        return Alone(ground, engine)
    return Threads(ground, workers) if engine == "kernel" else Processes(ground, engine, workers)
