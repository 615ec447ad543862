"""A building with its doors, and who is kept behind them, as a form that changes it needs it."""

from collections import defaultdict

from sqlalchemy import Connection

from gridclient.db.buildings import IS_KEPT
from gridclient.db.facts import seen_of
from gridcore.building_changes import Home, RoomHere, Standing
from gridcore.ids import RecordId
from gridcore.new_buildings import Door
from gridcore.records import RECORD_TYPES

_ROOMS = """
SELECT m.id, coalesce(m.unit, 0), coalesce(m.floor, 1), coalesce(m.room_number, ''), m.removed,
       coalesce(c.seq, 0)
FROM shown_room m LEFT JOIN confirmed c ON c.id = m.id WHERE m.building = ? ORDER BY m.id
"""
_HOMES = f"""
SELECT h.id, h.room, coalesce(h.address, '') FROM shown_household h JOIN shown_room m ON m.id = h.room
WHERE m.building = ? AND {IS_KEPT} ORDER BY h.id
"""
_OTHERS = """
SELECT coalesce(b.estate, ''), coalesce(b.name, ''), coalesce(g.name, substr(b.scope, 6))
FROM shown_building b LEFT JOIN shown_grid g ON b.scope = 'grid/' || g.code WHERE b.removed = 0 AND b.id <> ?
"""


def standing_building(connection: Connection, building: RecordId) -> Standing | None:
    """A building as it stands; None when it is not here (any more)."""
    seen = seen_of(connection, RECORD_TYPES["building"], building)
    scope = connection.exec_driver_sql(
        "SELECT scope FROM shown_building WHERE id = ? AND removed = 0", (building,)
    ).scalar()
    if seen is None or scope is None:
        return None
    homes = _homes(connection, building)
    rooms = [
        RoomHere(
            RecordId(record),
            Door(unit, floor, number),
            seq,
            is_removed=bool(removed),
            homes=tuple(homes.get(record, ())),
        )
        for record, unit, floor, number, removed, seq in connection.exec_driver_sql(_ROOMS, (building,))
    ]
    return Standing(building, str(scope).partition("/")[2], seen, rooms)


def other_buildings(connection: Connection, building: RecordId) -> list[tuple[str, str, str]]:
    """Estate, name and grid's name of every building here but this one."""
    return [(estate, name, grid) for estate, name, grid in connection.exec_driver_sql(_OTHERS, (building,))]


def _homes(connection: Connection, building: RecordId) -> dict[str, list[Home]]:
    found: dict[str, list[Home]] = defaultdict(list)
    for record, room, address in connection.exec_driver_sql(_HOMES, (building,)).all():
        seen = seen_of(connection, RECORD_TYPES["household"], RecordId(record))
        if seen is not None:
            found[room].append(Home(RecordId(record), address, seen))
    return found
