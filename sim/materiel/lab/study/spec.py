"""A study file: which world, what may be chosen, what is uncertain, what is measured, and how long it goes on."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, model_validator

from materiel.lab.tune.spec import TuneSpec
from materiel.scenario.law import Law
from materiel.scenario.policy import Policy
from materiel.scenario.spec import Name, Spec

Kind = Literal[
    "central",
    "full factorial",
    "fractional factorial",
    "one at a time",
    "latin hypercube",
    "optimised latin hypercube",
    "sobol",
    "morris",
    "saltelli",
    "list",
    "posterior",
]


class Factor(Spec):
    """Something that a study varies: numbers of the world at one or more paths, all moved together."""

    title: str = ""
    """What it is called in tables and figures."""
    unit: str = ""
    """Its unit, for labels."""
    path: str | None = None
    """Path of the number; `*` in a name stands for any text (`donors.*.commitment`)."""
    paths: list[str] = Field(default_factory=list)
    """Or several of them."""
    low: float | None = Field(None, allow_inf_nan=False)
    """The least it takes."""
    high: float | None = Field(None, allow_inf_nan=False)
    """The most it takes."""
    log: bool = False
    """Values are spread evenly in their logarithm."""
    whole: bool = False
    """Values are whole numbers."""
    scale: bool = False
    """The value multiplies what the world has at the paths; left out, it takes its place."""
    levels: list[Any] | None = Field(None, min_length=1)
    """Or these values alone."""
    options: dict[Name, dict[str, Any]] | None = Field(None, min_length=1)
    """Or named choices, each a table of paths and values (no `path` then)."""
    distribution: Law | None = None
    """How an uncertainty is distributed; left out, evenly from low to high, or as the world states it."""

    @model_validator(mode="after")
    def _one_way(self) -> Factor:
        if self.options is not None:
            if self.path or self.paths or self.levels or self.low is not None or self.high is not None:
                raise ValueError("expected options alone: their tables name the paths")
            return self
        if not self.path and not self.paths:
            raise ValueError("expected path, paths or options")
        if self.levels is not None and (self.low is not None or self.high is not None):
            raise ValueError("expected low and high, or levels, not both")
        if (self.low is None) != (self.high is None):
            raise ValueError("expected low and high together")
        if self.low is not None and self.high is not None and not self.low < self.high:
            raise ValueError(f"expected low < high, got low {self.low:g}, high {self.high:g}")
        if self.log and (self.low is None or self.low <= 0.0):
            raise ValueError("expected 0 < low for a logarithmic range")
        return self

    @property
    def all_paths(self) -> tuple[str, ...]:
        """Every path, or pattern of paths."""
        return ((self.path,) if self.path else ()) + tuple(self.paths)


class Design(Spec):
    """Which combinations of factors are run."""

    kind: Kind = "central"
    """central: one, with every factor as the world has it; the others as docs/studies.md says."""
    points: int | None = Field(None, ge=1)
    """How many combinations (hypercubes, sobol), trajectories (morris) or base points (saltelli)."""
    levels: int = Field(2, ge=2)
    """Levels of a factor with a range (factorial designs, morris)."""
    resolution: Literal[3, 4, 5] = 4
    """Resolution of a fractional factorial."""
    file: str | None = None
    """CSV beside the study with a column a factor (list); the draws of a calibration, beside the study or its world (posterior)."""
    seed: int = 1
    """Seed of a random design."""

    @model_validator(mode="after")
    def _complete(self) -> Design:
        if self.kind in POINTED and self.points is None:
            raise ValueError(f"expected points for a design of kind {self.kind}")
        if (self.kind in FILED) != (self.file is not None):
            raise ValueError("expected a file for a list or a posterior, and for these only")
        return self

    @property
    def count(self) -> int:
        """Points of a design that has to state them."""
        assert self.points is not None
        return self.points


FILED = ("list", "posterior")
POINTED = ("latin hypercube", "optimised latin hypercube", "sobol", "morris", "saltelli")


def _month(value: Any) -> Any:
    """A calendar month. Raises ValueError for what is none."""
    found = re.fullmatch(r"\d{4}-(\d{2})", value) if isinstance(value, str) else None
    if not found or not 1 <= int(found[1]) <= 12:
        raise ValueError(f"expected a month as 2026-01, got {str(value)!r}")
    return value


Month = Annotated[str, BeforeValidator(_month)]
"""A calendar month, as 2026-01."""


class MetricSpec(Spec):
    """What a replication is judged by: a metric of `materiel metrics`, and for a series how it becomes a number."""

    of: str
    """Full name of the metric: mean_readiness, operational/tank_nato."""
    title: str = ""
    """What it is called in tables and figures."""
    unit: str = ""
    """Its unit after `times`; left out, the metric's own, or that of its sum (EUR for EUR/month)."""
    read: Literal["mean", "sum", "last", "least", "most"] = "mean"
    """How a series by month becomes a number, over the calendar months from `since` to `until`; of shares there is no sum."""
    since: Month | None = None
    """First month (2026-01): a whole calendar month of the run."""
    until: Month | None = None
    """Last month, which counts."""
    times: float = Field(1.0, allow_inf_nan=False)
    """Factor for the unit (1e-9: EUR billion)."""
    better: Literal["higher", "lower"] = "higher"
    """Which way is wanted."""
    at_least: float | None = None
    """Threshold that satisfies, if higher is better."""
    at_most: float | None = None
    """Threshold that satisfies, if lower is better."""


