"""What the tables of a run have one place for, and dates that a run cannot have."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from materiel.scenario.errors import Fault
from materiel.scenario.spec import days_from, is_year
from materiel.scenario.values import LARGEST
from materiel.scenario.world import Scenario, World

MOST_RECORDS = 1_000_000
_LAST = date(9900, 1, 1)
"""Calendars end with the year 9999."""


def shape_faults(scenario: Scenario) -> list[Fault]:
    """Fleets that live by two fronts, courses without pieces to train on, accounts of one name, dates that cannot be."""
    found = [*fronts(scenario), *courses(scenario), *accounts(scenario), *lots(scenario)]
    return [*found, *horizon(scenario.world), *ends(scenario), *beginnings(scenario)]


def fronts(scenario: Scenario) -> Iterator[Fault]:
    """Fleets that stand in two fronts, or twice in one: the days of which front are they to live by?"""
    stands: dict[str, str] = {}
    for name, front in scenario.fronts.items():
        for key, fleets in (("fleets", front.fleets), ("opposing", front.opposing)):
            for k, fleet in enumerate(fleets):
                path = f"fronts.{name}.{key}.{k}"
                if fleet in stands:
                    message = f"expected a fleet that stands nowhere else, got {fleet!r}, which is {stands[fleet]}"
                    yield Fault(path, message)
                stands.setdefault(fleet, path)


def courses(scenario: Scenario) -> Iterator[Fault]:
    """Courses for a fleet that has no reserve to draw their pieces from."""
    for name, training in scenario.training.items():
        fleet = scenario.fleets.get(training.to)
        if fleet is not None and fleet.reserve is None:
            message = f"expected a fleet with a reserve to train on, got {training.to!r} without one"
            yield Fault(f"training.{name}.to", f"{message} (fleets.{training.to}.reserve)")


def accounts(scenario: Scenario) -> Iterator[Fault]:
    """The one pair of names that would give two accounts one: `domestic.refill`."""
    donor = scenario.donors.get("domestic")
    if donor is not None and donor.refill_eur_per_month is not None and "refill" in scenario.procurements:
        yield Fault(
            "procurements.refill", "expected another name beside a donor `domestic` with refill money, got 'refill'"
        )


def lots(scenario: Scenario) -> Iterator[Fault]:
    """Bills of materials of which a lot takes more units than can be counted."""
    for name, line in scenario.lines.items():
        for k, part in enumerate(line.parts):
            most = max(line.lot.stated()) * max(1, len(line.started_lots))
            if most * max(part.units.stated()) > LARGEST:
                message = f"expected at most {LARGEST:g} units in all lots, got {most:g} x {max(part.units.stated()):g}"
                yield Fault(f"lines.{name}.parts.{k}.units", message)


def horizon(world: World) -> Iterator[Fault]:
    """An end that is not after the start, or beyond all calendars; more records than a run can hold."""
    if world.start > _LAST:
        yield Fault("world.start", f"expected a date up to {_LAST.isoformat()}, got {world.start.isoformat()}")
        return
    days = _days(world)
    if days <= 0.0 and world.end is not None:
        yield Fault("world.end", f"expected an end after the start ({world.start.isoformat()}), got {_told(world.end)}")
    elif days > (_LAST - world.start).days and world.end is not None:
        yield Fault("world.end", f"expected an end up to {_LAST.isoformat()}, got {_told(world.end)}")
    elif world.record_step_days is not None and days / world.record_step_days > MOST_RECORDS:
        least = days / MOST_RECORDS
        yield Fault("world.record_step_days", f"expected at least {least:.2g} days, got {world.record_step_days:g}")


def _days(world: World) -> float:
    if world.end is not None:
        return days_from(world.start, world.end)
    return (world.horizon_months or 12 * (world.horizon_years or 0)) * 30.4375


def ends(scenario: Scenario) -> Iterator[Fault]:
    """Ends before the start, which a run would take for none."""
    start = scenario.world.start
    stated = [(f"demands.{name}.until", demand.until) for name, demand in scenario.demands.items()]
    stated += [(f"programmes.{name}.until", programme.until) for name, programme in scenario.programmes.items()]
    for section in ("donors", "procurements"):
        for name, payer in getattr(scenario, section).items():
            for k, lump in enumerate(payer.account.lumps):
                stated.append((f"{section}.{name}.account.lumps.{k}.lapses", lump.lapses))
    for path, when in stated:
        if when is not None and days_from(start, when) <= 0.0:
            yield Fault(path, f"expected a date after the start ({start.isoformat()}), got {_told(when)}")


def beginnings(scenario: Scenario) -> Iterator[Fault]:
    """Raids at dates before the start, which a run cannot go back to."""
    start = scenario.world.start
    for name, raid in scenario.raids.items():
        for k, dated in enumerate(raid.dates):
            if days_from(start, dated.on) < 0.0:
                message = f"expected a date from the start on ({start.isoformat()}), got {_told(dated.on)}"
                yield Fault(f"raids.{name}.dates.{k}.on", message)


def _told(when: date | float) -> str:
    """A date or days as messages show them; of the first of a year it is said how days are written instead."""
    if not isinstance(when, date):
        return f"{when:g} days"
    year = f" (a whole number of this size is a year; day {when.year} is {when.year}.0)"
    return when.isoformat() + (year if is_year(when.year) and when.replace(month=1, day=1) == when else "")
