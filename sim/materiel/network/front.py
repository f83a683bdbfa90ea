"""Fronts as rows: the front, and each family that it sees (`front.family`)."""

from __future__ import annotations

from materiel.layout import front as fr
from materiel.layout import stock as s
from materiel.layout import threat as th
from materiel.network.build import Build
from materiel.network.reference import allot_reference, fill_reference
from materiel.scenario.front import Family, Front, Requirement


def _family_of_stock(b: Build, stock: str) -> str:
    return str(b.spec("items", b.spec("stocks", stock).item).family)


def families_of(b: Build, spec: Front) -> dict[str, Family]:
    """All families of a front by name: those declared, and those of its fleets and of what they fire."""
    families = dict(spec.families)
    for fleet in spec.fleets:
        equipment = b.spec("fleets", fleet)
        seen = [b.spec("items", equipment.item).family]
        seen += [_family_of_stock(b, stock) for need in equipment.needs.values() for stock in need.stocks]
        for family in seen:
            if family:
                families.setdefault(family, Family())
    return dict(sorted(families.items()))


def allot_front(b: Build, name: str, spec: Front) -> None:
    """A row for the front and one for each family."""
    b.row(fr.FRONT, name)
    for family in families_of(b, spec):
        b.row(fr.FAMILY, f"{name}.{family}")
    if spec.reference_raid is not None:
        allot_reference(b, name, spec.reference_raid)


def fill_front(b: Build, name: str, spec: Front) -> None:
    """What makes its tempo, who lives by it, and what counts for readiness."""
    at = b.row_of("front", name)
    families = families_of(b, spec)
    rows = [b.row_of("family", f"{name}.{family}") for family in families]
    classes = sorted(b.scenario.arsenals) if spec.arsenals is None else spec.arsenals
    weights = spec.weights
    fleets = [b.row_of("fleet", fleet) for fleet in (*spec.fleets, *spec.opposing)]
    b.fill(
        at,
        [
            (fr.REGIME, b.maybe("regime", spec.regime)),
            (fr.SEASON, b.profile(spec.season)),
            (fr.NOISE, b.law(spec.noise)),
            (fr.TEMPO, 1.0),
            (fr.OFFSET, spec.day_offset_days.value),
            (fr.PERIOD, spec.day_days.value),
            (fr.FLEETS, b.addresses(fleets)),
            (fr.FLEET_COUNT, len(fleets)),
            (fr.FAMILIES, b.addresses(rows)),
            (fr.FAMILY_COUNT, len(rows)),
            (fr.THREATS, _threats(b, classes)),
            (fr.THREAT_COUNT, len(classes)),
            (fr.RATION_DAYS, spec.ration_below_days.value),
            (fr.RATION_LEAST, spec.ration_least.value),
            (fr.WEIGHTS, weights.availability.value),
            (fr.WEIGHTS + 1, weights.munitions.value),
            (fr.WEIGHTS + 2, weights.coverage.value),
            (fr.STOPPED, 1.0),
        ],
    )
    if spec.reference_raid is not None:
        fill_reference(b, at, name, spec.reference_raid)
    for (family, row_spec), row in zip(families.items(), rows, strict=True):
        _family(b, spec, family, row_spec, row)


def _threats(b: Build, classes: list[str]) -> int:
    at = b.cells(max(1, len(classes) * fr.THREAT_SIZE))
    for k, name in enumerate(classes):
        row, cell = b.row_of("arsenal", name), at + k * fr.THREAT_SIZE
        weight = b.spec("arsenals", name).coverage_weight.value
        b.fill(
            cell, [(fr.LAUNCHED_CELL, row + th.LAUNCHED), (fr.LEAKED_CELL, row + th.LEAKED), (fr.THREAT_WEIGHT, weight)]
        )
    return at


def _family(b: Build, front: Front, name: str, spec: Family, row: int) -> None:
    fleets = [fleet for fleet in front.fleets if b.spec("items", b.spec("fleets", fleet).item).family == name]
    drawn = [
        stock for fleet in front.fleets for need in b.spec("fleets", fleet).needs.values() for stock in need.stocks
    ]
    own = [stock for stock in drawn if _family_of_stock(b, stock) == name] + list(spec.used_at)
    stocks = own if spec.stocks is None else spec.stocks
    supply = [b.row_of("stock", stock) for stock in dict.fromkeys(stocks)]
    ring = b.cells(fr.WINDOW)
    before = round(spec.demand_before_per_day.value)
    if before:
        b.fill(ring, [(k, before) for k in range(fr.WINDOW)])
        b.fill(ring, [(k, float(before)) for k in range(fr.WINDOW)])
    b.fill(
        row,
        [
            (fr.FAMILY_WEIGHTS, spec.availability_weight.value),
            (fr.FAMILY_WEIGHTS + 1, spec.munitions_weight.value),
            (fr.FAMILY_WEIGHTS + 2, spec.days_of_supply_weight.value),
            (fr.TARGET_DAYS, spec.target_days.value),
            (fr.FAMILY_FLEETS, b.addresses([b.row_of("fleet", fleet) for fleet in fleets])),
            (fr.FAMILY_FLEET_COUNT, len(fleets)),
            (fr.STOCKS, b.addresses(supply)),
            (fr.STOCK_COUNT, len(supply)),
            (fr.USES, _uses(b, spec.used_at)),
            (fr.USE_COUNT, len(spec.used_at)),
            (fr.RING, ring),
            (fr.RING_DAYS, fr.WINDOW if before else 0),
            (fr.RING_SUM, before * fr.WINDOW),
            (fr.RATION, 1.0),
            (fr.NEEDED, int(any(_family_of_stock(b, stock) == name for stock in drawn))),
            *_required(b, spec.requirement),
        ],
    )


def _required(b: Build, spec: Requirement) -> list[tuple[int, int | float]]:
    """How the requirement of a family is planned; by_tempo holds where the method has no tempo of its own."""
    cells: list[tuple[int, int | float]] = [
        (fr.METHOD, fr.METHODS.index(spec.method)),
        (fr.BY_TEMPO, int(spec.by_tempo)),
    ]
    if spec.units_per_day is not None:
        cells += [(fr.PLANNED, b.profile(spec.units_per_day))]
    if spec.targets_per_day is not None and spec.units_per_target is not None:
        per_target = spec.units_per_target.value / spec.planned_availability.value
        cells += [(fr.PLANNED, b.profile(spec.targets_per_day)), (fr.PER_TARGET, per_target)]
    if spec.units_per_piece is not None and spec.life_days is not None:
        cells += [(fr.PER_PIECE, spec.units_per_piece.value / spec.life_days.value)]
    return cells


def _uses(b: Build, stocks: list[str]) -> int:
    at = b.cells(max(1, len(stocks) * fr.USE_SIZE))
    for k, name in enumerate(stocks):
        row = b.row_of("stock", name)
        b.fill(at + k * fr.USE_SIZE, [(fr.ASKED_CELL, row + s.DEMANDED), (fr.GOT_CELL, row + s.FILLED)])
    return at
