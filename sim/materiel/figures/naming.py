"""What things are called in figures: the title that the world gives, or the name."""

from __future__ import annotations

from materiel.lab.result import Result


def title_of(result: Result, kind: str, name: str) -> str:
    """The title of an item (`items`), a class of threat (`classes`) or a donor (`donors`)."""
    return str(result.world.get("titles", {}).get(kind, {}).get(name) or name.replace("_", " "))


def within(title: str) -> str:
    """A title inside a sentence: a small first letter, unless it is an abbreviation.

    >>> within("Cruise missiles"), within("IRIS-T"), within("155 mm shell")
    ('cruise missiles', 'IRIS-T', '155 mm shell')
    """
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]
