"""Working days: weekends, public holidays and the days that make up for them."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gridcore.field_problems import FieldProblem, problem

_ONE_DAY = datetime.timedelta(days=1)
_LONGEST_CLOSURE = 60
"""No office is closed longer; past it a calendar is taken to be wrong and the day stays as it is."""


@dataclass(frozen=True)
class WorkCalendar:
    """Monday to Friday without the holidays, and the weekend days that make up for them."""

    holidays: frozenset[datetime.date] = frozenset()
    make_up_days: frozenset[datetime.date] = frozenset()
    years: frozenset[int] = frozenset()
    """The years that holidays are known for; in others only weekends are free."""

    def is_working_day(self, day: datetime.date) -> bool:
        """Whether offices work that day; a make-up day wins over a holiday."""
        return day in self.make_up_days or (day.weekday() < 5 and day not in self.holidays)

    def next_working_day(self, day: datetime.date) -> datetime.date:
        """The day itself or the first working day after it."""
        return self._nearest(day, _ONE_DAY)

    def previous_working_day(self, day: datetime.date) -> datetime.date:
        """The day itself or the last working day before it."""
        return self._nearest(day, -_ONE_DAY)

    def add_working_days(self, day: datetime.date, count: int) -> datetime.date:
        """The end of a limit of working days; the day on which it begins does not count."""
        for _ in range(count):
            day = self.next_working_day(day + _ONE_DAY)
        return day

    def _nearest(self, day: datetime.date, step: datetime.timedelta) -> datetime.date:
        found = day
        for _ in range(_LONGEST_CLOSURE):
            if self.is_working_day(found):
                return found
            found += step
        return day


def read_calendars(files: Iterable[Mapping[str, object]]) -> tuple[WorkCalendar, tuple[FieldProblem, ...]]:
    """One calendar from the files of several years (`resources/calendars`), and what they hold that is none.

    A file holds `year`, `holidays` and `make_up_days`; days are ISO 8601 and lie in the year.
    """
    holidays: set[datetime.date] = set()
    make_up: set[datetime.date] = set()
    years: set[int] = set()
    problems: list[FieldProblem] = []
    for each in files:
        year = each.get("year")
        if not isinstance(year, int) or isinstance(year, bool):
            problems.append(problem("year", "calendar_unreadable"))
            continue
        years.add(year)
        for name, days in (("holidays", holidays), ("make_up_days", make_up)):
            listed = each.get(name, [])
            for written in listed if isinstance(listed, list) else [listed]:
                day = _day_of_year(written, year)
                if day is None:
                    problems.append(problem(name, "calendar_unreadable"))
                else:
                    days.add(day)
    return WorkCalendar(frozenset(holidays), frozenset(make_up), frozenset(years)), tuple(problems)


def _day_of_year(written: object, year: int) -> datetime.date | None:
    try:
        day = datetime.date.fromisoformat(written) if isinstance(written, str) else None
    except ValueError:
        return None
    return day if day is not None and day.year == year else None
