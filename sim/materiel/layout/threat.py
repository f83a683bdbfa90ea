"""An arsenal: what the attacker has of one class of missile or drone, and what became of those that were sent."""

from __future__ import annotations

from materiel.layout.fields import Fields

ARSENAL = Fields("arsenal")
INITIAL = ARSENAL.whole("initial", "units at the start", ledger=+1, unit="units")
PRODUCED = ARSENAL.whole("produced", "units made", record="total", ledger=+1, unit="units")
STOCK = ARSENAL.whole("stock", "units in stock", record="level", ledger=-1, unit="units")
LAUNCHED = ARSENAL.whole("launched", "units sent", record="total", ledger=-1, unit="units")
FLOOR = ARSENAL.whole("floor", "units that are kept back from raids")
INTERCEPTED_SOVIET = ARSENAL.whole(
    "intercepted_soviet", "killed by layers of Soviet standard", record="total", unit="units"
)
INTERCEPTED_NATO = ARSENAL.whole("intercepted_nato", "killed by layers of NATO standard", record="total", unit="units")
INTERCEPTED_OTHER = ARSENAL.whole(
    "intercepted_other", "killed by layers of no standard (guns, fighters)", record="total", unit="units"
)
LOST = ARSENAL.whole("lost", "taken by jamming or failure", record="total", unit="units")
LEAKED = ARSENAL.whole("leaked", "that got through", record="total", unit="units")
HIT = ARSENAL.whole("hit", "leakers that struck their target", record="total", unit="units")
REPORTED = ARSENAL.whole("reported", "launched according to reports", record="total", unit="units")
RATE = ARSENAL.real("rate", "output at a factor of 1", unit="units/day")
OUTPUT = ARSENAL.whole("output", "profile that multiplies the output, or 0")
GROWTH = ARSENAL.real("growth", "factor on the output for every year after growth begins; 1: none")
GROWS_FROM = ARSENAL.real("grows_from", "instant at which growth begins, days")
GROWS_UNTIL = ARSENAL.real("grows_until", "instant from which later growth goes on, days")
LATER_GROWTH = ARSENAL.real("later_growth", "factor a year after that; 1: none")
MADE_UP_TO = ARSENAL.real("made_up_to", "instant up to which output is reckoned, days")
CARRIED = ARSENAL.real("carried", "part of a unit that is made but not whole yet", unit="units")
WEIGHT = ARSENAL.real("weight", "weight of the class in air-defence coverage")
KILL_FACTOR = ARSENAL.whole("kill_factor", "profile that multiplies every layer's kill probability, or 0")
HIT_CHANCE = ARSENAL.real("hit_chance", "probability that a leaker strikes its target")
SEVERITY = ARSENAL.real("severity", "factor on the damage of a hit")
REPORTED_SHARE = ARSENAL.whole(
    "reported_share", "profile: share of leakers at which nothing was fired that is reported, or 0"
)
UNREPORTED = ARSENAL.real("unreported", "part of a unit that is reported but not whole yet", unit="units")
UNTOUCHED = ARSENAL.real(
    "untouched", "of the raid in hand: expected number at which nothing was fired so far", unit="units"
)

SOVIET, NATO, OTHER = range(3)
"""Standards of a layer: `INTERCEPTED_SOVIET + standard` is the cell that its kills go to."""
