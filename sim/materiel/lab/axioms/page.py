"""What the trial of the axioms says, as a page and as data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from materiel.lab.axioms.findings import VIOLATED, Finding, Loop, Trial
from materiel.lab.axioms.judge import MARGIN, MeanDifference
from materiel.lab.axioms.mechanisms import feedback_of

_STREAMS = 2
"""Streams that are named where draws part; the rest is counted."""


def finding_of(trial: Trial) -> str:
    """What it comes to, in a sentence."""
    findings = trial.findings
    count = len(findings)
    if not trial.broken:
        undecided = sum(f.open.verdict == "undecided" for f in findings)
        return f"All {count} doses keep the axioms" + (f", {undecided} of them undecided." if undecided else ".")
    violated = sum(f.open.verdict in VIOLATED for f in findings)
    flat = sum(f.open.verdict == "does not raise" for f in findings)
    unexplained = len(trial.broken) - violated - flat
    parts = [
        f"{violated} violate them in the open loop" if violated else "",
        f"{flat} of what binds do not raise it" if flat else "",
        f"{unexplained} are reversed by feedback without an explanation" if unexplained else "",
    ]
    return f"{len(trial.broken)} of {count} doses break the axioms: " + ", ".join(filter(None, parts)) + "."


def as_markdown(trial: Trial, metric: str) -> list[str]:
    """The section of the page, line by line."""
    setup = trial.setup
    lines = [
        f"## Axioms: `{metric}`",
        "",
        f"{finding_of(trial)} {setup.replications} replications, seed {setup.seed}, each dose paired with the run without it.",
        "Effects are of the metric; a gain should not lower it, a loss not raise it. *Open loop*: gifts, orders, resolve and",
        "programmes are those of the run without the dose, and raids do not look at the defence. *Months* of the run that count:",
        "for what happens once, three years from then on (one, where it has to raise). *Holds*: on every path, or in the",
        f"mean, whose one-sided 95 % bound is no worse than {MARGIN:g}. *Violated*: worse than that (Holm over all tests of the",
        "table), and again under fresh seeds. *Raises*: three months' worth of what binds raises it significantly. *Closed",
        "loop*: all decide as they see fit; a reversal is explained by a mechanism only if it is gone when that is switched off.",
        "",
        "| dose | what | from | months | open loop (95 %) | paths against | verdict | closed loop (95 %) | verdict |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for f in trial.findings:
        when = f.dose.when.isoformat() if f.dose.when else "start"
        lines.append(
            f"| {f.dose.name} | {f.dose.what} | {when} | {f.dose.months or 'all'} | {_effect(f, f.open)} | {_below(f.open)} "
            f"| {_opened(f)} | {_effect(f, f.closed)} | {_closed(f)} |"
        )
    return [*lines, *_couplings(trial), *_mechanisms(trial)]


def as_data(trial: Trial, metric: str) -> dict[str, Any]:
    """The same as data that JSON can hold; effects are of the metric, not signed by the axiom."""
    return {
        "metric": metric,
        "finding": finding_of(trial),
        "replications": trial.setup.replications,
        "seed": trial.setup.seed,
        "margin": MARGIN,
        "kept": not trial.broken,
        "doses": [
            {
                "name": f.dose.name,
                "what": f.dose.what,
                "from": f.dose.when.isoformat() if f.dose.when else None,
                "gain": f.dose.gain,
                "must_raise": f.dose.must_raise,
                "months": f.dose.months,
                "kept": f.kept,
                "open": _loop(f, f.open),
                "closed": _loop(f, f.closed),
            }
            for f in trial.findings
        ],
    }


def _loop(f: Finding, loop: Loop) -> dict[str, Any]:
    return {
        "verdict": loop.verdict,
        "paths_against": len(loop.below),
        "paths_against_uncoupled": loop.uncoupled,
        "removed_by": list(loop.removed_by),
        "draws_part": {"day": loop.parted.day, "streams": list(loop.parted.streams)} if loop.parted else None,
        **_numbers(f, loop.effect),
        "fresh": _numbers(f, loop.fresh) if loop.fresh else None,
    }


def _numbers(f: Finding, effect: MeanDifference) -> dict[str, float]:
    low, high = _ordered(f, effect)
    return {"effect": f.dose.sign * effect.mean, "standard_error": effect.se, "low": low, "high": high}


def _ordered(f: Finding, effect: MeanDifference) -> tuple[float, float]:
    """The interval of the effect as the metric has it."""
    low, high = effect.interval
    return (low, high) if f.dose.gain else (-high, -low)


def _effect(f: Finding, loop: Loop) -> str:
    low, high = _ordered(f, loop.effect)
    if low == high == 0.0:
        return "0"
    return f"{f.dose.sign * loop.effect.mean:+.4f} ({low:+.4f} to {high:+.4f})"


def _below(loop: Loop) -> str:
    return f"{len(loop.below)} of {len(loop.paths)}" if loop.below else "none"


def _opened(f: Finding) -> str:
    verdict = f.open.verdict
    if f.dose.must_raise and verdict not in (*VIOLATED, "does not raise"):
        return "raises"
    if verdict in VIOLATED and f.open.removed_by:
        return f"**{verdict}**; not without {', '.join(f.open.removed_by)}"
    return f"**{verdict}**" if verdict in (*VIOLATED, "does not raise") else verdict


def _closed(f: Finding) -> str:
    if f.closed.verdict != "violated":
        return f.closed.verdict
    if f.open.verdict in VIOLATED and not f.closed.removed_by:
        return "as in the open loop"
    if f.closed.removed_by:
        return f"reversed; not without {', '.join(f.closed.removed_by)}"
    return "**reversed, not explained**"


def _couplings(trial: Trial) -> list[str]:
    """Where draws part on the first path against each dose."""
    start = trial.setup.scenario.world.start
    rows = []
    for f in trial.findings:
        if not f.open.below:
            continue
        parted = f.open.parted
        if parted is None:
            rows.append(f"- {f.dose.name}: no stream gave another number of draws on the first of them.")
            continue
        named = ", ".join(parted.streams[:_STREAMS])
        more = f" and {len(parted.streams) - _STREAMS} more" if len(parted.streams) > _STREAMS else ""
        rest = f"; {f.open.uncoupled} paths without such a coupling" if f.open.uncoupled else ""
        rows.append(f"- {f.dose.name}: {named}{more}, by {start + timedelta(days=int(parted.day))}{rest}")
    if not rows:
        return []
    return [
        "",
        "Single paths go against the axiom where streams of chance that are drawn from in the order of events give their numbers",
        "to other events than without the dose; from then on the two runs are no longer paired. Where draws first part:",
        "",
        *rows,
    ]


def _mechanisms(trial: Trial) -> list[str]:
    named = {name for f in trial.findings for loop in (f.open, f.closed) for name in loop.removed_by}
    told: Sequence[str] = [f"*{m.name}*: {m.what}" for m in feedback_of(trial.setup.scenario) if m.name in named]
    return ["", f"Mechanisms: {'; '.join(told)}."] if told else []
