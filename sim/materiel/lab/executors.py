"""Who runs the replications: threads for the kernel, which holds no interpreter lock; processes for SimPy; or nobody else.

An executor takes numbers of replications and gives answers in any order. The answers do not depend on it.
"""

from __future__ import annotations

import contextlib
import itertools
import multiprocessing
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool

from materiel.lab.batch import Batch
from materiel.lab.errors import WorkerLost
from materiel.lab.replication import Done, Failed, run_one
from materiel.run import Engine

Answer = Done | Failed
Stop = Callable[[], bool]
_AHEAD = 2
_LOOK_SECONDS = 0.2
_here: tuple[Batch, Engine, bool] | None = None


def _arrive(batch: Batch, engine: Engine, keep_record: bool) -> None:
    """A worker process takes the batch once; interrupts are for its parent, who lets it finish."""
    global _here
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _here = (batch, engine, keep_record)


def _serve(replication: int) -> Answer:
    assert _here is not None
    batch, engine, keep_record = _here
    return run_one(batch, engine, replication, keep_record)


@contextlib.contextmanager
def _pool(batch: Batch, engine: Engine, workers: int, keep_record: bool) -> Iterator[Executor]:
    pool: Executor
    if engine == "kernel":
        pool = ThreadPoolExecutor(workers)
    else:
        spawn = multiprocessing.get_context("spawn")
        pool = ProcessPoolExecutor(workers, spawn, initializer=_arrive, initargs=(batch, engine, keep_record))
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def answers(
    batch: Batch, engine: Engine, workers: int, replications: Sequence[int], keep_record: bool, stop: Stop
) -> Iterator[Answer]:
    """Run the replications; what comes out, as it comes. Once `stop` says so, only those under way are still handed over.

    Only a few are under way or waiting at a time, so memory does not grow with their number. Raises WorkerLost.
    """
    ahead = iter(replications)
    if workers == 1:
        for replication in itertools.takewhile(lambda _: not stop(), ahead):
            yield run_one(batch, engine, replication, keep_record)
        return
    under_way: set[Future[Answer]] = set()
    with _pool(batch, engine, workers, keep_record) as pool:

        def send(count: int) -> None:
            for replication in itertools.islice(ahead, count):
                if engine == "kernel":
                    under_way.add(pool.submit(run_one, batch, engine, replication, keep_record))
                else:
                    under_way.add(pool.submit(_serve, replication))

        send(_AHEAD * workers)
        while under_way:
            finished, _ = wait(under_way, timeout=_LOOK_SECONDS, return_when=FIRST_COMPLETED)
            under_way -= finished
            if stop():
                under_way -= {waiting for waiting in under_way if waiting.cancel()}
            else:
                send(len(finished))
            for future in finished:
                try:
                    yield future.result()
                except BrokenProcessPool as error:
                    raise WorkerLost(f"a worker process ended without an answer ({error})") from error
