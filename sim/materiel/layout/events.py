"""The table of events: what can happen, and the phase of its instant in which it does.

An event's code holds its phase in the bits above the eighth, so that an order of ties needs no table.
"""

from __future__ import annotations

from materiel.layout.head import ARRIVE, CONSUME, DECIDE, FAIL, RAID, RECORD

PHASE_SHIFT = 8
NAMES: dict[int, str] = {}


def _event(name: str, phase: int) -> int:
    code = (phase << PHASE_SHIFT) + len(NAMES)
    NAMES[code] = name
    return code


WAKE = _event("wake", 0)
"""Something that the entity waits for may have changed. Not timed: delivered within the instant, first in, first out."""

# goods arrive, work completes
SHIPMENT_ARRIVES = _event("shipment arrives", ARRIVE)
LOT_DONE = _event("lot done", ARRIVE)
JOB_DONE = _event("repair done", ARRIVE)
TRAINING_DONE = _event("training done", ARRIVE)
EVACUATION_ENDS = _event("evacuated pieces reach the shop", ARRIVE)
REPLACEMENTS_ARRIVE = _event("replacements reach the line", ARRIVE)
PROGRAMME_DECIDED = _event("dated programme decided", ARRIVE)
PROGRAMME_DONE = _event("programme done", ARRIVE)
FUNDS_COME = _event("dated money comes", ARRIVE)
FUNDS_LAPSE = _event("money lapses", ARRIVE)
DEPARTURE = _event("departure", ARRIVE)
EXPIRY = _event("expiry", ARRIVE)
REGIME_CHANGES = _event("regime changes", ARRIVE)
SITE_TICK = _event("site's season changes", ARRIVE)
ORDER_ARRIVES = _event("order of before the start arrives", ARRIVE)
PURCHASE_ARRIVES = _event("purchase arrives", ARRIVE)
SUPPLY_DELIVERY = _event("scheduled delivery", ARRIVE)
VALUES_CHANGE = _event("values change", ARRIVE)
OUTPUT_RECKONED = _event("attacker's output reckoned", ARRIVE)
# raids and damage
RAID_COMES = _event("raid", RAID)
# failures and repairs
FAILS = _event("fails", FAIL)
UP_AGAIN = _event("up again", FAIL)
HIT_REPAIRED = _event("hit repaired", FAIL)
ASSET_FAILS = _event("asset fails", FAIL)
# demand and consumption
DEMAND = _event("demand", CONSUME)
FRONT_DAY = _event("front day", CONSUME)
FLEET_DAY = _event("fleet day", CONSUME)
DUEL = _event("combat loss", CONSUME)
# reviews and decisions
REVIEW = _event("review", DECIDE)
COURSE_DATE = _event("date of a course", DECIDE)
MEETING = _event("meeting", DECIDE)
BUDGET = _event("budget", DECIDE)
ORDER_DUE = _event("order decided", DECIDE)
CHECK = _event("check of triggers", DECIDE)
PLEDGE_DATE = _event("date of a pledge", DECIDE)
# record
MONTH_END = _event("front reckoned", RECORD)
"""The front is made ready for the record at that instant."""
DONOR_READ = _event("donor reckoned", RECORD)
RECORD_TAKEN = _event("record", RECORD)
