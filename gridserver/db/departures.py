"""Households on their way to another community: noted with their departure, forgotten when they have arrived.

What travels is sealed, for there are numbers of papers in it.
"""

from datetime import datetime

import msgspec
from sqlalchemy.engine import Connection

from gridcore.ids import CommunityId, RecordId
from gridcore.sync.departures import Departed
from gridserver.db import statement
from gridserver.db.seal import Place, Sealer

_departed = msgspec.json.Decoder(Departed)


def write(
    connection: Connection, sealer: Sealer, community: CommunityId, departed: Departed, now: datetime
) -> None:
    """Note what leaves, in the transaction in which it leaves."""
    sealed = sealer.seal(msgspec.json.encode(departed), _place(community, departed.household))
    statement.run(
        connection,
        "INSERT INTO departure (community_id, record, sealed, since) VALUES (%s, %s, %s, %s)",
        (community, departed.household, sealed, now),
    )


def waiting(connection: Connection, community: CommunityId | None) -> list[tuple[CommunityId, RecordId]]:
    """The households that have left a community, or any, and have not arrived, oldest first."""
    which = "" if community is None else " WHERE community_id = %s"
    rows = statement.rows(
        connection,
        f"SELECT community_id, record FROM departure{which} ORDER BY since, community_id, record",
        () if community is None else (community,),
    )
    return [(CommunityId(community), RecordId(record)) for community, record in rows]


def read(connection: Connection, sealer: Sealer, community: CommunityId, record: RecordId) -> Departed | None:
    """What travels; None where it has arrived meanwhile."""
    found = statement.row(
        connection,
        "SELECT sealed FROM departure WHERE community_id = %s AND record = %s",
        (community, record),
    )
    if found is None:
        return None
    return _departed.decode(sealer.open(bytes(found[0]), _place(community, record)))


def arrived(connection: Connection, community: CommunityId, record: RecordId) -> None:
    """Keep nothing of it here."""
    statement.run(
        connection, "DELETE FROM departure WHERE community_id = %s AND record = %s", (community, record)
    )


def _place(community: CommunityId, record: RecordId) -> Place:
    return Place("departure", community, None, record, 0)
