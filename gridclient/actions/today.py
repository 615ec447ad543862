"""What is due today: the households that wait, in the order of a short way."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from gridclient.db import today as kept
from gridclient.db.birthdays import born_on
from gridclient.db.consents import NOT_ASKED, NOT_WITHOUT
from gridclient.db.threads import Connection, Database
from gridclient.db.today import PlannedPerson, ReturnedVisit
from gridclient.db.tours import Sheet, keep_sheet
from gridcore.deadlines import (
    FROM_AFAR,
    DueVisit,
    LastVisit,
    PlannedVisits,
    VisitChange,
    coming_birthdays,
    due_visit,
    is_door_closed,
)
from gridcore.ids import RecordId
from gridcore.papers.filled_paper import Paper
from gridcore.papers.tour import Door, tour_sheet
from gridcore.work_calendar import WorkCalendar

_Place = tuple[int, str, int, int, str, str]

UPCOMING_DAYS = 3
"""A visit this near is worth a knock when one is at the door anyway."""
VERY_OLD = 80
"""As the category of the very old has it."""
BIRTHDAYS_AHEAD = 7


@dataclass(frozen=True)
class DuePerson:
    """Somebody whose visit is due, with when and for which period."""

    person: PlannedPerson
    due: DueVisit


@dataclass(frozen=True)
class Birthday:
    """Somebody very old, the birthday, and the age that is reached."""

    name: str
    household: RecordId
    day: datetime.date
    age: int


@dataclass(frozen=True)
class Today:
    """The day as the worker finds it."""

    day: datetime.date
    due: Sequence[DuePerson]
    soon: Sequence[DuePerson]
    returned: Sequence[ReturnedVisit]
    conflicts: int
    to_ask: int
    """People whose plan waits for their consent."""
    declined: int
    """People who declined so often that nobody calls at their door."""
    birthdays: Sequence[Birthday]

    @property
    def waiting(self) -> int:
        """Households whose day has passed."""
        return sum(each.due.state == "overdue" for each in self.due)


class TodayList:
    """Reads the day from the store."""

    def __init__(self, database: Database, work: WorkCalendar, worker: str) -> None:
        self._database, self._work, self._worker = database, work, worker

    async def load(self, day: datetime.date) -> Today:
        """What is due on a day: who waits longest first, then by building, entrance, floor and room."""
        return await self._database.read(lambda connection: self._read(connection, day))

    async def tour(self, day: datetime.date) -> list[DuePerson]:
        """Whose door is on the way of a day; whoever is due soon only where one is anyway."""
        today = await self.load(day)
        due = [each for each in today.due if each.person.way not in FROM_AFAR]
        passed = {each.person.building for each in due}
        soon = [each for each in today.soon if each.person.way not in FROM_AFAR]
        return sorted([*due, *(each for each in soon if each.person.building in passed)], key=_place)

    async def sheet(self, day: datetime.date) -> Paper:
        """The doors of a day on paper; their numbers are kept for the entry in the evening."""
        tour = await self.tour(day)
        sheet = Sheet(day, tuple(each.person.plan for each in tour))
        await self._database.write(lambda connection: keep_sheet(connection, sheet))
        return tour_sheet(day, self._worker, [_door(each) for each in tour])

    def _read(self, connection: Connection, day: datetime.date) -> Today:
        people = kept.planned_people(connection, day.isoformat())
        found = due_people(people, kept.exceptions(connection), self._work, day)
        found.sort(key=_on_the_way)
        return Today(
            day=day,
            due=[each for each in found if each.due.state != "upcoming"],
            soon=[each for each in found if each.due.state == "upcoming" and each.due.days <= UPCOMING_DAYS],
            returned=kept.returned_visits(connection, self._worker),
            conflicts=kept.open_conflicts(connection),
            to_ask=sum(each.consent in NOT_ASKED for each in people),
            declined=sum(is_door_closed(each.declined, each.way) for each in people),
            birthdays=_birthdays(connection, day),
        )


def due_people(
    people: Sequence[PlannedPerson],
    exceptions: Sequence[tuple[RecordId, str, str, str | None]],
    work: WorkCalendar,
    day: datetime.date,
) -> list[DuePerson]:
    """The next visit of each of these people, where there is one and nobody else makes it."""
    changes = _changes(exceptions)
    found: list[DuePerson] = []
    for person in people:
        if person.consent in (*NOT_WITHOUT, *NOT_ASKED) or is_door_closed(person.declined, person.way):
            continue
        due = due_visit(
            PlannedVisits(person.frequency, _day(person.starts_on) or day, _day(person.ends_on)),
            LastVisit(_day(person.last_on), _day(person.agreed)),
            changes.get(person.plan, {}),
            work,
            day,
        )
        if due is not None and not due.handed_over:
            found.append(DuePerson(person, due))
    return found


def _birthdays(connection: Connection, day: datetime.date) -> list[Birthday]:
    coming = coming_birthdays(day, BIRTHDAYS_AHEAD)
    before = f"{day.year - VERY_OLD + 1}-12-31"
    found = [
        Birthday(each.name, each.household, kept_on, kept_on.year - int(each.born[:4]))
        for each in born_on(connection, coming.keys(), before)
        for kept_on in (coming[each.born[5:]],)
    ]
    return sorted(
        (each for each in found if each.age >= VERY_OLD), key=lambda each: (each.day, -each.age, each.name)
    )


def _on_the_way(each: DuePerson) -> tuple[bool, _Place]:
    return each.due.state != "overdue", _place(each)


def _place(each: DuePerson) -> _Place:
    person = each.person
    return person.tour_order, person.building, person.unit, person.floor, person.room, person.name


def _door(each: DuePerson) -> Door:
    person = each.person
    is_soon = each.due.state == "upcoming"
    return Door(person.name, person.address, person.needs, is_soon=is_soon)


def _changes(rows: Sequence[tuple[RecordId, str, str, str | None]]) -> dict[RecordId, dict[str, VisitChange]]:
    found: dict[RecordId, dict[str, VisitChange]] = {}
    for plan, period, change, moved_to in rows:
        match change:
            case "moved" | "skipped" | "handed_over":
                found.setdefault(plan, {})[period] = VisitChange(change, _day(moved_to))
            case _:
                pass
    return found


def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
