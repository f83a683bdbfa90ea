"""Verdicts: what an interval shows, and sentences that are right and short whatever they speak of."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from materiel.lab.analysis.sentences import WAYS
from materiel.lab.analysis.verdict import SHOWN, VARIANCE, Kind, Verdict, kind_of

NAN = float("nan")


@pytest.mark.parametrize(
    ("told", "better", "identical", "kind"),
    [
        ((0.2, 0.1, 0.3), "higher", False, "better"),
        ((0.2, 0.1, 0.3), "lower", False, "worse"),
        ((-0.2, -0.3, -0.1), "lower", False, "better"),
        ((-0.2, -0.3, -0.1), "", False, "lower"),
        ((0.2, 0.1, 0.3), "", False, "higher"),
        ((0.2, 0.0, 0.4), "higher", False, "no difference shown"),
        ((-0.2, -0.4, 0.1), "lower", False, "no difference shown"),
        ((5.0, 5.0, 5.0), "lower", False, "worse"),
        ((0.0, 0.0, 0.0), "higher", True, "identical"),
        ((0.2, NAN, NAN), "higher", False, "one run"),
        ((NAN, NAN, NAN), "higher", False, "undefined"),
    ],
)
def test_what_an_interval_shows(told: tuple[float, float, float], better: str, identical: bool, kind: Kind) -> None:
    """An interval shows a difference only if 0 lies outside it; an end at 0 shows none; ties and gaps are kinds of their own."""
    assert kind_of(*told, better, identical) == kind
    assert Verdict(kind, "m").shown == (kind in SHOWN)


def test_every_kind_has_its_sentence() -> None:
    """No kind is without words."""
    assert set(WAYS) == set(get_args(Kind))


@pytest.mark.parametrize(
    ("verdict", "sentence"),
    [
        (Verdict("best", "Cost", "EUR bn", "Lean", "Ample", -5.0, -5.5, -4.5),
         "Lean is best in cost: -5.0 EUR bn (-5.5 to -4.5) against Ample"),
        (Verdict("better", "Readiness", "share", "Repair", "Nothing", 0.02, 0.01, 0.03, of=7, rivals=3),
         "Repair is better in readiness than Nothing: +0.020 (+0.010 to +0.030); 3 of 7 may be best"),
        (Verdict("no difference shown", "Readiness", "share", "Repair", "Nothing", 0.01, -0.01, 0.03),
         "No difference in readiness is shown between Repair and Nothing: +0.010 (-0.010 to +0.030)"),
        (Verdict("worse", "Stock", "units", "Lean", "Ample", -2.0, -2.0, -2.0),
         "Lean is worse in stock than Ample: -2 units in every run"),
        (Verdict("identical", "idle", "units", "a", "b", 0.0, 0.0, 0.0, of=3, rivals=3),
         "No difference in idle: all 3 candidates are identical in every run"),
        (Verdict("identical", "idle", "units", "a", "b", 0.0, 0.0, 0.0, of=3, rivals=2),
         "No difference in idle: a and b are identical in every run"),
        (Verdict("undefined", "wait", "days", "none", runs=6), "Wait is undefined under none: 0 of 6 runs have a value"),
        (Verdict("nobody feasible", "done", "jobs/day", "bays=2", "of at least 5", 4.992, 4.982, 5.001),
         "No candidate meets done of at least 5: bays=2 is 4.992 jobs/day (4.982 to 5.001) short"),
        (Verdict("none moves", "idle", "units", "gap", of=2), "Of 2 factors, none moves idle: it is the same at every point"),
        (Verdict("none shown to move", "wait", "days", "gap", "", 0.07, 0.0, 0.17, of=2),
         "Of 2 factors, none is shown to move wait: at most gap, by 0.07 days (0 to 0.17)"),
        (Verdict("moves most", "Wait", VARIANCE, "Gap", "", 1.05, 0.43, 1.6, of=2),
         "Gap matters most to wait: it has part in 100 % (43 to 100 %) of its variance"),
        (Verdict("one run", "Cost", "EUR bn", "Lean", "Ample", -5.0),
         "Cost under Lean less Ample: -5 EUR bn in one observation, which bears no interval"),
    ],
)  # fmt: skip
def test_sentences(verdict: Verdict, sentence: str) -> None:
    """Each kind in words: never "-0 (-0 to -0)", nobody best without being shown so, and numbers in the unit."""
    assert verdict.sentence() == sentence


TEXT = st.text("abcdefghij klm,:(=", min_size=1, max_size=80).map(str.strip).filter(bool)
NUMBER = st.floats(-1e9, 1e9, allow_nan=False)


@given(
    st.sampled_from(get_args(Kind)),
    TEXT,
    st.sampled_from(["", "EUR", "interceptors a month"]),
    TEXT,
    TEXT,
    NUMBER,
    st.floats(0.0, 1e6),
    st.integers(2, 300),
)
def test_no_headline_is_longer_than_ninety(
    kind: Kind, metric: str, unit: str, one: str, other: str, value: float, half: float, of: int
) -> None:
    """Whatever the titles, a headline has at most 90 characters , and none is empty."""
    verdict = Verdict(kind, metric, unit, one, other, value, value - half, value + half, of=of, rivals=of, runs=100)
    text = verdict.sentence()
    assert 0 < len(text) <= 90, text
    assert len(verdict.sentence(None)) >= len(text) - 1
