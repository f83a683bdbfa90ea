"""Calendar months, counted from that in which a world starts: month 0."""

from __future__ import annotations

import calendar
from datetime import date


def month_number(start: date, year: int, month: int) -> int:
    """Months from that of the start.

    >>> month_number(date(2022, 10, 1), 2023, 1)
    3
    """
    return 12 * (year - start.year) + month - start.month


def month_name(start: date, number: int) -> str:
    """The month as YYYY-MM.

    >>> month_name(date(2022, 10, 1), 3)
    '2023-01'
    """
    months = start.month - 1 + number
    return f"{start.year + months // 12}-{months % 12 + 1:02d}"


def month_end(start: date, number: int) -> date:
    """The last day of the month.

    >>> month_end(date(2022, 10, 1), 4)
    datetime.date(2023, 2, 28)
    """
    year, month = map(int, month_name(start, number).split("-"))
    return date(year, month, calendar.monthrange(year, month)[1])


def months_until(start: date, day: date) -> int:
    """How many whole months there are from that of the start up to the end of a day.

    >>> months_until(date(2022, 10, 1), date(2022, 11, 30)), months_until(date(2022, 10, 1), date(2022, 11, 29))
    (2, 1)
    """
    number = month_number(start, day.year, day.month)
    return max(0, number + (day == month_end(start, number)))
