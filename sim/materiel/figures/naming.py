"""What things are called in figures: the title that the world gives, or the name."""

from __future__ import annotations

from materiel.lab.result import Result
from materiel.lab.wording import within

__all__ = ["title_of", "within"]


def title_of(result: Result, kind: str, name: str) -> str:
    """The title of an item (`items`), a class of threat (`classes`) or a donor (`donors`)."""
    return str(result.world.get("titles", {}).get(kind, {}).get(name) or name.replace("_", " "))
