"""Tickets: small rows that come and go during a run (a backorder, an order, a shipment, a job, an open hit).

They are taken from one pool with a list of free ones. Whoever takes a ticket gives it back.
"""

from __future__ import annotations

from materiel.layout.fields import Fields

TICKET = Fields("ticket", entity=False)
NEXT = TICKET.whole("next", "address of the next ticket in the same queue; 0: last")
WHO = TICKET.whole("who", "row of the entity that it belongs to")
ITEM = TICKET.whole("item", "row of the item, if goods")
UNITS = TICKET.whole("units", "units asked for, shipped or on order")
DONE = TICKET.whole("done", "units of it that are done")
FOR = TICKET.whole("for", "row of the customer or destination")
ROLE = TICKET.whole("role", "what kind of ticket this is; codes stand with the kind that takes it")
MARK = TICKET.whole("mark", "free for the kind that takes it (whole)")
AID = TICKET.whole("aid", "row of the donor's aid that it counts for on arrival, or 0")
SINCE = TICKET.real("since", "instant at which it was taken, days")
DUE = TICKET.real("due", "instant at which it is due, days")
PART = TICKET.real("part", "free for the kind that takes it (real)")
TICKET_SIZE = TICKET.size
