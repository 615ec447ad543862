"""What is due today: the households that wait, in the order of a short way."""

import dataclasses
import datetime
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from operator import attrgetter

from msgspec.structs import replace

from gridclient.actions.birthdays import Birthday, near_birthdays
from gridclient.actions.due_lines import near_lines, own_line, with_extra
from gridclient.actions.due_people import (
    DuePerson,
    NextVisits,
    PlanAndVisit,
    changes_of,
    next_visit,
    planned,
)
from gridclient.actions.extra_visits import ExtraVisit, extra_visits
from gridclient.actions.matters import Matter, matters_of
from gridclient.db import planning
from gridclient.db import today as kept
from gridclient.db.by_household import ByHousehold, Households
from gridclient.db.consents import NOT_ASKED
from gridclient.db.extra_visits import open_changes
from gridclient.db.first_doors import FIRST, First, first_doors, has_many_plans, homes_of
from gridclient.db.matters import Dated, plans_to_review
from gridclient.db.planning import KnownStandIn
from gridclient.db.shown_changes import version
from gridclient.db.threads import Connection, Database
from gridclient.db.today import PlannedPerson, ReturnedVisit
from gridclient.db.tours import Sheet, keep_sheet
from gridclient.db.visit_offers import known_offers
from gridcore.deadlines import FROM_AFAR, is_door_closed
from gridcore.ids import RecordId
from gridcore.papers.filled_paper import Paper
from gridcore.papers.tour import Door, tour_sheet
from gridcore.visit_offers import is_same_name
from gridcore.work_calendar import WorkCalendar

__all__ = ["DuePerson", "NextVisits", "Today", "TodayList"]

_Place = tuple[int, str, int, int, str, str, str, str]

UPCOMING_DAYS = 3
"""A visit this near is worth a knock when one is at the door anyway."""
_LATELY = datetime.timedelta(days=60)
"""Who recorded a visit since then is somebody to hand one to."""
_PLACE: Callable[[PlannedPerson], _Place] = attrgetter(
    *("tour_order", "building", "unit", "floor", "room", "name", "household", "resident")
)


@dataclass(frozen=True)
class Today:
    """The day as the worker finds it."""

    day: datetime.date
    due: Sequence[DuePerson]
    soon: Sequence[DuePerson]
    lent: Sequence[DuePerson]
    """Those that a colleague makes."""
    asked: Sequence[DuePerson]
    """Those that a colleague offers to the worker; they stand in no other list."""
    turned_down: Sequence[DuePerson]
    """Those that were declined to the worker or taken back, who has not put that away."""
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
    """Else `due` is how all that is due begins, the lists of other hands and `soon` are empty, and people are
    not counted yet; what else stands above the list is whole.
    """

    @property
    def waiting(self) -> int:
        """Households whose day has passed."""
        return sum(each.due.state == "overdue" for each in self.due)


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
        people = planned(connection, day, homes)
        changes = changes_of(kept.exceptions(connection))
        plans = [(each, next_visit(each, changes, self._work, day)) for each in people]
        extra = extra_visits(connection, people, day, homes, worker=self._worker)
        begun = self._day(connection, day, plans, extra)
        due = [each for each in begun.due if each.is_after_change or _waits_behind(each, doors)]
        if not due:  # that would look as if nobody waited
            return None
        empty = dataclasses.replace(begun, soon=(), lent=(), asked=(), turned_down=(), to_ask=0, declined=0)
        return dataclasses.replace(empty, due=due, is_whole=False)

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
        offers = known_offers(connection, self._worker)
        found = with_extra(near_lines(plans, UPCOMING_DAYS, offers), extra, offers)
        found.sort(key=_on_the_way)
        asked, turned_down = [], []
        if offers:
            asked = [each for each in found if each.is_for_me]
            turned_down = [each for each in found if each.is_turned_down]
            found = [each for each in found if not each.is_for_me]
        stand_ins = planning.stand_ins(connection, day)
        away = {f"grid/{each.grid}": each.by_name for each in stand_ins if self._is_away(each)}
        if away:
            found = [_made_by(each, away.get(each.person.scope)) for each in found]
        found = [own_line(each, self._worker) if each.due.handed_over else each for each in found]
        lent = [each for each in found if each.due.handed_over]
        mine = [each for each in found if not each.due.handed_over]
        return Today(
            day=day,
            due=[each for each in mine if each.due.state != "upcoming"],
            soon=[each for each in mine if each.due.state == "upcoming" and each.due.days <= UPCOMING_DAYS],
            lent=lent,
            asked=asked,
            turned_down=turned_down,
            returned=kept.returned_visits(connection, self._worker),
            conflicts=kept.open_conflicts(connection),
            matters=matters_of(connection, self._reviews.rows(connection, day), day),
            stand_ins=[each for each in stand_ins if not self._places.isdisjoint((each.grid, each.by_grid))],
            colleagues=self._colleagues(connection, day),
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
        return extra_visits(connection, people, day, households, worker=self._worker)

    def _colleagues(self, connection: Connection, day: datetime.date) -> list[str]:
        names = {*kept.visitors(connection, str(day - _LATELY)), *kept.grid_workers(connection)}
        return sorted(each for each in names if not is_same_name(each, self._worker))

    def _is_away(self, stand_in: KnownStandIn) -> bool:
        """Whether the worker is somebody whose visits others make on the day."""
        return stand_in.grid in self._places and stand_in.by_grid not in self._places


def _made_by(each: DuePerson, others: str | None) -> DuePerson:
    """The visit, as one that the workers of another grid make where there are such."""
    if others is None or each.due.handed_over:
        return each
    return replace(each, due=replace(each.due, handed_over=True, handed_to=others))


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
