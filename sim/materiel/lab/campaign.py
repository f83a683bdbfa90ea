"""Running a batch: what is missing is run, and each block is kept as soon as it is whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from materiel.lab.batch import Batch
from materiel.lab.blocks import block_of
from materiel.lab.executors import Answer, Stop, answers
from materiel.lab.store import Store
from materiel.run import Engine

Advance = Callable[[int], None]


@dataclass(frozen=True)
class Campaign:
    """How a batch is run; nothing of this changes its results."""

    replications: int
    engine: Engine = "kernel"
    workers: int = 1
    keep_record: bool = False


def run_batch(batch: Batch, campaign: Campaign, store: Store, advance: Advance, stop: Stop) -> int:
    """Run the replications that the store does not hold yet; how many of those wanted it holds in the end.

    `advance` is told how many are done, `stop` is asked whether to go on. Whatever ends the run, the replications that
    were finished are kept, unless they cannot be written (StoreError; earlier blocks stay).
    """
    done = store.done(campaign.replications, campaign.keep_record)
    missing = [r for r in range(campaign.replications) if r not in done]
    advance(len(done))
    open_blocks: dict[int, list[Answer]] = {}
    wanted: dict[int, int] = {}
    for replication in missing:
        wanted[block_of(replication)] = wanted.get(block_of(replication), 0) + 1
    kept = len(done)
    try:
        for answer in answers(batch, campaign.engine, campaign.workers, missing, campaign.keep_record, stop):
            block = block_of(answer.replication)
            open_blocks.setdefault(block, []).append(answer)
            advance(1)
            if len(open_blocks[block]) == wanted[block]:
                store.add(open_blocks[block], campaign.keep_record)
                kept += len(open_blocks.pop(block))
    finally:
        for block in sorted(open_blocks):
            if len(open_blocks[block]) < wanted[block]:
                store.add(open_blocks[block], campaign.keep_record)
                kept += len(open_blocks[block])
    return kept
