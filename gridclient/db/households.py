"""The list of households: filtered, sorted, searched and read in pages."""

import enum
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Literal

import msgspec
from sqlalchemy import Connection, Row

from gridclient.db.buildings import IS_KEPT, listed
from gridclient.db.consents import NOT_WITHOUT, standing
from gridclient.db.search import search
from gridclient.db.search_rows import Why
from gridclient.db.settings import SHOWN, get_setting
from gridcore.codes.people import GONE
from gridcore.ids import RecordId

MOST_FOUND = 2_000
"""More than this nobody reads: one types another letter."""
_NOT_FOR_DOORS = frozenset({Why.WORDS})
"""What somebody said at a door is found by Ctrl+K; a list of doors would look wrong with it."""


class Chip(enum.StrEnum):
    """What the list can be narrowed to."""

    CARE = "care"
    RENTED = "rented"
    VACANT = "vacant"
    LONG_UNVISITED = "long_unvisited"
    WAITING = "waiting"
    DISPUTED = "disputed"
    NO_DOOR = "no_door"


SortName = Literal["address", "last_visit"]


@dataclass(frozen=True)
class Wish:
    """Which households, in which order; with a search text the likeliest first, unless a sort is named."""

    text: str = ""
    chips: frozenset[Chip] = frozenset()
    sort: SortName | None = None
    descending: bool = False


@dataclass(frozen=True)
class Day:
    """The day on which plans run and visits lie far back, both ISO."""

    today: str
    long_ago: str


@dataclass(frozen=True)
class HouseholdLine:
    """One line: a household, or a vacant room without one (`household` is None)."""

    household: RecordId | None
    room: RecordId | None
    address: str
    name: str
    phone: str | None
    people: int
    tenure: str | None
    room_status: str | None
    tags: tuple[str, ...]
    has_care: bool
    last_visit: str | None
    is_waiting: bool
    is_disputed: bool
    found: str = ""
    """The resident whom the search found, where that is not the head."""


_RUNS = f"""p.removed = 0 AND coalesce({standing(":today")}, '') NOT IN {NOT_WITHOUT}
AND p.starts_on <= :today AND (p.ends_on IS NULL OR p.ends_on >= :today)"""


def _marked(mark: str) -> str:
    """A household that is marked itself, or somebody or something of it is."""
    return f"""(h.{mark} = 1 OR h.id IN (
    SELECT household FROM shown_resident WHERE {mark} = 1
    UNION SELECT household FROM shown_visit WHERE {mark} = 1
    UNION SELECT household FROM shown_resident
    WHERE id IN (SELECT resident FROM shown_care_plan WHERE {mark} = 1)
))"""


_CONDITIONS = {
    Chip.CARE: f"""h.id IN (SELECT r.household FROM shown_care_plan p
    JOIN shown_resident r ON r.id = p.resident AND r.removed = 0 WHERE {_RUNS})""",
    Chip.RENTED: "(h.tenure = 'rented' OR m.status = 'rented')",
    Chip.VACANT: "(h.tenure = 'vacant' OR m.status = 'vacant')",
    Chip.LONG_UNVISITED: """h.id IS NOT NULL AND coalesce(h.last_visit, '') < :long_ago AND h.id NOT IN (
    SELECT household FROM shown_visit WHERE visited_on >= :long_ago AND met = 1 AND removed = 0)""",
    Chip.WAITING: _marked("waiting"),
    Chip.DISPUTED: _marked("disputed"),
    Chip.NO_DOOR: "(h.id IS NOT NULL AND (m.id IS NULL OR m.scope <> h.scope))",
}

_HOMES = """shown_household h LEFT JOIN shown_room m ON m.id = h.room
LEFT JOIN shown_building b ON b.id = m.building"""
_DOORS = f"""shown_room m LEFT JOIN shown_household h ON h.room = m.id AND {IS_KEPT}
LEFT JOIN shown_building b ON b.id = m.building"""
"""Only vacant doors are listed without a household."""

_PLACE = (
    "b.scope {0}, coalesce(b.tour_order, 9999) {0}, b.name {0}, m.unit {0}, m.floor {0}, m.room_number {0},"
    " h.address {0}"
)


_LIVES = f"r.household = h.id AND r.removed = 0 AND coalesce(r.status, '') NOT IN {GONE}"
_COLUMNS = f"""h.id AS household, m.id AS room, h.address, head.name AS head,
coalesce(h.phone, head.phone) AS phone,
(SELECT count(*) FROM shown_resident r WHERE {_LIVES}) AS people, h.tenure, m.status, h.tags,
EXISTS (SELECT 1 FROM shown_resident r JOIN shown_care_plan p ON p.resident = r.id
    WHERE r.household = h.id AND r.removed = 0 AND {_RUNS}) AS care,
max(coalesce(h.last_visit, ''), coalesce((SELECT max(v.visited_on) FROM shown_visit v
    WHERE v.household = h.id AND v.met = 1 AND v.removed = 0), '')) AS last_visit,
{_marked("waiting")} AS waiting, {_marked("disputed")} AS disputed,
coalesce(b.estate, '') AS estate, coalesce(b.name, '') AS building, coalesce(m.unit, 0) AS unit,
coalesce(m.room_number, '') AS number, b.layout,
(SELECT r.name FROM shown_resident r WHERE {_LIVES}
    ORDER BY coalesce(r.relation, '98'), r.birth_date, r.id LIMIT 1) AS first"""


