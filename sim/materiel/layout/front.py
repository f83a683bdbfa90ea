"""A front: where fleets live day by day, at a tempo, and by which readiness is reckoned at the end of a month."""

from __future__ import annotations

from materiel.layout.fields import Fields

FRONT = Fields("front")
REGIME = FRONT.whole("regime", "regime that multiplies the tempo, or 0")
SEASON = FRONT.whole("season", "profile that multiplies the tempo, or 0")
NOISE = FRONT.whole("noise", "law of the daily factor on the tempo, or 0")
NOISE_DRAWS = FRONT.stream("tempo")
TEMPO = FRONT.real("tempo", "factor on consumption, losses and wear today", record="level")
OFFSET = FRONT.real("offset", "days from the start to an end of day")
PERIOD = FRONT.real("period", "length of a day, days")
DAY = FRONT.whole("day", "days ended so far")
READ = FRONT.whole("read", "record instants prepared so far")
ASKED_FOR = FRONT.whole("asked_for", "1 once the first of them is asked for")
FLEETS = FRONT.whole("fleets", "address of the list of fleets that live by its days")
FLEET_COUNT = FRONT.whole("fleet_count", "how many")
FAMILIES = FRONT.whole("families", "address of the list of families' rows")
FAMILY_COUNT = FRONT.whole("family_count", "how many")
THREATS = FRONT.whole("threats", "address of the list of threat classes (THREAT cells each)")
THREAT_COUNT = FRONT.whole("threat_count", "how many")
RATION_DAYS = FRONT.real("ration_days", "days of supply below which munitions are rationed", unit="days")
RATION_LEAST = FRONT.real("ration_least", "ration at no supply")
WEIGHTS = FRONT.real("weights", "weights of availability, fill rate, days of supply and coverage", width=4)
AVAILABILITY = FRONT.real("availability", "operational / authorised over the month, mean of families", record="level")
FILL_RATE = FRONT.real("fill_rate", "issued / demanded over the month, mean of families", record="level")
SUPPLY_SCORE = FRONT.real("supply_score", "days of supply against target, at most 1, mean of families", record="level")
COVERAGE = FRONT.real("coverage", "1 - leaked / launched over the month, by weight of class", record="level")
READINESS = FRONT.real("readiness", "weighted geometric mean of the components", record="level")
LIMITING = FRONT.whole("limiting", "number of the component that costs most readiness; 0: none", record="level")
INTEROPERABILITY = FRONT.real("interoperability", "share of authorised strength on the new standard", record="level")
ABSENT = FRONT.whole("absent", "bits of the components that have left: 1, 2, 4, 8", record="level")

COMPONENTS = ("availability", "fill_rate", "supply_score", "coverage")

FAMILY = Fields("family", entity=False)
FAMILY_WEIGHTS = FAMILY.real("weights", "weights in the means of availability, fill rate, days of supply", width=3)
TARGET_DAYS = FAMILY.real("target_days", "days of supply that count as 1", unit="days")
FAMILY_FLEETS = FAMILY.whole("fleets", "address of the list of its fleets")
FAMILY_FLEET_COUNT = FAMILY.whole("fleet_count", "how many")
STOCKS = FAMILY.whole("stocks", "address of the list of stocks that count as its supply")
STOCK_COUNT = FAMILY.whole("stock_count", "how many")
USES = FAMILY.whole(
    "uses", "address of the list of other users of it (USE cells each): their totals of units asked for and got"
)
USE_COUNT = FAMILY.whole("use_count", "how many")
RING = FAMILY.whole("ring", "address of the demands of the last 90 days")
RING_DAYS = FAMILY.whole("ring_days", "days that count in it, at most 90")
RING_AT = FAMILY.whole("ring_at", "place of the next day in it")
RING_SUM = FAMILY.whole("ring_sum", "units demanded in the days that count", unit="units")
TODAY = FAMILY.whole("today", "units demanded in the day that is being reckoned", unit="units")
RATION = FAMILY.real("ration", "share of the demand that may be issued", record="level")
DEMANDED = FAMILY.whole("demanded", "units asked for", record="total", unit="units")
ISSUED = FAMILY.whole("issued", "units issued", record="total", unit="units")
LAST_DEMANDED = FAMILY.whole("last_demanded", "units asked for by the last month-end")
LAST_ISSUED = FAMILY.whole("last_issued", "units issued by the last month-end")
LAST_OPERATIONAL = FAMILY.real("last_operational", "operational piece days by the last month-end")
LAST_AUTHORISED = FAMILY.real("last_authorised", "authorised piece days by the last month-end")
FAMILY_AVAILABILITY = FAMILY.real("availability", "operational / authorised over the month; -1: none", record="level")
FAMILY_FILL = FAMILY.real("fill_rate", "issued / demanded over the month; -1: no demand", record="level")
FAMILY_DAYS = FAMILY.real("days_of_supply", "supply / mean daily demand; -1: no demand", record="level", unit="days")
FAMILY_NEW = FAMILY.real("new_share", "authorised on the new standard / authorised; -1: none", record="level")
WINDOW = 90

# Cells of a threat class in the list THREATS. In n: the addresses of the totals launched and leaked.
# In x: its weight, and the totals by the last month-end.
LAUNCHED_CELL, LEAKED_CELL = 0, 1
THREAT_WEIGHT, LAST_LAUNCHED, LAST_LEAKED = 0, 1, 2
THREAT_SIZE = 3

# Cells (all in n) of another user in the list USES: addresses of the totals asked for and got, and what they were yesterday.
ASKED_CELL, GOT_CELL, LAST_ASKED, LAST_GOT = range(4)
USE_SIZE = 4
