"""Backcasts: a world as a probabilistic forecast of its own record, scored on what it was not fitted to."""
