"""Domestic procurement: a budget and partners' money, spent at a country's own lines; what is not funded stands idle."""

from __future__ import annotations

from materiel.layout.fields import Fields

PROCUREMENT = Fields("procurement")
NEXT_DATE = PROCUREMENT.whole("next_date", "number of the month of the next budget date")
EVERY = PROCUREMENT.whole("every", "months between budget dates")
OFFSET = PROCUREMENT.real("offset", "days from the beginning of the month to the budget date")
BEGUN = PROCUREMENT.whole("begun", "1 once its dated money is on its way")
ACCOUNT = PROCUREMENT.whole("account", "row of the account")
BUDGET = PROCUREMENT.whole("budget", "profile of its own money a month, EUR, or 0")
PARTNERS = PROCUREMENT.whole("partners", "profile of partners' money a month, EUR, or 0")
PARTNER_RESOLVE = PROCUREMENT.whole("partner_resolve", "regime that multiplies partners' money, or 0")
SPEND_RATE = PROCUREMENT.real("spend_rate", "share of the account that is spent at a date (by weight)")
IN_ORDER = PROCUREMENT.whole("in_order", "1: what comes first is ordered in full first; 0: by weight")
PURCHASES = PROCUREMENT.whole("purchases", "address of the list of what it buys")
PURCHASE_COUNT = PROCUREMENT.whole("purchase_count", "how many")
SCRIPT = PROCUREMENT.whole("script", "row of the script that it decides by, or 0: freely")
OWN_EUR = PROCUREMENT.real("own_eur", "its own money that came in", record="total", unit="EUR")
PARTNERS_EUR = PROCUREMENT.real("partners_eur", "partners' monthly money that came in", record="total", unit="EUR")
SPENT = PROCUREMENT.real("spent", "paid for orders", record="total", unit="EUR")
