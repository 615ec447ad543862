"""Dates as people write them and as spreadsheets keep them, read into ISO 8601 or refused with a reason.

What can be read in two ways is never guessed: 56-3-4, 3/4/1956, 1956.1 as a number.
"""

import datetime
import re

from gridcore.field_problems import FieldProblem, Tidied, problem
from gridcore.shapes import is_date
from gridcore.tidy import cell_text, is_written_empty, tidy_text

_EXCEL_DAY_ZERO = datetime.date(1899, 12, 30)
_LATELY = datetime.timedelta(days=180)
_YEARS = range(1850, 2101)
_EXCEL_DAYS = range(3_654, 73_415)
"""From 1910-01-01 to 2100-12-31: no year is among them, and nothing else is a day that somebody meant."""
_SIGNS = str.maketrans("。．/／、－–—年月", "..--------")
_TIME = re.compile(
    r"[ T]?(?:(?:上午|下午|[AP]M)?\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s*[AP]M)?Z?)$", re.IGNORECASE
)
_LUNAR = re.compile(r"农历|阴历|旧历|闰|正月|腊月|冬月|初[一二三四五六七八九十]|廿")
_FULL = re.compile(r"(\d{4})[-.](\d{1,2})[-.](\d{1,2})")
_SPACED = re.compile(r"(\d{4}) (\d{1,2}) (\d{1,2})")
_EIGHT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_MONTH = re.compile(r"(\d{4})[-.](\d{1,2})")
_YEAR = re.compile(r"\d{4}")
_YEAR_LAST = re.compile(r"(\d{1,2})[-.](\d{1,2})[-.](\d{4})")
_SHORT = re.compile(r"\d{1,2}[-.]\d{1,2}(?:[-.]\d{1,2})?|\d{6}")
_MONTH_AND_DAY = re.compile(r"(\d{1,2})\s*[-.]\s*(\d{1,2})")
_DAY_NUMBER = re.compile(r"\d{4,5}(?:\.\d+)?")


def tidy_date(
    value: object,
    field: str = "date",
    *,
    earliest: datetime.date | None = None,
    latest: datetime.date | None = None,
    allow_partial: bool = False,
) -> Tidied[str]:
    """A date as `YYYY-MM-DD`; with `allow_partial` also `YYYY-MM` and `YYYY`, where that is what was written.

    Takes text, numbers and dates, as a cell of a spreadsheet holds them.
    """
    if isinstance(value, datetime.datetime):
        value = value.date()
    if isinstance(value, datetime.date):
        return _in_bounds(Tidied(value.isoformat()), field, earliest, latest)
    if isinstance(value, float) and not value.is_integer() and _YEARS[0] <= value < _YEARS[-1] + 1:
        return Tidied(None, (), (problem(field, "date_ambiguous"),))  # 1956.1: January or October
    cell = cell_text(value, field)
    if cell.value is None or is_written_empty(cell.value):
        return Tidied(None, ("written_empty",) if cell.value else (), cell.problems)
    seen = tidy_text(cell.value)
    found = _read(seen.value or "", field, allow_partial)
    if found.value is None:
        return found
    return _in_bounds(Tidied(found.value, (*seen.mended, *found.mended)), field, earliest, latest)


def recent_day(text: str, today: datetime.date) -> str | None:
    """A day without its year, as one notes what one did lately: the last such day, if it was not long ago."""
    plain = re.sub(r"[日号]$", "", (tidy_text(text).value or "").translate(_SIGNS)).strip("-. ")
    parts = _MONTH_AND_DAY.fullmatch(plain)
    if parts is None:
        return None
    days = (_day(year, int(parts[1]), int(parts[2]), "date").value for year in (today.year, today.year - 1))
    since, until = (today - _LATELY).isoformat(), today.isoformat()
    return next((each for each in days if each is not None and since <= each <= until), None)


