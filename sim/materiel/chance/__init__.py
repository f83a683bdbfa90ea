"""Chance: the pure function from (seed, replication, stream, index) to a number, and laws that give it a shape.

`philox` makes uniform numbers, `draw` takes the next one of an entity's stream, one file per family turns
it into a quantity, `sample` picks the family that a law's row names, and `families` makes such rows from what a
scenario declares. Nothing here keeps a state of its own.
"""
