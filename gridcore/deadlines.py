"""Clocks: which visit is due when, and the clocks of mediation. Nothing here is stored.

A care plan wants one visit in each period of its frequency: a calendar week (ISO 8601), month, quarter or
year. The due day inside a period keeps the plan's first day (the same weekday, the same day of the month), so
that the plans of a grid do not all fall due at a month's end.
"""

import calendar
import datetime
from collections.abc import Iterable, Mapping
from typing import Literal

import msgspec

from gridcore.work_calendar import WorkCalendar

DueState = Literal["upcoming", "today", "overdue"]
Deviation = Literal["moved", "skipped", "handed_over"]

MEDIATION_DAYS = 30
CONFIRMATION_DAYS = 30
DECLINED_STOPS = 3
"""Who declined so often in a row is not called on at the door any more; the supervisor hears of it."""
FROM_AFAR = frozenset({"phone", "video"})
"""Ways of contact that nobody has to open a door for."""
_ONE_DAY, _ONE_WEEK = datetime.timedelta(days=1), datetime.timedelta(weeks=1)
_IN_EVERY_MONTH = 28
_NEVER = datetime.date(9000, 1, 1)
"""Nobody means a later day; leaving out such a plan keeps one slip of the hand from stopping a list."""
_MONTHS = {"monthly": 1, "quarterly": 3, "yearly": 12}


class PlannedVisits(msgspec.Struct, frozen=True):
    """What a care plan says about its visits; `frequency` is a code of `CARE_FREQUENCY`."""

    frequency: str
    starts_on: datetime.date
    ends_on: datetime.date | None = None


class VisitChange(msgspec.Struct, frozen=True):
    """A deviation from a plan for one period; `moved_to` belongs to a moved visit, `handed_to` to one that a
    colleague makes.
    """

    deviation: Deviation
    moved_to: datetime.date | None = None
    handed_to: str = ""


class DueVisit(msgspec.Struct, frozen=True, gc=False):
    """The next visit of a plan: when, for which period, and how far away it is (days, never negative)."""

    due: datetime.date
    period: str
    state: DueState
    days: int
    handed_over: bool = False
    handed_to: str = ""


class LastVisit(msgspec.Struct, frozen=True):
    """When somebody was last met or reached, and the day that was agreed for the next time."""

    on: datetime.date | None = None
    agreed: datetime.date | None = None


NEVER_VISITED = LastVisit()


def is_door_closed(declined: int, way: str | None) -> bool:
    """Whether somebody who declined so many visits in a row is left alone at the door; calls go on."""
    return declined >= DECLINED_STOPS and way not in FROM_AFAR


def coming_birthdays(today: datetime.date, days: int) -> dict[str, datetime.date]:
    """Which day each birthday (`MM-DD`) of today and of so many days more is kept on.

    Who was born on the 29th of February keeps the 28th in other years.
    """
    found: dict[str, datetime.date] = {}
    for each in (today + n * _ONE_DAY for n in range(days + 1)):
        found[each.isoformat()[5:]] = each
        if (each.month, each.day) == (2, 28) and not calendar.isleap(each.year):
            found["02-29"] = each
    return found


def due_visit(
    plan: PlannedVisits,
    last: LastVisit,
    changes: Mapping[str, VisitChange],
    work: WorkCalendar,
    today: datetime.date,
) -> DueVisit | None:
    """The next visit of a plan, None if it wants none (ended, or on request and nothing agreed).

    A day that was agreed at the last visit comes first if it is earlier. Changes are by period key.
    """
    if max(plan.starts_on, last.on or plan.starts_on, last.agreed or plan.starts_on) >= _NEVER:
        return None
    found = _regular_visit(plan, last, changes, work, today)
    agreed = _agreed_visit(plan, last, changes, today)
    if found is None or (agreed is not None and agreed.due < found.due):
        return agreed
    return found


def period_key(frequency: str, day: datetime.date) -> str:
    """The period in which a day lies: 2026-W47, 2026-11, 2026-Q4 or 2026; the day itself on request."""
    # From numbers, not by strftime, which takes as long as all the rest of reckoning a visit.
    match frequency:
        case "weekly":
            year, week, _ = day.isocalendar()
            return f"{year:04d}-W{week:02d}"
        case "monthly":
            return f"{day.year:04d}-{day.month:02d}"
        case "quarterly":
            return f"{day.year:04d}-Q{(day.month + 2) // 3}"
        case "yearly":
            return f"{day.year:04d}"
        case _:
            return day.isoformat()


def state_on(due: datetime.date, today: datetime.date) -> tuple[DueState, int]:
    """How a limit stands on a day, and how many days lie between them."""
    days = (due - today).days
    if days == 0:
        return "today", 0
    return ("upcoming", days) if days > 0 else ("overdue", -days)


