"""Programmes as rows; their effects and signs name cells as `kind/name/field`."""

from __future__ import annotations

import difflib
import re

from materiel.layout import programme as pg
from materiel.layout.fields import EVENTS, Field, Fields
from materiel.network.build import Build
from materiel.scenario.errors import Fault, ScenarioError
from materiel.scenario.programme import Condition, Effect, Programme

READS = {"level": pg.LEVEL, "flow": pg.FLOW, "mean": pg.MEAN}
_LINK = re.compile(r"(exchange: )?(rows?|address|law|profile|regime|code|how many|place|number of|bits?|stream)\b")
"""How the layout begins to say what a whole cell is, if it is no number: rows, lists, laws, profiles, and codes."""
_NEVER_WOKEN = ("demand", "customer")
"""Kinds that take no notice of a change before their next date."""


def allot_programme(b: Build, name: str, spec: Programme) -> None:
    """A row for the programme."""
    b.row(pg.PROGRAMME, name)


def fill_programme(b: Build, name: str, spec: Programme) -> None:
    """When it is decided, what it costs and changes."""
    account = b.maybe("account", spec.paid_by_donor)
    if spec.paid_by_procurement is not None:
        account = b.row_of("account", f"domestic.{spec.paid_by_procurement}")
    conditions = b.cells(pg.CONDITION_SIZE * len(spec.signs)) if spec.signs else 0
    for k, sign in enumerate(spec.signs):
        _fill_condition(b, f"programmes.{name}.signs.{k}", conditions + k * pg.CONDITION_SIZE, sign)
    effects = b.cells(pg.EFFECT_SIZE * len(spec.effects)) if spec.effects else 0
    for k, effect in enumerate(spec.effects):
        _fill_effect(b, f"programmes.{name}.effects.{k}", effects + k * pg.EFFECT_SIZE, effect)
    b.fill(
        b.row_of("programme", name),
        [
            (pg.TRIGGERED, int(bool(spec.signs))),
            (pg.AT, b.days(spec.date) if spec.date is not None else 0.0),
            (pg.UNTIL, b.days(spec.until) if spec.until is not None else 0.0),
            (pg.OFFSET, spec.check_offset_days.value),
            (pg.CONDITIONS, conditions),
            (pg.CONDITION_COUNT, len(spec.signs)),
            (pg.COST, spec.cost_eur.value),
            (pg.ACCOUNT, account),
            (pg.LEAD, b.law(spec.lead_days)),
            (pg.YIELD, b.law(spec.yield_)),
            (pg.TIMES_MOST, spec.times.value),
            (pg.DECIDED_AT, -1.0),
            (pg.DONE_AT, -1.0),
            (pg.EFFECTS, effects),
            (pg.EFFECT_COUNT, len(spec.effects)),
        ],
    )


def _fill_condition(b: Build, path: str, at: int, spec: Condition) -> None:
    _, row, field = _cell(b, f"{path}.cell", spec.cell)
    per, per_field = 0, field
    if spec.per is not None:
        _, per_row, per_field = _cell(b, f"{path}.per", spec.per)
        per = per_row + per_field.offset
    for key, watched in ((spec.cell, field), (spec.per, per_field)):
        if watched.record is None:
            raise ScenarioError([Fault(f"{path}.cell", f"expected a recorded field, got {key!r}")])
    threshold = spec.at_least if spec.at_least is not None else spec.at_most
    assert threshold is not None
    b.fill(
        at,
        [
            (pg.CELL, row + field.offset),
            (pg.IN_REAL, int(field.plane == "x")),
            (pg.PER, per),
            (pg.PER_IN_REAL, int(per_field.plane == "x")),
            (pg.READS, READS[spec.reads]),
            (pg.ABOVE, int(spec.at_least is not None)),
            (pg.THRESHOLD, threshold.value),
            (pg.MONTHS, spec.months.value),
        ],
    )


def _fill_effect(b: Build, path: str, at: int, spec: Effect) -> None:
    fields, row, field = _cell(b, f"{path}.cell", spec.cell)
    if field.plane == "n" and (_LINK.match(field.what) or (fields.entity and field.offset <= EVENTS)):
        raise ScenarioError(
            [Fault(f"{path}.cell", f"expected a setting, got {spec.cell!r}, which links the tables ({field.what})")]
        )
    if field.ledger != 0 or field.record == "total" or field.width > 1:
        raise ScenarioError(
            [Fault(f"{path}.cell", f"expected a setting, got {spec.cell!r}, which counts what happened")]
        )
    _limited(b, path, spec.cell)
    does, number = pg.SET, spec.set
    if spec.add is not None:
        does, number = pg.ADD, spec.add
    elif spec.multiply is not None:
        does, number = pg.MULTIPLY, spec.multiply
    assert number is not None
    b.fill(
        at,
        [
            (pg.TARGET, row + field.offset),
            (pg.TARGET_IN_REAL, int(field.plane == "x")),
            (pg.DOES, does),
            (pg.VALUE, number.value),
            (pg.AT_DECISION, int(spec.at == "decision")),
            (pg.CONCERNS, row if fields.entity and fields.kind not in _NEVER_WOKEN else 0),
        ],
    )


def _limited(b: Build, path: str, cell: str) -> None:
    """Raise ScenarioError for the capacity of a stock without one: no line would wait for room there."""
    kind, name, field = cell.split("/")
    if (kind, field) == ("stock", "capacity") and b.spec("stocks", name).capacity is None:
        raise ScenarioError([Fault(f"{path}.cell", f"expected a stock with a capacity, got {name!r} without one")])


def _cell(b: Build, path: str, cell: str) -> tuple[Fields, int, Field]:
    """Kind, row and field of a cell. Raises ScenarioError, with the nearest name, if there is no such cell."""
    key, _, name = cell.rpartition("/")
    row = b.arena.rows.get(key)
    if row is None:
        raise ScenarioError([Fault(path, f"expected kind/name/field, got {cell!r}{_near(key, b.arena.rows)}")])
    field = row.fields.fields.get(name)
    if field is None:
        raise ScenarioError([Fault(path, f"{key} has no field {name!r}{_near(name, row.fields.fields)}")])
    return row.fields, row.at, field


def _near(name: str, known: object) -> str:
    near = difflib.get_close_matches(name, list(known), 1)  # type: ignore[call-overload]
    return f"; the nearest is {near[0]!r}" if near else ""
