"""The prior pool: blocks of members, each kept as soon as it is whole, so that what was cut short goes on where it stopped."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import numpy as np

from materiel.lab.calibration.task import Reals, Task
from materiel.lab.errors import StoreError, WorkerLost
from materiel.lab.files import sweep, write_whole
from materiel.lab.identity import model_version

SIZE = 100
"""Members of a block, whatever runs them."""
_AHEAD = 2
_LOOK_SECONDS = 0.5
_here: Task | None = None

Stop = Callable[[], bool]
Advance = Callable[[int], None]


def identity(task: Task) -> str:
    """Hash of what defines the pool's members: the world as it stands, the priors, what is observed, seed and model."""
    told = json.dumps(
        {
            "priors": [[p.name, p.range.model_dump()] for p in task.expansion.priors],
            "puts": repr(task.expansion.puts),
            **({"chosen": sorted(task.expansion.chosen)} if task.expansion.chosen else {}),
            "series": {name: spec.model_dump(mode="json") for name, spec in task.series.items()},
            "months": task.months,
            "seed": task.seed,
            "model": model_version(),
        },
        sort_keys=True,
    )
    digest = hashlib.sha256(told.encode())
    digest.update(task.world.network.whole.tobytes())
    digest.update(task.world.network.real.tobytes())
    return digest.hexdigest()[:16]


def _block(task: Task, block: int) -> Reals:
    return np.array([task.member(member) for member in range(block * SIZE, (block + 1) * SIZE)])


def _arrive(task: Task, parent: int) -> None:
    """A worker takes the task once. Interrupts are for its parent; without a parent it ends."""
    global _here
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _here = task

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1.0)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _serve(block: int) -> Reals:
    assert _here is not None
    return _block(_here, block)


def _answers(task: Task, blocks: Sequence[int], workers: int, stop: Stop) -> Iterator[tuple[int, Reals]]:
    if workers == 1:
        for block in blocks:
            if stop():
                return
            yield block, _block(task, block)
        return
    ahead = iter(blocks)
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, spawn, initializer=_arrive, initargs=(task, os.getpid())) as pool:
        under_way: dict[Future[Reals], int] = {}
        for block in ahead:
            under_way[pool.submit(_serve, block)] = block
            if len(under_way) == _AHEAD * workers:
                break
        while under_way:
            finished, _ = wait(under_way, timeout=_LOOK_SECONDS, return_when=FIRST_COMPLETED)
            if stop():
                for waiting in [f for f in under_way if f.cancel()]:
                    del under_way[waiting]
            for future in finished:
                block = under_way.pop(future)
                try:
                    yield block, future.result()
                except BrokenProcessPool as error:
                    raise WorkerLost(f"a worker process ended without an answer ({error})") from error
                following = None if stop() else next(ahead, None)
                if following is not None:
                    under_way[pool.submit(_serve, following)] = following


class Pool:
    """The folder of a pool."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
            sweep(folder)
        except OSError as error:
            raise StoreError(f"cannot write results to {folder}: {error.strerror or error}") from error

    def path(self, block: int) -> Path:
        """The file of a block."""
        return self.folder / f"pool-{block:05d}.npy"

    def fill(self, task: Task, members: int, workers: int, advance: Advance, stop: Stop) -> bool:
        """Run the blocks that are not there yet; whether all are there in the end."""
        blocks = range(-(-members // SIZE))
        missing = [block for block in blocks if not self.path(block).exists()]
        advance((len(blocks) - len(missing)) * SIZE)
        for block, observed in _answers(task, missing, min(workers, max(1, len(missing))), stop):
            self._write(block, observed)
            advance(SIZE)
        return all(self.path(block).exists() for block in blocks)

    def _write(self, block: int, observed: Reals) -> None:
        def write(part: Path) -> None:
            with part.open("wb") as file:
                np.save(file, observed)

        write_whole(self.path(block), write)

    def read(self, members: int) -> Reals:
        """What was observed of the first so many members, shape (members, series, months). Raises StoreError."""
        found = []
        for block in range(-(-members // SIZE)):
            try:
                found.append(np.load(self.path(block)))
            except (OSError, ValueError, EOFError) as error:
                raise StoreError(f"cannot read {self.path(block)}: {error}; remove it to compute it again") from None
        return np.concatenate(found)[:members]
