"""The head of the planes: cells at fixed addresses that describe the run as a whole."""

from __future__ import annotations

from materiel.layout.fields import Fields

HEAD = Fields("head", entity=False)
NOTHING = HEAD.whole("nothing", "address 0 is no row: a reference of 0 means that there is none")
SEED = HEAD.whole("seed", "the seed, 64 bits")
REPLICATION = HEAD.whole("replication", "number of the replication, 32 bits")
HASH = HEAD.whole("hash", "running hash over all events")
HANDLED = HEAD.whole("handled", "events handled so far")
INSTANT = HEAD.real("instant", "time of the event before")
IN_INSTANT = HEAD.whole("in_instant", "events handled since then without time going on")
NOW = HEAD.real("now", "time of the event that is being handled, days from the start")
END = HEAD.real("end", "the horizon, days from the start")
# Behind the cells of a ticket: what is written to a ticket that was not to be had, at address 0, hides no fault.
FAULT = HEAD.whole("fault", "code of what went wrong; 0: nothing")
FAULT_AT = HEAD.whole("fault_at", "address of the row where it went wrong")
FAULT_WITH = HEAD.whole("fault_with", "a second number that explains it")
OUTBOX = HEAD.whole("outbox", "address of the first cell of the outbox")
OUTBOX_COUNT = HEAD.whole("outbox_count", "posts waiting in the outbox")
OUTBOX_ROOM = HEAD.whole("outbox_room", "how many posts fit")
TICKETS_FREE = HEAD.whole("tickets_free", "address of the first free ticket; 0: none is left")
TICKETS_SPARE = HEAD.whole(
    "tickets_spare", "address of the first spare ticket: taking it stops the run at the end of the event"
)
HEAP = HEAD.whole("heap", "address of the kernel's heap")
HEAP_COUNT = HEAD.whole("heap_count", "events on the heap")
HEAP_ROOM = HEAD.whole("heap_room", "how many fit")
SEQUENCE = HEAD.whole("sequence", "scheduling count: breaks ties among events of one entity")
RING = HEAD.whole("ring", "address of the kernel's ring of wake-ups")
RING_FIRST = HEAD.whole("ring_first", "next wake-up to be delivered")
RING_LAST = HEAD.whole("ring_last", "where the next wake-up is put")
RING_ROOM = HEAD.whole("ring_room", "how many fit (a power of two)")
MONTHS = HEAD.whole(
    "months", "address of the calendar: month m begins at x[MONTHS + m], its month of the year is n[MONTHS + m]"
)
MONTH_COUNT = HEAD.whole("month_count", "how many months the calendar holds, at least the horizon and one more")
METERS = HEAD.whole("meters", "address of the list of meters to bring up to date at a record instant")
METER_COUNT = HEAD.whole("meter_count", "how many")
CELLS = HEAD.whole("cells", "address of the list of recorded cells: plane in n[.], address in n[. + 1]")
CELL_COUNT = HEAD.whole("cell_count", "how many")
LEDGER = HEAD.whole("ledger", "address of the ledger's list: item index, address, sign")
LEDGER_COUNT = HEAD.whole("ledger_count", "how many")
ITEM_COUNT = HEAD.whole("item_count", "how many items the ledger balances")
BALANCE = HEAD.whole("balance", "address of the work space of the ledger, one cell an item")
ENTITIES = HEAD.whole("entities", "address of the list of entities' rows in the order of ties")
ENTITY_COUNT = HEAD.whole("entity_count", "how many")
FINISHED = HEAD.whole("finished", "1 when the last record is taken")
TRACE = HEAD.whole("trace", "address of the list of events, if one is kept")
TRACE_COUNT = HEAD.whole("trace_count", "events listed")
TRACE_ROOM = HEAD.whole("trace_room", "how many fit; 0: no list is kept")
HALT_AFTER = HEAD.whole("halt_after", "stop after this many events; 0: run to the end")
TRACE_SIZE = 4

# Phases of one instant (MODEL, section 1)
ARRIVE, RAID, FAIL, CONSUME, DECIDE, RECORD = range(6)

# Faults
(
    NO_FAULT,
    OUTBOX_FULL,
    TICKETS_GONE,
    HEAP_FULL,
    RING_FULL,
    LEDGER_BROKEN,
    NEGATIVE,
    TIME_RAN_BACK,
    CAPACITY_FULL,
    ABOVE_PEAK,
    STUCK,
    SCRIPT_OVER,
) = range(12)
POST_SIZE = 3
HEAP_SIZE = 4
