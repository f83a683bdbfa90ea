"""The page docs/verification.md: every case with its source, what it shows, and the result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from materiel.scenario.schema import reference
from materiel.verify.analyses import ANALYSES
from materiel.verify.case import Case
from materiel.verify.judge import FAIL, REPORTED, Verdict
from materiel.verify.report import expected, figure, found

MARK = "<!-- What follows is generated: materiel verify --page docs/verification.md -->"
_TITLES = {
    "queueing": "Queues and repair",
    "inventory": "Stocks",
    "production": "Production and reliability",
    "combat": "Attrition and air defence",
    "history": "Published history",
    "output_analysis": "Output analysis",
}


def as_page(before: str, cases: Mapping[str, Case], verdicts: Sequence[Verdict], engine: str, share: float) -> str:
    """docs/verification.md: what stands there before the mark, and behind it the results, the analyses and the keys of a case."""
    judged = [v for v in verdicts if v.verdict != REPORTED]
    passed = sum(v.verdict != FAIL for v in judged)
    lines = [
        MARK,
        "",
        "## Results",
        "",
        f"Engine {engine}, budget {share:g}: {len(cases)} cases, "
        f"{len(judged)} values judged, {passed} pass, {len(judged) - passed} fail.",
    ]
    for group, title in _TITLES.items():
        names = [name for name, case in cases.items() if case.group == group]
        if names:
            lines += ["", f"## {title}"]
        for name in names:
            lines += ["", *_case(name, cases[name], [v for v in verdicts if v.case == name])]
    lines += ["", "## Analyses", ""]
    lines += [f"- `{name}`: {(of.__doc__ or '').strip().splitlines()[0]}" for name, of in ANALYSES.items()]
    lines += ["", reference(Case, "Keys of case.toml").rstrip()]
    return before.partition(MARK)[0] + "\n".join(lines) + "\n"


def _case(name: str, case: Case, verdicts: Sequence[Verdict]) -> list[str]:
    lines = [f"### {name}: {case.name}", "", f"{case.shows}.", "", f"Source: {case.source}."]
    lines += ["", f"{case.remark}."] if case.remark else []
    lines += ["", "| value | expected | estimate | SE | z | verdict | also |", "|---|---|---|---|---|---|---|"]
    for v in verdicts:
        z = "" if v.z is None else f"{v.z:.2f}"
        also = ", ".join(_beside(who, number, v.value.expected) for who, number in v.value.also.items())
        verdict = v.verdict + (f": {v.why}" if v.why else "") + (" (second try)" if v.tries > 1 else "")
        se = figure(v.se) if v.se else ""
        lines.append(f"| {v.metric} | {expected(v)} | {found(v)} | {se} | {z} | {verdict} | {also} |")
    return lines


def _beside(who: str, number: float, exact: float) -> str:
    """Someone else's value, with its own error."""
    return f"{who} {figure(number)} ({number / exact - 1.0:+.1%})"
