"""What is due today: the households that wait, in the order of a short way."""

import dataclasses
import datetime
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

import msgspec
from msgspec.structs import replace

from gridclient.actions.birthdays import Birthday, near_birthdays
from gridclient.actions.extra_visits import ExtraVisit, Occasion, extra_visits
from gridclient.actions.matters import Matter, matters_of
from gridclient.db import planning
from gridclient.db import today as kept
from gridclient.db.by_household import ByHousehold, Households
from gridclient.db.consents import NOT_ASKED, NOT_WITHOUT
from gridclient.db.extra_visits import open_changes
from gridclient.db.first_doors import FIRST, First, first_doors, has_many_plans, homes_of
from gridclient.db.matters import Dated, plans_to_review
from gridclient.db.planning import KnownStandIn
from gridclient.db.shown_changes import version
from gridclient.db.threads import Connection, Database
from gridclient.db.today import PlanChange, PlannedPerson, ReturnedVisit
from gridclient.db.tours import Sheet, keep_sheet
from gridcore.deadlines import (
    FROM_AFAR,
    DueVisit,
    LastVisit,
    PlannedVisits,
    VisitChange,
    due_visit,
    is_door_closed,
)
from gridcore.ids import RecordId
from gridcore.papers.filled_paper import Paper
from gridcore.papers.tour import Door, tour_sheet
from gridcore.work_calendar import WorkCalendar

PlanAndVisit = tuple[PlannedPerson, DueVisit | None]
_Place = tuple[int, str, int, int, str, str, str, str]
_Changes = Mapping[RecordId, Mapping[str, VisitChange]]

UPCOMING_DAYS = 3
"""A visit this near is worth a knock when one is at the door anyway."""
_LATELY = datetime.timedelta(days=60)
"""Who recorded a visit since then is somebody to hand one to."""
_NOT_DUE = (*NOT_WITHOUT, *NOT_ASKED)
_PLACE: Callable[[PlannedPerson], _Place] = attrgetter(
    *("tour_order", "building", "unit", "floor", "room", "name", "household", "resident")
)


class DuePerson(msgspec.Struct, frozen=True, gc=False):
    """Somebody whose visit is due, with when and for which period; there may be thousands.

    `occasions` are the campaigns and changes that ask for a visit as well; of an extra visit they are all
    that asks, and `due` is that of the first.
    """

    person: PlannedPerson
    due: DueVisit
    occasions: tuple[Occasion, ...] = ()
    is_extra: bool = False

    @property
    def is_after_change(self) -> bool:
        """Whether a major change asks for it: then it comes first."""
        return bool(self.occasions) and any(each.kind == "life_change" for each in self.occasions)

    @property
    def visit_kind(self) -> str | None:
        """The kind of visit that is asked for; None where the plan asks for it, or nothing says one."""
        if self.is_after_change:
            return "after_event"
        is_festival = any((each.kind, each.code) == ("campaign", "festival") for each in self.occasions)
        return "festival" if self.is_extra and is_festival else None


@dataclass(frozen=True)
class Today:
    """The day as the worker finds it."""

    day: datetime.date
    due: Sequence[DuePerson]
    soon: Sequence[DuePerson]
    lent: Sequence[DuePerson]
    """Those that a colleague makes."""
    returned: Sequence[ReturnedVisit]
    conflicts: int
    matters: Sequence[Matter]
    """Clocks that end today, or have ended."""
    stand_ins: Sequence[KnownStandIn]
    """Those of the day in which the worker's own grid has a part."""
    colleagues: Sequence[str]
    """Who else makes visits here."""
    to_ask: int
    """People whose plan waits for their consent."""
    declined: int
    """People who declined so often that nobody calls at their door."""
    birthdays: Sequence[Birthday]
    is_whole: bool = True
    """Else `due` is how all that is due begins, `soon` and `lent` are empty, and people are not counted yet;
    what stands above the list is whole.
    """

    @property
    def waiting(self) -> int:
        """Households whose day has passed."""
        return sum(each.due.state == "overdue" for each in self.due)


class NextVisits:
    """Everybody with a plan, each once for all pages that list them, with the next visit of the plan.

    Read and reckoned anew only for those about whom a record changed. Used by the one thread that reads.
    """

    def __init__(self, work: WorkCalendar) -> None:
        self._work = work
        self._people = ByHousehold(_planned)
        self._plans: dict[RecordId, PlanAndVisit] = {}
        self._changes: _Changes = {}
        self._at: tuple[int, datetime.date] | None = None
        """The version of the store and the day of `_plans`."""

    def read(self, connection: Connection, day: datetime.date) -> Mapping[RecordId, PlanAndVisit]:
        """By plan, the oldest plan first."""
        now = version(connection), day
        if self._at != now:
            people = kept.in_order(self._people.rows(connection, day))
            changes = _changes(kept.exceptions(connection))
            known = self._plans if self._at is not None and self._at[1] == day else {}
            self._plans = {}
            for each in people:
                was = known.get(each.plan)
                is_same = self._changes.get(each.plan) == changes.get(each.plan)
                if was is None or was[0] is not each or not is_same:
                    was = each, _next_visit(each, changes, self._work, day)
                self._plans[each.plan] = was
            self._changes, self._at = changes, now
        return self._plans


