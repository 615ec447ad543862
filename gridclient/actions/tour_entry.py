"""The evening's entry of a tour that was walked with the paper sheet: a line a door, in its order."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from gridclient.actions.records import Records, Saved, Unsaved
from gridclient.actions.today import TodayList
from gridclient.actions.visit_drafts import led
from gridclient.actions.visits import OpenVisit, VisitAsked, Visits
from gridclient.db import tours
from gridclient.db.merged import standing_here
from gridclient.db.threads import Connection, Database
from gridclient.db.today import PlannedPerson, people_of
from gridclient.db.tours import Sheet
from gridclient.ports import Ports
from gridcore.fields import Value, Values
from gridcore.ids import RecordId

KEPT_DAYS = 7
ASKED = ("met", "declined", "said", "follow_up")
"""What a line takes; everything else of the visit follows from the plan."""


@dataclass(frozen=True)
class TourDoor:
    """One line: the sheet's number, who is visited, what was typed before, whether it is recorded."""

    number: int
    person: PlannedPerson
    typed: Values
    is_recorded: bool


@dataclass(frozen=True)
class Tour:
    """The day that was walked, its doors, and the numbers of those who are no longer here."""

    day: date
    doors: Sequence[TourDoor]
    gone: Sequence[int] = ()


class TourEntry:
    """Reads the lines of the last sheet and makes visits of them."""

    def __init__(
        self,
        database: Database,
        records: Records,
        today: TodayList,
        visits: Visits,
        ports: Ports,
        *,
        worker: str,
    ) -> None:
        self._database, self._records, self._today, self._visits = database, records, today, visits
        self._ports, self._worker = ports, worker

    async def tour(self) -> Tour:
        """The doors of the last sheet that was made; without one, those of today.

        A sheet that is older than a week is not asked for any more. Who was merged into somebody since stands
        under the first number of that person.
        """
        today = self._ports.today()
        sheet = await self._database.read(tours.last_sheet)
        if sheet is None or not 0 <= (today - sheet.day).days <= KEPT_DAYS:
            sheet = Sheet(today, tuple(each.person.resident for each in await self._today.tour(today)))
        drafts = [await led(self._database, each) for each in await self._records.drafts("visit")]
        left = {each.values.get("resident"): each.values for each in drafts}
        day = sheet.day.isoformat()

        def read(connection: Connection) -> Tour:
            standing = [standing_here(connection, each) for each in sheet.residents]
            people = {each.resident: each for each in people_of(connection, day, standing)}
            done = tours.recorded_on(connection, day, self._worker)
            numbers, gone = dict[RecordId, int](), list[int]()
            for number, who in enumerate(standing, start=1):
                if who not in people or numbers.setdefault(who, number) != number:
                    gone.append(number)
            doors = [_door(number, people[who], left, done) for who, number in numbers.items()]
            return Tour(sheet.day, doors, gone)

        return await self._database.read(read)

    async def keep(self, door: TourDoor, day: date, typed: Values) -> None:
        """Keep a line as the draft of its visit."""
        opened = await self._open(door)
        if opened is not None:
            await self._visits.keep_draft(opened, self._whole(opened, day, typed))

    async def submit(self, door: TourDoor, day: date, typed: Values) -> Saved | Unsaved:
        """Save a line as a visit and hand it in; of a household that is gone nothing is saved."""
        opened = await self._open(door)
        if opened is None:
            return Unsaved((), is_gone=True)
        return await self._visits.submit(opened, self._whole(opened, day, typed))

    async def _open(self, door: TourDoor) -> OpenVisit | None:
        return await self._visits.open(VisitAsked(door.person.household, door.person.resident))

    def _whole(self, opened: OpenVisit, day: date, typed: Values) -> Values:
        asked = {name: typed.get(name) for name in ASKED}
        return {
            **opened.form.values,
            **opened.form.typed,
            **asked,
            "visited_on": day.isoformat(),
            "way": "door",
        }


def _door(
    number: int, person: PlannedPerson, left: Mapping[Value, Values], done: Collection[RecordId]
) -> TourDoor:
    typed = {name: value for name, value in left.get(person.resident, {}).items() if name in ASKED}
    return TourDoor(number, person, typed, person.resident in done)
