"""A lane: how goods get from one site to another, and how long that takes."""

from __future__ import annotations

from materiel.layout.fields import Fields

LANE = Fields("lane")
LEAD = LANE.whole("lead", "law of the lead time, days")
LEAD_DRAWS = LANE.stream("lead time")
LOSS_DRAWS = LANE.stream("interdiction")
SEASON = LANE.whole("season", "profile that multiplies the lead time, or 0")
FIFO = LANE.whole("fifo", "1: a shipment never overtakes another; 0: orders may cross")
LAST_DUE = LANE.real("last_due", "latest arrival so far, days")
LOSS = LANE.real("loss", "share of the units lost on the way")
LOSS_SEASON = LANE.whole("loss_season", "profile that multiplies the share lost, or 0")
PASSES = LANE.whole("passes", "row of a site that it passes, or 0")
INTERDICTED = LANE.real("interdicted", "further share lost while that site has no condition left, in proportion before")
PERIOD = LANE.real("period", "days between departures; 0: goods leave when they come")
OFFSET = LANE.real("offset", "days from the start to the first departure")
NEXT_DEPARTURE = LANE.real("next_departure", "instant of the next departure, days")
CAPACITY = LANE.whole("capacity", "most units a departure takes; -1: no limit")
WAITING = LANE.queue("waiting", "shipments that wait for a departure")
SENT = LANE.whole("sent", "units sent", record="total", unit="units")
ARRIVED = LANE.whole("arrived", "units arrived", record="total", unit="units")
LOST = LANE.whole("lost", "units lost on the way", record="total", unit="units")
UNDERWAY = LANE.whole("underway", "units on the way or waiting to leave", record="level", unit="units")
UNDERWAY_DAYS = LANE.meter("underway_days", "units on the way over time", unit="units")
