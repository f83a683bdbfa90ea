"""`materiel sanity`."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Literal

import click

from materiel.lab import signs_page
from materiel.lab.axioms import page as axioms_page
from materiel.lab.axioms.doses import Dose
from materiel.lab.axioms.runs import Setup, base_of
from materiel.lab.axioms.table import doses_of
from materiel.lab.axioms.trial import tried
from materiel.lab.errors import LabError
from materiel.lab.measures import measure_of
from materiel.lab.opening import said_by
from materiel.lab.posteriors import resolved
from materiel.lab.sanity import as_data, as_markdown, judge
from materiel.lab.signs import arms_of, sign_faults, signs_of
from materiel.network.bind import bind_said
from materiel.scenario.errors import ScenarioError
from materiel.scenario.files import shown
from materiel.scenario.load import DEFAULT, locate, set_for
from materiel.scenario.sanity import SANITY_FILE, Row, read_sanity
from materiel.scenario.world import Scenario
from materiel.verbs.cores import cores
from materiel.verbs.plain import as_json as plain
from materiel.verbs.stderr import progress, warm_kernel
from materiel.verbs.world import network_named, world_named

Section = Literal["figures", "axioms", "signs"]
SECTIONS: tuple[Section, ...] = ("figures", "axioms", "signs")
_REPLICATIONS: dict[Section, int] = {"figures": 200, "axioms": 40, "signs": 100}


@dataclass(frozen=True)
class Asked:
    """What is held against what, and how often it is run."""

    scenario: str
    sets: Sequence[str]
    world: Scenario
    policy: str
    replications: int | None
    seed: int
    metric: str
    doses: Sequence[str]
    workers: int
    quiet: bool

    @property
    def beside(self) -> Path:
        """The folder of the world."""
        return locate(self.scenario or DEFAULT).parent

    def times(self, section: Section) -> int:
        """Replications of a section."""
        return self.replications or _REPLICATIONS[section]


@dataclass(frozen=True)
class Passage:
    """A section: its lines on the page, its data, and whether all is as it should be."""

    lines: list[str]
    data: Any
    kept: bool


def sanity_of_world(
    scenario: str,
    sets: Sequence[str],
    policy: str,
    sections: Sequence[Section],
    replications: int | None,
    seed: int,
    metric: str,
    doses: Sequence[str],
    workers: int | None,
    as_json: bool,
    quiet: bool,
    out: Path | None,
) -> int:
    """Hold a world against published figures, the axioms of readiness and expected signs; the exit code."""
    world = world_named(scenario, sets)
    asked = Asked(scenario, sets, world, policy, replications, seed, metric, doses, workers or cores(), quiet)
    if faults := sign_faults(world, shown(locate(scenario or DEFAULT))):
        raise ScenarioError(faults)
    wanted = tuple(dict.fromkeys(sections)) or _there_is(asked)
    warm_kernel()
    told = {section: _TELL[section](asked) for section in SECTIONS if section in wanted}
    title = world.world.title or world.world.name
    if as_json:
        data: dict[str, Any] = {
            "world": world.world.name,
            "policy": policy,
            **{str(s): t.data for s, t in told.items()},
        }
        text = json.dumps(plain(data), allow_nan=False, indent=1) + "\n"
    else:
        head = [] if "figures" in told else [f"# {title}: does it make sense?", "", "Written by `materiel sanity`.", ""]
        text = "\n".join([*head, *_joined([t.lines for t in told.values()])]) + "\n"
    if out is None:
        click.echo(text, nl=False)
    else:
        try:
            out.write_text(text, encoding="utf-8")
        except OSError as error:
            raise LabError(f"--out {out}: {error.strerror}") from None
    return 0 if all(t.kept for t in told.values()) else 1


def _there_is(asked: Asked) -> tuple[Section, ...]:
    """The sections for which the world has something to hold against. LabError if there are none."""
    there: dict[Section, bool] = {
        "figures": (asked.beside / SANITY_FILE).is_file(),
        "axioms": bool(asked.world.fronts),
        "signs": arms_of(asked.world) > 0,
    }
    if not any(there.values()):
        raise LabError(
            f"expected a {SANITY_FILE} beside the world, a front, or policies with `expects`, got none of them"
        )
    return tuple(section for section in SECTIONS if there[section])


def _joined(sections: Sequence[Sequence[str]]) -> list[str]:
    lines: list[str] = []
    for section in sections:
        lines += [*([""] if lines else []), *section]
    return lines


def _between_months(rows: Sequence[Row]) -> list[str]:
    """The world records at the ends of months; windows that end between them need records of their own."""
    ends = {f"{when}"[:10] for row in rows for when in (row.since, row.until) if when is not None}
    dates = sorted(end for end in ends if end.count("-") == 2 and not end.endswith("-01"))
    return [f"world.record_times={dates}"] if dates else []


def _figures(asked: Asked) -> Passage:
    rows = read_sanity(asked.beside).rows
    world, network = network_named(asked.scenario, [*asked.sets, *_between_months(rows)])
    network = bind_said(network, said_by(world, asked.policy, set_for(asked.sets)))
    times = asked.times("figures")
    verdicts = judge(network, rows, world.world.start, asked.seed, times, asked.workers)
    page = as_markdown(world.world.title or world.world.name, verdicts, asked.seed, times)
    return Passage(page.rstrip("\n").split("\n"), as_data(verdicts), True)


def _axioms(asked: Asked) -> Passage:
    scenario = asked.world
    if not scenario.fronts:
        raise LabError("--section axioms: expected a world with a front, got none")
    lines: list[str] = []
    data: list[dict[str, Any]] = []
    kept = True
    for front in scenario.fronts:
        metric = asked.metric if len(scenario.fronts) == 1 or "/" in asked.metric else f"{asked.metric}/{front}"
        setup = Setup(scenario, asked.policy, measure_of(metric), asked.seed, asked.times("axioms"), asked.workers)
        base = base_of(setup)
        doses = _chosen(asked, doses_of(scenario, front, base.usage))
        with progress(f"axioms: {metric}", 2 * len(doses), asked.quiet) as advance:
            trial = tried(base, doses, advance)
        lines += [*([""] if lines else []), *axioms_page.as_markdown(trial, metric)]
        data.append(axioms_page.as_data(trial, metric))
        kept = kept and not trial.broken
    return Passage(lines, data, kept)


def _chosen(asked: Asked, doses: Sequence[Dose]) -> list[Dose]:
    """The doses that are asked for. LabError if a pattern means none."""
    for pattern in asked.doses:
        if not any(fnmatchcase(dose.name, pattern) for dose in doses):
            raise LabError(f"--dose {pattern}: there is no such dose; the world has {', '.join(d.name for d in doses)}")
    return [d for d in doses if not asked.doses or any(fnmatchcase(d.name, pattern) for pattern in asked.doses)]


def _signs(asked: Asked) -> Passage:
    scenario = asked.world
    if not arms_of(scenario):
        raise LabError("--section signs: expected policies or levers with `expects`, got none")
    times = asked.times("signs")
    with progress("signs", arms_of(scenario), asked.quiet) as advance:
        futures = resolved(None, locate(asked.scenario or DEFAULT), "central")
        signs = signs_of(scenario, asked.seed, times, asked.workers, advance, futures)
    kept = all(sign.verdict != "not held" for sign in signs)
    return Passage(signs_page.as_markdown(signs, asked.seed, times, futures), signs_page.as_data(signs), kept)


_TELL: dict[Section, Callable[[Asked], Passage]] = {"figures": _figures, "axioms": _axioms, "signs": _signs}
