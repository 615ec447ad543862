"""Where people lived before: stays that ended, and the households to which somebody may move."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection

from gridclient.db.buildings import IS_KEPT
from gridclient.db.facts import seen_of
from gridcore.codes.people import GONE
from gridcore.ids import RecordId, ScopeId
from gridcore.moving import Home, Mover
from gridcore.records import RECORD_TYPES

MOST_DOORS = 3_000
"""More doors than this nobody looks through; those of the same grid come first."""


@dataclass(frozen=True)
class Stay:
    """A stay that ended, of somebody who lived in a household or lives there now."""

    record: RecordId
    household: RecordId
    resident: RecordId
    name: str
    """Empty where the person went to a grid that this laptop does not follow, or was erased."""
    address: str
    lives_at: str
    """Where the person lives now, if that is another household and on this laptop."""
    relation: str | None
    moved_in_on: str | None
    moved_out_on: str | None


@dataclass(frozen=True)
class Door:
    """A household to which somebody may move."""

    household: RecordId
    address: str
    name: str


_STAYS = """
SELECT m.id, m.household, m.resident, coalesce(r.name, ''), coalesce(h.address, ''),
       CASE WHEN r.household <> m.household THEN coalesce(n.address, '') ELSE '' END,
       m.relation, m.moved_in_on, m.moved_out_on
FROM shown_membership m
LEFT JOIN shown_resident r ON r.id = m.resident AND r.removed = 0
LEFT JOIN shown_household h ON h.id = m.household
LEFT JOIN shown_household n ON n.id = r.household
WHERE m.removed = 0 AND (
    m.household = ?1
    OR m.resident IN (SELECT id FROM shown_resident WHERE household = ?1 AND removed = 0))
ORDER BY coalesce(m.moved_out_on, '') DESC, m.id
"""

_DOORS = f"""
SELECT h.id, h.address, coalesce(r.name, '')
FROM shown_household h
LEFT JOIN shown_resident r ON r.id = h.head AND r.removed = 0
LEFT JOIN shown_room m ON m.id = h.room
LEFT JOIN shown_building b ON b.id = m.building
WHERE {IS_KEPT} AND h.id <> ?1
ORDER BY h.scope <> ?2, coalesce(b.tour_order, 9999), b.name, m.unit, m.floor, h.address, h.id
LIMIT ?3
"""


def stays(connection: Connection, household: RecordId) -> list[Stay]:
    """Former stays in a household, and those of its members elsewhere; the latest first."""
    return [Stay(*row) for row in connection.exec_driver_sql(_STAYS, (household,))]


def doors(connection: Connection, household: RecordId) -> list[Door]:
    """The households to which people of one may move; its own grid first."""
    scope = connection.exec_driver_sql(
        "SELECT scope FROM shown_household WHERE id = ?", (household,)
    ).scalar()
    found = connection.exec_driver_sql(_DOORS, (household, scope or ScopeId(""), MOST_DOORS))
    return [Door(*row) for row in found]


def mover(connection: Connection, resident: RecordId, relation: str | None = None) -> Mover | None:
    """Somebody as the move finds them; None for a resident who is not here."""
    seen = seen_of(connection, RECORD_TYPES["resident"], resident)
    if seen is None:
        return None
    former = connection.exec_driver_sql(
        "SELECT count(*) FROM shown_membership WHERE resident = ? AND household = ?",
        (resident, str(seen.cells.get("household"))),
    )
    return Mover(resident, seen, relation, int(former.scalar_one()))


def home(connection: Connection, household: RecordId) -> Home | None:
    """A household as the move finds it; None for one that is not here."""
    seen = seen_of(connection, RECORD_TYPES["household"], household)
    return None if seen is None else Home(household, seen)


def living(connection: Connection, household: RecordId, but: Collection[RecordId] = ()) -> Sequence[RecordId]:
    """Who lives in a household, without some of them."""
    found = connection.exec_driver_sql(
        "SELECT id FROM shown_resident WHERE household = ? AND removed = 0"
        f" AND coalesce(status, '') NOT IN {GONE}"
        " AND id NOT IN (SELECT value FROM json_each(?)) ORDER BY id",
        (household, msgspec.json.encode([*but]).decode()),
    )
    return [RecordId(each) for (each,) in found]
