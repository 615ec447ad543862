"""The people-and-house chart: which door stands where, and what a glance at it should tell."""

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from gridclient.actions.due_people import due_people
from gridclient.db import buildings as kept
from gridclient.db.buildings import BuildingLine, ChartRoom, LivingThere
from gridclient.db.consents import NOT_WITHOUT
from gridclient.db.threads import Database
from gridcore.ids import RecordId
from gridcore.work_calendar import WorkCalendar

__all__ = [
    "BuildingCharts",
    "BuildingLine",
    "Chart",
    "ChartColumn",
    "Flat",
    "LivingThere",
    "Signs",
    "chart_of",
]

LONG_UNVISITED_DAYS = 90
_DOOR_NUMBER = re.compile(r"[0-9]{3,4}")
_PARTS = re.compile(r"[0-9]+|[^0-9]+")

Use = Literal["lived_in", "rented", "vacant", "business", "unknown"]


@dataclass(frozen=True)
class Flat:
    """One door of the chart. `visit_due`: somebody's visit is due; `days`: since the last one."""

    room: RecordId
    unit: int
    floor: int
    number: str
    use: Use
    households: tuple[LivingThere, ...]
    has_care: bool = False
    visit_due: bool = False
    days: int | None = None

    @property
    def name(self) -> str:
        """Whose door it is."""
        return self.households[0].name if self.households else ""

    @property
    def people(self) -> int:
        """How many live there."""
        return sum(each.people for each in self.households)

    @cached_property
    def tags(self) -> frozenset[str]:
        """What the households wish to show."""
        return frozenset(tag for each in self.households for tag in each.tags)

    @property
    def is_lived_in(self) -> bool:
        """Whether somebody could open the door."""
        return bool(self.households) and self.use != "vacant"

    @property
    def is_never_visited(self) -> bool:
        """Whether nobody was ever met there."""
        return self.is_lived_in and self.days is None

    @property
    def is_long_unvisited(self) -> bool:
        """Whether the last visit lies more than 90 days back."""
        return self.is_lived_in and self.days is not None and self.days > LONG_UNVISITED_DAYS

    @property
    def is_waiting(self) -> bool:
        """Whether something of it is not yet on the server."""
        return any(each.is_waiting for each in self.households)

    @property
    def is_disputed(self) -> bool:
        """Whether a conflict about it is open."""
        return any(each.is_disputed for each in self.households)


@dataclass(frozen=True)
class ChartColumn:
    """A column of the chart: an entrance and which of its flats."""

    unit: int
    flat: str


@dataclass(frozen=True)
class Chart:
    """A building as floors × flats, the highest floor first; a courtyard as a list of its houses."""

    building: BuildingLine
    columns: tuple[ChartColumn, ...]
    floors: tuple[int, ...]
    """Empty for a courtyard."""
    rows: int
    flats: Mapping[tuple[int, int], Flat]
    """By row and column."""

    @property
    def is_courtyard(self) -> bool:
        """Whether the rows are not floors."""
        return not self.floors

    def place_of(self, household: RecordId) -> tuple[int, int] | None:
        """Where a household lives."""
        for place, flat in self.flats.items():
            if any(each.id == household for each in flat.households):
                return place
        return None


class BuildingCharts:
    """Reads buildings and their charts from the store."""

    def __init__(self, database: Database, work: WorkCalendar) -> None:
        self._database, self._work = database, work

    async def buildings(self) -> list[BuildingLine]:
        """Every building of the places that this user serves, in the order of the tour."""
        return await self._database.read(kept.buildings)

    async def chart(self, building: RecordId, day: datetime.date) -> Chart | None:
        """A building on a day; None when it is not here (any more)."""
        facts = await self._database.read(
            lambda connection: kept.chart_facts(connection, building, day.isoformat())
        )
        if facts is None:
            return None
        due = due_people(facts.people, facts.exceptions, self._work, day)
        signs = Signs(
            day,
            frozenset(each.household for each in facts.people if each.consent not in NOT_WITHOUT),
            frozenset(each.person.household for each in due if each.due.state != "upcoming"),
        )
        return chart_of(facts.building, facts.rooms, signs)

    async def building_of(self, household: RecordId) -> RecordId | None:
        """The building that a household lives in, None where that is not known."""
        return await self._database.read(lambda connection: kept.building_of(connection, household))


