"""A small world with a record, sources and a plan of calibration."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

SOURCES = """id,title,publisher,date,address,terms,as_of
early,An early report,A,2022-09,,,2022-09-30
late,A late report,B,2023-06,,,2023-06-30
"""
PLAN = """
assumptions_as_of = 2023-09-30
kept = 60
noise = { low = 0.02, central = 0.1, high = 0.5, scale = "log" }

[blocks]
cruise = ["launched", "large_days"]

[parameters.salvo_share]
block = "cruise"
paths = ["raids.large.sends.0.share.mean"]
range = { low = 0.1, central = 0.2, high = 0.4, scale = "log" }

[parameters.stock]
block = "cruise"
paths = ["arsenals.cruise.stock"]
range = { low = 400, central = 700, high = 1200, source = "early" }

[parameters.kill]
paths = ["layers.long_range.against.cruise.kill_probability.value"]
applies = "masked"
range = { low = 0.1, central = 0.3, high = 0.6 }

[walks.output]
block = "cruise"
tables = ["arsenals.cruise.production_per_month"]
factor = { low = 0.5, central = 1, high = 2, scale = "log" }
"""
LATE = """
[arsenals.cruise]
stock = 750
reserve_floor = { low = 0, central = 200, high = 330 }
production_per_month = { shape = "steps", table = [["2022-10", { central = 65, source = "early" }], ["2023-05", { central = 75, source = "late" }]] }
"""


@pytest.fixture
def planned(world: Callable[..., Path]) -> Callable[..., Path]:
    """The folder, with one number each that an early and a late source stand behind."""

    def make(plan: str = PLAN, sources: str = SOURCES, later_output: float = 75, later_kill: float = 0.33) -> Path:
        folder = world()
        text = (folder / "world.toml").read_text()
        text = text.replace(
            '["2022-10", 65], ["2023-05", 75]',
            f'["2022-10", {{ central = 65, source = "early" }}], ["2023-05", {{ central = {later_output}, source = "late" }}]',
        )
        text = text.replace(
            "{ low = 0.25, central = 0.33, high = 0.5 }",
            f'{{ low = {later_kill - 0.05}, central = {later_kill}, high = 0.8, source = "late" }}',
        )
        (folder / "world.toml").write_text(text)
        (folder / "calibration.toml").write_text(plan)
        (folder / "sources.csv").write_text(sources)
        return folder

    return make
