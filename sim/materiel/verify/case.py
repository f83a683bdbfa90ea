"""A case: a world beside which its known answers stand, with their source, how they are read and what is tolerated."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, Field, ValidationError, model_validator

from materiel.lab.errors import LabError
from materiel.scenario.errors import ScenarioError
from materiel.scenario.faults import faults_of
from materiel.scenario.files import read_toml
from materiel.scenario.paths import nearest
from materiel.scenario.spec import Name, Spec
from materiel.shipped import shipped
from materiel.verify.analyses import ANALYSES
from materiel.verify.reading import parsed

CASE_FILE = "case.toml"
Rule = Literal["mc", "det", "int", "below", "range", "reported"]
Group = Literal["queueing", "inventory", "production", "combat", "history", "output_analysis"]
GROUPS: tuple[str, ...] = get_args(Group)


def _readable(text: str) -> str:
    if text:
        parsed(text)
    return text


class Tolerance(Spec):
    """When a value passes."""

    rule: Rule = "mc"
    """mc: |estimate - expected| <= z_accept SE, and SE <= max_rel_se max(|expected|, abs_floor); det: |estimate - expected| <=
    rel |expected| + abs; int: exactly; below: estimate <= expected + z_accept SE; range: the central 80 % of the replications
    meet [low, high] and are not wider than twice that; reported: shown, not judged."""
    z_accept: float = 3.9
    """Standard errors that an estimate may be off."""
    max_rel_se: float = 0.01
    """Largest standard error, relative to the value."""
    abs_floor: float = 0.001
    """Least value to which it is relative."""
    rel: float = 1e-6
    """Relative error (det)."""
    abs: float = 1e-9
    """Absolute error (det)."""


class Value(Spec):
    """A known answer."""

    metric: str
    """Its name."""
    expected: float
    """Its value."""
    reading: Annotated[str, AfterValidator(_readable)] = ""
    """How it is estimated from the record (docs/verification.md: the language of readings); an analysis gives it by its name."""
    low: float | None = None
    """Least published value (range)."""
    high: float | None = None
    """Largest published value (range)."""
    also: dict[str, float] = Field(default_factory=dict)
    """Other values for it, by who gives them: approximations whose own error shows."""
    variants: list[Name] = Field(default_factory=list)
    """Variants that it holds for; left out: all."""
    tolerance: Tolerance | None = None
    """Its own tolerance instead of the case's."""

    @model_validator(mode="after")
    def _ranged(self) -> Value:
        if (self.low is None) != (self.high is None):
            raise ValueError("expected low and high together, got one of them")
        return self


class Variant(Spec):
    """The same world with other values."""

    set: list[str]
    """Values at paths, as `path=value`."""


class Case(Spec):
    """A case as written in `case.toml`."""

    name: str
    """What it is, in a line."""
    kind: Literal["world", "analysis"] = "world"
    """world: its answers are read from the record of a world; analysis: a function of the table of analyses gives them."""
    of: str = ""
    """That function."""
    parameters: dict[str, Any] = Field(default_factory=dict)
    """What it is given."""
    group: Group
    """Its group."""
    source: str
    """Where the known answers come from."""
    shows: str
    """What of the model it shows."""
    remark: str = ""
    """How it is expressed, or read."""
    world: str | None = None
    """A shipped world; left out: `world.toml` beside the case, or none if there is none (plain arithmetic)."""
    set: list[str] = Field(default_factory=list)
    """Values at paths of the world, as `path=value`."""
    futures: Literal["central", "sample"] = "central"
    """sample: uncertain numbers of the world are drawn anew for each replication."""
    quick: bool = False
    """Runs in a second or so: one of those that every change is tested with."""
    seed: int = 1
    """Seed; a second try takes the next thousand."""
    replications: int = Field(1, ge=1)
    """Replications at the full budget, or how often an analysis repeats what it repeats."""
    warm_up_days: float = Field(0.0, ge=0.0)
    """Days from the start that are left out; a record instant."""
    tolerance: Tolerance = Tolerance()
    """What is tolerated."""
    variants: dict[Name, Variant] = Field(default_factory=dict)
    """Variants by name; left out: the world as it stands."""
    values: list[Value] = Field(alias="value", min_length=1)
    """The known answers."""

    @model_validator(mode="after")
    def _of_its_kind(self) -> Case:
        if self.kind == "world" and (self.of or self.parameters):
            raise ValueError("expected of and parameters only with kind = 'analysis', got kind = 'world'")
        if self.kind == "analysis" and self.of not in ANALYSES:
            near = nearest(self.of, ANALYSES)
            hint = f"; the nearest is {near}" if near else f"; there are {', '.join(ANALYSES)}"
            raise ValueError(f"of: expected the name of an analysis, got {self.of!r}{hint}")
        for value in self.values:
            if bool(value.reading) == (self.kind == "analysis"):
                expected = "no reading in an analysis" if value.reading else "a reading"
                raise ValueError(f"{value.metric}: expected {expected}, got {value.reading or 'none'}")
        return self

    @model_validator(mode="after")
    def _known(self) -> Case:
        for value in self.values:
            for name in value.variants:
                if name not in self.variants:
                    raise ValueError(f"{value.metric}: expected variants among {', '.join(self.variants)}, got {name}")
            rule = (value.tolerance or self.tolerance).rule
            if rule == "range" and value.low is None:
                raise ValueError(f"{value.metric}: expected low and high for rule range, got none")
            if rule in ("mc", "below") and self.replications < 30:
                raise ValueError(f"expected replications >= 30 for rule {rule}, got {self.replications}")
        return self


def shipped_cases() -> dict[str, Path]:
    """Folders of the shipped cases, by name."""
    return {path.parent.name: path.parent for path in sorted(shipped("configs").glob(f"reference/*/{CASE_FILE}"))}


def folder_of(name: str) -> Path:
    """The folder of a case: a folder, or the name of a shipped case. Raises LabError."""
    cases = shipped_cases()
    if name in cases:
        return cases[name]
    if (Path(name) / CASE_FILE).is_file():
        return Path(name)
    near = nearest(name, cases)
    hint = f"; the nearest is {near}" if near else ""
    raise LabError(f"expected a folder with a {CASE_FILE} or a shipped case, got {name!r}{hint}")


def read_case(folder: Path) -> Case:
    """The case of a folder. Raises LabError with what is wrong."""
    path = folder / CASE_FILE
    raw: dict[str, Any] = {}
    try:
        raw = read_toml(path)
        return Case.model_validate(raw)
    except ScenarioError as error:
        raise LabError(str(error)) from None
    except ValidationError as error:
        told = [str(replace(fault, file=str(path))) for fault in faults_of(error, raw, model=Case)]
        raise LabError("\n".join(told)) from None
