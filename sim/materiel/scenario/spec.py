"""What all schemas share: they are frozen, refuse unknown keys, and say which keys name other entities."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict


class Spec(BaseModel):
    """A table of the world file. Change it by `model_copy`; the docstring under a key is its documentation."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, coerce_numbers_to_str=True)


@dataclass(frozen=True)
class Refers:
    """Marks a key whose text is the name of an entity in one of these sections; the loader checks that there is one.

    >>> site: Annotated[str, Refers("sites")] | None = None  # doctest: +SKIP
    """

    sections: tuple[str, ...]

    def __init__(self, *sections: str) -> None:
        object.__setattr__(self, "sections", sections)


@dataclass(frozen=True)
class Supplies:
    """Marks a key that names an item which the entity makes, brings in or holds from the start."""


ItemName = Annotated[str, Refers("items")]
SiteName = Annotated[str, Refers("sites")]
StockName = Annotated[str, Refers("stocks")]
LaneName = Annotated[str, Refers("lanes")]
LineName = Annotated[str, Refers("lines")]
CustomerName = Annotated[str, Refers("customers")]
"""A customer of a line's order book, as `line.customer`."""
SourceName = Annotated[str, Refers("sources")]
RegimeName = Annotated[str, Refers("regimes")]

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_YEARS = range(1900, 2100)


def _name(text: str) -> str:
    if not _NAME.fullmatch(text):
        raise ValueError(f"expected a name of letters, digits, _ and -, got {text!r}")
    return text


Name = Annotated[str, AfterValidator(_name)]
"""The name of an entity: a key of its section."""


def is_year(value: str | int) -> bool:
    """Whether a whole number stands for a year rather than for days from the start. Day 2024 is written 2024.0.

    >>> is_year(2024), is_year("2024"), is_year(2100), is_year("2024.0")
    (True, True, False, False)
    """
    return len(str(value)) == 4 and str(value).isdigit() and int(value) in _YEARS


def _when(value: Any) -> Any:
    if isinstance(value, str):
        found = _DATE.fullmatch(value.strip())
        if not found:
            raise ValueError(f"expected a date (2022-10-01, 2022-10 or 2022) or days from the start, got {value!r}")
        try:
            return date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
        except ValueError as error:
            raise ValueError(f"expected a date, got {value!r} ({error})") from None
    if isinstance(value, bool) or not isinstance(value, (date, int, float)) or isinstance(value, datetime):
        raise ValueError(f"expected a date or days from the start, got {_told(value)}")
    if isinstance(value, date):
        return value
    if isinstance(value, int) and is_year(value):
        return date(value, 1, 1)
    if not math.isfinite(value):
        raise ValueError(f"expected a date or days from the start, got {value}")
    return float(value)


def _told(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else repr(value)


def _day(value: Any) -> Any:
    found = _when(value)
    if not isinstance(found, date):
        raise ValueError(f"expected a date (2022-10-01, 2022-10 or 2022), got {value!r}")
    return found


When = Annotated[date | float, BeforeValidator(_when)]
"""An instant: a date (the first of the month or year if that is all that is said), or days from the start."""
Day = Annotated[date, BeforeValidator(_day)]
"""A date, in the same forms."""


def days_from(start: date, when: date | float) -> float:
    """Days from the start to the beginning of a date (or what is already in days)."""
    return float((when - start).days) if isinstance(when, date) else float(when)
