"""Visits of the demo: they follow the care plans, 92 of 100 in time, with everyday contacts between them.

Due days are reckoned by the product's own rule, so that what is waiting today is what the plans say.
"""

import datetime
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from demo.care import WILLING, Plan
from demo.people import Household, Person
from demo.visit_words import write_visit
from gridcore.deadlines import NEVER_VISITED, LastVisit, PlannedVisits, due_visit
from gridcore.ids import RecordId, derived_id
from gridcore.work_calendar import WorkCalendar
from gridcore.workflows.approval import APPROVED, RETURNED, SUBMITTED

MONTHS = 8
"""How far back the visits reach; of a plan also the one before, so that its next is reckoned from a visit."""
_TWO_PERIODS = {"weekly": 14, "monthly": 62, "quarterly": 184, "yearly": 732}
IN_TIME_SHARE = 0.92
GRACE_DAYS = 2
"""Up to so many days after the due day a visit is in time."""
_UNMET_SHARE = 0.08
_DAYS = 30.5
_CONTACT_KINDS = {
    "contact": 44,
    "information_check": 18,
    "safety": 18,
    "errand": 8,
    "return": 5,
    "festival": 4,
    "after_event": 2,
    "call": 1,
}
_CONTACT_WAYS = {"door": 82, "elsewhere": 12, "phone": 6}
_PURPOSES = {"need": 55, "rules": 20, "surroundings": 12, "dispute": 4, "other": 9}
_FOLLOW_UPS = {
    "none": 74,
    "visit_again": 9,
    "errand": 8,
    "incident": 4,
    "care_specialist": 3,
    "supervisor": 2,
}
_REMARKS = (
    "请补充家中用气检查的情况。",
    "日期与上次记录重复，请核对。",
    "请写明约定的下次走访时间。",
    "内容太简单，请补充住户提出的需要。",
)


@dataclass(frozen=True, slots=True)
class Visit:
    """One contact with a household."""

    id: RecordId
    household: Household
    person: Person | None
    plan: Plan | None
    visited_on: datetime.date
    kind: str
    way: str
    met: bool
    purpose: str
    needs: tuple[str, ...]
    said: str
    follow_up: str
    next_date: datetime.date | None
    recorded_at: datetime.datetime
    approval: str
    remark: str | None = None


def make_visits(
    chance: random.Random,
    households: Sequence[Household],
    plans: Sequence[Plan],
    today: datetime.date,
    *,
    contacts: int,
    size: int,
    count: int | None = None,
    work: WorkCalendar | None = None,
) -> list[Visit]:
    """The visits of the last months up to yesterday, oldest first: those of the plans and so many contacts.

    With `count` exactly so many. `size` is the usual length of what was said, in bytes of UTF-8.
    """
    since = today - datetime.timedelta(days=round(MONTHS * _DAYS))
    calendar = work or WorkCalendar()
    found = [
        visit
        for plan in plans
        if plan.consent in WILLING
        for visit in _of_plan(chance, plan, since, today, calendar, size)
    ]
    if count is not None:
        found.sort(key=lambda each: (each.visited_on, each.id))
        found = found[-count:] if count else []
        contacts = count - len(found)
    found += [_contact(chance, households, number, since, today, size) for number in range(contacts)]
    found.sort(key=lambda each: (each.visited_on, each.id))
    return found


def _of_plan(
    chance: random.Random,
    plan: Plan,
    since: datetime.date,
    today: datetime.date,
    work: WorkCalendar,
    size: int,
) -> Iterator[Visit]:
    """Visits of one plan until today, each followed by the next that the plan then wants."""
    wanted = PlannedVisits(plan.frequency, plan.starts_on, plan.ends_on)
    last = NEVER_VISITED
    first = since - datetime.timedelta(days=_TWO_PERIODS.get(plan.frequency, 0))
    if plan.starts_on < first:
        last = LastVisit(first - datetime.timedelta(days=1))
    while (due := due_visit(wanted, last, {}, work, today)) is not None:
        floor = max(plan.starts_on, last.on + datetime.timedelta(days=1) if last.on else plan.starts_on)
        day = max(due.due + datetime.timedelta(days=_delay(chance, plan.frequency)), floor)
        if day >= today:
            return
        if chance.random() < _UNMET_SHARE and day - datetime.timedelta(days=2) > floor:
            yield _visit(
                chance, plan, day - datetime.timedelta(days=chance.randint(1, 2)), False, today, size
            )
        visit = _visit(chance, plan, day, True, today, size)
        yield visit
        last = LastVisit(day, visit.next_date)


