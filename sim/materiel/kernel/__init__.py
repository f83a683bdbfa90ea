"""The compiled engine: one loop over a heap, one handler file per kind of entity."""
