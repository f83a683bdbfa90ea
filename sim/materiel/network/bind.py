"""Bind, then run: other numbers for a network that is laid out, from the start or from dates on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np

from materiel.jit import Real, Whole
from materiel.layout import changes as c
from materiel.layout import kinds
from materiel.layout.fields import KIND, Field
from materiel.network.arena import Network
from materiel.network.build import Entity, Recipe
from materiel.network.changes import ROW
from materiel.network.refill import Refill
from materiel.scenario.change import with_values
from materiel.scenario.errors import BindError
from materiel.scenario.policy import Policy
from materiel.scenario.say import Said, resolved
from materiel.scenario.spec import days_from

Values = Mapping[str, Any]
_RUNNING = (kinds.STATION, kinds.ARSENAL, kinds.FLEET, kinds.DEMAND)
Change = tuple[float, int, int, int, float]
"""A change at a date: instant, what it is (`layout/changes.py`), address, whole and real value."""


def bind(network: Network, values: Values, dated: Sequence[tuple[date | float, Values]] = ()) -> Network:
    """The network with these values at their paths (`lines.us_155.work_days.mean`), without laying it out anew.

    Only the entities that a value touches are checked and filled again, so what derives from a value follows it.
    `dated` values hold from the beginning of a date (or day) on, on top of the others; an order under way keeps
    what it was drawn with. Entities, streams of chance and addresses stay what they are. What was bound to the network at dates
    before (a policy) still holds, over the new values: what is dated then and now comes in order of dates, the new behind.

    Raises PathError for an unknown path, ScenarioError for a value that does not fit, BindError for one that shapes
    the tables, or that is a state at the start and so cannot be set at a date.
    """
    recipe: Recipe = network.recipe
    if recipe is None:
        raise BindError("a network that was laid out by hand has no paths to bind")
    start = recipe.scenario.world.start
    asked = [*recipe.dated, *((days_from(start, when), part) for when, part in dated)]
    later = sorted(asked, key=lambda pair: pair[0])
    first = dict(values)
    for when, part in later:
        if when <= 0.0:
            first.update(part)
    scenario, touched = with_values(recipe.scenario, first)
    refill = Refill(network)
    refill.again(scenario, touched)
    after = scenario
    whole, real = refill.planes.copies()
    changes: list[Change] = []
    for when, part in later:
        if when <= 0.0:
            continue
        before = refill.planes.copies()
        after, touched = with_values(after, part)
        filled = refill.again(after, touched)
        changes += [(when, c.UPDATED_ENTITY, at, 0, 0.0) for at in _running(refill, filled)]
        changes += _differences(network, when, before, refill.planes.arrays)
        changes += [(when, c.WOKEN_ENTITY, at, 0, 0.0) for at in _looking(refill, filled)]
    if changes or recipe.dated:
        whole, real = _behind(whole, real, refill.planes.arrays)
        whole, real = _with_changes(network, whole, real, changes)
    still = tuple((when, part) for when, part in later if when > 0.0)
    return replace(network, whole=whole, real=real, recipe=Recipe(scenario, recipe.tape, still))


def bind_policy(network: Network, policy: Policy) -> Network:
    """The network under a policy (or future) of its scenario: its values and its dated ones."""
    return bind_said(network, [Said.by(policy)])


def bind_said(network: Network, said: Sequence[Said]) -> Network:
    """The network of a world of which these speak, those with less say first. Raises what `bind` and `resolved` raise."""
    if not said:
        return network
    recipe: Recipe = network.recipe
    if recipe is None:
        raise BindError("a network that was laid out by hand has no paths to bind")
    values, dated = resolved(recipe.scenario, said)
    return bind(network, values, dated) if values or dated else network


def _differences(network: Network, when: float, before: tuple[Whole, Real], after: tuple[Whole, Real]) -> list[Change]:
    found: list[Change] = []
    for what, old, new in zip((c.WHOLE_CELL, c.REAL_CELL), before, after, strict=True):
        for at in np.nonzero(old != new[: len(old)])[0]:
            state = _state_at(network, int(at), "nx"[what])
            if state:
                raise BindError(f"{state} is a state at the start and cannot be set at a date; a programme changes it")
            value = new[at]
            found.append((when, what, int(at), 0, float(value)) if what else (when, what, int(at), int(value), 0.0))
    return found


def _state_at(network: Network, address: int, plane: str) -> str:
    """`kind/name field` if the cell is a recorded state (its start is not a setting); empty otherwise."""
    for key, row in network.rows.items():
        if row.at <= address < row.at + row.fields.size:
            for f in row.fields:
                if f.plane == plane and f.offset <= address - row.at < f.offset + f.width and _is_state(f):
                    return f"{key} {f.name}"
    return ""


def _is_state(f: Field) -> bool:
    return f.record is not None or f.ledger != 0


def _rows_of(refill: Refill, filled: set[Entity]) -> list[tuple[int, int]]:
    """Rows of entities that were filled, each with its kind."""
    n, _ = refill.planes.arrays
    rows = [at for entity in sorted(filled) for at, fields in refill.tape.rows[entity] if fields.entity]
    return [(at, int(n[at + KIND])) for at in rows]


def _running(refill: Refill, filled: set[Entity]) -> list[int]:
    """Rows of entities that do something all the time: by the old values up to the date, and by the new ones from then on."""
    return [at for at, kind in _rows_of(refill, filled) if kind in _RUNNING]


def _looking(refill: Refill, filled: set[Entity]) -> list[int]:
    """Rows of entities that look again when a value of theirs changes. Users who come keep the arrival they have drawn."""
    return [at for at, kind in _rows_of(refill, filled) if kind not in (kinds.DEMAND, kinds.CUSTOMER, kinds.LINE)]


def _behind(whole: Whole, real: Real, last: tuple[Whole, Real]) -> tuple[Whole, Real]:
    """Cells that dates have put behind the planes are there from the start."""
    return np.concatenate([whole, last[0][len(whole) :]]), np.concatenate([real, last[1][len(real) :]])


def _with_changes(network: Network, whole: Whole, real: Real, changes: list[Change]) -> tuple[Whole, Real]:
    first = max(len(whole), len(real))
    size = first + len(changes) * c.CHANGE_SIZE
    whole = np.concatenate([whole, np.zeros(size - len(whole), np.int64)])
    real = np.concatenate([real, np.zeros(size - len(real))])
    for k, (when, what, where, n_value, x_value) in enumerate(changes):
        at = first + k * c.CHANGE_SIZE
        real[at + c.AT], whole[at + c.WHAT], whole[at + c.WHERE] = when, what, where
        whole[at + c.WHOLE_VALUE], real[at + c.REAL_VALUE] = n_value, x_value
    row = network.rows[ROW].at
    whole[row + c.FIRST], whole[row + c.COUNT] = first, len(changes)
    return whole, real
