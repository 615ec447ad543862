"""The demo community in a real encrypted store, as a first sync leaves it."""

import datetime
from collections.abc import Collection

from sqlalchemy import Connection

from demo.community import Community
from gridclient.db import shown_rebuild
from gridclient.db.confirmed import write_confirmed
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


def show_all(connection: Connection) -> None:
    """Fill every shown table."""
    for kind in shown_rebuild.prepare(connection):
        after: int | None = 0
        while after is not None:
            after = shown_rebuild.fill(connection, kind, after)