def _planned(connection: Connection, day: datetime.date, households: Households) -> Sequence[PlannedPerson]:
    return kept.planned_people(connection, day.isoformat(), households=households)


def _reviews(connection: Connection, day: datetime.date, households: Households) -> Sequence[Dated]:
    return plans_to_review(connection, day.isoformat(), households)


class TodayList:
    """Reads the day from the store; what was read serves again while nothing has changed."""

    def __init__(
        self,
        database: Database,
        work: WorkCalendar,
        worker: str,
        places: Collection[str] = (),
        next_visits: NextVisits | None = None,
        *,
        first: First = FIRST,
    ) -> None:
        """`places`: the codes of the grids that the worker is assigned to; `next_visits` may be shared."""
        self._database, self._work, self._worker = database, work, worker
        self._places = frozenset(places)
        self._next = next_visits or NextVisits(work)
        self._first = first
        self._extra = ByHousehold(self._extra_visits, whole_at=("campaign",))
        self._reviews = ByHousehold(_reviews)
        self._read: tuple[int, Today] | None = None

    async def load(self, day: datetime.date) -> Today:
        """What is due on a day: who waits longest first, then by building, entrance, floor and room."""
        return await self._database.read(lambda connection: self.read(connection, day))

    def read(self, connection: Connection, day: datetime.date) -> Today:
        """The same, for the one thread that reads."""
        known_version = version(connection)
        if self._read is None or (self._read[0], self._read[1].day) != (known_version, day):
            self._read = known_version, self._read_day(connection, day)
        return self._read[1]

    async def begin(self, day: datetime.date) -> Today | None:
        """How a day begins; None where all of it was read before, or is read in a moment."""
        return await self._database.read(lambda connection: self.read_first(connection, day))

    def read_first(self, connection: Connection, day: datetime.date) -> Today | None:
        """The same, for the one thread that reads."""
        if self._read is not None or not has_many_plans(connection, self._first):
            return None
        doors = first_doors(connection, self._first)
        changed = kept.listed(each.resident for each in open_changes(connection))
        homes = doors | homes_of(connection, changed)
        people = _planned(connection, day, homes)
        changes = _changes(kept.exceptions(connection))
        plans = [(each, _next_visit(each, changes, self._work, day)) for each in people]
        begun = self._day(connection, day, plans, extra_visits(connection, people, day, homes))
        due = [each for each in begun.due if each.is_after_change or _waits_behind(each, doors)]
        if not due:  # that would look as if nobody waited
            return None
        return dataclasses.replace(begun, due=due, soon=(), lent=(), to_ask=0, declined=0, is_whole=False)

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
        sheet = Sheet(day, tuple(each.person.resident for each in tour))
        await self._database.write(lambda connection: keep_sheet(connection, sheet))
        return tour_sheet(day, self._worker, [_door(each) for each in tour])

    def _read_day(self, connection: Connection, day: datetime.date) -> Today:
        plans = self._next.read(connection, day).values()
        return self._day(connection, day, plans, self._extra.rows(connection, day))

    def _day(
        self,
        connection: Connection,
        day: datetime.date,
        plans: Collection[PlanAndVisit],
        extra: Sequence[ExtraVisit],
    ) -> Today:
        people = [person for person, _ in plans]
        near = [
            DuePerson(person, due)
            for person, due in plans
            if due is not None and (due.state != "upcoming" or due.days <= UPCOMING_DAYS)
        ]
        found = _with_extra(near, extra)
        found.sort(key=_on_the_way)
        stand_ins = planning.stand_ins(connection, day)
        away = {f"grid/{each.grid}": each.by_name for each in stand_ins if self._is_away(each)}
        if away:
            found = [_made_by(each, away.get(each.person.scope)) for each in found]
        lent = [each for each in found if each.due.handed_over and each.due.handed_to != self._worker]
        mine = [each for each in found if not each.due.handed_over or each.due.handed_to == self._worker]
        return Today(
            day=day,
            due=[each for each in mine if each.due.state != "upcoming"],
            soon=[each for each in mine if each.due.state == "upcoming" and each.due.days <= UPCOMING_DAYS],
            lent=lent,
            returned=kept.returned_visits(connection, self._worker),
            conflicts=kept.open_conflicts(connection),
            matters=matters_of(connection, self._reviews.rows(connection, day), day),
            stand_ins=[each for each in stand_ins if not self._places.isdisjoint((each.grid, each.by_grid))],
            colleagues=[
                each for each in kept.visitors(connection, str(day - _LATELY)) if each != self._worker
            ],
            to_ask=sum(each.consent in NOT_ASKED for each in people),
            declined=sum(is_door_closed(each.declined, each.way) for each in people),
            birthdays=near_birthdays(connection, day),
        )

    def _extra_visits(
        self, connection: Connection, day: datetime.date, households: Households
    ) -> Sequence[ExtraVisit]:
        people = [person for person, _ in self._next.read(connection, day).values()]
        if households is not None:
            people = [each for each in people if each.household in households]
        return extra_visits(connection, people, day, households)

    def _is_away(self, stand_in: KnownStandIn) -> bool:
        """Whether the worker is somebody whose visits others make on the day."""
        return stand_in.grid in self._places and stand_in.by_grid not in self._places


