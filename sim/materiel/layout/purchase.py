"""A purchase: one of the things that a buyer spends an account on."""

from __future__ import annotations

from materiel.layout.fields import Fields

PURCHASE = Fields("purchase", entity=False)
FROM = PURCHASE.whole("from", "row of the customer of an order book, or of the source, that is ordered from")
STOCK = PURCHASE.whole("stock", "row of the stock that it goes to, if it is bought from a source")
WEIGHT = PURCHASE.real("weight", "share of the money, in any unit")
BY_VALUE = PURCHASE.whole("by_value", "1: the weight is multiplied by the value of the holding's requirement")
PRICE = PURCHASE.whole("price", "profile of the price of a unit", unit="EUR")
LIMIT = PURCHASE.real("limit", "months of output that may stand ordered at the line; 0: no limit", unit="months")
AID = PURCHASE.whole("aid", "row of the donor's aid that it is for, or 0")
NEEDED = PURCHASE.whole("needed", "1: no more than the need lacks")
HOLDING = PURCHASE.whole("holding", "row of the buyer's holding that it refills up to the requirement, or 0")
CARRY = PURCHASE.real("carry", "money set aside for it since it was less than a unit's price", unit="EUR")
ROOM = PURCHASE.whole("room", "units that may be ordered now")
SHORT = PURCHASE.whole("short", "1: money kept it from being ordered in full", record="level")
SHORT_AT_LINE = PURCHASE.whole("short_at_line", "1: the line counts it among the purchases that are short")
ORDERED = PURCHASE.whole("ordered", "units ordered", record="total", unit="units")
PAID = PURCHASE.real("paid", "paid for them", record="total", unit="EUR")
NO_LIMIT = 1 << 60
"""Units: more than anyone can order."""
