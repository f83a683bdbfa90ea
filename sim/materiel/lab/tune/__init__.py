"""Tuning: the best of some candidates, or of all that the levers allow, with what the choice is worth on fresh chance."""
