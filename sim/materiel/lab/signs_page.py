"""What became of expected signs, as a section of a page and as data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from materiel.lab.signs import Sign, dated
from materiel.scenario.expectation import Earlier, Expectation


def as_markdown(signs: Sequence[Sign], seed: int, replications: int, futures: str) -> list[str]:
    """The section of the page, line by line. What was expected before stays under the table."""
    counts = {v: sum(sign.verdict == v for sign in signs) for v in ("held", "not held", "undecided")}
    lines = [
        "## Expected signs",
        "",
        f"Of {len(signs)} expectations {counts['held']} held, {counts['not held']} did not, {counts['undecided']} are undecided. "
        "They stood in the world before it was run.",
        f"{replications} replications, seed {seed}, futures: {futures}; each policy is paired with the world as it",
        "stands, each lever's higher value with its lower one.",
        "*Held*: the mean difference is significant (Holm over all of them) and has the expected sign.",
        "",
        "| policy or lever | metric | from | expected | difference (95 %) | verdict | why it was expected |",
        "|---|---|---|---|---|---|---|",
    ]
    for sign in signs:
        e = sign.expected.expectation
        lines.append(
            f"| {_compared(sign)} | {e.metric} | {_since(e)} | {e.direction} "
            f"| {_difference(sign)} | {_loud(sign.verdict)} | {e.why} |"
        )
    changed = [f"- {_compared(s)}: {_changed(old)}" for s in signs for old in s.expected.expectation.was]
    return [*lines, *(["", "What was expected before:", "", *changed] if changed else [])]


def as_data(signs: Sequence[Sign]) -> list[dict[str, Any]]:
    """The same as data that JSON can hold."""
    return [
        {
            "path": sign.expected.path,
            "title": sign.expected.title,
            "less": sign.expected.less.key,
            "more": sign.expected.more.key,
            **sign.expected.expectation.model_dump(mode="json", by_alias=True, exclude_none=True),
            "difference": sign.effect.mean,
            "standard_error": sign.effect.se,
            "low": sign.effect.interval[0],
            "high": sign.effect.interval[1],
            "verdict": sign.verdict,
        }
        for sign in signs
    ]


def _compared(sign: Sign) -> str:
    e = sign.expected
    return f"{e.title}: {e.more.value} against {e.less.value}" if e.more.lever else e.more.policy


def _difference(sign: Sign) -> str:
    low, high = sign.effect.interval
    return "0" if low == high == 0.0 else f"{sign.effect.mean:+,.4g} ({low:+,.4g} to {high:+,.4g})"


def _since(expectation: Expectation | Earlier) -> str:
    return "start" if expectation.from_ is None else dated(expectation.from_)


def _loud(verdict: str) -> str:
    return f"**{verdict}**" if verdict == "not held" else verdict


def _changed(old: Earlier) -> str:
    return (
        f"until {dated(old.changed)} {old.metric} {old.direction} from {_since(old)} ({old.why}); "
        f"changed because: {old.because}"
    )
