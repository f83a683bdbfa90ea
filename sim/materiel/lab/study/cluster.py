"""A crew on an existing dask.distributed scheduler: the same bytes as on one machine, or a message that says who differs."""

from __future__ import annotations

import contextlib
import hashlib
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from materiel.lab.errors import LabError, WorkerLost
from materiel.lab.identity import model_version
from materiel.lab.study.block import Block, Stopping, Task, run_block
from materiel.lab.study.ground import Ground
from materiel.run import Engine, replicate

_AHEAD = 2
_LOOK_SECONDS = 0.5
_CONNECT_SECONDS = 10
_RETRIES = 3


def probe(ground: Ground) -> str:
    """Hash of what a worker's results depend on: the model's sources, and the bits of one replication of the first point."""
    outcome = replicate(ground.bound(0), ground.study.seed, 0, chance=ground.chance)
    digest = hashlib.sha256(model_version().encode())
    digest.update(outcome.hash.to_bytes(8, "little", signed=True))
    digest.update(outcome.record.rows.tobytes())
    return digest.hexdigest()[:16]


def _landed(ground: Ground) -> Ground:
    return ground


@dataclass
class Cluster:
    """Workers of a scheduler."""

    ground: Ground
    engine: Engine
    client: Any
    sent: Any
    """The ground, at the workers."""

    def blocks(self, tasks: Sequence[Task], stop: Stopping) -> Iterator[Block]:
        """Run tasks on the workers, a few ahead for each; a block whose worker dies is run by another.

        Raises WorkerLost if a block cannot be run at all, or no worker is left.
        """
        from distributed import wait

        ahead = iter(tasks)
        under_way: set[Any] = set()

        def send(count: int) -> None:
            for task in itertools.islice(ahead, count):
                future = self.client.submit(
                    run_block,
                    self.sent,
                    task,
                    self.engine,
                    pure=False,
                    retries=_RETRIES,
                    key=f"block-{task.point}-{task.block}",
                )
                under_way.add(future)

        send(_AHEAD * max(1, sum(self.client.nthreads().values())))
        try:
            while under_way:
                finished, waiting = self._some_done(wait, under_way)
                under_way.clear()
                under_way |= waiting
                if stop():
                    break
                for future in finished:
                    try:
                        block: Block = future.result()
                    except Exception as error:
                        raise WorkerLost(
                            f"cluster: a block could not be run ({type(error).__name__}: {error})"
                        ) from error
                    yield block
                send(len(finished))
        finally:
            self.client.cancel(list(under_way))

    def _some_done(self, wait: Any, under_way: set[Any]) -> tuple[set[Any], set[Any]]:
        try:
            with self.client.as_current():
                done = wait(list(under_way), timeout=_LOOK_SECONDS, return_when="FIRST_COMPLETED")
            return set(done.done), set(done.not_done)
        except TimeoutError:
            if not self.client.nthreads():
                raise WorkerLost("cluster: no worker is left; finished blocks are kept") from None
            return set(), set(under_way)


@contextlib.contextmanager
def on_cluster(ground: Ground, engine: Engine, address: str) -> Iterator[Cluster]:
    """A crew of the workers of a scheduler.

    Raises LabError if the scheduler does not answer, has no workers, or one of them would give other bits.
    """
    try:
        from distributed import Client
    except ImportError:
        raise LabError("--cluster: expected dask.distributed to be installed (pip install materiel[cluster])") from None
    try:
        client = Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise LabError(
            f"--cluster {address}: expected a scheduler that answers, got none ({_first_line(error)})"
        ) from None
    with client:
        if not client.nthreads():
            raise LabError(f"--cluster {address}: expected at least one worker, got none")
        # computed and not scattered: what a worker that dies has held can be had again
        sent = client.submit(_landed, ground, pure=False)
        answers: dict[str, Any] = client.run(probe, ground, on_error="return")
        wanted, there = probe(ground), client.nthreads()
        answers = {worker: got for worker, got in answers.items() if worker in there}
        if unable := {w: got for w, got in answers.items() if isinstance(got, BaseException)}:
            worker, why = next(iter(unable.items()))
            raise LabError(f"--cluster {address}: worker {worker} cannot run the model ({_first_line(why)})")
        if strange := sorted(worker for worker, got in answers.items() if got != wanted):
            raise LabError(
                f"--cluster {address}: expected workers with the same model and arithmetic ({wanted}), "
                f"got others at {', '.join(strange)}"
            )
        yield Cluster(ground, engine, client, sent)


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
