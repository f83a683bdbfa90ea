"""How candidates stand: who is called best, and when nobody is."""

from __future__ import annotations

import numpy as np
import pytest

from materiel.lab.analysis.standing import Named, Standing, alike, standing

from .made_up import answers

TITLES = ["a", "b", "c", "d"]


def stand(values: np.ndarray, reference: int = 0, better: str = "higher", drawn: bool = False) -> Standing:
    """Candidates a, b, ... by values."""
    return standing(values, reference, Named("Readiness", "share", better), TITLES[: len(values)], 0.95, drawn)


def test_a_clear_winner_is_best() -> None:
    """One that is far above three others is best, against the reference or as the reference itself (against the next)."""
    values = answers(np.random.default_rng(1), np.array([[0.0], [5.0], [1.0], [0.5]]), 40)
    for reference, other in ((0, "a"), (1, "c")):
        found = stand(values, reference)
        assert (found.verdict.kind, found.verdict.one, found.verdict.other) == ("best", "b", other)
        assert found.verdict.rivals == 1 and found.verdict.low > 0.0
    assert [v.kind for v in stand(values, 1).against] == ["worse", "identical", "worse", "worse"]


def test_lower_turns_it_round() -> None:
    """Where less is better the lowest is best, and its difference is negative."""
    values = answers(np.random.default_rng(1), np.array([[5.0], [0.0], [4.0]]), 40)
    found = stand(values, 0, "lower").verdict
    assert (found.kind, found.one) == ("best", "b") and found.high < 0.0


def test_ahead_of_the_reference_is_not_best() -> None:
    """Two that are equally far above the reference are better than it, and neither is best."""
    values = answers(np.random.default_rng(2), np.array([[0.0], [3.0], [3.0]]), 40)
    found = stand(values)
    assert found.verdict.kind == "better" and found.verdict.rivals == 2
    assert found.best.may_be_best.tolist() == [False, True, True]


@pytest.mark.parametrize("reference", [0, 1, 2])
def test_whoever_may_be_best_is_not_shown_to_be_worse(reference: int) -> None:
    """Headline, table and comparison with the best never contradict each other, in 30 samples of near ties: best means that nobody
    else may be; of no difference shown the other may be best as well; the first is never ruled out."""
    rng = np.random.default_rng(3)
    kinds = set()
    for _ in range(30):
        values = answers(rng, rng.normal(0.0, 0.3, (3, 2)), 12)
        found = stand(values, reference)
        v, may_be = found.verdict, found.best.may_be_best
        kinds.add(v.kind)
        assert may_be[found.first] and v.rivals == may_be.sum()
        assert (v.kind == "best") == (may_be.sum() == 1)
        assert v.one == TITLES[found.first] and v.estimate >= 0.0
        if v.kind == "no difference shown":
            assert may_be[TITLES.index(v.other)] and v.low <= 0.0
        for k, each in enumerate(found.against):
            if each.kind == "no difference shown" and found.first == reference:
                assert may_be[k]
        assert ((found.best.high > 0.0) | ~may_be | (np.arange(3) == found.first)).all()
    assert {"best", "no difference shown"} <= kinds <= {"best", "better", "no difference shown"}


def test_ties_to_the_bit() -> None:
    """Three identical candidates: identical, all three; one that differs in a single run is no tie."""
    values = np.repeat(answers(np.random.default_rng(4), np.array([[1.0, 2.0]]), 10), 3, axis=0)
    found = stand(values).verdict
    assert (found.kind, found.of, found.rivals) == ("identical", 3, 3)
    assert "0" not in found.sentence()
    values[2, 1, 3] += 1e-3
    assert not alike(values, 0, 2)
    assert stand(values).verdict.kind == "no difference shown"


def test_rounding_is_a_tie() -> None:
    """Values that differ in the last bits are the same; a shift that all runs have is stated without an interval."""
    values = answers(np.random.default_rng(5), np.array([[1.0]]), 10)
    near, shifted = values * (1.0 + 4e-16), values + 0.1
    assert stand(np.concatenate([values, near])).verdict.kind == "identical"
    found = stand(np.concatenate([values, shifted])).verdict
    assert found.kind == "best"
    assert found.sentence() == "b is best in readiness: +0.1 in every run against a"


def test_nothing_in_common_is_no_tie() -> None:
    """Candidates without a replication in common are not alike."""
    assert not alike(np.array([[[1.0, np.nan]], [[np.nan, 1.0]]]), 0, 1)


def test_median_of_skewed_differences() -> None:
    """A policy that helps by 20 in one run of twenty: the mean difference is 1, the median 0."""
    base = np.random.default_rng(6).normal(size=20)
    values = np.array([[base], [base + 20.0 * (np.arange(20) == 3)]])
    found = stand(values).against[1]
    assert found.estimate == pytest.approx(1.0) and found.median == pytest.approx(0.0, abs=1e-12)
