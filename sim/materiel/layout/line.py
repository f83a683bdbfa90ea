"""A line that makes one item in lots on parallel stations, what its parts are, and what stops it."""

from __future__ import annotations

from materiel.layout.fields import Fields

LINE = Fields("line")
ITEM = LINE.whole("item", "row of the item made")
SITE = LINE.whole("site", "row of the site, or 0")
LOT = LINE.whole("lot", "units a lot")
OUTPUT = LINE.whole("output", "row of the stock that takes the output; 0: all goes to the order book")
TO_ORDER = LINE.whole("to_order", "1: works only while customers have orders outstanding")
ALLOCATION = LINE.whole("allocation", "code of the rule by which customers share a lot")
CUSTOMERS = LINE.whole("customers", "address of the list of customers' rows")
CUSTOMER_COUNT = LINE.whole("customer_count", "how many")
OUTSTANDING = LINE.whole("outstanding", "units ordered and not yet made", record="level", unit="units")
WORK = LINE.whole("work", "law of the time of a lot at nominal speed, days")
WORK_DRAWS = LINE.stream("lot time")
CAPACITY = LINE.whole("capacity", "profile that multiplies the speed, or 0")
EXPANSION = LINE.real("expansion", "factor on the speed from shifts and programmes; 0: shut", record="level")
LEARNING = LINE.real(
    "learning", "exponent b of Wright's curve, 0 or negative: lot time falls with output to the power b"
)
LEARNED = LINE.real("learned", "units made before the start, from which the curve goes on")
BOM = LINE.whole("bom", "address of the first part's row")
BOM_COUNT = LINE.whole("bom_count", "how many parts")
STATIONS = LINE.whole("stations", "address of the list of stations' rows")
STATION_COUNT = LINE.whole("station_count", "how many stations")
MADE = LINE.whole("made", "units made", record="total", ledger=+1, unit="units")
HELD = LINE.whole("held", "finished units that are blocked on their stations", record="level", ledger=-1, unit="units")
SPARE = LINE.whole(
    "spare",
    "finished units that nobody has ordered, of a line without output stock",
    record="level",
    ledger=-1,
    unit="units",
)
TURN = LINE.real("turn", "clock of shares: turn of the customer served last (share rule)")
MILESTONES = LINE.whole("milestones", "address of the list of milestones' rows")
MILESTONE_COUNT = LINE.whole("milestone_count", "how many")
IN_LOTS = LINE.whole("in_lots", "units in lots under work", record="level", unit="units")
CONVERTING = LINE.whole("converting", "1 while the line is shut or turned to another item: no new lot is started")
UNFUNDED = LINE.whole("unfunded", "purchases that are short for want of money", unit="purchases")
SPENT = LINE.real("spent", "paid for the output", record="total", unit="EUR")

# What a station does or waits for, and the meters of the line that count stations in each state
(IDLE, WORKING, STARVED, BLOCKED, BROKEN, DAMAGED, UNPOWERED, NO_ORDERS, NO_MONEY, SHUT) = range(10)
STATE_NAMES = (
    "idle",
    "working",
    "starved",
    "blocked",
    "broken",
    "damaged",
    "unpowered",
    "no_orders",
    "unfunded",
    "shut",
)
IN_STATE = tuple(LINE.meter(f"{name}_stations", f"stations {name} over time", unit="stations") for name in STATE_NAMES)
IN_STATE_FIRST = IN_STATE[0]
METER_WIDTH = 3

FIRST_IN, BY_PRIORITY, BY_SHARE = range(3)

PART = Fields("part", entity=False)
PART_STOCK = PART.whole("stock", "row of the stock that the part is taken from")
PART_ITEM = PART.whole("item", "row of the part's item")
PART_UNITS = PART.whole("units", "units of the part in a unit of output")
PART_INITIAL = PART.whole("initial", "units in lots under work at the start", ledger=+1, unit="units")
PART_IN_WORK = PART.whole("in_work", "units in lots under work", record="level", ledger=-1, unit="units")
PART_BUILT_IN = PART.whole("built_in", "units built into finished output", record="total", ledger=-1, unit="units")
PART_SIZE = PART.size

STATION = Fields("station")
OF_LINE = STATION.whole("line", "row of its line")
HAS_LOT = STATION.whole("has_lot", "0: none, 1: a lot under work, 2: a finished lot that is blocked")
LOT_UNITS = STATION.whole("lot_units", "units in the lot in hand")
LEFT = STATION.real("left", "work left in the lot, days at nominal speed")
UP_TO = STATION.real("up_to", "instant up to which the work done is reckoned, days")
SPEED = STATION.real("speed", "factor on the speed since then, without the capacity profile")
DONE_AT = STATION.real("done_at", "instant at which the lot will be done as things are, days")
TIMER = STATION.real("timer", "instant for which it is expected, not after that, days")
DOWN = STATION.whole("down", "failure modes that keep it down")
MODES = STATION.whole("modes", "address of the list of its failure modes' rows")
MODE_COUNT = STATION.whole("mode_count", "how many")

MODE = Fields("failure_mode")
OF_STATION = MODE.whole("station", "row of the station it strikes")
CLOCK = MODE.whole("clock", "code of the clock that time to failure runs on")
UP = MODE.whole("up", "law of the time to failure, days on its clock")
DOWN_FOR = MODE.whole("down_for", "law of the repair time, days")
UP_DRAWS = MODE.stream("time to failure")
DOWN_DRAWS = MODE.stream("repair time")
DRAWN = MODE.whole("drawn", "1 once its time to failure is drawn")
REMAINING = MODE.real("remaining", "time on its clock until it fails, days")
COUNTED_TO = MODE.real("counted_to", "instant up to which the clock is reckoned, days")
RUNNING = MODE.whole("running", "1 while its clock runs")
DUE = MODE.real("due", "instant at which it is up again, days")
FAILURES = MODE.whole("failures", "how often it failed", record="total", unit="failures")
CALENDAR, WHILE_UP, WHILE_WORKING = range(3)
IS_UP, IS_DOWN = 0, 1

MILESTONE = Fields("milestone", entity=False)
MILE_UNITS = MILESTONE.whole("units", "cumulative output that is waited for")
REACHED = MILESTONE.real("reached", "instant at which it was reached; -1: not yet", record="level", unit="days")
