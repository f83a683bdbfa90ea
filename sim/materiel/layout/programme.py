"""A programme: a decision, at a date or on a sign, that costs money, takes time, and then changes cells of other rows."""

from __future__ import annotations

from materiel.layout.fields import Fields

PROGRAMME = Fields("programme")
TRIGGERED = PROGRAMME.whole("triggered", "1: it waits for its conditions; 0: it is decided at its date")
AT = PROGRAMME.real("at", "instant of the decision; triggered: instant from which signs are watched, days")
UNTIL = PROGRAMME.real("until", "instant after which it is not decided any more, days; 0: none")
NEXT_CHECK = PROGRAMME.whole("next_check", "number of the month of the next check")
OFFSET = PROGRAMME.real("offset", "days from the beginning of the month to the check")
CONDITIONS = PROGRAMME.whole("conditions", "address of the first condition's row")
CONDITION_COUNT = PROGRAMME.whole("condition_count", "how many; all must hold")
COST = PROGRAMME.real("cost", "cost, booked when it is decided", unit="EUR")
ACCOUNT = PROGRAMME.whole("account", "row of the account that pays, or 0: it is only booked")
LEAD = PROGRAMME.whole("lead", "law of the days from decision to effect, or 0: at once")
LEAD_DRAWS = PROGRAMME.stream("lead time")
YIELD = PROGRAMME.whole("yield", "law of the share of the effect that comes true, or 0: all of it")
YIELD_DRAWS = PROGRAMME.stream("yield")
TIMES_MOST = PROGRAMME.whole("times_most", "how often it may be decided")
TIMES = PROGRAMME.whole("times", "how often it was decided", record="total", unit="decisions")
DONE_TIMES = PROGRAMME.whole("done_times", "how often it took effect", record="total", unit="times")
DUE = PROGRAMME.real("due", "instant at which it takes effect, days")
DECIDED_AT = PROGRAMME.real("decided_at", "instant of the last decision, days; -1: none", record="level", unit="days")
DONE_AT = PROGRAMME.real("done_at", "instant of the last effect, days; -1: none", record="level", unit="days")
YIELDED = PROGRAMME.real("yielded", "share of the effect that came true the last time", record="level", unit="share")
SPENT = PROGRAMME.real("spent", "cost so far", record="total", unit="EUR")
SCRIPT = PROGRAMME.whole("script", "row of the script that it decides by, or 0: freely")
EFFECTS = PROGRAMME.whole("effects", "address of the first effect's row")
EFFECT_COUNT = PROGRAMME.whole("effect_count", "how many")

WAITS, UNDER_WAY, OVER = range(3)

CONDITION = Fields("condition", entity=False)
CELL = CONDITION.whole("cell", "address of the recorded cell that is watched")
IN_REAL = CONDITION.whole("in_real", "1: it stands in the real plane")
PER = CONDITION.whole("per", "address of the recorded cell that it is divided by, or 0")
PER_IN_REAL = CONDITION.whole("per_in_real", "1: that one stands in the real plane")
READS = CONDITION.whole("reads", "how the record is read: level, flow of the month, or mean of the month")
ABOVE = CONDITION.whole("above", "1: holds at or above the threshold; 0: at or below")
THRESHOLD = CONDITION.real("threshold", "what it is compared with")
MONTHS = CONDITION.whole("months", "months in a row that it must hold")
HELD = CONDITION.whole("held", "months in a row that it has held")
COLUMN = CONDITION.whole("column", "number of its column in the record, from 1; 0: not looked up yet")
PER_COLUMN = CONDITION.whole("per_column", "number of the column that it is divided by")
ROWS_SEEN = CONDITION.whole("rows_seen", "rows of the record looked at")
CONDITION_SIZE = CONDITION.size
LEVEL, FLOW, MEAN = range(3)

EFFECT = Fields("effect", entity=False)
TARGET = EFFECT.whole("target", "address of the cell that it changes")
TARGET_IN_REAL = EFFECT.whole("target_in_real", "1: it stands in the real plane")
DOES = EFFECT.whole("does", "what it does: adds, multiplies, sets")
VALUE = EFFECT.real("value", "by what, or to what")
AT_DECISION = EFFECT.whole("at_decision", "1: takes effect when it is decided; 0: when it is done")
CONCERNS = EFFECT.whole("concerns", "row of the entity that looks again, or 0")
EFFECT_SIZE = EFFECT.size
ADD, MULTIPLY, SET = range(3)
