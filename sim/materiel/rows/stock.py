"""A stock as a row."""

from __future__ import annotations

from materiel.rows.cells import Many, Part, Ref, real, whole
from materiel.rows.parts import Meter, Queue
from materiel.rows.row import Entity


class Stock(Entity, kind="stock"):
    """The units of one item kept at one site, with their queue of backorders and how they are replenished."""

    item = whole("row of the item held")
    site: Ref[Entity] = Ref("row of the site, or 0")
    initial = whole("units at the start, on hand and on their way to it", unit="units", ledger=+1)
    on_hand = whole("units in the stock", record="level", unit="units", ledger=-1)
    in_transit = whole("units on their way to it", record="level", unit="units", ledger=-1)
    lost = whole("units lost on the way to it", record="total", unit="units", ledger=-1)
    consumed = whole("units issued to users, who use them up", record="total", unit="units", ledger=-1)
    destroyed = whole("units destroyed in the stock", record="total", unit="units", ledger=-1)
    expired = whole("units that outlived their shelf life", record="total", unit="units", ledger=-1)
    refused = whole("units that did not fit and were turned away", record="total", unit="units", ledger=-1)
    received = whole("units that arrived", record="total", unit="units")
    shipped = whole("units sent on to other stocks", record="total", unit="units")
    demanded = whole("units asked for by users and customers", record="total", unit="units")
    filled = whole("units of that filled at once from the shelf", record="total", unit="units")
    unmet = whole("units asked for and lost, since the stock takes no backorders", record="total", unit="units")
    on_order = whole("units ordered for it and not yet arrived", record="level", unit="units")
    owed = whole("units backordered", record="level", unit="units")
    backorders: Part[Queue] = Part("tickets that wait for units, by priority, then first come")
    loses = whole("1: what cannot be filled at once is lost; 0: it is backordered")
    capacity = whole("most units that fit; -1: no limit")
    reserve = whole("units that only named customers may use")
    reserve_for = whole("customers up to this priority may use the reserve")
    waiters: Many[Entity] = Many("entities that are woken when units arrive or leave", count="waiter_count")
    turned_away = whole("1: orders of other stocks were lost since units last came in")
    policy = whole("code of the replenishment policy")
    reorder = whole("reorder point r or s, units")
    up_to = whole("order-up-to level S, units")
    batch = whole("order quantity Q, units")
    supply: Ref[Entity] = Ref("row of what replenishes it: a lane, a customer of an order book, or a source")
    supply_stock: Ref[Stock] = Ref("row of the stock that a lane draws on; 0 otherwise")
    priority = whole("its priority as a customer of what replenishes it; 0 comes first")
    period = real("days between reviews; 0: continuous review")
    offset = real("days from the start to the first review")
    cover = real("days of supply to hold (days-of-supply policy)", unit="days")
    window = real("days over which demand is averaged", unit="days")
    orders = whole("replenishment orders placed", record="total", unit="orders")
    smoothed = real("moving average of demand", record="level", unit="units/day")
    smoothed_at = real("instant of the last review, days")
    smoothed_from = whole("units demanded up to then")
    life = real("shelf life in days; 0: does not expire", unit="days")
    lots: Part[Queue] = Part("tickets of lots by age, if the item expires")
    first_lots = whole("address of the lots on hand at the start: units in n, days on the shelf in x")
    first_lot_count = whole("how many; units beyond them are fresh")
    on_way = whole("address of the orders under way at the start: units in n, instant of arrival in x")
    on_way_count = whole("how many")
    begun = whole("1 once what is there at the start is reckoned")
    next_review = real("instant of the next periodic review, days")
    empty_at = real("first instant at which nothing was on hand; -1: never", record="level", unit="days")
    backordered = whole("units that had to wait", record="total", unit="units")
    waited = real("time that they waited, summed over units handed over", record="total", unit="unit days")
    wait_limit = real("a wait longer than this is late, days")
    late = whole("units that waited longer than that", record="total", unit="units")
    on_hand_days: Part[Meter] = Part("units on hand over time", record="average", unit="units")
    owed_days: Part[Meter] = Part("units backordered over time", record="average", unit="units")
    owing_days: Part[Meter] = Part("1 while units are backordered", record="average", unit="share of time")
    empty_days: Part[Meter] = Part("1 while nothing is on hand", record="average", unit="share of time")
    vain = whole("1 from a request in vain that is not backordered until units come in")
    wanting_days: Part[Meter] = Part(
        "1 while units are backordered, or were asked for in vain since units last came in",
        record="average",
        unit="share of time",
    )
