"""Rows of the two planes, with names and types: `stock.on_hand -= units`.

A kind is a class, and each cell of its rows is declared once in it: plane, meaning, unit, how it is recorded, sign in the ledger.
In Python a row is a small object over the planes that shows itself field by field; in a compiled rule it is where the planes and
the row begin, and reading or writing a field is one access at a known place. A wrong field, or a row of a wrong kind, is a type
error before anything runs.
"""

from __future__ import annotations

from materiel.rows import inference as inference  # these two let compiled rules know rows
from materiel.rows import lowering as lowering
from materiel.rows.cells import Many, Part, Ref, Run, real, whole
from materiel.rows.row import Entity, Row

__all__ = ["Entity", "Many", "Part", "Ref", "Row", "Run", "real", "whole"]