class Stop(Spec):
    """When to stop replicating a point: once an interval is narrow enough."""

    metric: Name
    """A metric of the study."""
    half_width: float = Field(gt=0.0, allow_inf_nan=False)
    """Half-width of the interval of its mean, in its unit."""
    confidence: float = Field(0.95, gt=0.5, lt=1.0)
    """Confidence of that interval."""
    difference: bool = False
    """The interval is of the difference to the reference policy in the same future, under common random numbers."""
    most: int = Field(400, ge=2)
    """The most replications of a point."""


RESERVED = frozenset({"point", "candidate", "future", "replication", "seed", "fault", "name", "policy", "future_name"})
"""Columns of the store's tables, which no metric or factor may be called."""


class Study(Spec):
    """A question to a world."""

    model_config = ConfigDict(title="study")

    title: str
    """What it is called."""
    question: str = ""
    """What is asked, in words."""
    world: str = ""
    """A shipped world, or a file beside the study; left out, the default world."""
    set: dict[str, Any] = Field(default_factory=dict)
    """Other values at paths of the world, such as `world.end`."""
    seed: int = 1
    """Seed, common to all points."""
    policies: list[str] = Field(default_factory=list)
    """Policies that are compared, of the world or of this file; left out, those of this file, or the world as it stands."""
    policy: dict[Name, Policy] = Field(default_factory=dict)
    """Policies of this file: values at levers of the world."""
    reference: str | None = None
    """The policy that others are compared with; left out, the first."""
    levers: dict[Name, Factor] = Field(default_factory=dict)
    """What a decision-maker may choose."""
    design: Design = Field(default_factory=Design)
    """Which combinations of levers."""
    uncertainties: dict[Name, Factor] = Field(default_factory=dict)
    """What nature chooses: apart from the chance inside a replication."""
    futures: Design = Field(default_factory=Design)
    """Which combinations of uncertainties."""
    metrics: dict[Name, MetricSpec] = Field(min_length=1)
    """What is measured; the first is the main one."""
    series: list[str] = Field(default_factory=list)
    """Series by month that are kept as well."""
    replications: int = Field(20, ge=1)
    """Replications of each point; with a stopping rule, the first look."""
    block: int = Field(10, ge=1)
    """Replications that are run and kept together."""
    stop: Stop | None = None
    """Stopping rule."""
    budget: int | None = Field(None, ge=1)
    """The most replications that the study may run in all."""
    chance: Literal["independent", "antithetic", "quasi"] = "independent"
    """How replications are drawn: apart, in mirrored pairs, or with Sobol points for the `leading` streams."""
    leading: dict[str, int] = Field(default_factory=dict)
    """Streams of chance (kind/name/purpose) and how many of their first draws Sobol points drive (quasi)."""
    tune: TuneSpec | None = None
    """How the levers are tuned (`materiel study tune`)."""

    @model_validator(mode="after")
    def _fits(self) -> Study:
        if self.replications % self.block:
            raise ValueError(f"expected replications to be a multiple of block ({self.block}), got {self.replications}")
        if self.chance == "quasi" and (self.block < 2 or self.block & (self.block - 1)):
            raise ValueError(f"expected block to be a power of two for quasi-random replications, got {self.block}")
        if self.leading and self.chance != "quasi":
            raise ValueError(f'expected leading streams with chance = "quasi" only, got {self.chance}')
        if self.stop is not None and self.stop.metric not in self.metrics:
            raise ValueError(f"expected stop.metric to be one of {', '.join(self.metrics)}, got {self.stop.metric}")
        if self.stop is not None and self.replications < 2:
            raise ValueError("expected at least 2 replications for a stopping rule")
        if self.chance == "antithetic" and self.block % 2:
            raise ValueError(f"expected an even block for antithetic pairs, got {self.block}")
        if taken := sorted({*self.metrics, *self.levers, *self.uncertainties} & RESERVED):
            raise ValueError(f"expected other names than {', '.join(taken)}, which the store uses itself")
        if both := sorted(self.levers.keys() & self.uncertainties.keys()):
            raise ValueError(f"expected a name to be a lever or an uncertainty, got {', '.join(both)} as both")
        for factors, design, what in (
            (self.levers, self.design, "levers"),
            (self.uncertainties, self.futures, "uncertainties"),
        ):
            if design.kind == "posterior" and (factors or what == "levers"):
                raise ValueError(
                    f"expected a posterior for futures alone, and no uncertainties beside it, got it with {what}"
                )
            if design.kind not in ("central", "posterior") and not factors:
                raise ValueError(f"expected {what} for a design of kind {design.kind}, got none: the design is empty")
            if factors and design.kind == "central" and not (what == "levers" and self.tune is not None):
                raise ValueError(f"expected a design for the {what}, got none")
        return self
