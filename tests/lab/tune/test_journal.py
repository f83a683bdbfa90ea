"""Journal: a tuning that is interrupted anywhere goes on and ends with the same bits."""

from __future__ import annotations

import dataclasses
import json

import numpy as np
import pytest

from materiel.lab.errors import StoreError
from materiel.lab.tune.conduct import Question, conduct
from materiel.lab.tune.evaluate import Goal
from materiel.lab.tune.journal import Journal
from materiel.lab.tune.levers import number, one_of
from materiel.lab.tune.spec import TuneSpec

GOALS = (Goal("a", 0), Goal("b", 1, "lower"))
LEVERS = (number("pace", 0.0, 1.0), one_of("where", ("east", "west")))
SEARCH = TuneSpec(method="search", metrics=["a", "b"], population=6, generations=4, first_replications=2, confirm=3)
QUESTION = Question(("a", "b"), GOALS, (), (), LEVERS)


class Killed(Exception):
    """The process ends."""


class World:
    """Counts what it is asked, and dies when it was asked too often."""

    def __init__(self, dies_after=10**9):
        self.asked, self._dies_after = 0, dies_after

    def __call__(self, candidates, replications):
        found = []
        for c in candidates:
            self.asked += 1
            if self.asked > self._dies_after:
                raise Killed
            chance = [np.random.default_rng([r]).normal() for r in replications]
            found.append([[c["pace"] + e, c["pace"] ** 2 - e if c["where"] == "west" else np.nan] for e in chance])
        return np.array(found)


def told(outcome):
    """What is compared."""
    return [dataclasses.astuple(f) for f in outcome.finalists], outcome.found.trace


@pytest.mark.parametrize("dies_after", [0, 1, 5, 6, 13, 20, 31])
def test_any_interruption_leaves_the_same(tmp_path, dies_after) -> None:
    """Killed after any number of candidates, it goes on to the same outcome and the same journal, and asks for nothing twice."""
    whole = World()
    wanted = conduct(SEARCH, QUESTION, Journal(tmp_path / "whole", {"id": 1}, 1).over(whole))
    first = World(dies_after)
    with pytest.raises(Killed):
        conduct(SEARCH, QUESTION, Journal(tmp_path / "cut", {"id": 1}, 1).over(first))
    second = World()
    journal = Journal(tmp_path / "cut", {"id": 1}, 1)
    assert journal.kept == dies_after
    got = conduct(SEARCH, QUESTION, journal.over(second))
    np.testing.assert_equal(told(got), told(wanted))
    assert (tmp_path / "cut").read_bytes() == (tmp_path / "whole").read_bytes()
    assert dies_after + second.asked == whole.asked


def test_a_cut_line_is_dropped(tmp_path) -> None:
    """A last line that was not written to its end is as if it were not there, and is written over."""
    path = tmp_path / "journal"
    conduct(SEARCH, QUESTION, Journal(path, {"id": 1}).over(World()))
    whole = path.read_bytes()
    lines = whole.splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:4]) + lines[4][:40])
    conduct(SEARCH, QUESTION, Journal(path, {"id": 1}).over(World()))
    assert path.read_bytes() == whole


def test_damage_is_named(tmp_path) -> None:
    """A line that is no JSON before the end is an error with its number."""
    path = tmp_path / "journal"
    conduct(SEARCH, QUESTION, Journal(path, {"id": 1}).over(World()))
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[:2], b"{oops\n", *lines[3:]]))
    with pytest.raises(StoreError, match="line 3: expected JSON"):
        Journal(path, {"id": 1})


def test_the_journal_of_another_is_refused(tmp_path) -> None:
    """The journal of another tuning is refused with what differs, and left as it is."""
    path = tmp_path / "journal"
    Journal(path, {"world": "abc", "seed": 1})
    before = path.read_bytes()
    with pytest.raises(StoreError, match="expected seed = 2, got 1"):
        Journal(path, {"world": "abc", "seed": 2})
    assert path.read_bytes() == before


def test_other_questions_are_refused(tmp_path) -> None:
    """If what is asked is not what was asked then, the answers are not used."""
    path = tmp_path / "journal"
    conduct(SEARCH, QUESTION, Journal(path, {"id": 1}).over(World()))
    with pytest.raises(StoreError, match="another version"):
        conduct(SEARCH.model_copy(update={"seed": 5}), QUESTION, Journal(path, {"id": 1}).over(World()))


def test_values_keep_their_bits(tmp_path) -> None:
    """What is read again is what was written, to the bit; missing values stay missing."""
    rng = np.random.default_rng(1)
    values = rng.normal(size=(3, 4, 2)) * 10.0 ** rng.integers(-300, 300, size=(3, 4, 2))
    values[1, 2, 0] = np.nan
    asked = [{"k": 0}, {"k": 1}, {"k": 2}]
    evaluate = Journal(tmp_path / "j", {}, 3).over(lambda c, r: values)
    np.testing.assert_array_equal(evaluate(asked, range(4)), values)
    again = Journal(tmp_path / "j", {}, 3).over(World(0))
    np.testing.assert_array_equal(again(asked, range(4)), values)
    assert all(json.loads(line) for line in (tmp_path / "j").read_text().splitlines())


def test_a_folder_that_cannot_be_written(tmp_path) -> None:
    """A place that cannot be written to is one message."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="cannot write"):
        Journal(tmp_path / "file" / "journal", {})
