"""A repair shop: bays that take failed units one by one, the queue before them, and where a repaired unit goes."""

from __future__ import annotations

from materiel.layout.fields import Fields

SHOP = Fields("shop")
SITE = SHOP.whole("site", "row of the site, or 0")
BAYS = SHOP.whole("bays", "units repaired at once; -1: ample")
ROOM = SHOP.whole("room", "places in the queue; -1: no limit. What does not fit is refused")
REPAIR = SHOP.whole("repair", "law of the repair time, days at full speed")
REPAIR_DRAWS = SHOP.stream("repair time")
SCRAP = SHOP.real("scrap", "share of the units that turn out to be beyond repair")
SCRAP_DRAWS = SHOP.stream("beyond repair")
BOM = SHOP.whole("bom", "address of the first part's row (as of a line)")
BOM_COUNT = SHOP.whole("bom_count", "how many parts")
LANE = SHOP.whole("lane", "row of the lane by which repaired units go to their stock; 0: at once")
COST = SHOP.real("cost", "price of a repair", unit="EUR")
SPENT = SHOP.real("spent", "paid for repairs", record="total", unit="EUR")
QUEUE = SHOP.queue("queue", "tickets of jobs that wait, by priority, then first come")
IN_BAYS = SHOP.queue(
    "in_bays", "tickets of jobs under repair, by the work clock at which they are done (only at a site)"
)
WORK_CLOCK = SHOP.real(
    "work_clock", "integral of the speed: work done on a job that was in a bay since the start, days"
)
UP_TO = SHOP.real("up_to", "instant up to which the work clock is reckoned, days")
SPEED = SHOP.real("speed", "speed of work since then")
WAITING = SHOP.whole("waiting", "jobs in the queue", record="level", unit="jobs")
BUSY_BAYS = SHOP.whole("busy_bays", "jobs under repair", record="level", unit="jobs")
IN_SHOP = SHOP.whole("in_shop", "jobs in the queue or under repair", record="level", unit="jobs")
UNITS_IN_SHOP = SHOP.whole(
    "units_in_shop", "units of users in the shop (exchange)", record="level", ledger=-1, unit="units"
)
HANDED_IN = SHOP.whole(
    "handed_in", "failed units that users handed in (exchange)", record="total", ledger=+1, unit="units"
)
CONDEMNED = SHOP.whole("condemned", "units of users refused or beyond repair", record="total", ledger=-1, unit="units")
ARRIVED = SHOP.whole("arrived", "jobs that came, refused ones included", record="total", unit="jobs")
REFUSED = SHOP.whole("refused", "jobs turned away by a full queue", record="total", unit="jobs")
STARTED = SHOP.whole("started", "jobs that were taken into a bay", record="total", unit="jobs")
DONE = SHOP.whole("done", "jobs that left a bay", record="total", unit="jobs")
SCRAPPED = SHOP.whole("scrapped", "jobs that turned out to be beyond repair", record="total", unit="jobs")
THRESHOLD = SHOP.real("threshold", "a wait longer than this is a long one, days")
WAITED = SHOP.whole("waited", "jobs that had to wait at all", record="total", unit="jobs")
LONG_WAITS = SHOP.whole("long_waits", "jobs that waited longer than the threshold", record="total", unit="jobs")
WAIT_SUM = SHOP.real("wait_sum", "time in the queue, summed over the jobs started", record="total", unit="job days")
SOJOURN_SUM = SHOP.real("sojourn_sum", "time in the shop, summed over the jobs done", record="total", unit="job days")
WAITING_DAYS = SHOP.meter("waiting_days", "jobs in the queue over time", unit="jobs")
BUSY_DAYS = SHOP.meter("busy_days", "busy bays over time", unit="bays")
IN_SHOP_DAYS = SHOP.meter("in_shop_days", "jobs in the shop over time", unit="jobs")
EMPTY_DAYS = SHOP.meter("empty_days", "1 while no job is in the shop", unit="share of time")

# What a shop does (state): AT_WORK looks for nothing; FOR_PARTS: the first job of the queue waits for parts
AT_WORK, FOR_PARTS = 1, 2

# Where a unit goes when its job is done (the ROLE of a job's ticket; FOR is the row)
LEAVES, TO_STOCK, TO_RESERVE, TO_ASSET = range(4)
