"""A front: where fleets live day by day, at a tempo, and by which readiness is computed at the end of a month."""

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
WEIGHTS = FRONT.real("weights", "weights of availability, munitions and coverage", width=3)
AVAILABILITY = FRONT.real("availability", "operational / authorised over the month, mean of families", record="level")
MUNITIONS = FRONT.real("munitions", "issued / required over the month, mean of families", record="level")
COVERAGE = FRONT.real(
    "coverage", "expected share of the reference raid that is stopped, by weight of class", record="level"
)
READINESS = FRONT.real("readiness", "weighted geometric mean of the components", record="level")
EQUIPMENT_PART = FRONT.real(
    "equipment_part",
    "part of ln readiness that pieces cost: those missing, and what they would have fired",
    record="level",
)
MUNITIONS_PART = FRONT.real(
    "munitions_part", "part of ln readiness that rounds cost, missing for the pieces that are there", record="level"
)
COVERAGE_PART = FRONT.real("coverage_part", "part of ln readiness that coverage costs", record="level")
LIMITING = FRONT.whole("limiting", "number of the part that costs most readiness; 0: none", record="level")
FILL_RATE = FRONT.real("fill_rate", "issued / demanded over the month, mean of families", record="level")
SUSTAINABILITY = FRONT.real(
    "sustainability", "days of supply / required days, at most 1, mean of families", record="level"
)
STOPPED = FRONT.real("stopped", "1 - leaked / launched over the month, by weight of class", record="level")
INTEROPERABILITY = FRONT.real("interoperability", "share of operational pieces on the new standard", record="level")
ABSENT = FRONT.whole(
    "absent",
    "bits of what has no value: 1 availability, 2 munitions, 4 coverage, 8 fill rate, 16 sustainability, "
    "32 stopped, 64 interoperability",
    record="level",
)
REFERENCE = FRONT.whole("reference", "address of the list of rows of the reference raid's classes")
REFERENCE_COUNT = FRONT.whole("reference_count", "how many; 0: no reference raid is stated")
REFERENCE_TARGETS = FRONT.whole(
    "reference_targets", "address of the reference raid's targets: bit of the category in n, share of raids in x"
)
REFERENCE_TARGET_COUNT = FRONT.whole("reference_target_count", "how many")
REFERENCE_LAYERS = FRONT.whole("reference_layers", "address of the list of rows of the layers that it meets")
REFERENCE_LAYER_COUNT = FRONT.whole("reference_layer_count", "how many")
REFERENCE_RAIDS = FRONT.real("reference_raids", "raids that the magazines have to last for", unit="raids")
READ_UP_TO = FRONT.real("read_up_to", "instant of the last month-end, days")

COMPONENTS = ("availability", "munitions", "coverage")
NO_AVAILABILITY, NO_MUNITIONS, NO_COVERAGE, NO_FILL, NO_SUPPLY, NO_STOPPED, NO_STANDARD = (1 << k for k in range(7))
"""Bits of `ABSENT`."""

