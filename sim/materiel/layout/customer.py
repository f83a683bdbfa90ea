"""A customer of a line's order book: who ordered how much, at what priority or share, and where it goes."""

from __future__ import annotations

from materiel.layout.fields import Fields

CUSTOMER = Fields("customer")
LINE = CUSTOMER.whole("line", "row of the line")
DEST = CUSTOMER.whole("dest", "row of the stock that what is made goes to")
LANE = CUSTOMER.whole("lane", "row of the lane that it goes by; 0: it is there at once")
PRIORITY = CUSTOMER.whole("priority", "0 comes first (priority rule)")
SHARE = CUSTOMER.real("share", "part of the output promised (share rule)")
BOOK = CUSTOMER.queue("book", "orders outstanding, first come first served")
ORDERED = CUSTOMER.whole("ordered", "units ordered", record="total", unit="units")
DELIVERED = CUSTOMER.whole("delivered", "units handed over", record="total", unit="units")
OUTSTANDING = CUSTOMER.whole("outstanding", "backlog: units ordered and not handed over", record="level", unit="units")
LEAD_SUM = CUSTOMER.real(
    "lead_sum", "time from order to hand-over, summed over units", record="total", unit="unit days"
)
LEAD_MAX = CUSTOMER.real("lead_max", "longest time from order to hand-over so far", record="level", unit="days")
CLEARED_AT = CUSTOMER.real(
    "cleared_at", "instant at which its backlog was last cleared; 0: never", record="level", unit="days"
)
TURN = CUSTOMER.real("turn", "output got per share, on the line's clock of shares (share rule)")
EXPORT = CUSTOMER.whole("export", "1: what it gets leaves the modelled world")
EXPORTED = CUSTOMER.whole("exported", "units that left the modelled world", record="total", ledger=-1, unit="units")
