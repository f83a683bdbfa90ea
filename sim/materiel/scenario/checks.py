"""What no schema of a single entity can see: names that must exist, loops, goods that nobody makes, items that do not match."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from materiel.scenario import calendar
from materiel.scenario.aid_checks import aid_faults
from materiel.scenario.change import with_values
from materiel.scenario.errors import Fault, PathError, ScenarioError
from materiel.scenario.fleet_checks import opponents
from materiel.scenario.paths import nearest
from materiel.scenario.policy import Lever
from materiel.scenario.roles import role_of
from materiel.scenario.spec import Refers, Supplies
from materiel.scenario.walk import Leaf, leaves
from materiel.scenario.world import Scenario

Names = Mapping[str, Iterable[str]]
_SECTIONS = {"training": "training"}
"""Sections that are not called by the plural of the kind."""


def names_of(scenario: Scenario) -> dict[str, list[str]]:
    """Names that a key may refer to, by section; `customers` are those of the lines, as `line.customer`."""
    names = {s: list(table) for s in Scenario.model_fields if isinstance(table := getattr(scenario, s), dict)}
    names["customers"] = [f"{line}.{c}" for line, spec in scenario.lines.items() for c in spec.customers]
    return names


def unknown_names(scenario: Scenario, names: Names, walked: Sequence[Leaf] | None = None) -> list[Fault]:
    """Keys that name an entity that there is not. `walked` is what a walk over the scenario gave, if there was one."""
    faults = []
    for leaf in walked if walked is not None else leaves(scenario):
        for mark in leaf.marks:
            if not isinstance(mark, Refers) or not isinstance(leaf.value, str):
                continue
            known = [name for section in mark.sections for name in names.get(section, ())]
            if leaf.value not in known:
                near = nearest(leaf.value, known)
                hint = f"; the nearest is {near}" if near else ""
                faults.append(
                    Fault(leaf.path, f"expected a name in {' or '.join(mark.sections)}, got {leaf.value!r}{hint}")
                )
    return faults


def power_loops(scenario: Scenario) -> list[Fault]:
    """Sites that power each other in a circle; each circle once."""
    faults, done = [], set[str]()
    for start in scenario.sites:
        chain, at = [], start
        while at in scenario.sites and at not in chain and at not in done:
            chain.append(at)
            at = scenario.sites[at].powered_by or ""
        if at in chain:
            circle = [*chain[chain.index(at) :], at]
            message = f"expected power without a circle, got {' <- '.join(circle)}"
            faults.append(Fault(f"sites.{at}.powered_by", message))
        done.update(chain)
    return faults


def supplied(scenario: Scenario, walked: Iterable[Leaf]) -> set[str]:
    """Items that something makes, brings in, or holds at the start."""
    marked = {
        leaf.value for leaf in walked for m in leaf.marks if isinstance(m, Supplies) and leaf.value in scenario.items
    }
    return marked | {stock.item for stock in scenario.stocks.values() if stock.on_hand.value > 0}


def used(scenario: Scenario, walked: Iterable[Leaf]) -> dict[str, str]:
    """Items that something refers to, with the first path that does."""
    found: dict[str, str] = {}
    for leaf in walked:
        for mark in leaf.marks:
            if isinstance(mark, Refers) and mark.sections == ("items",) and leaf.value in scenario.items:
                found.setdefault(leaf.value, leaf.path)
    return found


def without_supply(scenario: Scenario) -> list[str]:
    """Items that are used, but that nothing makes, brings in or holds."""
    walked = list(leaves(scenario))
    have = supplied(scenario, walked)
    return [item for item in used(scenario, walked) if item not in have]


def _unsupplied(scenario: Scenario, walked: Sequence[Leaf]) -> list[Fault]:
    where, have = used(scenario, walked), supplied(scenario, walked)
    missing = "expected a line or source that makes it or a stock that holds it, got none"
    return [Fault(f"items.{item}", f"{missing} (used by {where[item]})") for item in where if item not in have]


def mismatched_items(scenario: Scenario) -> list[Fault]:
    """Goods that would enter a stock of another item."""
    faults = []

    def same(path: str, stock: str | None, item: str) -> None:
        held = scenario.stocks[stock].item if stock is not None and stock in scenario.stocks else item
        if held != item and {held, item} <= set(scenario.items):
            faults.append(Fault(path, f"expected a stock of {item}, got {stock!r}, which holds {held}"))

    for name, line in scenario.lines.items():
        same(f"lines.{name}.output", line.output, line.item)
        for customer, spec in line.customers.items():
            same(f"lines.{name}.customers.{customer}.stock", spec.stock, line.item)
    for name, stock in scenario.stocks.items():
        if stock.replenish is None:
            continue
        same(f"stocks.{name}.replenish.stock", stock.replenish.stock, stock.item)
        line_name, _, customer = (stock.replenish.customer or "").partition(".")
        if line_name in scenario.lines and customer in scenario.lines[line_name].customers:
            path = f"stocks.{name}.replenish.customer"
            goes_to = scenario.lines[line_name].customers[customer].stock
            if goes_to != name:
                message = (
                    f"expected a customer whose stock is {name!r}, got {stock.replenish.customer!r} for {goes_to!r}"
                )
                faults.append(Fault(path, message))
    return faults


def targets_without_sites(scenario: Scenario, names: Names) -> list[Fault]:
    """Target categories of raids or layers to which no site belongs; none if a site could not be read, for it may be that one's."""
    if set(names["sites"]) != set(scenario.sites):
        return []
    known = sorted({site.target_category for site in scenario.sites.values() if site.target_category is not None})
    named = {f"raids.{name}.targets.{c}": c for name, raid in scenario.raids.items() for c in raid.targets}
    for name, layer in scenario.layers.items():
        named |= {f"layers.{name}.covers.{k}": c for k, c in enumerate(layer.covers or ())}
    faults = []
    for path, category in named.items():
        if category not in known:
            near = nearest(category, known)
            hint = f"; the nearest is {near}" if near else ""
            faults.append(Fault(path, f"expected the target_category of a site, got {category!r}{hint}"))
    return faults


