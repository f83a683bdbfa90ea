"""The compiled engine: one loop over a binary heap, one handler file per kind of entity."""
