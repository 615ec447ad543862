"""The demo community in a real encrypted store, as a first sync leaves it."""

import datetime
from collections.abc import Collection

from msgspec.structs import replace
from sqlalchemy import Connection

from demo.community import Community
from demo.people import Household
from gridclient.db import shown_rebuild
from gridclient.db.confirmed import confirmed_record, drop_confirmed, write_confirmed
from gridclient.db.shown import refresh
from gridcore.ids import RecordId
from gridcore.sync.stored import Confirmed

TODAY = datetime.date(2026, 10, 29)
NOT_ON_LAPTOPS = frozenset({"resident_identity", "care_reason"})
"""What a grid worker's laptop never receives."""


def fill(connection: Connection, community: Community, without: Collection[str] = ()) -> None:
    """Write the community's records as confirmed, and show them."""
    left_out = NOT_ON_LAPTOPS.union(without)
    made = [each for each in community.records(with_states=True) if each.kind not in left_out]
    write_confirmed(
        connection,
        [Confirmed(e.id, e.kind, e.scope, dict(e.cells), {}, seq) for seq, e in enumerate(made, 1)],
    )
    show_all(connection)


def vacate(connection: Connection, home: Household) -> None:
    """Its people have left, with everything that hangs on them, and the room is noted as vacant."""
    gone = [home.id, *(person.id for person in home.people)]
    children = connection.exec_driver_sql(
        "SELECT id FROM shown_visit WHERE household = ?1 UNION ALL SELECT p.id FROM shown_care_plan p"
        " JOIN shown_resident r ON r.id = p.resident WHERE r.household = ?1",
        (home.id,),
    )
    gone += [RecordId(each) for (each,) in children]
    drop_confirmed(connection, gone)
    room = confirmed_record(connection, home.room.id)
    assert room is not None
    write_confirmed(connection, [replace(room, cells={**room.cells, "status": "vacant"})])
    refresh(connection, [*gone, room.id])


def show_all(connection: Connection) -> None:
    """Fill every shown table."""
    for kind in shown_rebuild.prepare(connection):
        after: int | None = 0
        while after is not None:
            after = shown_rebuild.fill(connection, kind, after)
