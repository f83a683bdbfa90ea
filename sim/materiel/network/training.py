"""Training as rows."""

from __future__ import annotations

from materiel.layout import training as tr
from materiel.network.build import Build
from materiel.scenario.errors import Fault, ScenarioError
from materiel.scenario.training import Training


def allot_training(b: Build, name: str, spec: Training) -> None:
    """A row for the courses."""
    b.row(tr.TRAINING, name)


def fill_training(b: Build, name: str, spec: Training) -> None:
    """Who converts to what, how many at once, from when."""
    if b.spec("fleets", spec.to).reserve is None:
        message = f"expected a fleet with a reserve to train on, got {spec.to!r} without one"
        raise ScenarioError([Fault(f"training.{name}.to", message)])
    b.fill(
        b.row_of("training", name),
        [
            (tr.FROM, b.maybe("fleet", spec.from_)),
            (tr.TO, b.row_of("fleet", spec.to)),
            (tr.SLOTS, spec.slots.value),
            (tr.DURATION, b.law(spec.course_days)),
            (tr.START, b.days(spec.start)),
            (tr.PERIOD, spec.every_days.value),
            (tr.PACE, -1 if spec.pace is None else spec.pace.value),
            (tr.TARGET, -1 if spec.crews is None else spec.crews.value),
            (tr.COST, spec.cost_eur.value),
        ],
    )
