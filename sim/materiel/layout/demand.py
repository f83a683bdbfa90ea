"""Demand: users who come to a stock, by a renewal or a Poisson process, for one unit or a batch."""

from __future__ import annotations

from materiel.layout.fields import Fields

DEMAND = Fields("demand")
STOCK = DEMAND.whole("stock", "row of the stock asked, or 0")
SHOP = DEMAND.whole("shop", "row of the shop that a failed unit (or a job) enters, or 0")
BACK_TO = DEMAND.whole("back_to", "exchange: row of the stock that a repaired unit goes to; 0: that asked")
GAP = DEMAND.whole("gap", "law of the time between arrivals, days, at a factor of 1")
BATCH = DEMAND.whole("batch", "law of the units an arrival asks for, or 0: one")
PRIORITY = DEMAND.whole("priority", "priority as a customer; 0 comes first")
PROFILE = DEMAND.whole("profile", "profile that multiplies the rate, or 0")
REGIME = DEMAND.whole("regime", "regime that multiplies the rate, or 0")
PEAK = DEMAND.real("peak", "largest factor: arrivals are thinned from this rate")
THINNED = DEMAND.whole("thinned", "1: by thinning (gaps exponential); 0: gaps run on operational time")
GAP_DRAWS = DEMAND.stream("time between arrivals")
BATCH_DRAWS = DEMAND.stream("batch size")
THIN_DRAWS = DEMAND.stream("thinning")
OFFSET = DEMAND.real("offset", "days from the start to the first arrival; negative: a first gap is drawn")
LIMIT = DEMAND.whole("limit", "arrivals after which no one comes any more; 0: no limit")
STOP_AT = DEMAND.real("stop_at", "instant after which no one comes, days; 0: none")
BEGUN = DEMAND.whole("begun", "1 once the first arrival is set")
DUE = DEMAND.real("due", "instant of the next arrival, days")
LEFT = DEMAND.real("left", "what is left of the gap, days at a factor of 1 (profile or regime without thinning)")
COUNTED_TO = DEMAND.real("counted_to", "instant up to which that is reckoned, days")
FACTOR = DEMAND.real("factor", "factor of the regime since then")
ARRIVALS = DEMAND.whole("arrivals", "arrivals so far", record="total", unit="arrivals")
ASKED = DEMAND.whole("asked", "units asked for", record="total", unit="units")
FILLED = DEMAND.whole("filled", "units of that filled at once", record="total", unit="units")
