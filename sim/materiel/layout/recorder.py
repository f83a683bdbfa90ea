"""The recorder: takes a row of the record at each of its instants, last of all that happens then."""

from __future__ import annotations

from materiel.layout.fields import Fields

RECORDER = Fields("recorder")
INSTANTS = RECORDER.whole("instants", "address of the list of instants (days, ascending)")
INSTANT_COUNT = RECORDER.whole("instant_count", "how many instants")
ROWS_AT = RECORDER.whole("rows_at", "address of the record in the real plane, one row of all recorded cells an instant")
TAKEN = RECORDER.whole("taken", "rows taken so far")
MONTH_ROWS = RECORDER.whole("month_rows", "address: for instant k, the number of the month that ends there, or -1")
