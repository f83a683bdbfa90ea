"""A small study: two years of a factory, a depot and its users, cheap enough to be run many times."""

from __future__ import annotations

from pathlib import Path

WORLD = Path(__file__).resolve().parents[2] / "worlds" / "shop_floor.toml"
STUDY = f"""
title = "Small"
question = "What does a higher stock bring?"
world = "{WORLD.as_posix()}"
policies = ["lean", "ample"]
replications = 8
block = 4
series = ["level/stock/depot/on_hand"]

[levers.lead]
path = "lanes.road.lead_days.mean"
levels = [3.0, 5.0]

[design]
kind = "full factorial"

[metrics.fill]
of = "stock_fill_rate/depot"

[metrics.on_hand]
of = "stock_mean_on_hand/depot"
better = "lower"
"""


def written(folder: Path, text: str = STUDY, name: str = "small", **changes: str) -> Path:
    """The study as a file; `changes` replace pieces of its text, each of which it has to hold."""
    for old, new in changes.items():
        assert old in text, old
        text = text.replace(old, new)
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path
