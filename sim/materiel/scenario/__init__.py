"""The world as it is declared: schemas of every kind of entity, read from TOML and CSV and checked before anything runs."""
