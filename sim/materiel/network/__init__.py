"""The tables: a validated scenario as rows of the two planes, the one input of an engine."""
