"""What the people-and-house chart is made from: buildings, their rooms, and who lives behind each door."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from gridclient.db.today import PlanChange, PlannedPerson, exceptions, planned_people
from gridcore.codes.people import GONE
from gridcore.ids import RecordId


@dataclass(frozen=True)
class BuildingLine:
    """A building as the chooser shows it."""

    id: RecordId
    estate: str
    name: str
    layout: str | None


@dataclass(frozen=True)
class LivingThere:
    """A household in a room: what a glance at its door should tell, and never why."""

    id: RecordId
    address: str
    name: str
    """Of the head; of the first resident where no head is known."""
    people: int
    tenure: str | None
    tags: tuple[str, ...]
    last_visit: str | None
    is_waiting: bool
    is_disputed: bool


@dataclass(frozen=True)
class ChartRoom:
    """A room of a building with the households that live in it."""

    id: RecordId
    unit: int
    floor: int
    number: str
    status: str | None
    households: tuple[LivingThere, ...]


@dataclass(frozen=True)
class ChartFacts:
    """All that the chart of one building follows from."""

    building: BuildingLine
    rooms: list[ChartRoom]
    people: list[PlannedPerson]
    exceptions: list[PlanChange]


IS_KEPT = f"""h.removed = 0 AND (h.ended_on IS NULL OR EXISTS (SELECT 1 FROM shown_resident l
    WHERE l.household = h.id AND l.removed = 0 AND coalesce(l.status, '') NOT IN {GONE}))"""
"""A household that was given up is told of where it was, and listed again as soon as somebody lives there."""

_BUILDINGS = """
SELECT id, coalesce(estate, ''), name, layout FROM shown_building WHERE removed = 0 AND {which}
ORDER BY scope, coalesce(tour_order, 9999), coalesce(estate, ''), length(name), name
"""

_ROOMS = """
SELECT id, coalesce(unit, 0), coalesce(floor, 0), coalesce(room_number, ''), status
FROM shown_room WHERE building = ? AND removed = 0
"""

_LIVING = f"""
SELECT h.room, h.id, h.address, h.tenure, h.tags, h.head, h.last_visit, h.waiting, h.disputed
FROM shown_household h JOIN shown_room m ON m.id = h.room
WHERE m.building = ? AND m.removed = 0 AND {IS_KEPT} ORDER BY h.id
"""

_PEOPLE = f"""
SELECT r.household, r.id, r.name, r.waiting, r.disputed
FROM shown_room m
JOIN shown_household h ON h.room = m.id AND h.removed = 0
JOIN shown_resident r ON r.household = h.id AND r.removed = 0
WHERE m.building = ? AND m.removed = 0 AND coalesce(r.status, '') NOT IN {GONE}
ORDER BY r.household, coalesce(r.relation, '98'), r.birth_date, r.id
"""

_MET = """
SELECT v.household, max(v.visited_on)
FROM shown_room m
JOIN shown_household h ON h.room = m.id AND h.removed = 0
JOIN shown_visit v ON v.household = h.id AND v.removed = 0 AND v.met = 1
WHERE m.building = ? AND m.removed = 0 GROUP BY v.household
"""


def buildings(connection: Connection) -> list[BuildingLine]:
    """Every building on this laptop, in the order of the tour."""
    return _lines(connection, "1")


def chart_facts(connection: Connection, building: RecordId, today: str) -> ChartFacts | None:
    """A building with its doors and its running care plans on a day (ISO); None when it is not here."""
    lines = _lines(connection, "id = ?", building)
    if not lines:
        return None
    people = planned_people(connection, today, building=building)
    return ChartFacts(lines[0], chart_rooms(connection, building), people, exceptions(connection))


def chart_rooms(connection: Connection, building: RecordId) -> list[ChartRoom]:
    """The rooms of a building with who lives there."""
    living = _living(connection, building)
    rows = connection.exec_driver_sql(_ROOMS, (building,))
    return [
        ChartRoom(RecordId(room), unit, floor, number, status, tuple(living.get(room, ())))
        for room, unit, floor, number, status in rows
    ]


def building_of(connection: Connection, household: RecordId) -> RecordId | None:
    """The building that a household lives in, None where that is not known."""
    found = connection.exec_driver_sql(
        "SELECT m.building FROM shown_household h JOIN shown_room m ON m.id = h.room WHERE h.id = ?",
        (household,),
    ).scalar_one_or_none()
    return None if found is None else RecordId(found)


def building_of_room(connection: Connection, room: RecordId) -> RecordId | None:
    """The building that a room lies in, None where that is not known."""
    found = connection.exec_driver_sql(
        "SELECT building FROM shown_room WHERE id = ?", (room,)
    ).scalar_one_or_none()
    return None if found is None else RecordId(found)


def _lines(connection: Connection, which: str, *values: str) -> list[BuildingLine]:
    rows = connection.exec_driver_sql(_BUILDINGS.format(which=which), values)
    return [BuildingLine(RecordId(identity), *rest) for identity, *rest in rows]


@dataclass
class _Door:
    """The residents of one household while they are counted."""

    names: dict[str, str]
    is_waiting: bool = False
    is_disputed: bool = False


def _living(connection: Connection, building: RecordId) -> dict[str, list[LivingThere]]:
    doors: dict[str, _Door] = {}
    for household, resident, name, waiting, disputed in connection.exec_driver_sql(_PEOPLE, (building,)):
        door = doors.setdefault(household, _Door({}))
        door.names[resident] = name
        door.is_waiting |= bool(waiting)
        door.is_disputed |= bool(disputed)
    met = dict[str, str](tuple(row) for row in connection.exec_driver_sql(_MET, (building,)))
    found: dict[str, list[LivingThere]] = {}
    for room, home, address, tenure, tags, head, last, waiting, disputed in connection.exec_driver_sql(
        _LIVING, (building,)
    ):
        door = doors.get(home, _Door({}))
        found.setdefault(room, []).append(
            LivingThere(
                id=RecordId(home),
                address=address,
                name=door.names.get(head) or next(iter(door.names.values()), ""),
                people=len(door.names),
                tenure=tenure,
                tags=listed(tags),
                last_visit=max(filter(None, (last, met.get(home))), default=None),
                is_waiting=bool(waiting) or door.is_waiting,
                is_disputed=bool(disputed) or door.is_disputed,
            )
        )
    return found


def listed(kept: str | None) -> tuple[str, ...]:
    """The elements of a set as a shown table keeps it."""
    found: Sequence[str] = json.loads(kept) if kept else ()
    return tuple(found)