FAMILY = Fields("family", entity=False)
FAMILY_WEIGHTS = FAMILY.real("weights", "weights in the means of availability, munitions, days of supply", width=3)
TARGET_DAYS = FAMILY.real("target_days", "days of supply that count as 1", unit="days")
FAMILY_FLEETS = FAMILY.whole("fleets", "address of the list of its fleets")
FAMILY_FLEET_COUNT = FAMILY.whole("fleet_count", "how many")
STOCKS = FAMILY.whole("stocks", "address of the list of stocks that count as its supply")
STOCK_COUNT = FAMILY.whole("stock_count", "how many")
USES = FAMILY.whole(
    "uses", "address of the list of other users of it (USE cells each): their totals of units asked for and got"
)
USE_COUNT = FAMILY.whole("use_count", "how many")
RING = FAMILY.whole("ring", "address of the last 90 days: units demanded in n, units required in x")
RING_DAYS = FAMILY.whole("ring_days", "days that count in it, at most 90")
RING_AT = FAMILY.whole("ring_at", "place of the next day in it")
RING_SUM = FAMILY.whole("ring_sum", "units demanded in the days that count", unit="units")
TODAY = FAMILY.whole("today", "units demanded in the day that is being reckoned", unit="units")
METHOD = FAMILY.whole("method", "code of how its requirement is planned")
PLANNED = FAMILY.whole("planned", "profile of units required a day, or of targets a day, by the method")
PER_TARGET = FAMILY.real("per_target", "units planned for a target / planned availability", unit="units")
PER_PIECE = FAMILY.real("per_piece", "units of an authorised piece's service life / that life", unit="units/day")
BY_TEMPO = FAMILY.whole("by_tempo", "1: what is required goes with the tempo of the front")
NEEDED = FAMILY.whole("needed", "1: fleets of the front fire it")
REQUIRED = FAMILY.real("required", "units required", record="total", unit="units")
WANTED = FAMILY.real("wanted", "of these, units planned for the pieces that were there", record="total", unit="units")
LAST_REQUIRED = FAMILY.real("last_required", "units required by the last month-end")
LAST_WANTED = FAMILY.real("last_wanted", "units planned for the pieces that were there by the last month-end")
REQUIRED_TODAY = FAMILY.real("required_today", "units required in the day that is being computed", unit="units")
EVER_AUTHORISED = FAMILY.whole("ever_authorised", "1 once pieces of it were authorised")
EVER_REQUIRED = FAMILY.whole("ever_required", "1 once units of it were required")
RATION = FAMILY.real("ration", "share of the demand that may be issued", record="level")
DEMANDED = FAMILY.whole("demanded", "units asked for", record="total", unit="units")
ISSUED = FAMILY.whole("issued", "units issued", record="total", unit="units")
LAST_DEMANDED = FAMILY.whole("last_demanded", "units asked for by the last month-end")
LAST_ISSUED = FAMILY.whole("last_issued", "units issued by the last month-end")
LAST_OPERATIONAL = FAMILY.real("last_operational", "operational piece days by the last month-end")
LAST_AUTHORISED = FAMILY.real("last_authorised", "authorised piece days by the last month-end")
FAMILY_AVAILABILITY = FAMILY.real("availability", "operational / authorised over the month; -1: none", record="level")
FAMILY_FILL = FAMILY.real("fill_rate", "issued / demanded over the month; -1: no demand", record="level")
FAMILY_MET = FAMILY.real("munitions", "issued / required over the month, at most 1; -1: no requirement", record="level")
FAMILY_MANNED = FAMILY.real(
    "manned", "planned for the pieces that were there / required over the month, at most 1", record="level"
)
FAMILY_DAYS = FAMILY.real(
    "days_of_supply", "supply / mean daily requirement; -1: none is required", record="level", unit="days"
)
FAMILY_NEW = FAMILY.real("new_share", "operational on the new standard / operational; -1: none", record="level")
LAST_NEW = FAMILY.real("last_new", "operational piece days on the new standard by the last month-end")
LAST_OLD = FAMILY.real("last_old", "operational piece days on the old standard by the last month-end")
WINDOW = 90
BY_STRENGTH, BY_EFFORT, BY_TARGETS, BY_LIFETIME = range(4)
METHODS = ("strength", "level_of_effort", "targets", "lifetime")
"""Planned rounds per authorised piece and day; units a day; targets x units per target / planned availability; units of a piece's
service life spread over it."""

REFERENCE_CLASS = Fields("reference_class", entity=False)
CLASS = REFERENCE_CLASS.whole("class", "row of the arsenal")
SIZE = REFERENCE_CLASS.real("size", "threats of the class in the reference raid", unit="threats")
MET_AT = REFERENCE_CLASS.whole(
    "met_at", "address of the layers that it meets: place in the front's list, row of what it does"
)
MET_COUNT = REFERENCE_CLASS.whole("met_count", "how many")
MET_SIZE = 2

REFERENCE_LAYER = Fields("reference_layer", entity=False)
LAYER = REFERENCE_LAYER.whole("layer", "row of the layer")
MAGAZINE = REFERENCE_LAYER.whole(
    "magazine", "row of the layer of the list whose magazine it shares: the first at its stock"
)
BATTERIES = REFERENCE_LAYER.real("batteries", "mean of the month", unit="batteries")
LAST_PIECE_DAYS = REFERENCE_LAYER.real("last_piece_days", "operational piece days of its fleet by the last month-end")
CHANNELS_LEFT = REFERENCE_LAYER.real("channels_left", "threats that it can still engage; negative: no limit")
SHOTS_LEFT = REFERENCE_LAYER.real("shots_left", "interceptors left in the magazine; negative: no limit", unit="units")

# Cells of a threat class in the list THREATS. In n: the addresses of the totals launched and leaked.
# In x: its weight, and the totals by the last month-end.
LAUNCHED_CELL, LEAKED_CELL = 0, 1
THREAT_WEIGHT, LAST_LAUNCHED, LAST_LEAKED = 0, 1, 2
THREAT_SIZE = 3

# Cells (all in n) of another user in the list USES: addresses of the totals asked for and got, and what they were yesterday.
ASKED_CELL, GOT_CELL, LAST_ASKED, LAST_GOT = range(4)
USE_SIZE = 4
