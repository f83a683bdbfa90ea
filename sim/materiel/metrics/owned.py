"""Who owns which goods: what users draw on, what an owner holds, and what of it is supply.

An *owner* is a donor of what it holds, and the recipient of all else. Members are called `owner/item`.
"""

from __future__ import annotations

from materiel.metrics.reading import Reading, Series

HOLDING, STOCK = "holding", "stock"


def _members(reading: Reading) -> dict[str, list[str]]:
    """Members that each user and holding counts for: its owner, and each item among the stocks that it draws on, best first."""
    s, found = reading.setting, dict[str, list[str]]()
    for row, stocks in s.draws_on.items():
        owner = s.owners[stocks[0]] if kind_of(row) == HOLDING else s.home
        found[row] = list(dict.fromkeys(f"{owner}/{s.items[f'{STOCK}/{stock}']}" for stock in stocks))
    return found


def members_of(reading: Reading, row: str) -> list[str]:
    """Members that a user or a holding `kind/name` counts for; none if the setting does not know it."""
    return reading.once(_members).get(row, [])


def kind_of(row: str) -> str:
    """The kind of a row `kind/name`."""
    return row.partition("/")[0]


def above_floor(reading: Reading) -> dict[str, list[Series]]:
    """Units above the floor at the end of each period (negative: below it), of each holding by donor and item."""
    found: dict[str, list[Series]] = {}
    for name in reading.names(HOLDING, "above_floor"):
        for key in members_of(reading, f"{HOLDING}/{name}"):
            found.setdefault(key, []).append(reading.level(HOLDING, name, "above_floor"))
    return found


def held(reading: Reading) -> dict[str, Series]:
    """Units in all stocks of an owner at the end of the period: over owners they add up to `on_hand`."""
    found: dict[str, Series] = {}
    for stock, owner in reading.setting.owners.items():
        if reading.has(STOCK, stock, "on_hand"):
            key = f"{owner}/{reading.setting.items[f'{STOCK}/{stock}']}"
            found[key] = found.get(key, 0.0) + reading.level(STOCK, stock, "on_hand")
    return found
