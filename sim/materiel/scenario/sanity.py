"""The sanity table of a world: published figures, and which recorded cells they are compared with."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError, model_validator

from materiel.scenario.errors import Fault, ScenarioError
from materiel.scenario.faults import faults_of
from materiel.scenario.files import read_toml, shown
from materiel.scenario.spec import Spec, When

SANITY_FILE = "sanity.toml"


class Published(Spec):
    """A published figure with its range."""

    low: float
    """The least that is published, or that the figure's own uncertainty allows."""
    central: float
    """The figure."""
    high: float
    """The most."""
    source: str
    """Id of the source in the world's sources."""

    @model_validator(mode="after")
    def _ordered(self) -> Published:
        if not self.low <= self.central <= self.high:
            raise ValueError(f"expected low <= central <= high, got {self.low:g}, {self.central:g} and {self.high:g}")
        return self


class Row(Spec):
    """One line of the table: a quantity over a window, as published and as simulated."""

    what: str
    """What is compared, in words."""
    unit: str
    """Its unit."""
    cells: list[str] = Field(min_length=1)
    """Recorded cells that are summed, `kind/name/field`; `*` stands for any text."""
    over: list[str] = Field(default_factory=list)
    """Cells whose sum divides it; left out, nothing does."""
    read: Literal["flow", "level", "month reached"] = "flow"
    """flow: growth over the window; level: at its end; month reached: months from `since` to the first month-end at which
    the sum is at least `reach` (the horizon if it never is)."""
    since: When
    """First day of the window."""
    until: When | None = None
    """Day after the last of the window; not needed for `month reached`."""
    reach: float = 0.0
    """What has to be reached (`month reached`)."""
    times: float = 1.0
    """Factor on the simulated value, for the unit (0.001: thousands)."""
    per: Literal["window", "day", "month"] = "window"
    """A flow over the whole window, or by day or month of it."""
    published: Published
    """What is published."""
    word: str = ""
    """An honest word where it does not fit, or on how it is to be read."""

    @model_validator(mode="after")
    def _window(self) -> Row:
        if self.read != "month reached" and self.until is None:
            raise ValueError(f"expected until for a {self.read}, got none")
        return self


class Sanity(Spec):
    """The table."""

    rows: list[Row] = Field(alias="row", min_length=1)
    """Its lines."""


def read_sanity(folder: Path) -> Sanity:
    """The sanity table beside a world's file. Raises ScenarioError, with every fault, if there is none or it cannot be used."""
    path = folder / SANITY_FILE
    if not path.is_file():
        raise ScenarioError([Fault("", f"expected a {SANITY_FILE} beside the world, got none", shown(folder))])
    raw = read_toml(path)
    try:
        return Sanity.model_validate(raw)
    except ValidationError as error:
        found = faults_of(error, raw, model=Sanity)
        raise ScenarioError([Fault(f.path, f.message, shown(path)) for f in found]) from None
