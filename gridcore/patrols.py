"""Rules of patrols: when the next one is due, which times a log may tell, and the id of a checked point.

Nothing here is stored: what is due follows from plan, patrols that were made, calendar and day.
"""

import datetime
import re
import unicodedata

from gridcore.dates import check_happened
from gridcore.deadlines import NEVER_VISITED, DueVisit, LastVisit, PlannedVisits, due_visit
from gridcore.field_problems import FieldProblem, Tidied, problem
from gridcore.fields import Value, Values
from gridcore.ids import RecordId, derived_id
from gridcore.shapes import as_text, date_in, moment_in, moment_text
from gridcore.work_calendar import WorkCalendar

PATROL_PLAN, PATROL_POINT, PATROL, PATROL_CHECK = "patrol_plan", "patrol_point", "patrol", "patrol_check"
LONGEST = datetime.timedelta(hours=12)
"""Nobody walks longer; who is still under way then has forgotten to say that it is over."""
EARLIEST = datetime.date(2000, 1, 1)
_CLOCK = re.compile(r"(上午|下午|晚上)?([0-9]{1,2})(?:[:.]?([0-9]{2})|[点时](?:([0-9]{1,2})分?|(半))?)")
_NOON, _EVENING, _MORNING = 12, datetime.time(18), datetime.time(6)


def check_id(patrol: RecordId, point: RecordId) -> RecordId:
    """The id that every laptop gives the check of a point in a patrol: two of them meet in one record."""
    return derived_id(PATROL_CHECK, patrol, point)


def next_patrol(
    plan: Values, last: datetime.date | None, work: WorkCalendar, today: datetime.date
) -> DueVisit | None:
    """When the next patrol of a plan (by field) is due; None where none is, or nobody can tell.

    `last` is the day of the last one that was made. A plan whose last day is over wants none any more.
    """
    starts, ends = date_in(plan.get("starts_on")), date_in(plan.get("ends_on"))
    if starts is None or (ends is not None and ends < today):
        return None
    planned = PlannedVisits(as_text(plan.get("rhythm")), starts, ends)
    return due_visit(planned, NEVER_VISITED if last is None else LastVisit(last), {}, work, today)


def is_waiting(due: DueVisit | None) -> bool:
    """Whether a patrol waits to be made, today or since some days."""
    return due is not None and due.state != "upcoming"


def end_of(started_at: str, now: str) -> str | None:
    """The end of a patrol that ends now; None of one that was begun so long ago that its end must be asked.

    Who began it may have another clock: it never ends before it began.
    """
    return None if is_forgotten(started_at, now) else max(started_at, now)


def is_forgotten(started_at: str, now: str) -> bool:
    """Whether a patrol that is not ended was begun longer ago than anybody walks."""
    return _moment(now) - _moment(started_at) > LONGEST


def tidy_clock(text: str, field: str) -> Tidied[str]:
    """A time of the day as `HH:MM`, from what people type: 8:30, ８：３０, 830, 8点半, 下午3点."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    if not plain:
        return Tidied(None, (), (problem(field, "required"),))
    found = _CLOCK.fullmatch(plain)
    if found is None:
        return Tidied(None, (), (problem(field, "clock_unreadable"),))
    half, hour = found[1], int(found[2])
    minute = 30 if found[5] else int(found[3] or found[4] or 0)
    if (half == "下午" and hour < _NOON) or half == "晚上":
        hour += _NOON if hour <= _NOON else 0  # twelve in the night is of another day: nobody can tell which
    if hour > 23 or minute > 59:
        return Tidied(None, (), (problem(field, "clock_unreadable"),))
    return Tidied(f"{hour:02d}:{minute:02d}")


def typed_times(day: datetime.date, start: str, end: str, zone: datetime.tzinfo) -> tuple[str, str]:
    """Begin and end as records keep them, from a day and two times (`HH:MM`) where the user is.

    A walk that begins in the evening and ends in the early morning ends on the next day.
    """
    begins, ends = datetime.time.fromisoformat(start), datetime.time.fromisoformat(end)
    is_overnight = begins >= _EVENING and ends <= _MORNING
    last = day + datetime.timedelta(days=1) if is_overnight else day
    begun, ended = (datetime.datetime.combine(on, at, zone) for on, at in ((day, begins), (last, ends)))
    return moment_text(begun), moment_text(ended)


def day_problem(day: Value, today: datetime.date) -> FieldProblem | None:
    """What is wrong with the day of a patrol that is noted afterwards."""
    if day in (None, ""):
        return problem("day", "required")
    is_early = as_text(day) < EARLIEST.isoformat()
    return check_happened(day, today, "day") or (problem("day", "date_too_early") if is_early else None)


def times_problems(started_at: str, ended_at: str, now: str) -> tuple[FieldProblem, ...]:
    """What is wrong with begin and end of a patrol; all three are moments as records keep them."""
    if started_at > now:
        return (problem("start", "time_not_come"),)
    if ended_at < started_at:
        return (problem("end", "ends_before_begin"),)
    if ended_at > now:
        return (problem("end", "time_not_come"),)
    too_long = _moment(ended_at) - _moment(started_at) > LONGEST
    return (problem("end", "patrol_too_long", limit=LONGEST.seconds // 3600),) if too_long else ()


def local_day(moment: Value, zone: datetime.tzinfo) -> datetime.date | None:
    """The day of a kept moment where the user is; None of what is none."""
    text = moment_in(moment) if isinstance(moment, str) else None
    try:
        return None if text is None else _moment(text).astimezone(zone).date()
    except OverflowError:
        return None


def _moment(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text)
