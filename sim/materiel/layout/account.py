"""An account: money that may be spent on goods, come in dated lumps or month by month, some of which lapses."""

from __future__ import annotations

from materiel.layout.fields import Fields

ACCOUNT = Fields("account", entity=False)
OWNER = ACCOUNT.whole("owner", "row of the entity that decides on it")
BALANCE = ACCOUNT.real("balance", "money that may be spent", record="level", unit="EUR")
CREDITED = ACCOUNT.real("credited", "money that came in for what is modelled", record="total", unit="EUR")
ELSEWHERE = ACCOUNT.real("elsewhere", "money that went to what is not modelled", record="total", unit="EUR")
SPENT = ACCOUNT.real("spent", "money spent", record="total", unit="EUR")
LAPSED = ACCOUNT.real("lapsed", "money that lapsed unspent", record="total", unit="EUR")
MODELLED = ACCOUNT.real("modelled", "share of what comes in that goes to what is modelled", unit="share")
LIFE = ACCOUNT.real("life", "days after which money lapses; 0: never", unit="days")
CREDITS = ACCOUNT.queue(
    "credits", "tickets of what is left of each credit (PART) and when it lapses (DUE), soonest first"
)
LUMPS = ACCOUNT.whole("lumps", "address of the first dated lump's row")
LUMP_COUNT = ACCOUNT.whole("lump_count", "how many")

LUMP = Fields("lump", entity=False)
LUMP_TO = LUMP.whole("to", "row of the account")
LUMP_AT = LUMP.real("at", "instant at which it comes, days")
LUMP_EUR = LUMP.real("eur", "how much", unit="EUR")
LUMP_LAPSES = LUMP.real("lapses", "instant at which what is left of it lapses, days; 0: by the account's rule")
LUMP_REGIME = LUMP.whole("regime", "regime whose factor multiplies it, or 0")
LUMP_SIZE = LUMP.size
