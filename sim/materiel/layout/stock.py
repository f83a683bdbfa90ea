"""A stock: the units of one item kept at one site, with its queue of backorders and how it is replenished."""

from __future__ import annotations

from materiel.layout.fields import Fields

STOCK = Fields("stock")
ITEM = STOCK.whole("item", "row of the item held")
SITE = STOCK.whole("site", "row of the site, or 0")
INITIAL = STOCK.whole(
    "initial",
    "units at the start, on hand and on their way to it",
    ledger=+1,
    unit="units",
)
ON_HAND = STOCK.whole("on_hand", "units in the stock", record="level", ledger=-1, unit="units")
IN_TRANSIT = STOCK.whole("in_transit", "units on their way to it", record="level", ledger=-1, unit="units")
LOST = STOCK.whole("lost", "units lost on the way to it", record="total", ledger=-1, unit="units")
CONSUMED = STOCK.whole("consumed", "units issued to users, who use them up", record="total", ledger=-1, unit="units")
DESTROYED = STOCK.whole("destroyed", "units destroyed in the stock", record="total", ledger=-1, unit="units")
EXPIRED = STOCK.whole("expired", "units that outlived their shelf life", record="total", ledger=-1, unit="units")
REFUSED = STOCK.whole("refused", "units that did not fit and were turned away", record="total", ledger=-1, unit="units")
RECEIVED = STOCK.whole("received", "units that arrived", record="total", unit="units")
SHIPPED = STOCK.whole("shipped", "units sent on to other stocks", record="total", unit="units")
DEMANDED = STOCK.whole("demanded", "units asked for by users and customers", record="total", unit="units")
FILLED = STOCK.whole("filled", "units of that filled at once from the shelf", record="total", unit="units")
UNMET = STOCK.whole(
    "unmet", "units asked for and lost, since the stock takes no backorders", record="total", unit="units"
)
ON_ORDER = STOCK.whole("on_order", "units ordered for it and not yet arrived", record="level", unit="units")
OWED = STOCK.whole("owed", "units backordered", record="level", unit="units")
BACKORDERS = STOCK.queue("backorders", "tickets that wait for units, by priority, then first come")
LOSES = STOCK.whole("loses", "1: what cannot be filled at once is lost; 0: it is backordered")
CAPACITY = STOCK.whole("capacity", "most units that fit; -1: no limit")
RESERVE = STOCK.whole("reserve", "units that only named customers may use")
RESERVE_FOR = STOCK.whole("reserve_for", "customers up to this priority may use the reserve")
WAITERS = STOCK.whole("waiters", "address of the list of entities that are woken when units arrive or leave")
WAITER_COUNT = STOCK.whole("waiter_count", "how many")
TURNED_AWAY = STOCK.whole("turned_away", "1: orders of other stocks were lost since units last came in")
POLICY = STOCK.whole("policy", "code of the replenishment policy")
REORDER = STOCK.whole("reorder", "reorder point r or s, units")
UP_TO = STOCK.whole("up_to", "order-up-to level S, units")
BATCH = STOCK.whole("batch", "order quantity Q, units")
SUPPLY = STOCK.whole("supply", "row of what replenishes it: a lane, a customer of an order book, or a source")
SUPPLY_STOCK = STOCK.whole("supply_stock", "row of the stock that a lane draws on; 0 otherwise")
PRIORITY = STOCK.whole("priority", "its priority as a customer of what replenishes it; 0 comes first")
PERIOD = STOCK.real("period", "days between reviews; 0: continuous review")
OFFSET = STOCK.real("offset", "days from the start to the first review")
COVER = STOCK.real("cover", "days of supply to hold (days-of-supply policy)", unit="days")
WINDOW = STOCK.real("window", "days over which demand is averaged", unit="days")
ORDERS = STOCK.whole("orders", "replenishment orders placed", record="total", unit="orders")
SMOOTHED = STOCK.real("smoothed", "moving average of demand", record="level", unit="units/day")
SMOOTHED_AT = STOCK.real("smoothed_at", "instant of the last review, days")
SMOOTHED_FROM = STOCK.whole("smoothed_from", "units demanded up to then")
LIFE = STOCK.real("life", "shelf life in days; 0: does not expire", unit="days")
LOTS = STOCK.queue("lots", "tickets of lots by age, if the item expires")
FIRST_LOTS = STOCK.whole("first_lots", "address of the lots on hand at the start: units in n, days on the shelf in x")
FIRST_LOT_COUNT = STOCK.whole("first_lot_count", "how many; units beyond them are fresh")
ON_WAY = STOCK.whole("on_way", "address of the orders under way at the start: units in n, instant of arrival in x")
ON_WAY_COUNT = STOCK.whole("on_way_count", "how many")
BEGUN = STOCK.whole("begun", "1 once what is there at the start is reckoned")
NEXT_REVIEW = STOCK.real("next_review", "instant of the next periodic review, days")
EMPTY_AT = STOCK.real("empty_at", "first instant at which nothing was on hand; -1: never", record="level", unit="days")
BACKORDERED = STOCK.whole("backordered", "units that had to wait", record="total", unit="units")
WAITED = STOCK.real("waited", "time that they waited, summed over units handed over", record="total", unit="unit days")
WAIT_LIMIT = STOCK.real("wait_limit", "a wait longer than this is late, days")
LATE = STOCK.whole("late", "units that waited longer than that", record="total", unit="units")
ON_HAND_DAYS = STOCK.meter("on_hand_days", "units on hand over time", unit="units")
OWED_DAYS = STOCK.meter("owed_days", "units backordered over time", unit="units")
OWING_DAYS = STOCK.meter("owing_days", "1 while units are backordered", unit="share of time")
EMPTY_DAYS = STOCK.meter("empty_days", "1 while nothing is on hand", unit="share of time")
VAIN = STOCK.whole("vain", "1 from a request in vain that is not backordered until units come in")
WANTING_DAYS = STOCK.meter(
    "wanting_days",
    "1 while units are backordered, or were asked for in vain since units last came in",
    unit="share of time",
)

NO_POLICY, BASE_STOCK, R_Q, S_S, DAYS_OF_SUPPLY = range(5)

# What a backorder's ticket is for (its ROLE)
USER, FORWARD = 1, 2
