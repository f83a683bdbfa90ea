"""A regime: a semi-Markov modulator with named states (front intensity, a donor's resolve, a supplier that is on or off)."""

from __future__ import annotations

from materiel.layout.fields import Fields

REGIME = Fields("regime")
MULTIPLIER = REGIME.real("multiplier", "factor of the state it is in", record="level")
IN_STATE = REGIME.whole("in_state", "number of the state it is in", record="level")
STATES = REGIME.whole("states", "address of the first state's row")
STATE_COUNT = REGIME.whole("state_count", "how many states")
BEGUN = REGIME.whole("begun", "1 once the first sojourn is drawn")
AGE = REGIME.real("age", "days that it has been in its first state at the start")
SINCE = REGIME.real("since", "instant at which it entered the state, days; negative: before the start")
DUE = REGIME.real("due", "instant at which it leaves the state, days; infinite: never")
CHANGED = REGIME.whole("changed", "how often it changed", record="total", unit="changes")
CHANGES = REGIME.whole("changes", "address of the list of entities that are woken when it changes")
CHANGE_COUNT = REGIME.whole("change_count", "how many")
DONORS = REGIME.whole("donors", "address of the list of donors whose resolve it is")
DONOR_COUNT = REGIME.whole("donor_count", "how many")
SOJOURN_DRAWS = REGIME.stream("sojourn")
NEXT_DRAWS = REGIME.stream("next state")
FACTOR_DAYS = REGIME.meter("factor_days", "multiplier over time")

REGIME_STATE = Fields("regime_state", entity=False)
FACTOR = REGIME_STATE.real("factor", "multiplier while in the state")
SOJOURN = REGIME_STATE.whole("sojourn", "law of the time spent in the state, days; 0: it is never left")
TO = REGIME_STATE.whole("to", "address of the chances of each next state, in x, in the order of the states")
REGIME_STATE_SIZE = REGIME_STATE.size