def check_happened(day: object, today: datetime.date, field: str = "date") -> FieldProblem | None:
    """What is wrong with the day (`YYYY-MM-DD`) on which something is said to have happened."""
    if not isinstance(day, str) or not is_date(day):
        return problem(field, "date_unreadable")
    return problem(field, "date_not_come") if day > today.isoformat() else None


def _read(text: str, field: str, allow_partial: bool) -> Tidied[str]:
    mended: tuple[str, ...] = ()
    if _LUNAR.search(text):
        return Tidied(None, (), (problem(field, "date_lunar"),))
    timeless = _TIME.sub("", text)
    if timeless != text:
        mended = ("time_of_day",)
    plain = re.sub(r"[日号]$", "", timeless.translate(_SIGNS)).strip("-. ")
    plain = re.sub(r"\s*([-.])\s*", r"\1", plain)
    if plain != timeless:
        mended += ("date_format",)
    if _DAY_NUMBER.fullmatch(plain) and int(float(plain)) in _EXCEL_DAYS:
        day_number = datetime.timedelta(days=int(float(plain)))
        return Tidied((_EXCEL_DAY_ZERO + day_number).isoformat(), ("excel_day_number",))
    if parts := _FULL.fullmatch(plain) or _SPACED.fullmatch(plain) or _EIGHT.fullmatch(plain):
        day = _day(int(parts[1]), int(parts[2]), int(parts[3]), field)
        return Tidied(day.value, mended if day.value == plain else _with_format(mended), day.problems)
    if parts := _YEAR_LAST.fullmatch(plain):
        return _year_last(int(parts[1]), int(parts[2]), int(parts[3]), mended, field)
    if parts := _MONTH.fullmatch(plain):
        return _partial(int(parts[1]), int(parts[2]), mended, field, allow_partial)
    if _YEAR.fullmatch(plain):
        return _partial(int(plain), None, mended, field, allow_partial)
    code = "date_ambiguous" if _SHORT.fullmatch(plain) else "date_unreadable"
    return Tidied(None, (), (problem(field, code),))


def _day(year: int, month: int, day: int, field: str) -> Tidied[str]:
    try:
        return Tidied(datetime.date(year, month, day).isoformat())
    except ValueError:
        return Tidied(None, (), (problem(field, "date_impossible"),))


def _year_last(first: int, second: int, year: int, mended: tuple[str, ...], field: str) -> Tidied[str]:
    """Day and month in an unknown order: certain only where one cannot be a month, or both are alike."""
    if first <= 12 and second <= 12 and first != second:
        return Tidied(None, (), (problem(field, "date_ambiguous"),))
    day = _day(year, min(first, second), max(first, second), field)
    return Tidied(day.value, _with_format(mended), day.problems)


def _partial(year: int, month: int | None, mended: tuple[str, ...], field: str, allowed: bool) -> Tidied[str]:
    if year not in _YEARS or not 1 <= (month or 1) <= 12:
        return Tidied(None, (), (problem(field, "date_impossible"),))
    if not allowed:
        return Tidied(None, (), (problem(field, "date_incomplete"),))
    return Tidied(f"{year:04d}" if month is None else f"{year:04d}-{month:02d}", mended)


def _with_format(mended: tuple[str, ...]) -> tuple[str, ...]:
    return mended if "date_format" in mended else (*mended, "date_format")


def _in_bounds(
    found: Tidied[str], field: str, earliest: datetime.date | None, latest: datetime.date | None
) -> Tidied[str]:
    """Compares as far as the date is known: 2026 is not after 2026-03-01."""
    value = found.value or ""
    problems: list[FieldProblem] = []
    if latest is not None and value > latest.isoformat()[: len(value)]:
        problems.append(problem(field, "date_too_late"))
    if earliest is not None and value < earliest.isoformat()[: len(value)]:
        problems.append(problem(field, "date_too_early"))
    return Tidied(found.value, found.mended, tuple(problems))
