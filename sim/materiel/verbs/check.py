"""`materiel check`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

import click

from materiel.lab.signs import sign_faults
from materiel.network.lower import network_of
from materiel.scenario.errors import ScenarioError
from materiel.scenario.files import shown
from materiel.scenario.load import DEFAULT, load, locate
from materiel.scenario.report import Report, understood
from materiel.verbs.stderr import say


def check_world(scenario: str, sets: Sequence[str], as_json: bool) -> int:
    """Print what was understood; faults go to stderr. 2 if there are any."""
    report = _report(scenario or DEFAULT, sets)
    if as_json:
        click.echo(json.dumps(report.as_dict(), indent=1))
    else:
        for fault in report.faults:
            say(str(fault))
        if report.ok:
            click.echo(_told(report))
        else:
            say(f"{report.name}: {len(report.faults)} fault{'s' if len(report.faults) != 1 else ''}")
    return 0 if report.ok else 2


def _report(source: str, sets: Sequence[str]) -> Report:
    """What was understood of a world; its faults include what the tables of a run refuse, and expectations of no metric."""
    try:
        scenario = load(source, sets)
        network_of(scenario)
    except ScenarioError as error:
        file = shown(locate(source)) if any(fault.path for fault in error.faults) else ""
        return Report(name=source, faults=[replace(fault, file=fault.file or file) for fault in error.faults])
    return replace(understood(scenario), faults=sign_faults(scenario, shown(locate(source))))


def _told(report: Report) -> str:
    lines = [
        f"{report.name}: {report.title}" if report.title else report.name,
        f"  kind        {report.kind}",
        f"  horizon     {report.start} to {report.end}",
        "  holds       " + ", ".join(f"{count} {section}" for section, count in report.counts.items()),
        f"  numbers     {report.numbers}, of which {report.uncertain} uncertain",
        "  assumptions "
        + (", ".join(f"{n} {c}" for c, n in report.assumptions.items()) or "none")
        + " (by confidence)",
        "  no supply   " + (", ".join(report.without_supply) or "none: every item that is used is made or held"),
    ]
    for front, w in report.weights.items():
        most = f" (up to {w.equipment_most:.2f} where rounds are ample)" if w.equipment_most > w.equipment else ""
        lines.append(
            f"  readiness   {front}: equipment {w.equipment:.2f}{most}, munitions {w.munitions:.2f}, air defence {w.coverage:.2f}"
        )
    if report.unused_items:
        lines.append("  not used    " + ", ".join(report.unused_items))
    return "\n".join(lines)
