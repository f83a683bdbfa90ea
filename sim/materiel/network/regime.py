"""Regimes as rows."""

from __future__ import annotations

from materiel.layout import regime as r
from materiel.network.build import Build
from materiel.scenario.regime import Regime


def allot_regime(b: Build, name: str, spec: Regime) -> None:
    """A row for the regime."""
    b.row(r.REGIME, name)


def fill_regime(b: Build, name: str, spec: Regime) -> None:
    """Its states, one row after another, and the one that it begins in."""
    names = list(spec.states)
    first = b.cells(r.REGIME_STATE_SIZE * len(names))
    for k, state in enumerate(spec.states.values()):
        chances = [state.to[n].value if n in state.to else 0.0 for n in names]
        if not state.to:
            chances[(k + 1) % len(names)] = 1.0
        total = sum(chances)
        row = [(r.FACTOR, state.factor.value), (r.SOJOURN, b.law(state.sojourn_days))]
        row += [(r.TO, b.numbers([chance / total for chance in chances]))]
        b.fill(first + k * r.REGIME_STATE_SIZE, row)
    start = names.index(spec.initial) if spec.initial else 0
    b.fill(
        b.row_of("regime", name),
        [
            (r.STATES, first),
            (r.STATE_COUNT, len(names)),
            (r.IN_STATE, start),
            (r.MULTIPLIER, spec.states[names[start]].factor.value),
            (r.AGE, spec.age_days.value),
        ],
    )
