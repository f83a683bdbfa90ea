"""Raids month by month: what was sent, killed, lost and leaked by class, and the harm that was done."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from materiel.metrics.reading import Reading, Series, ratio, share

ARSENAL = "arsenal"
OUTCOMES = {
    "launched": ("launched",),
    "intercepted": ("intercepted_soviet", "intercepted_nato", "intercepted_other"),
    "lost": ("lost",),
    "neutralised": ("intercepted_soviet", "intercepted_nato", "intercepted_other", "lost"),
    "leaked": ("leaked",),
    "hit": ("hit",),
}
"""What becomes of threats, and the totals that count it (kills stand by the standard of the layer)."""


def _count(reading: Reading, name: str, outcome: str) -> Series:
    fields = [f for f in OUTCOMES[outcome] if reading.has(ARSENAL, name, f)]
    count: Series = np.sum([reading.flow(ARSENAL, name, f) for f in fields], axis=0)
    return count


def _classes(reading: Reading) -> list[str]:
    return reading.names(ARSENAL, "launched")


def counted(outcome: str) -> Callable[[Reading], dict[str, Series]]:
    """Threats by class and month with this outcome."""

    def read(reading: Reading) -> dict[str, Series]:
        return {name: _count(reading, name, outcome) for name in _classes(reading)}

    return read


def _rate_of(outcome: str) -> Callable[[Reading], dict[str, Series]]:
    def read(reading: Reading) -> dict[str, Series]:
        part = {name: _count(reading, name, outcome) for name in _classes(reading)}
        sent = {name: _count(reading, name, "launched") for name in part}
        if len(part) > 1:
            part[""], sent[""] = np.sum(list(part.values()), axis=0), np.sum(list(sent.values()), axis=0)
        return {name: ratio(part[name], sent[name]) for name in part}

    return read


interception_rate = _rate_of("intercepted")
"""Intercepted / launched by class and month; no value in a month without launches. Unnamed: all classes."""
neutralised_rate = _rate_of("neutralised")
"""The same of what was killed or lost."""


def interceptor_supply(reading: Reading) -> dict[str, Series]:
    """1 - shots withheld for want of missiles / shots called for at threats still alive, by layer that fires any, and in all."""
    fired = {name: reading.flow("layer", name, "fired") for name in reading.names("layer", "fired")}
    short = {name: reading.flow("layer", name, "short") for name in fired}
    if len(fired) > 1:
        fired[""], short[""] = np.sum(list(fired.values()), axis=0), np.sum(list(short.values()), axis=0)
    return {name: ratio(fired[name], fired[name] + short[name]) for name in fired}


def overall_interception_rate(reading: Reading) -> dict[str, float]:
    """Intercepted / launched over the whole run by class; not a number for a class never launched."""
    rates = {}
    for name in _classes(reading.whole):
        sent = float(np.sum(_count(reading.whole, name, "launched")))
        rates[name] = share(float(np.sum(_count(reading.whole, name, "intercepted"))), sent)
    return rates


def kills_by_standard(reading: Reading) -> dict[str, Series]:
    """Threats killed a month by the standard of the layer that did it."""
    return {
        standard: np.sum([reading.flow(ARSENAL, n, f"intercepted_{standard}") for n in names], axis=0)
        for standard in ("soviet", "nato", "other")
        if (names := reading.names(ARSENAL, f"intercepted_{standard}"))
    }


def arsenal_stock(reading: Reading) -> dict[str, Series]:
    """What the attacker has left at month's end, by class."""
    return {name: reading.level(ARSENAL, name, "stock") for name in reading.names(ARSENAL, "stock")}


def interceptors_fired(reading: Reading) -> dict[str, Series]:
    """Interceptors fired a month by layer of air defence."""
    return {name: reading.flow("layer", name, "fired") for name in reading.names("layer", "fired")}


def civil_harm(reading: Reading) -> dict[str, Series]:
    """Hits on cities a month."""
    sites = reading.names("site", "harm")
    return {"": np.sum([reading.flow("site", s, "harm") for s in sites], axis=0)} if sites else {}


def total_civil_harm(reading: Reading) -> dict[str, float]:
    """Hits on cities over the whole run."""
    return {member: float(np.sum(harm)) for member, harm in civil_harm(reading.whole).items()}
