"""Handlers of fleets, assets, training and the front."""

from __future__ import annotations

from materiel.jit import Real, Whole, rule
from materiel.kernel.heap import timer
from materiel.layout import fleet as f
from materiel.layout.events import ASSET_FAILS, COURSE_DATE, FRONT_DAY
from materiel.rules.assets import asset_fails, asset_look
from materiel.rules.fleet import combat_loss
from materiel.rules.fleet_days import fleet_look, own_day
from materiel.rules.front import end_day, front_look
from materiel.rules.training import begin_course, next_course


@rule
def fleet_wakes(n: Whole, x: Real, fleet: int) -> None:
    """A fleet waits for its next combat loss (clocks) or the end of a day of its own, whichever comes first, or for nothing."""
    due = fleet_look(n, x, fleet)
    timer(n, x, due, n[fleet + f.NEXT], fleet)


@rule
def fleet_loses(n: Whole, x: Real, fleet: int) -> None:
    """The clock of losses strikes."""
    combat_loss(n, x, fleet)
    fleet_wakes(n, x, fleet)


@rule
def fleet_day(n: Whole, x: Real, fleet: int) -> None:
    """A day of a fleet without a front."""
    own_day(n, x, fleet)
    fleet_wakes(n, x, fleet)


@rule
def asset_wakes(n: Whole, x: Real, asset: int) -> None:
    """An asset's clock starts, or stands."""
    timer(n, x, asset_look(n, x, asset), ASSET_FAILS, asset)


@rule
def asset_down(n: Whole, x: Real, asset: int) -> None:
    """An asset fails."""
    asset_fails(n, x, asset)
    asset_wakes(n, x, asset)


@rule
def training_wakes(n: Whole, x: Real, training: int) -> None:
    """The next date of courses."""
    timer(n, x, next_course(n, x, training), COURSE_DATE, training)


@rule
def course_date(n: Whole, x: Real, training: int) -> None:
    """Courses begin."""
    begin_course(n, x, training)
    training_wakes(n, x, training)


@rule
def front_wakes(n: Whole, x: Real, front: int) -> None:
    """The front waits for the end of its day."""
    timer(n, x, front_look(n, x, front), FRONT_DAY, front)


@rule
def front_day(n: Whole, x: Real, front: int) -> None:
    """A day at the front ends."""
    end_day(n, x, front)
    front_wakes(n, x, front)
