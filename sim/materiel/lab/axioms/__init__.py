"""Axioms of readiness: more of anything useful never lowers it, a loss or hit never raises it.

A *dose* (`doses.py`) is a little more of something, or a loss, at a date; the table of doses follows from the world
(`table.py`). In the *open loop* gifts, orders, resolve and programmes of the dosed run are those of the run without the dose
(`network/script.py`), replication by replication, so that what is left is the axiom itself. In the *closed loop* all
decide as they see fit: a reversal is then possible, and has to be explained by the mechanism that, switched off, removes
it (`mechanisms.py`).
"""
