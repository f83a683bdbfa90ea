"""A pledge: units of an item that donors promise to deliver by a date. It is tracked, and moves nothing."""

from __future__ import annotations

from materiel.layout.fields import Fields

PLEDGE = Fields("pledge")
AIDS = PLEDGE.whole("aids", "address of the list of the rows of what counts for it")
AID_COUNT = PLEDGE.whole("aid_count", "how many")
UNITS = PLEDGE.whole("units", "units promised", unit="units")
FROM = PLEDGE.real("from", "instant from which deliveries count, days")
DUE = PLEDGE.real("due", "instant at which it is due, days")
BASE = PLEDGE.whole("base", "units that had arrived before it began")
PROMISED = PLEDGE.whole("promised", "units promised so far", record="level", unit="units")
DELIVERED = PLEDGE.whole("delivered", "units of them delivered", record="level", unit="units")
ON_TIME = PLEDGE.real("on_time", "share delivered by the due date; -1 before it", record="level", unit="share")
MET_AT = PLEDGE.real("met_at", "instant at which it was met, days; -1: not yet", record="level", unit="days")
DELAY = PLEDGE.real("delay", "days by which it was met late; -1: not met yet", record="level", unit="days")

AWAITED, OPEN, OVERDUE = range(3)
