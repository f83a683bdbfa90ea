"""A raid process: one kind of attack that comes again and again, what is sent in it, and at what."""

from __future__ import annotations

from materiel.layout.fields import Fields

RAID = Fields("raid")
GAP = RAID.whole("gap", "law of the time between raids at a rate of 1, days; 0: only dated raids")
RATE = RAID.whole("rate", "profile that multiplies the rate (time runs that much faster), or 0")
GAP_DRAWS = RAID.stream("time between raids")
TARGET_DRAWS = RAID.stream("target category")
OFFSET = RAID.real("offset", "days from the start to the first raid; negative: a first gap is drawn")
NEXT = RAID.real("next", "instant of the next raid, days; negative: not drawn yet")
DATES = RAID.whole("dates", "address of the instants of dated raids, days, ascending, in x")
DATE_COUNT = RAID.whole("date_count", "how many; 0: raids come by the law of gaps")
SIZES = RAID.whole(
    "sizes", "address of the sizes of dated raids in n, one row of parts a raid; negative: by the part's law"
)
PARTS = RAID.whole("parts", "address of the list of parts' rows, in the order of classes")
PART_COUNT = RAID.whole("part_count", "how many")
MIX = RAID.whole("mix", "address of the list of rows of the target mix; empty: no target")
MIX_COUNT = RAID.whole("mix_count", "how many")
LAYERS = RAID.whole("layers", "address of the list of all layers' rows")
LAYER_COUNT = RAID.whole("layer_count", "how many")
RAIDS = RAID.whole("raids", "raids so far", record="total", unit="raids")
TARGET_NOW = RAID.whole("target_now", "bit of the target category of the last raid, or 0", record="level")

PART = Fields("raid_part", entity=False)
CLASS = PART.whole("class", "row of the arsenal it draws on")
SIZE = PART.whole("size", "law of the size: units, or a share of what is available")
BY_SHARE = PART.whole("by_share", "1: the law gives a share of stock less floor")
MOST_SHARE = PART.real("most_share", "largest share of stock less floor that a raid takes")
INTENSITY = PART.whole("intensity", "profile that multiplies the size, or 0")
CARRIED = PART.real("carried", "part of a unit that is due but not whole yet", unit="units")
SIZE_DRAWS = PART.stream("size")
HIT_DRAWS = PART.stream("leakers that strike")
SITE_DRAWS = PART.stream("site that is struck")
ENGAGEMENTS = PART.whole("engagements", "address of the list of engagements' rows, in the order of layers")
ENGAGEMENT_COUNT = PART.whole("engagement_count", "how many")

MIXED = Fields("target_mix", entity=False)
OF_TARGET = MIXED.whole("target", "row of the target category")
SHARE = MIXED.real("share", "weight of the category at a factor of 1")
SEASON = MIXED.whole("season", "profile that multiplies the weight, or 0")

TARGET = Fields("target", entity=False)
BIT = TARGET.whole("bit", "its bit in what a layer covers")
SITES = TARGET.whole("sites", "address of the list of its sites' rows")
SITE_COUNT = TARGET.whole("site_count", "how many")

NO_TARGET_BIT = 1
"""A raid without a target category meets the layers that cover this bit: those that cover all."""
EVERYTHING = (1 << 62) - 1
