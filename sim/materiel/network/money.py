"""Accounts and purchases as rows."""

from __future__ import annotations

from materiel.layout import account as a
from materiel.network.build import Build
from materiel.scenario.money import Account
from materiel.scenario.profile import Profile


def fill_account(b: Build, at: int, owner: int, spec: Account, regime: int) -> None:
    """What comes in and when it lapses."""
    first = b.cells(a.LUMP_SIZE * len(spec.lumps)) if spec.lumps else 0
    for k, lump in enumerate(spec.lumps):
        b.fill(
            first + k * a.LUMP_SIZE,
            [
                (a.LUMP_TO, at),
                (a.LUMP_AT, max(0.0, b.days(lump.date))),
                (a.LUMP_EUR, lump.eur.value),
                (a.LUMP_LAPSES, b.days(lump.lapses) if lump.lapses is not None else 0.0),
                (a.LUMP_REGIME, regime if lump.follows_resolve else 0),
            ],
        )
    b.fill(
        at,
        [
            (a.OWNER, owner),
            (a.MODELLED, spec.modelled_share.value),
            (a.LIFE, spec.lapse_days.value),
            (a.LUMPS, first),
            (a.LUMP_COUNT, len(spec.lumps)),
        ],
    )


def price_of(b: Build, item: str, price: Profile | None) -> int:
    """The profile of a unit's price: as given, or the item's unit cost."""
    return b.profile(price if price is not None else b.spec("items", item).unit_cost_eur)


def seller(b: Build, customer: str | None, source: str | None) -> tuple[int, str]:
    """Row of the customer or source that is ordered from, and the item that it sells."""
    if customer is not None:
        return b.row_of("customer", customer), str(b.spec("lines", customer.split(".")[0]).item)
    assert source is not None
    return b.row_of("source", source), str(b.spec("sources", source).item)
