"""Training: courses in which crews convert to a new item."""

from __future__ import annotations

from pydantic import Field

from materiel.scenario.fleet import FleetName
from materiel.scenario.law import Days
from materiel.scenario.spec import Spec, When
from materiel.scenario.values import NaturalCount, NotNegative, Number, Positive


class Training(Spec):
    """Crews learn on pieces of the new item, which are drawn from its reserve and held until the course is over.

    Then the authorised strength moves from the old fleet to the new one, and the old fleet's surplus goes to its reserve.
    """

    title: str = ""
    """What it is called in tables and figures."""
    from_: FleetName | None = Field(None, alias="from")
    """The fleet whose crews convert; left out, crews are new."""
    to: FleetName
    """The fleet that they convert to; it needs a reserve."""
    slots: NaturalCount
    """Crews trained at once."""
    course_days: Days
    """Length of a course."""
    start: When = 0.0
    """Date of the first course."""
    every_days: Positive = Number(central=7.0)
    """Days between dates at which courses may begin."""
    pace: NaturalCount | None = None
    """Most crews that begin at a date; left out, as many as there are free slots."""
    crews: NaturalCount | None = None
    """Crews to convert in all; left out: all."""
    cost_eur: NotNegative = Number(central=0.0)
    """Price of the training of a crew."""
