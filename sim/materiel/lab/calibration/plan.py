"""The plan of a calibration: which numbers of a world the record may inform, within which ranges, and by which series.

It lies beside the world as `calibration.toml`. A path may have `*` for any one segment (or part of one).
"""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError, model_validator

from materiel.chance.between import triangular
from materiel.lab.calibration.errors import CalibrationError
from materiel.scenario.faults import faults_of
from materiel.scenario.files import read_toml, shown
from materiel.scenario.spec import Name, Spec

PLAN_FILE = "calibration.toml"


class Range(Spec):
    """A prior: a triangle over low, central and high, on a log scale where only the order of magnitude is known."""

    low: float = Field(allow_inf_nan=False)
    """The least that it may be."""
    central: float = Field(allow_inf_nan=False)
    """The likeliest."""
    high: float = Field(allow_inf_nan=False)
    """The most."""
    scale: Literal["linear", "log"] = "linear"
    """log: the triangle is over the logarithm."""
    source: str = "assumption"
    """An id of the world's sources, or the word `assumption`: one that does not rest on the record."""

    @model_validator(mode="after")
    def _ordered(self) -> Range:
        if not self.low <= self.central <= self.high:
            raise ValueError(f"expected low <= central <= high, got {self.low:g}, {self.central:g} and {self.high:g}")
        if self.scale == "log" and self.low <= 0.0:
            raise ValueError(f"expected low > 0 on a log scale, got {self.low:g}")
        return self

    def quantile(self, u: float) -> float:
        """The value at u; it grows with u and stays in the range."""
        if self.low == self.high:
            return self.low
        if self.scale == "log":
            low, mode, high = math.log(self.low), math.log(self.central), math.log(self.high)
            return min(max(math.exp(triangular(u, low, mode, high)), self.low), self.high)
        return float(triangular(u, self.low, self.central, self.high))


class Entry(Spec):
    """What parameters and walks share."""

    title: str = ""
    """What it is called in tables and figures."""
    unit: str = ""
    """Its unit."""
    block: str | None = None
    """The block whose series inform it, with `{}` for what the `*` of a path stands for; left out: it stays as its prior."""
    applies: Literal["always", "masked", "published"] = "always"
    """masked: only to numbers that were not known at the end of the training window; published: only to those that were."""
    known: date | None = None
    """It applies only if the training window ends before this day: for dates and numbers that history made, without a source."""
    note: str = ""
    """A remark."""


class Parameter(Entry):
    """A number that is put at one or more paths of the world."""

    paths: list[str] = Field(min_length=1)
    """Where it is put: numbers, or dates (as days from the start)."""
    each: bool = False
    """A parameter of its own for every path, named after what `*` stands for; else one for all."""
    times: float = 1.0
    """Factor on the value where it is put."""
    of_world: bool = False
    """It is itself a factor on what the world says there, which must have been known."""
    range: Range
    """Its prior."""
    step: float = Field(0.0, ge=0.0)
    """It is put in steps of this, where a value costs work (a spread has a table of its own); 0: as it is."""


class Walk(Entry):
    """A profile by date whose values follow each other by uncertain factors."""

    tables: list[str] = Field(min_length=1)
    """Paths of profiles with a table."""
    each: bool = False
    """A level and factors of its own for every table, named after what `*` stands for; else the same for all."""
    level: Range | None = None
    """Value at the first date; left out, the walk goes on from the last row that was known at the end of the training window."""
    factor: Range
    """Factor from one value to the next."""
    per: Literal["year", "row", "level"] = "row"
    """year: the factor is for a year, and applies by the time between dates; row: from row to row; level: on the first value."""
    persistence: float = Field(0.0, ge=0.0, le=1.0)
    """Power of the last factor that the next one has in it: growth goes on, more or less."""
    least: float = 0.0
    """No value is below this."""
    most: float = math.inf
    """No value is above this."""


class Published(Spec):
    """Numbers of a source that is dated late (a collection), but that were out earlier."""

    paths: list[str] = Field(min_length=1)
    """Which."""
    as_of: date
    """When they were out."""
    note: str
    """Where."""


class Plan(Spec):
    """The whole plan."""

    assumptions_as_of: date
    """What assumptions at dates rest on: those at later dates than the end of an earlier training window are masked."""
    kept: int = Field(600, ge=50)
    """Members of the pool that are kept for a block."""
    noise: Range
    """Prior of the spread of what reports add, for every series."""
    blocks: dict[Name, list[str]]
    """Series by block, with `*` for any text."""
    parameters: dict[Name, Parameter] = Field(default_factory=dict)
    """Numbers, by name."""
    walks: dict[Name, Walk] = Field(default_factory=dict)
    """Profiles, by name."""
    published: list[Published] = Field(default_factory=list)
    """Exceptions to the dates of sources."""


def read_plan(folder: Path) -> Plan:
    """The plan beside a world. Raises CalibrationError with every fault, if there is none or it cannot be used."""
    path = folder / PLAN_FILE
    if not path.is_file():
        raise CalibrationError(f"{shown(folder)}: expected a {PLAN_FILE} beside the world, got none")
    raw = read_toml(path)
    try:
        return Plan.model_validate(raw)
    except ValidationError as error:
        told = [f"{shown(path)}: {f.path}: {f.message}" for f in faults_of(error, raw, model=Plan)]
        raise CalibrationError("\n".join(told)) from None
