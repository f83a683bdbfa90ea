"""A fleet: the pieces of one equipment item with its users, what state they are in, and what they fire."""

from __future__ import annotations

from materiel.layout.fields import Fields

FLEET = Fields("fleet")
ITEM = FLEET.whole("item", "row of the equipment item")
FAMILY = FLEET.whole("family", "number of its family at the front")
AUTHORISED = FLEET.whole("authorised", "authorised strength", record="level", unit="pieces")
PLANNED_STRENGTH = FLEET.whole(
    "planned_strength", "profile of the pieces that a requirement counts, or 0: the authorised strength"
)
INITIAL = FLEET.whole("initial", "pieces with users at the start, whatever their state", ledger=+1, unit="pieces")
DRAWN = FLEET.whole("drawn", "pieces drawn from the reserve stock so far", record="total", unit="pieces")
OPERATIONAL = FLEET.whole("operational", "pieces in the line", record="level", ledger=-1, unit="pieces")
TRAINING = FLEET.whole("training", "pieces held for training", record="level", ledger=-1, unit="pieces")
EVACUATED = FLEET.whole(
    "evacuated", "damaged or worn pieces on their way to a shop", record="level", ledger=-1, unit="pieces"
)
IN_REPAIR = FLEET.whole("in_repair", "pieces in a shop or its queue", record="level", ledger=-1, unit="pieces")
DESTROYED = FLEET.whole("destroyed", "pieces destroyed in combat", record="total", ledger=-1, unit="pieces")
SCRAPPED = FLEET.whole("scrapped", "pieces given up in repair", record="total", ledger=-1, unit="pieces")
RESERVE = FLEET.whole("reserve", "row of the stock of replacements, or 0")
OPERATIONAL_DAYS = FLEET.meter("operational_days", "operational pieces over time", unit="pieces")
AUTHORISED_DAYS = FLEET.meter("authorised_days", "authorised strength over time", unit="pieces")

SPARES = FLEET.whole(
    "spares", "cold spares of a fleet with a clock per asset", record="level", ledger=-1, unit="pieces"
)
MOVING_UP = FLEET.whole(
    "moving_up", "replacements on their way from the reserve", record="level", ledger=-1, unit="pieces"
)
REINFORCED = FLEET.whole(
    "reinforced", "pieces that came from outside the modelled world", record="total", ledger=+1, unit="pieces"
)
FRONT = FLEET.whole("front", "row of the front whose days it lives by; 0: days of its own")
STANDARD = FLEET.whole("standard", "code of the standard of its item")
PRIORITY = FLEET.whole("priority", "priority of its jobs in a shop; 0 comes first")
SMALL = FLEET.whole("small", "1: every piece is an asset with a clock of its own")
UP = FLEET.whole("up", "law of an asset's time to failure, days; 0 if pieces are thinned daily")
ASSETS = FLEET.whole("assets", "address of the list of its assets' rows")
ASSET_COUNT = FLEET.whole("asset_count", "how many")
WEAR = FLEET.real("wear", "failures of a piece a day, tempo 1", unit="1/day")
WEAR_BY_TEMPO = FLEET.whole("wear_by_tempo", "1: wear goes with the tempo of the front")
SHOP = FLEET.whole("shop", "row of the shop for worn and damaged pieces; 0: they are given up")
OTHER_SHOP = FLEET.whole("other_shop", "row of a second shop that takes a share of them, or 0")
OTHER_SHARE = FLEET.whole("other_share", "profile: share of the pieces that goes to the second shop")
OTHER_DRAWS = FLEET.stream("choice of shop")
REPAIR = FLEET.whole("repair", "law of the repair time of its pieces, days; 0: that of the shop")
EVACUATION = FLEET.whole("evacuation", "law of the time from the line to the shop, days; 0: none")
EVACUATION_DRAWS = FLEET.stream("evacuation")
OTHER_EVACUATION = FLEET.whole("other_evacuation", "law of the time to the second shop, days; 0: none")
DELAY = FLEET.whole("delay", "law of the time from the reserve to the line, days; 0: none")
DELAY_DRAWS = FLEET.stream("replacement")
REINFORCEMENT = FLEET.real("reinforcement", "pieces that come from outside, up to strength", unit="1/day")
REINFORCEMENT_PROFILE = FLEET.whole("reinforcement_profile", "profile that multiplies it, or 0")
REINFORCEMENT_REST = FLEET.real("reinforcement_rest", "part of a piece carried to the next day")
START_IN_REPAIR = FLEET.whole("start_in_repair", "pieces that enter the shop at the start")

