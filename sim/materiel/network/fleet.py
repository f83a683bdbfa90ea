"""Fleets as rows: the fleet, its assets (`fleet.1`) and its needs (`fleet.need`)."""

from __future__ import annotations

from materiel.layout import fleet as f
from materiel.layout.fields import STATE
from materiel.network.build import Build
from materiel.scenario.errors import Fault, ScenarioError
from materiel.scenario.fleet import Fleet, Losses

MONTH_DAYS = 30.4375
"""Mean length of a calendar month (Julian year / 12): rates a month become rates a day by it."""
STANDARDS = {"soviet": f.OLD_STANDARD, "nato": f.NEW_STANDARD, "common": f.COMMON_STANDARD}


def allot_fleet(b: Build, name: str, spec: Fleet) -> None:
    """Rows for the fleet, each of its assets, and each of its needs."""
    b.row(f.FLEET, name, spec.item)
    for k in range(1, (spec.assets or 0) + 1):
        b.row(f.ASSET, f"{name}.{k}")
    for need in spec.needs:
        b.row(f.NEED, f"{name}.{need}")


def front_of(b: Build, name: str) -> str | None:
    """Name of the front that a fleet lives by; ScenarioError if there are several."""
    fronts = [front for front, spec in sorted(b.scenario.fronts.items()) if name in (*spec.fleets, *spec.opposing)]
    if len(fronts) > 1:
        raise ScenarioError([Fault(f"fleets.{name}", f"expected one front, got {' and '.join(fronts)}")])
    return fronts[0] if fronts else None


def _start(spec: Fleet) -> tuple[int, int, int]:
    """Pieces in the line, in repair and idle at the start."""
    if spec.assets is not None:
        up = min(spec.assets, spec.authorised.value)
        return up, 0, spec.assets - up
    operational = spec.authorised if spec.operational is None else spec.operational
    return operational.value, spec.in_repair.value, 0


def fill_fleet(b: Build, name: str, spec: Fleet) -> None:
    """Its strength, what wears and repairs it, what replaces it, and what it fires."""
    at = b.row_of("fleet", name)
    front = front_of(b, name)
    item = b.spec("items", spec.item)
    operational, in_repair, spares = _start(spec)
    level = spec.authorised.value if spec.ready_from is None else spec.ready_from.value
    needs = [b.row_of("need", f"{name}.{need}") for need in spec.needs]
    b.fill(
        at,
        [
            (f.AUTHORISED, spec.authorised.value),
            (f.INITIAL, operational + in_repair + spares),
            (f.OPERATIONAL, operational),
            (f.IN_REPAIR, in_repair),
            (f.START_IN_REPAIR, in_repair),
            (f.SPARES, spares),
            (f.STRENGTH, float(operational)),
            (f.OPERATIONAL_DAYS + 2, float(operational)),
            (f.AUTHORISED_DAYS + 2, float(spec.authorised.value)),
            (f.READY_DAYS + 2, 1.0 if operational >= level else 0.0),
            (f.LEVEL, level),
            (f.GONE_AT, -1.0),
            (f.CLOCK_LEFT, -1.0),
            (f.STANDARD, STANDARDS[item.standard]),
            (f.FRONT, b.maybe("front", front)),
            (f.OWN_DAYS, int(front is None and (spec.assets is None or bool(needs)))),
            (f.RESERVE, b.maybe("stock", spec.reserve)),
            (f.PRIORITY, spec.repair_priority.value),
            (f.WEAR, spec.wear_per_day.value),
            (f.WEAR_BY_TEMPO, int(spec.wear_by_tempo)),
            (f.SHOP, b.maybe("shop", spec.shop)),
            (f.OTHER_SHOP, b.maybe("shop", spec.other_shop)),
            (f.OTHER_SHARE, b.profile(spec.other_share)),
            (f.REPAIR, b.law(spec.repair_days)),
            (f.EVACUATION, b.law(spec.evacuation_days)),
            (f.OTHER_EVACUATION, b.law(spec.other_evacuation_days)),
            (f.DELAY, b.law(spec.replacement_days)),
            (f.REINFORCEMENT, spec.reinforcement_per_day.value),
            (f.REINFORCEMENT_PROFILE, b.profile(spec.reinforcement_profile)),
            (f.NEEDS, b.addresses(needs)),
            (f.NEED_COUNT, len(needs)),
        ],
    )
    _assets(b, name, spec, at, operational)
    if spec.losses is not None:
        _losses(b, at, spec.losses)
    for need, row in zip(spec.needs.values(), needs, strict=True):
        family = b.spec("items", b.spec("stocks", need.stocks[0]).item).family
        counts = bool(front and family and name in b.spec("fronts", front).fleets)
        b.fill(
            row,
            [
                (f.ROUNDS, 1.0),
                (f.ROUNDS_PROFILE, b.profile(need.rounds_per_day)),
                (f.PLANNED, b.profile(need.planned_per_day)),
                (f.NEED_FAMILY, b.row_of("family", f"{front}.{family}") if counts else 0),
                (f.CHOICES, b.addresses([b.row_of("stock", stock) for stock in need.stocks])),
                (f.CHOICE_COUNT, len(need.stocks)),
                (f.NEED_PRIORITY, need.priority.value),
            ],
        )


def _assets(b: Build, name: str, spec: Fleet, at: int, operational: int) -> None:
    if spec.assets is None:
        return
    rows = [b.row_of("asset", f"{name}.{k}") for k in range(1, spec.assets + 1)]
    for k, row in enumerate(rows):
        b.fill(row, [(f.OF_FLEET, at), (f.DUE, -1.0), (STATE, f.IN_LINE if k < operational else f.IDLE)])
    up = b.law(spec.up_days)
    b.fill(at, [(f.SMALL, 1), (f.UP, up), (f.ASSETS, b.addresses(rows)), (f.ASSET_COUNT, len(rows))])


def _losses(b: Build, at: int, losses: Losses) -> None:
    per_day = losses.per_day.value if losses.per_day is not None else 0.0
    if losses.per_month is not None:
        per_day = losses.per_month.value / MONTH_DAYS
    b.fill(
        at,
        [
            (f.LAW, f.LAWS.index(losses.law)),
            (f.MODE, f.MODES.index(losses.mode)),
            (f.LOSS, per_day),
            (f.LOSS_PROFILE, b.profile(losses.profile)),
            (f.OPPONENT, b.maybe("fleet", losses.opponent)),
            (f.BETA, losses.shortage_factor.value),
            (f.DESTROYED_SHARE, losses.destroyed.value),
        ],
    )
