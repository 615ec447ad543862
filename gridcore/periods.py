"""Spans of days that people ask for by name: this month, last quarter."""

import datetime
import enum
from dataclasses import dataclass


class Period(enum.StrEnum):
    """The spans that a list offers."""

    WEEK = "week"
    MONTH = "month"
    LAST_MONTH = "last_month"
    QUARTER = "quarter"
    YEAR = "year"
    EVERYTHING = "everything"


@dataclass(frozen=True)
class Span:
    """From one day to another, both within; None where it has no end on that side."""

    since: datetime.date | None = None
    until: datetime.date | None = None


def span_of(period: Period, today: datetime.date) -> Span:
    """The days of a period around a day; the present ones are whole, also in what is still to come."""
    match period:
        case Period.WEEK:
            monday = today - datetime.timedelta(days=today.weekday())
            return Span(monday, monday + datetime.timedelta(days=6))
        case Period.MONTH:
            return _months(today.year, today.month, 1)
        case Period.LAST_MONTH:
            before = today.replace(day=1) - datetime.timedelta(days=1)
            return _months(before.year, before.month, 1)
        case Period.QUARTER:
            return _months(today.year, 3 * ((today.month - 1) // 3) + 1, 3)
        case Period.YEAR:
            return _months(today.year, 1, 12)
        case _:
            return Span()


def _months(year: int, first: int, count: int) -> Span:
    """So many whole months, which never pass the end of a year."""
    last = first + count - 1
    until = datetime.date(year, 12, 31)
    if last < 12:
        until = datetime.date(year, last + 1, 1) - datetime.timedelta(days=1)
    return Span(datetime.date(year, first, 1), until)