LAW = FLEET.whole("law", "code of the law of combat losses")
MODE = FLEET.whole("mode", "code of how losses happen")
LOSS = FLEET.real(
    "loss",
    "losses a day at tempo 1: of a piece (rate), by an opposing piece (square), of a pair (linear)",
    unit="1/day",
)
LOSS_PROFILE = FLEET.whole("loss_profile", "profile that multiplies it, or 0")
OPPONENT = FLEET.whole("opponent", "row of the opposing fleet, or 0")
BETA = FLEET.real("beta", "losses grow by (1 + beta x shortage)")
SHORTAGE = FLEET.real("shortage", "share of the day's demand for munitions that was not met", record="level")
DESTROYED_SHARE = FLEET.real("destroyed_share", "share of combat losses that is destroyed; the rest can be recovered")
DAY_DRAWS = FLEET.stream("losses of a day")
LOSS_DRAWS = FLEET.stream("clock of losses")
CAUSE_DRAWS = FLEET.stream("cause of loss")
DESTROYED_DRAWS = FLEET.stream("destroyed")
COMBAT = FLEET.whole("combat", "pieces lost in combat, destroyed or not", record="total", unit="pieces")
FAILED = FLEET.whole("failed", "pieces that failed by wear", record="total", unit="pieces")
STRENGTH = FLEET.real("strength", "operational pieces as the day begins; in expected-value mode the expected number")
STRENGTH_AT = FLEET.real(
    "strength_at", "instant at which that was noted, or up to which the expected number is computed, days"
)
CLOCK_LEFT = FLEET.real(
    "clock_left", "what is left of the unit exponential to the next combat loss; negative: not drawn"
)
CLOCK_RATE = FLEET.real("clock_rate", "combat losses a day now", unit="1/day")
CLOCK_FACTOR = FLEET.real("clock_factor", "factor on the losses in that rate: tempo, shortage, profile")
CLOCK_UP_TO = FLEET.real("clock_up_to", "instant up to which that clock is reckoned, days")
GONE_AT = FLEET.real("gone_at", "instant at which the last piece was lost, days; negative: never", record="level")
EMPTIED = FLEET.whole("emptied", "1 once the last piece was lost", record="level")
LEVEL = FLEET.whole("level", "operational pieces from which the fleet counts as ready")
READY_DAYS = FLEET.meter("ready_days", "1 while at least `level` pieces are operational", unit="share of time")
NEEDS = FLEET.whole("needs", "address of the list of its needs of munitions")
NEED_COUNT = FLEET.whole("need_count", "how many")
OWN_DAYS = FLEET.whole("own_days", "1: it lives by days of its own, since it has no front")
DAY = FLEET.whole("day", "days of its own lived so far (fleet without a front)")
OUT_DAYS = FLEET.real(
    "out_days", "days that ended with pieces lacking and none in the reserve", record="total", unit="days"
)
NEXT = FLEET.whole("next", "code of the event that it waits for: a combat loss (clocks) or the end of a day of its own")

RATE, SQUARE, LINEAR = range(3)
LAWS = ("rate", "square", "linear")
THINNED, CLOCKS, EXPECTED = range(3)
MODES = ("daily", "clocks", "expected")
OLD_STANDARD, NEW_STANDARD, COMMON_STANDARD = range(3)

NEED = Fields("need", entity=False)
ROUNDS = NEED.real("rounds", "units of munition an operational piece fires a day at tempo 1", unit="units/day")
ROUNDS_PROFILE = NEED.whole("rounds_profile", "profile that multiplies it, or 0")
PLANNED = NEED.whole("planned", "profile of units planned for an authorised piece a day at tempo 1, or 0: as it fires")
NEED_FAMILY = NEED.whole("family", "row of the munition's family at the front, or 0")
CHOICES = NEED.whole("choices", "address of the list of stocks it may be met from, best first")
CHOICE_COUNT = NEED.whole("choice_count", "how many")
NEED_PRIORITY = NEED.whole("priority", "priority as a customer of those stocks")
DEMAND_REST = NEED.real("demand_rest", "part of a unit carried to the next day's demand")
RATION_REST = NEED.real("ration_rest", "part of a unit carried to the next day's ration")
DEMANDED = NEED.whole("demanded", "units asked for", record="total", unit="units")
ISSUED = NEED.whole("issued", "units issued", record="total", unit="units")
NEED_OUT_DAYS = NEED.real(
    "out_days", "days on which more was asked for than all its stocks held", record="total", unit="days"
)

ASSET = Fields("asset")
OF_FLEET = ASSET.whole("fleet", "row of its fleet")
UP_DRAWS = ASSET.stream("time to failure")
DUE = ASSET.real("due", "instant at which it fails, days; negative: not drawn yet")
FAILURES = ASSET.whole("failures", "how often it failed", record="total", unit="failures")
# State of an asset
IN_LINE, IDLE, DOWN, GIVEN_UP = range(4)
