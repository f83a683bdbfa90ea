"""A site: its condition after damage, and the power that it gives and needs."""

from __future__ import annotations

from materiel.layout.fields import Fields

SITE = Fields("site")
CONDITION = SITE.real("condition", "product of what open hits have left", record="level", unit="share")
TOLD = SITE.real("told", "condition that those who work there last looked at")
POWERED_BY = SITE.whole("powered_by", "row of the site that powers it, or 0")
DEPENDENCE = SITE.real("dependence", "share of the work that needs power")
POWER = SITE.real("power", "power that reaches its users: 1 is all that is asked for", record="level", unit="share")
CAPACITY = SITE.real("capacity", "power made at condition 1, in units of a year's mean demand")
IMPORTS = SITE.real("imports", "power from outside, in the same units")
IMPORTS_PROFILE = SITE.whole("imports_profile", "profile that multiplies the imports, or 0")
SUPPLY_SEASON = SITE.whole("supply_season", "profile of seasonal supply, or 0")
DEMAND_SEASON = SITE.whole("demand_season", "profile of seasonal demand, or 0")
HARDENING = SITE.real("hardening", "factor on the damage of a hit; 1 without hardening")
DAMAGE = SITE.whole("damage", "law of the share of condition that a hit takes, or 0: none")
REPAIR = SITE.whole("repair", "law of the time to repair a hit, days")
DAMAGE_DRAWS = SITE.stream("damage")
REPAIR_DRAWS = SITE.stream("repair of a hit")
STOCK_SHARE = SITE.real("stock_share", "share of each stock at the site that a hit destroys")
STOCK_DRAWS = SITE.stream("destroyed stock")
CREWS = SITE.whole("crews", "hits repaired at once; -1: no limit")
REPAIRING = SITE.whole("repairing", "hits under repair", record="level", unit="hits")
WAITING = SITE.queue("waiting", "hits that wait for a crew")
OPEN = SITE.whole("open", "hits that take condition now", record="level", unit="hits")
DAMAGES = SITE.whole("damages", "sum over open hits of -ln of what each leaves, in units of 2**-40")
TARGET_WEIGHT = SITE.real("target_weight", "weight among the sites of its target category")
CIVIL = SITE.whole("civil", "1: a hit here is civil harm")
HITS = SITE.whole("hits", "hits so far", record="total", unit="hits")
HARM = SITE.whole("harm", "hits counted as civil harm", record="total", unit="hits")
STOCKS = SITE.whole("stocks", "address of the list of stocks at the site")
STOCK_COUNT = SITE.whole("stock_count", "how many")
FLEETS = SITE.whole("fleets", "address of the list of fleets of which a hit here may take a piece")
FLEET_COUNT = SITE.whole("fleet_count", "how many")
PIECE_LOSS = SITE.real("piece_loss", "probability that a hit takes a piece of one of them")
PIECE_DRAWS = SITE.stream("pieces struck")
WORKERS = SITE.whole(
    "workers", "address of the list of entities whose speed depends on the site (stations, shops) or on its power"
)
WORKER_COUNT = SITE.whole("worker_count", "how many")
CLIENTS = SITE.whole("clients", "address of the list of sites that it powers")
CLIENT_COUNT = SITE.whole("client_count", "how many")

# A hit's ticket: UNITS is its part of DAMAGES, DUE the days that its repair takes