def mediation_due(accepted_on: datetime.date, extensions: Iterable[int] = ()) -> datetime.date:
    """By when a case is settled: 30 days after acceptance and each extension that both parties asked for."""
    return accepted_on + datetime.timedelta(days=MEDIATION_DAYS + sum(extensions))


def confirmation_due(in_force_on: datetime.date) -> datetime.date:
    """Until when both parties may ask the court to confirm: 30 days after the agreement takes effect.

    A last day on a holiday is not moved: to be early is never wrong.
    """
    return in_force_on + datetime.timedelta(days=CONFIRMATION_DAYS)


def months_after(day: datetime.date, months: int) -> datetime.date:
    """The same day some months later, or the last day of that month where it has none."""
    month = _months_later(day.replace(day=1), months)
    return month.replace(day=min(day.day, calendar.monthrange(month.year, month.month)[1]))


class _Period(msgspec.Struct, frozen=True):
    """One period, by its first day; `anchor` is the plan's first day, which the due day follows."""

    frequency: str
    first: datetime.date
    anchor: datetime.date

    @classmethod
    def around(cls, frequency: str, day: datetime.date, anchor: datetime.date) -> "_Period":
        if frequency == "weekly":
            return cls(frequency, day - datetime.timedelta(day.weekday()), anchor)
        months = _MONTHS[frequency]
        return cls(frequency, datetime.date(day.year, (day.month - 1) // months * months + 1, 1), anchor)

    @property
    def end(self) -> datetime.date:
        """The first day of the next one."""
        if self.frequency == "weekly":
            return self.first + _ONE_WEEK
        return _months_later(self.first, _MONTHS[self.frequency])

    @property
    def key(self) -> str:
        return period_key(self.frequency, self.first)

    def next(self) -> "_Period":
        return _Period(self.frequency, self.end, self.anchor)

    def due(self, work: WorkCalendar) -> datetime.date:
        """The nominal day, or the nearest working day inside the period and not before the plan's begin."""
        nominal = self._nominal()
        earliest, end = max(self.first, self.anchor), self.end
        for nearest in (work.next_working_day, work.previous_working_day):
            if earliest <= (day := nearest(nominal)) < end:
                return day
        return nominal

    def _nominal(self) -> datetime.date:
        if self.frequency == "weekly":
            return self.first + datetime.timedelta(self.anchor.weekday())
        year, month = self.first.year, self.first.month + (self.anchor.month - 1) % _MONTHS[self.frequency]
        if self.anchor.day <= _IN_EVERY_MONTH:
            return datetime.date(year, month, self.anchor.day)
        return datetime.date(year, month, min(self.anchor.day, calendar.monthrange(year, month)[1]))


def _regular_visit(
    plan: PlannedVisits,
    last: LastVisit,
    changes: Mapping[str, VisitChange],
    work: WorkCalendar,
    today: datetime.date,
) -> DueVisit | None:
    if plan.frequency != "weekly" and plan.frequency not in _MONTHS:
        return None
    period = _Period.around(plan.frequency, plan.starts_on, plan.starts_on)
    if last.on is not None and last.on >= period.first:
        period = _Period.around(plan.frequency, last.on, plan.starts_on).next()
    change = None
    while changes and (change := changes.get(period.key)) is not None and change.deviation == "skipped":
        period = period.next()
    due = period.due(work)
    if plan.ends_on is not None and due > plan.ends_on:
        return None
    return _visit(due, period.key, change, today)


def _agreed_visit(
    plan: PlannedVisits, last: LastVisit, changes: Mapping[str, VisitChange], today: datetime.date
) -> DueVisit | None:
    day = last.agreed
    if (
        day is None
        or (last.on is not None and day <= last.on)
        or (plan.ends_on is not None and day > plan.ends_on)
    ):
        return None
    change = changes.get(day.isoformat())
    if change is not None and change.deviation == "skipped":
        return None
    return _visit(day, day.isoformat(), change, today)


def _visit(due: datetime.date, period: str, change: VisitChange | None, today: datetime.date) -> DueVisit:
    if change is not None and change.moved_to is not None:
        due = change.moved_to
    state, days = state_on(due, today)
    if change is None or change.deviation != "handed_over":
        return DueVisit(due, period, state, days)
    return DueVisit(due, period, state, days, handed_over=True, handed_to=change.handed_to)


def _months_later(first: datetime.date, months: int) -> datetime.date:
    years, month = divmod(first.month - 1 + months, 12)
    return datetime.date(first.year + years, month + 1, 1)
