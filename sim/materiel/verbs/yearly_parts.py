"""The table under the ten-year table: what moved readiness from year to year."""

from __future__ import annotations

from materiel.lab.parts import Change, changes
from materiel.lab.result import Result
from materiel.verbs.yearly import aligned, years_of

WORDS = {"availability": "equipment", "munitions": "munitions", "coverage": "air defence"}
"""Components in the words of the table."""
_PART = "readiness_part/"


def by_parts(result: Result) -> str:
    """A row a year from the second on: the change of readiness, the part of each component, and whether they cancel."""
    names = [_PART + name for name in WORDS]
    if not set(names) <= set(result.names()):
        return ""
    years = years_of(result)
    series = result.series(*names)
    found = changes({name: series[_PART + name] for name in WORDS}, [year for _, year in years])
    rows = [
        [label, _signed(change.net), *(_signed(change.parts[name]) for name in WORDS), _word(change)]
        for (label, _), change in zip(years, found, strict=True)
        if change is not None
    ]
    if not rows:
        return ""
    head = [["change of readiness on the year before", "net", *WORDS.values(), ""]]
    return aligned([*head, *rows])


def _signed(value: float) -> str:
    """Three places, and no sign before what rounds to nothing.

    >>> _signed(-0.0004), _signed(0.0126)
    ('0.000', '+0.013')
    """
    return f"{value:+.3f}" if abs(value) >= 0.0005 else "0.000"


def _word(change: Change) -> str:
    if not change.cancels:
        return ""
    return f"parts cancel: {change.sizes:.3f} in all for {abs(change.net):.3f} net"
