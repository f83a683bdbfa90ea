"""The series of a record: what each is compared with in a run, and by which observation rule."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError, model_validator

from materiel.scenario.errors import Fault, ScenarioError
from materiel.scenario.faults import faults_of
from materiel.scenario.files import read_toml, shown
from materiel.scenario.spec import Name, Spec

RECORD_FOLDER, SERIES_FILE, ROWS_FILE = "record", "series.toml", "record.csv"


class Observed(Spec):
    """One series: a metric as a report would show it, month by month. Reports are not the world."""

    title: str
    """What it is called in tables and figures."""
    unit: str
    """Its unit."""
    rule: str
    """The observation rule in words: what reports show of the world, and what they leave out."""
    cells: list[str] = Field(min_length=1)
    """Recorded cells that are summed, `kind/name/field`; `*` stands for any text, `{}` for each of `each`."""
    each: list[str] = Field(default_factory=list)
    """Names that take the place of `{}`, one after the other, and are summed."""
    kind: Literal["flow", "level", "days"] = "flow"
    """flow: growth in the month; level: at its end; days: number of days in it on which growth was at least `at_least`."""
    at_least: float = Field(0.0, ge=0)
    """What a day has to reach (`days`)."""
    part: list[str] = Field(default_factory=list)
    """Cells of a part of `whole`, both cumulated to the end of the month: the value is raised by whole / part."""
    whole: list[str] = Field(default_factory=list)
    """Cells of the whole."""
    over: list[str] = Field(default_factory=list)
    """Cells that divide it, read as the cells are; left out, nothing does."""
    times: float = Field(1.0, gt=0)
    """Factor: a unit, or a share that is observed."""
    plus: float = 0.0
    """What is added after that."""
    months: int = Field(1, ge=1)
    """Months that a flow is summed over, up to the one that it is dated by."""
    days_before: int = Field(0, ge=0, le=27)
    """Days before the end of the month at which it is read: what is decided at the first instant of a month stands, in a run's
    record, at the end of the month before. The whole days in between count for the next month."""
    points: bool = False
    """Single months, with gaps between them; otherwise a month left out is a fault."""
    most: float | None = None
    """Largest value that a row may have (1 for a share); the least is 0."""

    @model_validator(mode="after")
    def _complete(self) -> Observed:
        if bool(self.part) != bool(self.whole):
            raise ValueError("expected part and whole together")
        if self.kind == "days" and (self.over or self.part or self.each or self.months > 1 or self.days_before):
            raise ValueError("expected cells and at_least alone for days")
        if self.each and not all("{}" in cell for cell in self.cells + self.part + self.whole):
            raise ValueError("expected {} in every cell where each is given")
        return self


class RecordSpec(Spec):
    """The file of series beside a world's record."""

    train_until: date
    """Last day of the training window, if none is named."""
    test_until: date
    """Last day of the test window, if none is named."""
    series: dict[Name, Observed] = Field(min_length=1)
    """Series by name."""


def read_series(folder: Path) -> RecordSpec:
    """The series of the record in a world's folder. Raises ScenarioError, with every fault, if they cannot be used."""
    path = folder / RECORD_FOLDER / SERIES_FILE
    if not path.is_file():
        raise ScenarioError(
            [Fault("", f"expected {RECORD_FOLDER}/{SERIES_FILE} beside the world, got none", shown(folder))]
        )
    raw = read_toml(path)
    try:
        return RecordSpec.model_validate(raw)
    except ValidationError as error:
        found = faults_of(error, raw, model=RecordSpec)
        raise ScenarioError([Fault(f.path, f.message, shown(path)) for f in found]) from None
