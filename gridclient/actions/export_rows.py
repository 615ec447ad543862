"""The rows of a list as its page shows them, under the same filter and in the same order."""

import datetime
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

import msgspec

from gridclient.actions.households import FoundHouseholds, HouseholdLine, Wish
from gridclient.actions.key_people import CareLine, CareWish, FoundPeople
from gridclient.actions.visits import VisitLine, VisitPage
from gridclient.db.export import Home
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
    """The visits that one recorded (`gridclient.actions.visits`)."""

    async def lines(self, offset: int, limit: int) -> VisitPage:
        """Some lines."""


@dataclass(frozen=True)
class ListAsked:
    """A list as its page shows it: which one, and under which filter."""

    ledger: str
    wish: Wish | CareWish | None = None

    @property
    def narrowed(self) -> list[str]:
        """In which ways it is narrowed, never by what."""
        wish = self.wish
        found = []
        if wish is not None and wish.text.strip():
            found.append("words")
        pressed = wish.chips if isinstance(wish, Wish) else wish.filters if wish is not None else ()
        if pressed:
            found.append("signs")
        return found

    def kept(self) -> str:
        """As this laptop remembers it."""
        return msgspec.json.encode({"ledger": self.ledger, "wish": self.wish}).decode()


def asked_of(kept: str) -> ListAsked | None:
    """What was remembered; None where a later version wrote it otherwise."""
    try:
        held = msgspec.json.decode(kept, type=dict[str, msgspec.Raw])
        ledger = msgspec.json.decode(held["ledger"], type=str)
        wish: Wish | CareWish | None = None
        if ledger == HOUSEHOLDS:
            wish = msgspec.json.decode(held["wish"], type=Wish | None)
        elif ledger == KEY_PEOPLE:
            wish = msgspec.json.decode(held["wish"], type=CareWish | None)
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

    return await _all(page, _of_household, progress)


async def key_people_rows(
    people: ListsKeyPeople, wish: CareWish, today: datetime.date, progress: Progress
) -> list[ExportRow]:
    """Everybody with a care plan whom the list shows."""

    async def page(offset: int) -> tuple[Sequence[CareLine], int]:
        found = await people.page(wish, today, offset, PAGE)
        return found.lines, found.total

    return await _all(page, _of_person, progress)


async def visit_rows(visits: ListsVisits, progress: Progress) -> list[ExportRow]:
    """The visits that one recorded."""

    async def page(offset: int) -> tuple[Sequence[VisitLine], int]:
        found = await visits.lines(offset, PAGE)
        return found.lines, found.total

    return await _all(page, _of_visit, progress)


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


def _of_household(line: HouseholdLine) -> ExportRow:
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


def _of_person(line: CareLine) -> ExportRow:
    person, planned = line.person, line.person.planned
    values: dict[str, Value] = {
        "resident.name": planned.name,
        "resident.birth_date": person.birth_date,
        "household.address": planned.address,
        "resident.phone": person.phone,
        "care_plan.level": person.level,
        "care_plan.frequency": planned.frequency,
        "care_plan.needs": [*planned.needs],
        "care_plan.helper": person.helper,
        "visit.visited_on": planned.last_on,
        "visit.next_date": None if line.due is None else line.due.due.isoformat(),
        "care_plan.review_on": person.review_on,
    }
    return ExportRow(planned.plan, values, planned.household, planned.name, planned.resident, 1)


def _of_visit(line: VisitLine) -> ExportRow:
    values: dict[str, Value] = {
        "visit.visited_on": line.visited_on,
        "resident.name": line.name,
        "household.address": line.address,
        "visit.kind": line.kind,
        "visit.follow_up": line.follow_up,
    }
    return ExportRow(line.visit, values, line.household, line.name, f"{line.household} {line.name}", 1)