def _made_by(each: DuePerson, others: str | None) -> DuePerson:
    """The visit, as one that the workers of another grid make where there are such."""
    if others is None or each.due.handed_over:
        return each
    return replace(each, due=replace(each.due, handed_over=True, handed_to=others))


def due_people(
    people: Sequence[PlannedPerson],
    exceptions: Sequence[PlanChange],
    work: WorkCalendar,
    day: datetime.date,
) -> list[DuePerson]:
    """The next visit of each of these people, where there is one, whoever makes it."""
    changes = _changes(exceptions)
    found = ((each, _next_visit(each, changes, work, day)) for each in people)
    return [DuePerson(person, due) for person, due in found if due is not None]


def _next_visit(
    person: PlannedPerson, changes: _Changes, work: WorkCalendar, day: datetime.date
) -> DueVisit | None:
    if person.consent in _NOT_DUE or is_door_closed(person.declined, person.way):
        return None
    return due_visit(
        PlannedVisits(person.frequency, _day(person.starts_on) or day, _day(person.ends_on)),
        LastVisit(_day(person.last_on), _day(person.agreed)),
        changes.get(person.plan, {}),
        work,
        day,
    )


def _with_extra(planned: Sequence[DuePerson], extra: Sequence[ExtraVisit]) -> list[DuePerson]:
    """The visits of plans and the extra ones; who is called on at a door anyway is not named twice.

    What is still to come stands by itself: nothing that is due is put below it.
    """
    found = [*planned]
    at = {each.person.household: number for number, each in enumerate(found) if each.due.state != "upcoming"}
    person_at = {each.person.resident: number for number, each in enumerate(found)}
    for each in extra:
        is_change = each.occasion.kind == "life_change"
        number = (person_at if is_change else at).get(
            each.person.resident if is_change else each.person.household
        )
        if number is None or each.due.state == "upcoming":
            number = len(found)
            found.append(DuePerson(each.person, each.due, (each.occasion,), is_extra=True))
        elif is_change and not found[number].is_after_change:
            occasions = (each.occasion, *found[number].occasions)
            found[number] = DuePerson(each.person, each.due, occasions, is_extra=True)
        else:
            occasions = (*found[number].occasions, each.occasion)
            found[number] = replace(found[number], occasions=occasions)
        if found[number].due.state != "upcoming":
            at.setdefault(each.person.household, number)
            person_at.setdefault(each.person.resident, number)
    return found


def _waits_behind(each: DuePerson, doors: Collection[RecordId]) -> bool:
    """Whether a household waits that lives behind one of these doors: those come first on the way."""
    return each.due.state == "overdue" and each.person.household in doors


def _on_the_way(each: DuePerson) -> tuple[bool, bool, _Place]:
    return not each.is_after_change, each.due.state != "overdue", _PLACE(each.person)


def _place(each: DuePerson) -> _Place:
    return _PLACE(each.person)


def _door(each: DuePerson) -> Door:
    person = each.person
    is_soon = each.due.state == "upcoming"
    is_promised = any(occasion.kind == "promise" for occasion in each.occasions)
    return Door(person.name, person.address, person.needs, is_soon=is_soon, is_promised=is_promised)


def _changes(rows: Sequence[PlanChange]) -> _Changes:
    found: dict[RecordId, dict[str, VisitChange]] = {}
    for each in rows:
        match each.change:
            case "moved" | "skipped" | "handed_over" as change:
                said = VisitChange(change, _day(each.moved_to), each.handed_to or "")
                found.setdefault(each.plan, {})[each.period] = said
            case _:
                pass
    return found


def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
