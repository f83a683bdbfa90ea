"""A class of rows that has the name of another, and other cells."""

from __future__ import annotations

from materiel.rows import Entity, whole


class Stock(Entity, kind="stock"):
    on_hand = whole("units")
