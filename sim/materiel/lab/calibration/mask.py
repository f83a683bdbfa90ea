"""What was not known yet: numbers of a world whose source was published after the training window, or that stand at later dates."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from materiel.lab.calibration.errors import CalibrationError
from materiel.lab.calibration.plan import Plan
from materiel.scenario.files import shown
from materiel.scenario.tables import read_table
from materiel.scenario.values import Number
from materiel.scenario.walk import leaves
from materiel.scenario.world import Scenario
from materiel.scenario.yardsticks import judges

SOURCES_FILE = "sources.csv"
ASSUMPTION = ("assumption", "")
NOT_NATURE = ("world", "yardsticks", "levers", "policies", "futures", "events")
_ROW = re.compile(r"(?P<table>.*)\.table\.(?P<row>\d+)\.1")


def read_sources(folder: Path) -> dict[str, date]:
    """When each source of a world was published. Raises CalibrationError for one without a date."""
    path = folder / SOURCES_FILE
    if not path.is_file():
        raise CalibrationError(f"{shown(folder)}: expected a {SOURCES_FILE} beside the world, got none")
    found = {}
    for line in read_table(path).lines:
        name, told = line.cells.get("id", ""), line.cells.get("as_of", "")
        try:
            found[name] = date.fromisoformat(told)
        except ValueError:
            raise CalibrationError(
                f"{shown(path)}, row {line.number}: {name}: expected as_of, a date such as 2023-12-31, got {told!r}"
            ) from None
    return found


def row_of(path: str) -> tuple[str, int] | None:
    """The profile and the row of a value in a table.

    >>> row_of("lines.us_155.rate_per_month.table.2.1")
    ('lines.us_155.rate_per_month', 2)
    """
    found = _ROW.fullmatch(path)
    return (found["table"], int(found["row"])) if found else None


def spec_at(scenario: Scenario, path: str) -> Any:
    """What stands at a path. Raises KeyError, IndexError or AttributeError if nothing does."""
    here: Any = scenario
    for segment in path.split("."):
        if isinstance(here, (list, tuple)):
            here = here[int(segment)]
        elif isinstance(here, dict):
            here = here[segment]
        else:
            here = getattr(here, segment if hasattr(here, segment) else f"{segment}_")
    return here


def nature(scenario: Scenario, written: bool = True) -> dict[str, Number]:
    """Every number of the world that is no lever or yardstick, by its path; those left out as well, unless `written`."""
    every = leaves(scenario, written=written)
    return {x.path: x.value for x in every if isinstance(x.value, Number) and x.path.split(".")[0] not in NOT_NATURE}


def dates(scenario: Scenario) -> list[str]:
    """Paths of all dates of the world, but those of tables."""
    every = leaves(scenario, written=True)
    return [x.path for x in every if isinstance(x.value, date) and x.path.split(".")[0] not in NOT_NATURE]


def masked(scenario: Scenario, plan: Plan, sources: Mapping[str, date], until: date) -> dict[str, str]:
    """Paths of what was not known at the end of the training window, each with the reason.

    A number with a source is known from the day on that the source was published. An assumption, or a number without a
    source, is known unless it stands at a date after the window while assumptions rest on what came later.
    Raises CalibrationError for a source that the world's list does not have.
    """
    found = {}
    for path, number in nature(scenario).items():
        reason = ""
        if judges(path):
            continue
        if number.source in ASSUMPTION:
            row = row_of(path)
            if row and until < plan.assumptions_as_of:
                when = spec_at(scenario, f"{row[0]}.table.{row[1]}.0")
                if isinstance(when, date) and when > until:
                    reason = f"stands at {when.isoformat()}"
        elif number.source not in sources:
            raise CalibrationError(f"{path}: expected a source of {SOURCES_FILE}, got {number.source!r}")
        elif sources[number.source] > until and not _out(plan, path, until):
            reason = f"{number.source}, published {sources[number.source].isoformat()}"
        if reason:
            found[path] = reason
    return found


def _out(plan: Plan, path: str, until: date) -> bool:
    return any(e.as_of <= until and any(fnmatchcase(path, pattern) for pattern in e.paths) for e in plan.published)
