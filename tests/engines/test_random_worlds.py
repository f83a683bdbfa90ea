"""The two engines are one model: on random small worlds that between them use every kind with every option."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as some
from tests.engines.coverage import Moved, choices_without_pair, missing, reached, table
from tests.engines.twins import assert_equal
from tests.engines.worlds.table import random_network

FEW, MANY = 130, 2000


def play(examples: int) -> Counter[str]:
    """Play so many random worlds on both engines; how many of them reached each pair of kind and option."""
    counts: Counter[str] = Counter()
    seen: set[int] = set()

    # A smaller seed is no simpler world, so that there is nothing to shrink.
    @settings(max_examples=examples, phases=[Phase.generate], derandomize=True, database=None)
    @given(seed=some.integers(0, 2**32 - 1))
    def one(seed: int) -> None:
        if seed not in seen:
            seen.add(seed)
            scenario, network = random_network(seed)
            counts.update(reached(scenario, [Moved(network, run) for run in assert_equal(network, seed)]))

    one()
    counts["networks"] = len(seen)
    return counts


@pytest.mark.parametrize("examples", [FEW, pytest.param(MANY * 11 // 10, marks=pytest.mark.slow)])
def test_engines_agree_and_every_pair_is_reached(examples: int) -> None:
    """Events and record are the same to the bit in every world; no pair of kind and option is missing; an option counts only
    where the cells that it works on moved, in both engines."""
    counts = play(examples)
    print(table(counts, counts["networks"]))
    assert counts["networks"] >= examples * 10 // 11
    assert not missing(counts)


def test_every_choice_of_the_schema_has_a_pair() -> None:
    """Whoever adds a policy, a doctrine, a clock, a law of loss or an allocation rule has to name what it moves."""
    assert choices_without_pair() == []
