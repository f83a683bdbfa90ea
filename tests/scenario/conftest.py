from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from materiel.scenario.errors import Fault, ScenarioError
from materiel.scenario.load import load

WORLDS = Path(__file__).parent.parent / "worlds"
DEPOT = WORLDS / "depot.toml"

Write = Callable[..., Path]
Faults = Callable[..., list[Fault]]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes files of a world into a folder of its own; the path of `world.toml`."""

    def write(world: str, **files: str) -> Path:
        (tmp_path / "world.toml").write_text(world, encoding="utf-8")
        for name, text in files.items():
            (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        return tmp_path / "world.toml"

    return write


@pytest.fixture
def depot() -> str:
    """The text of the small world `depot`."""
    return DEPOT.read_text(encoding="utf-8")


@pytest.fixture
def faults() -> Faults:
    """Loads a world that cannot be used; its faults."""

    def faults(path: Path, *sets: str) -> list[Fault]:
        with pytest.raises(ScenarioError) as caught:
            load(path, sets)
        assert "Traceback" not in str(caught.value)
        return list(caught.value.faults)

    return faults
