"""A small study: a month or two of a shipped test world, cheap enough to be run many times."""

from __future__ import annotations

from pathlib import Path

STUDY = """
title = "Small"
question = "What does a second shift bring?"
set = { "world.horizon_months" = 6 }
policies = ["baseline", "commit"]
replications = 8
block = 4
series = ["readiness"]

[levers.us]
path = "donors.us.commitment"
levels = [0.2, 0.9]

[design]
kind = "full factorial"

[metrics.readiness]
of = "mean_readiness"

[metrics.leaked]
of = "leaked/cruise"
read = "sum"
better = "lower"
"""


def written(folder: Path, text: str = STUDY, name: str = "small", **changes: str) -> Path:
    """The study as a file; `changes` replace pieces of its text."""
    for old, new in changes.items():
        text = text.replace(old, new)
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path
