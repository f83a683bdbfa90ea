"""Changes: what a policy or a future alters at dates, as cells that are overwritten then."""

from __future__ import annotations

from materiel.layout.fields import Fields

CHANGES = Fields("changes")
FIRST = CHANGES.whole("first", "address of the first change, in order of date")
COUNT = CHANGES.whole("count", "how many changes")
DONE = CHANGES.whole("done", "how many are made")

CHANGE = Fields("change", entity=False)
AT = CHANGE.real("at", "instant from which it holds, days")
WHAT = CHANGE.whole(
    "what", "a whole cell, a real cell, an entity that looks again, or one that is settled before a change"
)
WHERE = CHANGE.whole("where", "address of the cell or of the entity's row")
WHOLE_VALUE = CHANGE.whole("whole_value", "what a whole cell becomes")
REAL_VALUE = CHANGE.real("real_value", "what a real cell becomes")
CHANGE_SIZE = CHANGE.size
WHOLE_CELL, REAL_CELL, WOKEN_ENTITY, UPDATED_ENTITY = range(4)
