"""A source: the world outside, which sells to order and delivers by schedule, as long as it has units and is willing."""

from __future__ import annotations

from materiel.layout.fields import Fields

SOURCE = Fields("source")
FROM_OUTSIDE = SOURCE.whole(
    "from_outside", "units that it sent into the modelled world", record="total", ledger=+1, unit="units"
)
LEFT = SOURCE.whole("left", "units that it has left; -1: ample", record="level", unit="units")
LEAD = SOURCE.whole("lead", "law of the time from order to arrival, days; 0: none")
LEAD_DRAWS = SOURCE.stream("lead time")
REGIME = SOURCE.whole("regime", "regime: off at a factor of 0, else a factor on scheduled deliveries; 0: always on")
REFUSES = SOURCE.whole("refuses", "what it does with orders while off. 1: refuses them; 0: holds them until it is on")
HELD = SOURCE.queue("held", "orders held until it is on")
HELD_UNITS = SOURCE.whole("held_units", "units of those", record="level", unit="units")
REFUSED = SOURCE.whole("refused", "units ordered and refused, anew at each attempt", record="total", unit="units")
UNDERWAY = SOURCE.whole("underway", "units ordered from it that are on the way", record="level", unit="units")
UNDERWAY_DAYS = SOURCE.meter("underway_days", "units on the way over time", unit="units")
CLIENTS = SOURCE.whole("clients", "address of the list of stocks that are woken when it is on again")
CLIENT_COUNT = SOURCE.whole("client_count", "how many")
UNIT_PRICE = SOURCE.real("unit_price", "price of a unit", unit="EUR")
PRICE = SOURCE.whole("price", "profile that multiplies the price, or 0")
SPENT = SOURCE.real("spent", "paid to it", record="total", unit="EUR")
DEST = SOURCE.whole("dest", "row of the stock that scheduled deliveries go to, or 0: none")
LANE = SOURCE.whole("lane", "row of the lane that they go by; 0: they are there at once")
RATE = SOURCE.real("rate", "units a scheduled delivery, at factors of 1")
PROFILE = SOURCE.whole("profile", "profile that multiplies the rate (its mean over the period before), or 0")
PERIOD = SOURCE.real("period", "days between scheduled deliveries; 0: at the start of each calendar month")
OFFSET = SOURCE.real("offset", "days from the start to the first one")
BEGUN = SOURCE.whole("begun", "1 once the first one is set")
DUE = SOURCE.real("due", "instant of the next one, days")
LAST = SOURCE.real("last", "instant of the last one, days")
CARRY = SOURCE.real("carry", "part of a unit carried over to the next one")

IS_ON, IS_OFF = 0, 2
