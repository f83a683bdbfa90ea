"""A regime: a semi-Markov modulator with named states."""

from __future__ import annotations

from pydantic import Field, model_validator

from materiel.scenario.law import Days
from materiel.scenario.spec import Name, Spec
from materiel.scenario.values import NotNegative, Number


class State(Spec):
    """A state of a regime."""

    factor: NotNegative
    """Multiplier while in the state."""
    sojourn_days: Days
    """Days spent in the state."""
    to: dict[Name, NotNegative] = Field(default_factory=dict)
    """Chance of each next state, by name, in any unit; left out, the next one listed."""


class Regime(Spec):
    """Something that changes by itself and multiplies rates: intensity of a front, a donor's resolve, a supplier on or off."""

    title: str = ""
    """What it is called in tables and figures."""
    states: dict[Name, State] = Field(min_length=1)
    """Its states, by name."""
    initial: str | None = None
    """State at the start; left out, the first."""
    age_days: NotNegative = Number(central=0.0)
    """Days that it has been in that state at the start; its end is drawn given that."""

    @model_validator(mode="after")
    def _known(self) -> Regime:
        names = ", ".join(self.states)
        if self.initial is not None and self.initial not in self.states:
            raise ValueError(f"initial: expected one of {names}, got {self.initial!r}")
        for name, state in self.states.items():
            if state.sojourn_days.mean <= 0.0:
                raise ValueError(f"states.{name}.sojourn_days: expected a mean > 0, got {state.sojourn_days.mean:g}")
            for other in state.to:
                if other not in self.states:
                    raise ValueError(f"states.{name}.to: expected states among {names}, got {other!r}")
            if state.to and sum(chance.value for chance in state.to.values()) <= 0.0:
                raise ValueError(f"states.{name}.to: expected chances with a sum > 0, got 0")
        return self
