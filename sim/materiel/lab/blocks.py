"""Blocks of replications: of one constant size, whatever runs them, so that the same work leaves the same files."""

from __future__ import annotations

SIZE = 25


def block_of(replication: int) -> int:
    """The block that a replication belongs to.

    >>> block_of(24), block_of(25)
    (0, 1)
    """
    return replication // SIZE


def members(block: int, replications: int) -> range:
    """The replications of a block, of a batch of so many.

    >>> list(members(1, 27))
    [25, 26]
    """
    return range(block * SIZE, min((block + 1) * SIZE, replications))


def blocks(replications: int) -> range:
    """All blocks of a batch.

    >>> blocks(26)
    range(0, 2)
    """
    return range(-(-replications // SIZE))