@dataclass(frozen=True)
class Doors:
    """Household and room of every line that is wished for, in order: what pages are cut from.

    `version` is that of what is shown when they were read: drafts, settings and polls leave it. `found` tells
    by which record a search found each.
    """

    wish: Wish
    day: Day
    version: int
    doors: tuple[tuple[RecordId | None, RecordId | None], ...]
    found: Mapping[RecordId, RecordId]


def count_households(connection: Connection) -> int:
    """How many households there are on this laptop."""
    found = connection.exec_driver_sql(f"SELECT count(*) FROM shown_household h WHERE {IS_KEPT}")
    return int(found.scalar_one())


def read_page(
    connection: Connection, wish: Wish, day: Day, offset: int, limit: int, known: Doors | None
) -> tuple[Doors, list[HouseholdLine]]:
    """Some lines; the doors that were read for a former page serve again while nothing has changed."""
    version = get_setting(connection, SHOWN)
    if known is None or (known.wish, known.day, known.version) != (wish, day, version):
        found = found_by(connection, wish.text) if wish.text.strip() else {}
        known = Doors(wish, day, version, tuple(_doors(connection, wish, day, found)), found)
    return known, lines(connection, known.doors[offset : offset + limit], day, known.found)


def _doors(
    connection: Connection, wish: Wish, day: Day, found: Mapping[RecordId, RecordId]
) -> list[tuple[RecordId | None, RecordId | None]]:
    source = _DOORS if Chip.VACANT in wish.chips else _HOMES
    conditions = ["m.removed = 0" if Chip.VACANT in wish.chips else IS_KEPT]
    conditions += [_CONDITIONS[each] for each in sorted(wish.chips)]
    order = _order(wish)
    if wish.text.strip():
        source += " JOIN json_each(:found) f ON f.value = h.id"
        order = order if wish.sort else "f.key"
    rows = connection.exec_driver_sql(
        f"SELECT h.id, m.id FROM {source} WHERE {' AND '.join(conditions)} ORDER BY {order}, h.id",
        {"today": day.today, "long_ago": day.long_ago, "found": msgspec.json.encode([*found]).decode()},
    )
    return [(home and RecordId(home), room and RecordId(room)) for home, room in rows]


def found_by(connection: Connection, text: str, limit: int = MOST_FOUND) -> dict[RecordId, RecordId]:
    """The households that a text finds, the likeliest first, each with the record that it was found by."""
    found: dict[RecordId, RecordId] = {}
    for hit in search(connection, text, limit):
        if hit.household is not None and hit.why not in _NOT_FOR_DOORS:
            found.setdefault(hit.household, hit.record)
    return found


def lines(
    connection: Connection,
    doors: Collection[tuple[RecordId | None, RecordId | None]],
    day: Day,
    found: Mapping[RecordId, RecordId],
) -> list[HouseholdLine]:
    """The lines of these doors, in their order."""
    homes = [home for home, _ in doors if home is not None]
    empty = [room for home, room in doors if home is None]
    read: dict[RecordId, HouseholdLine] = {}
    for source, column, ids in ((_HOMES, "h.id", homes), (_DOORS, "m.id", empty)):
        if not ids:
            continue
        rows = connection.exec_driver_sql(
            f"SELECT {_COLUMNS} FROM {source} LEFT JOIN shown_resident head ON head.id = h.head"
            f" AND head.removed = 0 WHERE {column} IN (SELECT value FROM json_each(:ids))",
            {"ids": msgspec.json.encode(ids).decode(), "today": day.today},
        )
        for row in rows:
            line = _line(row)
            read[RecordId(line.household or line.room or "")] = line
    names = _names(connection, [found[home] for home in homes if home in found])
    return [
        _with_found(read[key], found.get(key), names)
        for home, room in doors
        if (key := RecordId(home or room or "")) in read
    ]


def _order(wish: Wish) -> str:
    direction = "DESC" if wish.descending else "ASC"
    if wish.sort == "last_visit":
        return f"coalesce(h.last_visit, '') {direction}, " + _PLACE.format("ASC")
    return _PLACE.format(direction)


def _line(row: Row[tuple[object, ...]]) -> HouseholdLine:
    place = (row.estate, row.building, row.unit, row.number, row.layout)
    return HouseholdLine(
        household=row.household and RecordId(row.household),
        room=row.room and RecordId(row.room),
        address=row.address if row.address is not None else room_address(*place),
        name=row.head or row.first or "",
        phone=row.phone,
        people=row.people,
        tenure=row.tenure,
        room_status=row.status,
        tags=listed(row.tags),
        has_care=bool(row.care),
        last_visit=row.last_visit or None,
        is_waiting=bool(row.waiting),
        is_disputed=bool(row.disputed),
    )


def room_address(estate: str, building: str, unit: int, number: str, layout: str | None) -> str:
    """The address of a room as households write it."""
    entrance = f"{unit}单元" if unit else ""
    ending = "号" if layout == "courtyard" else ""
    return f"{estate}{building}{entrance}{number}{ending}"


def _names(connection: Connection, residents: Collection[RecordId]) -> dict[str, str]:
    rows = connection.exec_driver_sql(
        "SELECT id, name FROM shown_resident WHERE id IN (SELECT value FROM json_each(?))",
        (msgspec.json.encode(list(residents)).decode(),),
    )
    return dict[str, str](tuple(row) for row in rows)


def _with_found(line: HouseholdLine, found: RecordId | None, names: dict[str, str]) -> HouseholdLine:
    name = names.get(found or "", "")
    return replace(line, found=name) if name and name != line.name else line
