"""From a scenario to a batch: the network under a policy, the yardsticks, and what figures need of the world."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from materiel.chance.replications import INDEPENDENT, Chance, Kind
from materiel.lab.batch import Batch, Central, Futures
from materiel.lab.calibrated import applicable
from materiel.lab.errors import FutureError, LabError
from materiel.lab.futures import Listed, Sampled, uncertain_numbers
from materiel.lab.futures_file import ListedFuture, check_futures, check_under, read_futures
from materiel.lab.owners import draws_on, owner_titles, owners_of, recipient
from materiel.lab.record.months import month_name
from materiel.metrics.periods import instants_cut, whole_months
from materiel.metrics.reading import Reading
from materiel.metrics.setting import Setting
from materiel.metrics.table import METRICS
from materiel.network.arena import Network
from materiel.network.bind import bind_said
from materiel.network.lower import network_of
from materiel.record import Record
from materiel.rules.readiness import readiness
from materiel.run import address_of
from materiel.scenario.calendar import horizon
from materiel.scenario.front import Family
from materiel.scenario.paths import nearest
from materiel.scenario.profile import Profile
from materiel.scenario.say import Said, above
from materiel.scenario.spec import days_from
from materiel.scenario.world import Scenario
from materiel.scenario.yardsticks import Levels
from materiel.shipped import shipped


def setting_of(scenario: Scenario, network: Network) -> Setting:
    """The yardsticks of a world."""
    y = scenario.yardsticks
    domestic = {
        name
        for name, line in scenario.lines.items()
        if y.home and line.site and scenario.sites[line.site].country == y.home
    }
    prices = {name: item.unit_cost_eur for name, item in scenario.items.items() if item.kind != "component"}
    return Setting(
        target=readiness_at(scenario, y.planned, y.readiness_target.value),
        threshold=readiness_at(scenario, y.failing, y.failure_threshold.value),
        category_floors=tuple(floor.value for floor in y.category_floors),
        allied_target=y.allied_target.value,
        discount_rate=y.discount_rate_per_year.value,
        warm_up=y.warm_up_days.value,
        months=horizon(scenario.world)[0],
        items=_items(scenario, network),
        unit_cost={name: _at_start(price) for name, price in prices.items()},
        domestic=frozenset(domestic),
        abroad=frozenset(scenario.sources) - {order.source for order in scenario.orders.values() if order.source},
        home=recipient(scenario),
        owners=owners_of(scenario),
        draws_on=draws_on(scenario),
        fallen=y.fallen_share.value,
    )


def readiness_at(scenario: Scenario, levels: Levels | None, otherwise: float) -> float:
    """Readiness at stated levels of its components, by the weights of the fronts (their sum, if there are several)."""
    if levels is None or not scenario.fronts:
        return otherwise
    fronts = scenario.fronts.values()
    weights = [
        sum(front.weights.availability.value for front in fronts),
        sum(front.weights.munitions.value for front in fronts),
        sum(front.weights.coverage.value for front in fronts if front.reference_raid is not None),
    ]
    return readiness(levels.availability.value, levels.munitions.value, levels.coverage.value, *weights)


def _items(scenario: Scenario, network: Network) -> dict[str, str]:
    """The item of each row that has one; that of aid (`donor.need`) is the need's."""
    items = {key: network.items[row.item] for key, row in network.rows.items() if row.item >= 0}
    for key, row in network.rows.items():
        if row.fields.kind == "aid":
            items[key] = scenario.needs[row.name.rpartition(".")[2]].item
    return items


def _at_start(price: Profile) -> float:
    """A price as at the start: values of deliveries are compared at constant prices."""
    first = getattr(price, "value", None) or getattr(price, "start", None)
    if first is None:
        first = price.table[0][1] if price.shape in ("steps", "linear") else price.values[0]  # type: ignore[union-attr]
    return float(price.scale.value * first.value)


def networks_of(scenario: Scenario, policies: tuple[str, ...]) -> dict[str, Network]:
    """The network under each policy ("" is the world as it stands), laid out once. Raises LabError for an unknown policy."""
    network = network_of(scenario)
    return {name: bind_said(network, said_by(scenario, name)) for name in policies or ("",)}


def said_by(scenario: Scenario, policy: str, sets: Mapping[str, Any] | None = None) -> tuple[Said, ...]:
    """Those who have more say than a future: a policy ("" for none), and over it what is set for this run.

    Raises LabError for an unknown policy.
    """
    if policy and policy not in scenario.policies:
        near = nearest(policy, scenario.policies)
        known = f"; the nearest is {near}" if near else f"; the world has {', '.join(scenario.policies) or 'none'}"
        raise LabError(f"--policy {policy}: there is no such policy{known}")
    said = [Said.by(scenario.policies[policy])] if policy else []
    return (*said, Said(sets, laid=True)) if sets else tuple(said)


