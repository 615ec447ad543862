"""The rows of a list as its page shows them, under the same filter and in the same order."""

import datetime
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

import msgspec

from gridclient.actions.households import FoundHouseholds, HouseholdLine, Wish
from gridclient.actions.key_people import CareLine, CareWish, FoundPeople
from gridclient.db.export import Home
from gridclient.db.ledgers import VisitEntry, VisitWish
from gridcore.fields import Value
from gridcore.ids import RecordId
from gridcore.json_faults import JSON_FAULTS

HOUSEHOLDS, KEY_PEOPLE, VISITS = "households", "key_people", "visits"
PAGE = 400
"""Rows read at once; other reads take their turn between."""

Progress = Callable[[int, int], None]
T = TypeVar("T")


class ListsHouseholds(Protocol):
    """The list of households (`gridclient.actions.households`)."""

    async def page(self, wish: Wish, today: datetime.date, offset: int, limit: int) -> FoundHouseholds:
        """Some lines."""


class ListsKeyPeople(Protocol):
    """The people with a care plan (`gridclient.actions.key_people`)."""

    async def page(self, wish: CareWish, today: datetime.date, offset: int, limit: int) -> FoundPeople:
        """Some lines."""


class ListsVisits(Protocol):
    """The ledger of visits (`gridclient.actions.visit_ledger`)."""

    async def page(self, wish: VisitWish, offset: int, limit: int) -> tuple[Sequence[VisitEntry], int]:
        """Some entries, and how many there are."""


@dataclass(frozen=True)
class ListAsked:
    """A list as its page shows it: which one, and under which filter."""

    ledger: str
    wish: Wish | CareWish | VisitWish | None = None

    @property
    def narrowed(self) -> list[str]:
        """In which ways it is narrowed, never by what."""
        wish = self.wish
        found = []
        if wish is not None and wish.text.strip():
            found.append("words")
        if is_narrowed(wish):
            found.append("signs")
        return found

    def kept(self) -> str:
        """As this laptop remembers it."""
        return msgspec.json.encode({"ledger": self.ledger, "wish": self.wish}).decode()


def is_narrowed(wish: Wish | CareWish | VisitWish | None) -> bool:
    """Whether anything but words narrows a list."""
    match wish:
        case Wish():
            return bool(wish.chips)
        case CareWish():
            return bool(wish.filters or wish.need)
        case VisitWish():
            return wish.is_narrowed
        case None:
            return False


def asked_of(kept: str) -> ListAsked | None:
    """What was remembered; None where a later version wrote it otherwise."""
    try:
        held = msgspec.json.decode(kept, type=dict[str, msgspec.Raw])
        ledger = msgspec.json.decode(held["ledger"], type=str)
        wish: Wish | CareWish | VisitWish | None = None
        if ledger == HOUSEHOLDS:
            wish = msgspec.json.decode(held["wish"], type=Wish | None)
        elif ledger == KEY_PEOPLE:
            wish = msgspec.json.decode(held["wish"], type=CareWish | None)
        elif ledger == VISITS:
            wish = msgspec.json.decode(held["wish"], type=VisitWish | None)
    except (*JSON_FAULTS, KeyError):
        return None
    return ListAsked(ledger, wish)


@dataclass(frozen=True)
class ExportRow:
    """One row: its values by column, whom it speaks of, and how many people that is."""

    key: str
    values: Mapping[str, Value]
    place: RecordId
    """The household, or the vacant room."""
    name: str
    who: str
    people: int

    @property
    def home(self) -> Home:
        """By which a child is known."""
        return self.place, self.name


async def household_rows(
    households: ListsHouseholds, wish: Wish, today: datetime.date, progress: Progress
) -> list[ExportRow]:
    """Every household of the list. It speaks of everybody who lives there."""

    async def page(offset: int) -> tuple[Sequence[HouseholdLine], int]:
        found = await households.page(wish, today, offset, PAGE)
        return found.lines, found.total

    return await _all(page, row_of_household, progress)


async def key_people_rows(
    people: ListsKeyPeople, wish: CareWish, today: datetime.date, progress: Progress
) -> list[ExportRow]:
    """Everybody with a care plan whom the list shows."""

    async def page(offset: int) -> tuple[Sequence[CareLine], int]:
        found = await people.page(wish, today, offset, PAGE)
        return found.lines, found.total

    return await _all(page, row_of_person, progress)


async def visit_rows(visits: ListsVisits, wish: VisitWish, progress: Progress) -> list[ExportRow]:
    """The visits of the ledger, as far as the user may have them there."""
    return await _all(lambda offset: visits.page(wish, offset, PAGE), row_of_visit, progress)


async def _all(
    page: Callable[[int], Awaitable[tuple[Sequence[T], int]]],
    row_of: Callable[[T], ExportRow],
    progress: Progress,
) -> list[ExportRow]:
    """All rows; one that a sync pushed onto the next page meanwhile stands once."""
    found: dict[str, ExportRow] = {}
    offset, total = 0, 1
    while offset < total:
        lines, total = await page(offset)
        if not lines:
            break
        for each in map(row_of, lines):
            found.setdefault(each.key, each)
        offset += len(lines)
        progress(offset, total)
    return list(found.values())


def row_of_household(line: HouseholdLine) -> ExportRow:
    """A household or a vacant room by columns."""
    values: dict[str, Value] = {
        "household.address": line.address,
        "resident.name": line.name,
        "household.phone": line.phone,
        "household.tenure": line.tenure,
        "household.tags": [*line.tags],
        "household.last_visit": line.last_visit,
    }
    place = RecordId(line.household or line.room or "")
    people = 0 if line.household is None else max(line.people, 1)
    return ExportRow(place, values, place, line.name, place, people)


def row_of_person(line: CareLine) -> ExportRow:
    """Somebody with a care plan by columns."""
    person, planned = line.person, line.person.planned
    values: dict[str, Value] = {
        "resident.name": planned.name,
        "resident.birth_date": planned.born,
        "household.address": planned.address,
        "resident.phone": person.phone,
        "care_plan.level": planned.level,
        "care_plan.frequency": planned.frequency,
        "care_plan.needs": [*planned.needs],
        "care_plan.helper": person.helper,
        "visit.visited_on": planned.last_on,
        "visit.next_date": None if line.due is None else line.due.due.isoformat(),
        "care_plan.review_on": person.review_on,
    }
    return ExportRow(planned.plan, values, planned.household, planned.name, planned.resident, 1)


def row_of_visit(entry: VisitEntry) -> ExportRow:
    """A visit by columns. Without a person it speaks of the household."""
    values: dict[str, Value] = {
        "visit.visited_on": entry.visited_on,
        "resident.name": entry.name,
        "household.address": entry.address,
        "visit.kind": entry.kind,
        "visit.way": entry.way,
        "visit.met": entry.is_met,
        "visit.purpose": entry.purpose,
        "visit.needs": [*entry.needs],
        "visit.follow_up": entry.follow_up,
        "visit.next_date": entry.next_date,
        "visit.worker": entry.worker,
    }
    who = entry.resident or entry.household
    return ExportRow(entry.visit, values, entry.household, entry.name, who, 1)
