"""A fleet: the pieces of one equipment item with its users, what state they are in, and what they fire."""

from __future__ import annotations

from materiel.layout.fields import Fields

FLEET = Fields("fleet")
ITEM = FLEET.whole("item", "row of the equipment item")
FAMILY = FLEET.whole("family", "number of its family at the front")
AUTHORISED = FLEET.whole("authorised", "authorised strength", record="level", unit="pieces")
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