def chance_of(kind: Kind, leading: Sequence[str], points: int) -> Chance:
    """How replications are related; each leading stream as `kind/name/purpose` or `kind/name/purpose:count`. Raises LabError."""
    pairs = []
    for text in leading:
        name, colon, count = text.rpartition(":") if ":" in text else (text, "", "1")
        if colon and not count.isdigit():
            raise LabError(f"--leading {text}: expected kind/name/purpose or kind/name/purpose:count")
        pairs.append((name, int(count)))
    try:
        return Chance(kind, tuple(pairs), points)
    except ValueError as error:
        raise LabError(f"--chance {kind}: {error}") from None


def futures_of(
    how: str,
    network: Network,
    seed: int,
    chance: Chance = INDEPENDENT,
    over: tuple[Said, ...] = (),
    world: Path | None = None,
) -> Futures:
    """How uncertain numbers are set: `central`, `sample`, a named future of the world, a file of futures, or the name of one that
    is shipped with the world; `over` are those with more say, who all have theirs in every future.

    `network` is the world's before anybody but `--set` has spoken, `world` its file: of draws that were calibrated for the world
    that it extends, those of the same numbers apply. Raises FutureError, and ScenarioError, PathError or BindError for what cannot
    be bound, before anything is run.
    """
    if how == "central":
        return Central(bind_said(network, over))
    scenario = network.recipe.scenario
    if how == "sample":
        uncertain = uncertain_numbers(scenario)
        said = tuple(replace(s, values=_but_ranges(s.values, uncertain)) if s.laid else s for s in over)
        sampled = Sampled(network, seed, uncertain, chance, said)
        if any(any(s.paths()) for s in said):
            sampled.check()
        return sampled
    if not Path(how).exists() and how in scenario.futures:
        named = scenario.futures[how]
        listed = [ListedFuture(named.values, Said.by(named).dated, f"futures.{how}")]
        found = Listed(network, listed, chance, over)
        found.network(0)
        return found
    file = _file_of(how, scenario.world.name)
    if not file.is_file() and not file.is_dir() and scenario.futures and not file.suffix:
        near = nearest(how, scenario.futures)
        known = f"the nearest is {near}" if near else f"the world has {', '.join(scenario.futures)}"
        raise FutureError(
            f"futures {how}: expected central, sample, posterior, a file or a future of the world; {known}"
        )
    listed, note = applicable(read_futures(file), file, scenario, over, world)
    plain = [future.of_world() for future in listed]
    if shipped_with_world(how, scenario.world.name) and not note:  # a test binds each of those as they are
        check_under(plain, network, file, over)
    else:
        check_futures(plain, network, file, over)
    return Listed(network, listed, chance, over, note)


def _but_ranges(values: Mapping[str, Any], uncertain: Collection[str]) -> dict[str, Any]:
    """What is set without what says itself that it is uncertain: that is drawn as it says."""
    stated = {a for path in uncertain for a in above(path)}
    return {path: value for path, value in values.items() if path not in stated}


def shipped_with_world(how: str, world: str) -> bool:
    """Whether a file of futures is one that comes with a shipped world."""
    with contextlib.suppress(FileNotFoundError):
        return _file_of(how, world).resolve().parent == (shipped("configs") / world).resolve()
    return False


def _file_of(how: str, world: str) -> Path:
    """The file that is named, or the one of that name beside a shipped world: `posterior-2024-12`."""
    path = Path(how)
    if path.name == how and not path.exists():
        with contextlib.suppress(FileNotFoundError):
            beside = shipped("configs") / world / f"{how}.csv"
            return beside if beside.is_file() else path
    return path


def batch_of(
    scenario: Scenario,
    policy: str,
    network: Network,
    seed: int,
    futures: str = "central",
    chance: Chance = INDEPENDENT,
    sets: Mapping[str, Any] | None = None,
    world: Path | None = None,
) -> Batch:
    """A batch of a world under a policy. `network` is the world's without it; `sets` are the values that were set for this run;
    `world` is its file.

    Raises FutureError, StreamError for a leading stream that is none of the world's, LabError for an unknown policy and for quasi
    replications in which nothing is led, and what cannot be bound raises.
    """
    if chance.kind == "quasi" and not chance.leading and futures != "sample":
        raise LabError("--chance quasi: expected leading streams or sampled futures, got neither")
    for name, _ in chance.leading:
        address_of(network, name)
    over = said_by(scenario, policy, sets)
    return Batch(
        world=scenario.world.name,
        policy=policy,
        seed=seed,
        start=scenario.world.start,
        network=(under := bind_said(network, over)),
        setting=setting_of(scenario, under),
        futures=futures_of(futures, network, seed, chance, over, world),
        places=scenario.world.kind == "reference",
        chance=chance,
    )


def periods_of(batch: Batch) -> list[str | float]:
    """What series of a batch run over."""
    return periods_in(batch.network, batch.setting, batch.start)