@dataclass(frozen=True)
class Signs:
    """What follows from care plans on a day: the households with one, and those whose visit is due."""

    day: datetime.date
    care: frozenset[RecordId]
    due: frozenset[RecordId]


def chart_of(building: BuildingLine, rooms: Sequence[ChartRoom], signs: Signs) -> Chart:
    """Lay the rooms of a building out. Every room has a place of its own, however they are numbered."""
    flats = [_flat(each, signs) for each in rooms]
    if building.layout == "courtyard" or not any(each.unit or each.floor > 1 for each in flats):
        return _courtyard(building, flats)
    return _tower(building, flats)


def _flat(room: ChartRoom, signs: Signs) -> Flat:
    homes = tuple(sorted(room.households, key=lambda each: (each.people == 0, each.id)))
    last = max((each.last_visit for each in homes if each.last_visit), default=None)
    floor = room.floor
    if floor == 0 and room.unit and _DOOR_NUMBER.fullmatch(room.number):
        floor = int(room.number[:-2])
    return Flat(
        room=room.id,
        unit=room.unit,
        floor=floor,
        number=room.number,
        use=_use(room, homes),
        households=homes,
        has_care=any(each.id in signs.care for each in homes),
        visit_due=any(each.id in signs.due for each in homes),
        days=max((signs.day - datetime.date.fromisoformat(last)).days, 0) if last else None,
    )


def _use(room: ChartRoom, homes: Sequence[LivingThere]) -> Use:
    tenures = {each.tenure for each in homes}
    if any(each.people for each in homes):
        return "rented" if "rented" in tenures or room.status == "rented" else "lived_in"
    if room.status == "vacant" or tenures == {"vacant"}:
        return "vacant"
    if homes:
        return "lived_in"
    return "business" if room.status == "business" else "unknown"


def _courtyard(building: BuildingLine, flats: Iterable[Flat]) -> Chart:
    houses = sorted(flats, key=lambda each: (natural(each.number), each.room))
    places = {(row, 0): each for row, each in enumerate(houses)}
    columns = (ChartColumn(0, ""),) if houses else ()
    return Chart(building, columns, (), len(houses), places)


def _tower(building: BuildingLine, flats: Sequence[Flat]) -> Chart:
    floors = tuple(sorted({each.floor for each in flats}, reverse=True))
    row_of = {floor: row for row, floor in enumerate(floors)}
    columns: list[ChartColumn] = []
    places: dict[tuple[int, int], Flat] = {}
    for unit in sorted({each.unit for each in flats}):
        for name, stacked in _stacks([each for each in flats if each.unit == unit]):
            first = len(columns)
            on_floor: dict[int, int] = {}
            for each in stacked:
                beside = on_floor.get(each.floor, 0)
                on_floor[each.floor] = beside + 1
                places[row_of[each.floor], first + beside] = each
            columns += [ChartColumn(unit, name)] * max(on_floor.values())
    return Chart(building, tuple(columns), floors, len(floors), places)


def _stacks(flats: Sequence[Flat]) -> list[tuple[str, list[Flat]]]:
    """The flats of an entrance that stand above each other, by what their numbers end in."""
    by_floor: dict[int, list[Flat]] = {}
    for each in sorted(flats, key=lambda each: (natural(each.number), each.room)):
        by_floor.setdefault(each.floor, []).append(each)
    found: dict[str, list[Flat]] = {}
    for each in (flat for floor in by_floor.values() for flat in floor):
        found.setdefault(_ending(each), []).append(each)
    widest = max(map(len, by_floor.values()))
    if len(found) > 2 * widest:  # the numbers say nothing about what stands above what
        found = {}
        for floor in by_floor.values():
            for at, each in enumerate(floor, 1):
                found.setdefault(str(at), []).append(each)
    return sorted(found.items(), key=lambda item: natural(item[0]))


def _ending(flat: Flat) -> str:
    """The number without its floor: 01 of 1801, of 0101 and of 101."""
    for floor in (f"{flat.floor:02d}", str(flat.floor)):
        rest = flat.number.removeprefix(floor)
        if rest and rest != flat.number:
            return rest
    return flat.number


def natural(text: str) -> tuple[tuple[int, str], ...]:
    """A sort key that puts 2 before 10."""
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in _PARTS.findall(text))
