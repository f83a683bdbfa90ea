"""Events and records are what they were, to the bit: the proof that a change of form changes nothing else.

On the platform of the file a difference fails, whatever versions are installed. Elsewhere the bits of exp and log are others and
the tests are skipped, unless MATERIEL_REFERENCE=1 says that this is the reference platform: then that is a failure too.
"""

from __future__ import annotations

import os

import pytest
from tests.hashes.kept import difference, elsewhere, read
from tests.hashes.platform import DECISIVE, here
from tests.hashes.runs import GROUPS, quick_runs


@pytest.fixture(scope="module")
def kept() -> tuple[dict[str, str], dict[str, str]]:
    """The file, if it holds here."""
    head, lines = read()
    if other := elsewhere(head):
        if os.environ.get("MATERIEL_REFERENCE", "0") != "0":
            pytest.fail(f"this is said to be the reference platform, but hashes were made on another: {other}")
        pytest.skip(f"hashes hold for the platform they were made on: {other}")
    return head, lines


def test_some_runs_leave_what_they_left(kept: tuple[dict[str, str], dict[str, str]]) -> None:
    """A hundred runs: random worlds, the default world, and the quick reference cases."""
    head, lines = kept
    found = [run.line() for run in quick_runs()]
    assert len(found) >= 80
    assert not difference(found, lines, head)


@pytest.mark.slow
@pytest.mark.parametrize("group", GROUPS)
def test_every_run_leaves_what_it_left(group: str, kept: tuple[dict[str, str], dict[str, str]]) -> None:
    """2,200 random worlds, some of them with related chance, 300 laid out cell by cell, every shipped world under every policy and in
    sampled futures, every variant of every case."""
    head, lines = kept
    assert not difference((run.line() for run in GROUPS[group]()), lines, head)


@pytest.mark.slow
def test_no_line_is_left_over(kept: tuple[dict[str, str], dict[str, str]]) -> None:
    """Every line of the file is of a run that there is, and none is missing."""
    _, lines = kept
    assert list(lines) == [run.name for group in GROUPS.values() for run in group()]


def test_a_difference_is_named() -> None:
    """The first run that differs is named with what differs; so is one that the file does not know, and other versions."""
    head, kept = {**here(), "numba": "0.1"}, {"a": "a 1 2 3", "b": "b 1 2 3"}
    assert difference(["a 1 2 3", "b 1 2 3"], kept, head) == ""
    told = difference(["a 1 2 3", "b 1 9 4", "c 1 2 3"], kept, head)
    assert told.startswith("b: record 2, now 9, number of events 3, now 4 (2 differ); made with numba 0.1, now ")
    assert difference(["c 1 2 3"], kept, head).startswith("c: no such line")


def test_the_platform_is_what_decides_bits() -> None:
    """Other versions do not excuse a difference; another processor or mathematics library does."""
    assert elsewhere({**here(), "numba": "0.1", "python": "2.7"}) == ""
    assert all(key in elsewhere({**here(), key: "other"}) for key in DECISIVE)