def _delay(chance: random.Random, frequency: str) -> int:
    """Days between the due day and the visit; what is not in time comes clearly later."""
    if chance.random() < IN_TIME_SHARE:
        return chance.choice((-2, -1, -1, 0, 0, 0, 0, 1, GRACE_DAYS))
    return chance.randint(GRACE_DAYS + 1, 6 if frequency == "weekly" else 16)


def _visit(
    chance: random.Random, plan: Plan, day: datetime.date, met: bool, today: datetime.date, size: int
) -> Visit:
    way = plan.way if chance.random() < 0.85 else chance.choice(("door", "phone"))
    return _record(
        chance,
        _Meeting(plan.household, day, "care" if way == "door" else "call", way, met),
        derived_id("demo", "visit", plan.id, day.isoformat(), "met" if met else "unmet"),
        today,
        size,
        plan,
    )


def _contact(
    chance: random.Random,
    households: Sequence[Household],
    number: int,
    since: datetime.date,
    today: datetime.date,
    size: int,
) -> Visit:
    """A contact that no plan asked for."""
    household = chance.choice(households)
    day = since + datetime.timedelta(days=chance.randrange((today - since).days))
    kind = _draw(chance, _CONTACT_KINDS)
    way = "phone" if kind == "call" else _draw(chance, _CONTACT_WAYS)
    met = way == "elsewhere" or chance.random() < 0.88
    identity = derived_id("demo", "visit", household.id, day.isoformat(), str(number))
    return _record(chance, _Meeting(household, day, kind, way, met), identity, today, size, None)


@dataclass(frozen=True, slots=True)
class _Meeting:
    """Who was to be met, when and how."""

    household: Household
    day: datetime.date
    kind: str
    way: str
    met: bool


def _record(
    chance: random.Random,
    meeting: _Meeting,
    identity: RecordId,
    today: datetime.date,
    size: int,
    plan: Plan | None,
) -> Visit:
    """What the worker writes down afterwards."""
    met, day = meeting.met, meeting.day
    person = plan.person if plan else None
    if plan is None and met and chance.random() < 0.6:
        person = meeting.household.people[0]
    follow_up = _draw(chance, _FOLLOW_UPS) if met else "visit_again"
    again = met and follow_up == "visit_again" and chance.random() < 0.3
    clock = datetime.time(chance.randrange(12), chance.randrange(60), chance.randrange(60))
    approval = _approval(chance, (today - day).days)
    return Visit(
        id=identity,
        household=meeting.household,
        person=person,
        plan=plan,
        visited_on=day,
        kind=meeting.kind,
        way=meeting.way,
        met=met,
        purpose=_draw(chance, _PURPOSES),
        needs=tuple(need for need in plan.needs if chance.random() < 0.4) if plan and met else (),
        said=write_visit(chance, way=meeting.way, met=met, size=size),
        follow_up=follow_up,
        next_date=day + datetime.timedelta(days=chance.randint(3, 12)) if again else None,
        recorded_at=datetime.datetime.combine(day, clock),
        approval=approval,
        remark=chance.choice(_REMARKS) if approval == RETURNED else None,
    )


def _approval(chance: random.Random, days: int) -> str:
    """Older visits are approved; of the latest most still wait, and a few came back with a remark."""
    if days > 21:
        return APPROVED
    drawn = chance.random()
    if drawn < 0.03:
        return RETURNED
    return APPROVED if drawn < days / 14 else SUBMITTED


def _draw(chance: random.Random, shares: Mapping[str, int]) -> str:
    """A word, as often as its share of a hundred says."""
    left = chance.random() * 100
    for word, share in shares.items():
        left -= share
        if left < 0:
            return word
    return next(iter(shares))
