"""Numbers with their intervals, and sentences of a stated length, as tables, headlines and pages give them alike."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence

HEADLINE = 90
"""The most characters of a headline."""
_ROUNDING = 1e-9
"""An interval of less than this share of its ends is a number that does not vary."""
_LEAST = 8
"""Letters that are left of a name, however little room there is."""
_NAMED = re.compile(r"\{(?P<name>\w+)\}")
_PURE = ("", "factor", "0 or 1", "as recorded")
"""Units of plain numbers, which a sentence does not name; so are shares of anything."""


def number(value: float, width: float = 0.0, *, sign: bool = False) -> str:
    """A number with as many digits as an interval of that width warrants, at most four that tell; four where it is exact.

    >>> number(0.65432, 0.01), number(0.65432, 0.3), number(123456.7, 900.0), number(0.1234, 0.02, sign=True)
    ('0.654', '0.65', '123,457', '+0.123')
    >>> number(0.0), number(-0.0, sign=True), number(100.0), number(0.643), number(1234567.0), number(float("nan"))
    ('0', '0', '100', '0.643', '1,234,567', '-')
    >>> number(-0.0004, 0.3), number(1.0123e13), number(2.5e-7, 1e-7)
    ('0.00', '1.012e+13', '2.50e-07')
    """
    if not math.isfinite(value):
        return "-"
    if value == 0.0:
        return "0"
    if not (width > 0.0 and math.isfinite(width)):
        text = f"{value:{'+' if sign else ''},.0f}" if 1e4 <= abs(value) < 1e12 else f"{value:{'+' if sign else ''}.4g}"
        return text
    return _placed(value, _places(width, abs(value)), sign)


def _places(width: float, size: float) -> int:
    """Places behind the point: the second digit of the width, but no more than four digits of a number of that size."""
    places = max(0, 1 - math.floor(math.log10(width)))
    return min(places, max(0, 3 - math.floor(math.log10(size)))) if size > 0.0 else places


def _placed(value: float, places: int, sign: bool) -> str:
    plus = "+" if sign else ""
    text = f"{value:{plus},.{places}f}" if places <= 6 else f"{value:{plus}.2e}"
    return text.lstrip("+-") if float(text.replace(",", "")) == 0.0 else text


def span(low: float, high: float, *, sign: bool = False) -> str:
    """An interval, low to high.

    >>> span(0.51234, 0.53456), span(-0.0001, 123.4), span(2.0, 2.0)
    ('0.512 to 0.535', '0 to 123', '2 to 2')
    >>> span(0.0003, 0.04), span(0.99741, 1.00259, sign=True)
    ('0.0003 to 0.0400', '+0.997 to +1.003')
    """
    if not (math.isfinite(high - low) and high > low):
        return f"{number(low, sign=sign)} to {number(high, sign=sign)}"
    places = _telling(low, high)
    return " to ".join("0" if end == 0.0 else _placed(end, places, sign) for end in (low, high))


def _telling(low: float, high: float) -> int:
    """Places that the ends of an interval have, so that one which is not 0 does not read as 0, where a digit more or two do it."""
    size = max(abs(low), abs(high))
    fewest = _places(high - low, size)
    for places in range(fewest, fewest + 3):
        if all(end == 0.0 or float(_placed(end, places, False).replace(",", "")) != 0.0 for end in (low, high)):
            return places
    return fewest


def named(unit: str) -> str:
    """A unit behind a number; none for plain numbers and shares.

    >>> named("EUR"), named("share of months")
    (' EUR', '')
    """
    return "" if unit in _PURE or unit.startswith("share") else f" {unit}"


def ranged(estimate: float, low: float, high: float, unit: str = "", *, sign: bool = False) -> str:
    """An estimate with its interval; alone where there is none, and "in every run" where it does not vary.

    >>> ranged(0.65, 0.64, 0.66, "share"), ranged(0.02, 0.01, 0.03, sign=True)
    ('0.650 (0.640 to 0.660)', '+0.020 (+0.010 to +0.030)')
    >>> ranged(5.0, 5.0, 5.0, "units", sign=True), ranged(0.2, float("nan"), float("nan"))
    ('+5 units in every run', '0.2')
    """
    if not (math.isfinite(low) and math.isfinite(high)):
        return f"{number(estimate, sign=sign)}{named(unit)}"
    if high - low <= _ROUNDING * max(abs(low), abs(high)):
        return f"{number(estimate, sign=sign)}{named(unit)} in every run"
    shown = "0" if estimate == 0.0 else _placed(estimate, _telling(low, high), sign)
    return f"{shown}{named(unit)} ({span(low, high, sign=sign)})"


def percent(share: float) -> str:
    """A share in per cent; not 0 or 100 unless it is.

    >>> percent(0.25), percent(0.9999), percent(1.0), percent(0.0), percent(float("nan"))
    ('25 %', '> 99 %', '100 %', '0 %', '-')
    """
    if math.isnan(share):
        return "-"
    if 0.0 < share < 0.005:
        return "< 1 %"
    return "> 99 %" if 0.995 < share < 1.0 else f"{share:.0%}".replace("%", " %")


def listed(words: Sequence[str]) -> str:
    """Words in a sentence.

    >>> listed(["a"]), listed(["a", "b", "c"])
    ('a', 'a, b and c')
    """
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def within(title: str) -> str:
    """A title inside a sentence: a small first letter, unless it is an abbreviation.

    >>> within("Cruise missiles"), within("IRIS-T"), within("155 mm shell"), within("A fifth")
    ('cruise missiles', 'IRIS-T', '155 mm shell', 'a fifth')
    """
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def capital(text: str) -> str:
    """A text as a sentence begins; a name that is no plain word stays as it is.

    >>> capital("readiness"), capital("lead=3"), capital("EUR")
    ('Readiness', 'lead=3', 'EUR')
    """
    return text if "=" in text.partition(" ")[0] else text[:1].upper() + text[1:]


def cut(text: str, most: int) -> str:
    """A text of at most so many characters: whole, or to the end of a word.

    >>> cut("Hardening of the grid", 30), cut("Hardening of the grid, dispersal of plants", 24)
    ('Hardening of the grid', 'Hardening of the grid …')
    """
    if len(text) <= most:
        return text
    head = text[: max(1, most - 1)]
    words = head.rpartition(" ")[0].rstrip(" ,:;")
    return f"{words} …" if len(words) >= most // 2 else f"{head.rstrip(' ,:;')}…"


def brief(title: str) -> str:
    """A title without what stands behind its first comma, colon or bracket; values of levers stay.

    >>> brief("Readiness, 2025 to 2032"), brief("Cost"), brief("Deep: lot=2, depth=60")
    ('Readiness', 'Cost', 'Deep: lot=2, depth=60')
    """
    if "=" in title:
        return title
    ends = [at for mark in (", ", ": ", " (") if (at := title.find(mark)) > 0]
    return title[: min(ends)] if ends else title


def fitted(ways: Sequence[str], names: Mapping[str, str], most: int | None) -> str:
    """The first way to say it that fits so many characters: with its names whole, then without what a comma parts off, then cut.

    Ways are templates with names in braces, the fullest first; nothing but names is ever shortened, and `one` at the start stays as
    it is written.

    >>> fitted(["{a} is best: +2 more than {b}", "{a} is best: +2"], {"a": "Repair", "b": "Nothing"}, 40)
    'Repair is best: +2 more than Nothing'
    >>> fitted(["{a} is best: +2"], {"a": "Hardening of the grid, dispersal of plants, bays"}, 40)
    'Hardening of the grid is best: +2'
    >>> fitted(["{a} is best: +2"], {"a": "Hardening of the grid"}, 28)
    'Hardening of … is best: +2'
    >>> fitted(["{a} is best: +2 of {x"], {"a": "Repair"}, 40)
    'Repair is best: +2 of {x'
    """
    short = {key: brief(name) for key, name in names.items()}
    for told in (names, short):
        for way in ways:
            text = _begun(way, told)
            if most is None or len(text) <= most:
                return text
    way = ways[-1]
    while (over := len(_filled(way, short)) - (most or 0)) > 0:
        longest = max((key for key in short if "{" + key + "}" in way), key=lambda key: len(short[key]), default="")
        if len(short.get(longest, "")) <= _LEAST:
            break
        short[longest] = cut(short[longest], max(_LEAST, len(short[longest]) - over))
    return _begun(way, short)


def _filled(way: str, names: Mapping[str, str]) -> str:
    """A template with its names; braces of units and other words stay as they are written.

    >>> _filled("{a} costs 2 US$ {net", {"a": "Repair"})
    'Repair costs 2 US$ {net'
    """
    return _NAMED.sub(lambda found: names.get(found["name"], found[0]), way)


def _begun(way: str, names: Mapping[str, str]) -> str:
    """A sentence with a capital, unless it begins with the name of somebody."""
    text = _filled(way, names)
    return text if way.startswith("{one}") else capital(text)
