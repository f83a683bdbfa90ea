"""The record: what was reported of the world month by month, and what a run shows of the same."""
