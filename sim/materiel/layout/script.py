"""A script: the decisions of one donor, procurement or programme, one cell each, in the order in which it decides.

While a script is attached, every decision is either read from it or written into it. A run whose decisions were written and a run
that reads them take the same decisions, whatever else differs between them. Without one (address 0) everyone decides freely.
"""

from __future__ import annotations

from materiel.layout.fields import Fields

SCRIPT = Fields("script", entity=False)
OWNER = SCRIPT.whole("owner", "row of who decides by it")
PLAYED = SCRIPT.whole("played", "bits of the parts of decisions that are read; the other parts are written")
AT = SCRIPT.whole("at", "cells read or written so far")
WRITTEN = SCRIPT.whole("written", "how many cells hold decisions that may be read")
ROOM = SCRIPT.whole("room", "how many cells there are; they stand behind this row, in both planes")
SCRIPT_SIZE = SCRIPT.size

RESOLVE, GIFTS, ORDERS, REFILLS, PROGRAMMES = (1 << bit for bit in range(5))
"""Parts of decisions: a donor's factor on its giving, gifts from stock, orders paid for, a donor's own refill, programmes."""
PARTS = {"resolve": RESOLVE, "gifts": GIFTS, "orders": ORDERS, "refills": REFILLS, "programmes": PROGRAMMES}
ALL_PARTS = sum(PARTS.values())
