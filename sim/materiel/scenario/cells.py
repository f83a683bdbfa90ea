"""What a cell of a table says: a number, a date, true or false, or text. The key that it stands for decides, never its looks.

A year is a year where a date is expected, and `007`, `1e3` and `true` are names where a name is.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

from materiel.scenario.law import Law
from materiel.scenario.paths import keys_of, members
from materiel.scenario.profile import Constant
from materiel.scenario.spec import is_year
from materiel.scenario.values import Number
from materiel.scenario.world import Scenario

Reads = Literal["number", "date", "truth", "text", "anything", "nothing"]
"""How a cell is read; `anything`: by its looks, since its key takes all values; `nothing`: there is no such key."""
_NUMBER = re.compile(r"[+-]?(\d[\d_]*)(\.\d*)?([eE][+-]?\d+)?|[+-]?\.\d+([eE][+-]?\d+)?")
_COMMA = re.compile(r"[+-]?[\d.' \u00a0\u202f]*,\d[\d.,' \u00a0\u202f]*([eE][+-]?\d+)?")


def number_of(text: str) -> int | float | None:
    """The number that a text is; None if it is none.

    >>> number_of("2_000"), number_of("1e3"), number_of("-.5"), number_of("1,5"), number_of("nan")
    (2000, 1000.0, -0.5, None, None)
    """
    if not _NUMBER.fullmatch(text):
        return None
    digits = text.replace("_", "")
    return int(digits) if digits.lstrip("+-").isdigit() else float(digits)


def comma_in(text: str) -> str:
    """What is wrong with a number that is written with a comma; empty if it is no such number.

    >>> comma_in("1,5")
    "expected a number with a decimal point, got '1,5' with a decimal comma (or one between thousands)"
    >>> comma_in("1.5"), comma_in("a,b")
    ('', '')
    """
    if not _COMMA.fullmatch(text):
        return ""
    return f"expected a number with a decimal point, got {text!r} with a decimal comma (or one between thousands)"


def meant(text: str) -> float:
    """The number that was likely meant by one with a comma, so that it can stand in its place once that is reported.

    >>> meant("1,5"), meant("1.234,5"), meant("1,234,567")
    (1.5, 1234.5, 1234567.0)
    """
    plain = re.sub(r"[.' \u00a0\u202f]", "", text)
    return float(plain.replace(",", "." if plain.count(",") == 1 else ""))


@cache
def reads_at(path: tuple[str, ...], root: type[BaseModel] = Scenario) -> Reads:
    """How a cell at a path of the world file is read.

    >>> reads_at(("demands", "users", "until")), reads_at(("stocks", "front", "item")), reads_at(("lanes", "a", "fifo"))
    ('date', 'text', 'truth')
    >>> reads_at(("lines", "a", "work_days", "mean")), reads_at(("stocks", "front", "itm"))
    ('number', 'nothing')
    """
    kinds: list[Any] = [root]
    for key in path:
        kinds = [inner for kind in kinds for inner in _inside(kind, key)]
    if not kinds:
        return "nothing"
    if date in kinds:
        return "date"
    if any(kind in (int, float) or _is_table(kind, (Number, Law, Constant)) for kind in kinds):
        return "number"
    if bool in kinds:
        return "truth"
    return "text" if any(kind is str or get_origin(kind) is Literal for kind in kinds) else "anything"


def _is_table(kind: Any, models: type[BaseModel] | tuple[type[BaseModel], ...] = BaseModel) -> bool:
    return isinstance(kind, type) and issubclass(kind, models)


def _inside(kind: Any, key: str) -> list[Any]:
    """The types that a key of a table, a dictionary or a list admits."""
    if kind is Any:
        return [Any]
    if get_origin(kind) in (dict, list, tuple):
        arguments = get_args(kind)
        if get_origin(kind) is dict:
            return members(arguments[1])
        if not key.isdigit():
            return []
        return members(arguments[int(key)] if int(key) < len(arguments) else arguments[0])
    if not _is_table(kind):
        return []
    tables = keys_of(kind)
    if key not in tables and _is_table(kind, (Law, Constant)):
        tables = keys_of(Number)  # either may be written as a number
    return members(tables[key]) if key in tables else []


def cell_value(text: str, reads: Reads) -> Any:
    """What a cell says, read so. What it cannot be stays text, for the schema to refuse with its own words.

    >>> cell_value("007", "text"), cell_value("007", "number"), cell_value("2024", "date"), cell_value("30", "date")
    ('007', 7, '2024', 30)
    >>> cell_value("TRUE", "truth"), cell_value("true", "text"), cell_value("four", "number")
    (True, 'true', 'four')
    """
    if reads == "text":
        return text
    if reads in ("truth", "anything", "nothing") and text.lower() in ("true", "false"):
        return text.lower() == "true"
    number = number_of(text)
    if reads == "truth" or number is None or (reads == "date" and is_year(text)):
        return text
    return number


def says(text: str, value: Any) -> bool:
    """Whether a cell says a value: by its text, or as a number, or as true or false.

    >>> says("2", 2.0), says("1e3", "1e3"), says("TRUE", True), says("1", True), says("2", "2.0")
    (True, True, True, False, False)
    """
    if isinstance(value, bool):
        return text.lower() == str(value).lower()
    if isinstance(value, (int, float)):
        return number_of(text) == value
    return text == str(value)
