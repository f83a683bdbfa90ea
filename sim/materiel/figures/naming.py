"""What things are called in figures: the title that the world gives, or the name; and the words for components of readiness."""

from __future__ import annotations

from materiel.figures import style
from materiel.lab.result import Result
from materiel.lab.wording import within

__all__ = ["component", "plain", "series_title", "title_of", "within"]

WORDS = {
    "availability": ("equipment", "in the line / planned"),
    "munitions": ("munitions", "issued / required"),
    "coverage": ("air defence", "share of a raid stopped"),
}
"""Components of readiness in words that need no glossary: what it is, and of what it is a share."""
LONGEST = 48
"""Letters of a title that a panel or a sentence has room for."""


def title_of(result: Result, kind: str, name: str, most: int = LONGEST) -> str:
    """The title of an item (`items`), class of threat (`classes`), donor, family, fleet, layer, line or policy, in one line."""
    return style.fitted(str(result.world.get("titles", {}).get(kind, {}).get(name) or plain(name)), most)


def series_title(result: Result, series: str) -> str:
    """A series in words: its metric, and what it is of by title."""
    metric, *members = series.split("/")
    titles: dict[str, dict[str, str]] = result.world.get("titles", {})
    called = [next((kind[m] for kind in titles.values() if m in kind), m.replace("_", " ")) for m in members]
    return ", ".join([metric.replace("_", " "), *called])


def plain(name: str) -> str:
    """A name for which the world has no title, as words.

    >>> plain("long_range.north")
    'Long range, north'
    """
    words = name.replace("_", " ").replace(".", ", ")
    return words[:1].upper() + words[1:]


def component(name: str) -> str:
    """What a component of readiness is called.

    >>> component("coverage"), component("will_to_fight")
    ('air defence', 'will to fight')
    """
    return WORDS[name][0] if name in WORDS else name.replace("_", " ")