def missing_front(scenario: Scenario) -> list[Fault]:
    """A theatre without a front."""
    if scenario.world.kind == "reference" or getattr(scenario, "fronts", None):
        return []
    return [Fault("fronts", 'expected a front, got none (a world without one says kind = "reference" under [world])')]


def unseen_signs(scenario: Scenario) -> list[Fault]:
    """Signs of programmes in a world that records no months: nobody would ever see them."""
    if scenario.world.record_months:
        return []
    message = "expected record_months = true under [world], since signs are read at month-ends, got false"
    return [Fault(f"programmes.{name}.signs", message) for name, spec in scenario.programmes.items() if spec.signs]


def choices(scenario: Scenario) -> list[Fault]:
    """Levers, policies and futures whose paths do not exist, or whose values do not fit or are out of range."""
    faults: list[Fault] = []
    for path, lever in scenario.levers.items():
        faults += _ends_of_lever(scenario, path, lever)
    for kind in ("policies", "futures"):
        for name, policy in getattr(scenario, kind).items():
            parts = [("values", policy.values)] + [(f"dated.{k}.values", d.values) for k, d in enumerate(policy.dated)]
            for where, values in parts:
                for path, value in values.items():
                    here = f"{kind}.{name}.{where}.{path}"
                    faults += _choice(scenario, here, path, value, kind == "policies")
    return faults


def _choice(scenario: Scenario, here: str, path: str, value: Any, lever: bool) -> list[Fault]:
    if lever and path not in scenario.levers:
        near = nearest(path, scenario.levers)
        return [Fault(here, "expected a lever" + (f"; the nearest is {near}" if near else " (see [levers])"))]
    if lever and (wanted := scenario.levers[path].refuses(value)):
        return [Fault(here, f"expected {wanted}, got {value!r}")]
    try:
        changed, _ = with_values(scenario, {path: value})
    except PathError as error:
        return [Fault(here, error.what)]
    except ScenarioError as error:
        return [Fault(here, f.message) for f in error.faults]
    if not isinstance(value, str):
        return []
    named = unknown_names(changed, names_of(changed)) + mismatched_items(changed)
    return [Fault(here, f.message) for f in named if f.path == path]


def _ends_of_lever(scenario: Scenario, path: str, lever: Lever) -> list[Fault]:
    """What may be chosen has to be what the number may be. (With what else it goes together is not looked at here.)"""
    ends = {"low": lever.low, "high": lever.high}
    if lever.choices is not None:
        ends = {f"choices.{k}": choice for k, choice in enumerate(lever.choices)}
    faults = []
    for key, value in ends.items():
        try:
            with_values(scenario, {path: value})
        except PathError as error:
            return [Fault(f"levers.{path}", error.what)]
        except ScenarioError as error:
            of_value = [f for f in error.faults if f.path == path or f.path.startswith(f"{path}.")]
            faults += [Fault(f"levers.{path}.{key}", f.message) for f in of_value]
    return faults


def warm_up(scenario: Scenario) -> list[Fault]:
    """A warm-up that does not end at a record instant before the end: what it leaves out could not be told from the rest."""
    day = scenario.yardsticks.warm_up_days.value
    times = calendar.recorded(scenario.world)
    if day == 0.0 or not times or calendar.row_at(times[:-1], day) is not None:
        return []
    near = calendar.nearest_days(times[:-1], day) or "there is none (see world.record_times)"
    message = f"expected a record instant before the end (day {times[-1]:.10g}), got {day:.10g}; {near}"
    return [Fault("yardsticks.warm_up_days", message)]


def effects(scenario: Scenario) -> list[Fault]:
    """Values that programmes set where the key of that name may not have them."""
    faults = []
    for name, programme in scenario.programmes.items():
        for k, effect in enumerate(programme.effects):
            kind, entity, field = effect.cell.split("/")
            spec = getattr(scenario, _SECTIONS.get(kind, f"{kind}s"), {}).get(entity)
            role = role_of(type(spec), field) if spec is not None else None
            if effect.set is not None and role is not None:
                found = effect.set.strays(role)
                at = f"programmes.{name}.effects.{k}.set"
                faults += [Fault(".".join([at, *map(str, where)]), told) for where, told, _ in found]
    return faults


def all_faults(scenario: Scenario, names: Names | None = None) -> list[Fault]:
    """Every fault of a scenario whose entities are each well formed."""
    walked = list(leaves(scenario))
    names = names or names_of(scenario)
    found = unknown_names(scenario, names, walked)
    found += power_loops(scenario) + _unsupplied(scenario, walked) + mismatched_items(scenario)
    found += targets_without_sites(scenario, names)
    found += aid_faults(scenario) + opponents(scenario) + unseen_signs(scenario)
    return found + missing_front(scenario) + warm_up(scenario) + effects(scenario) + choices(scenario)