def periods_in(network: Network, setting: Setting, start: date) -> list[str | float]:
    """What series by month run over: calendar months as `2022-10`; where not all are recorded, record instants in days."""
    months = range(len(whole_months(network.months, setting.months).rows))
    return [month_name(start, m) for m in months] or [float(t) for t in network.instants if t > 0.0]


def axis_of(batch: Batch) -> dict[str, Any]:
    """What series of a batch run over, for its manifest: months, and the instants, of which months end at these `month_rows`.

    Series of places run over all instants. A batch without them keeps the months alone.
    """
    rows = whole_months(batch.network.months, batch.setting.months).rows
    all_rows = instants_cut(batch.network.instants).rows
    told: dict[str, Any] = {"periods": periods_of(batch)}
    if batch.places and rows != all_rows:
        told["instants"] = [float(batch.network.instants[row]) for row in all_rows]
        told["month_rows"] = [all_rows.index(row) for row in rows]
    return told


def absent_by_month(batch: Batch) -> str:
    """A sentence that names the metrics which have no value since the record lacks ends of months; empty if none lacks one."""
    rows = np.zeros((len(batch.network.instants), len(batch.network.columns)))
    reading = Reading(Record(rows, batch.network.columns, batch.network.instants, batch.network.months), batch.setting)
    if reading.cut.rows:
        return ""
    with np.errstate(all="ignore"):
        names = [m.name for m in METRICS if m.scope == "theatre" and not m.of(reading) and m.of(reading.at_instants)]
    return (
        f"no value by month, since the record lacks ends of calendar months (world.record_months): {', '.join(names)}"
        if names
        else ""
    )


def world_told(scenario: Scenario) -> dict[str, Any]:
    """What figures need of a world: titles, places, lanes and what else links places, dated events, yardsticks."""
    start, yardsticks = scenario.world.start, scenario.yardsticks
    events = [
        {"date": date.fromordinal(start.toordinal() + int(days_from(start, e.date))).isoformat(), "title": e.title}
        for e in scenario.events
    ]
    return {
        "name": scenario.world.name,
        "title": scenario.world.title or scenario.world.name,
        "start": start.isoformat(),
        "home": recipient(scenario),
        "target": readiness_at(scenario, yardsticks.planned, yardsticks.readiness_target.value),
        "threshold": readiness_at(scenario, yardsticks.failing, yardsticks.failure_threshold.value),
        "events": sorted(events, key=lambda e: e["date"]),
        "sites": [
            {
                "name": name,
                "title": site.title or name,
                "kind": site.kind,
                "country": site.country,
                "lon": site.place[0] if site.place else None,
                "lat": site.place[1] if site.place else None,
            }
            for name, site in sorted(scenario.sites.items())
        ],
        "lanes": [
            {"name": name, "from": lane.from_, "to": lane.to}
            for name, lane in sorted(scenario.lanes.items())
            if lane.from_ and lane.to
        ],
        "deliveries": sorted(_deliveries(scenario)),
        "supply_targets": _supply_targets(scenario),
        "families": _members(scenario),
        "titles": {
            kind: {name: title for name, spec in sorted(specs.items()) if (title := getattr(spec, "title", ""))}
            for kind, specs in (
                ("items", scenario.items),
                ("classes", scenario.arsenals),
                ("donors", scenario.donors),
                ("families", _families(scenario)),
                ("fleets", scenario.fleets),
                ("layers", scenario.layers),
                ("lines", scenario.lines),
                ("policies", scenario.policies),
            )
        }
        | {"owners": owner_titles(scenario)},
    }


def _families(scenario: Scenario) -> dict[str, Family]:
    """Families of all fronts, called as the metrics call them."""
    alone = len(scenario.fronts) == 1
    return {
        name if alone else f"{front}.{name}": family
        for front, spec in scenario.fronts.items()
        for name, family in spec.families.items()
    }


def _members(scenario: Scenario) -> dict[str, list[str]]:
    """Items of each family, in the order of the world."""
    found: dict[str, list[str]] = {}
    for name, item in scenario.items.items():
        if item.family:
            found.setdefault(item.family, []).append(name)
    return found


def _supply_targets(scenario: Scenario) -> dict[str, float]:
    """Days of supply that count as 1, of families whose supply counts, called as the metrics call them."""
    counted = {n: f for n, f in _families(scenario).items() if f.days_of_supply_weight.value > 0.0}
    return {name: family.target_days.value for name, family in counted.items()}


def _deliveries(scenario: Scenario) -> set[tuple[str, str]]:
    """Pairs of sites between which goods of lines pass: parts to the line, output to the stocks of its customers."""
    stocks, pairs = scenario.stocks, set()
    for line in scenario.lines.values():
        pairs |= {(stocks[part.stock].site, line.site) for part in line.parts}
        ends = [line.output, *(customer.stock for customer in line.customers.values())]
        pairs |= {(line.site, stocks[end].site) for end in ends if end}
    return {(a, b) for a, b in pairs if a and b and a != b}
