"""The counter of a community: the only source of change numbers.

Its row is locked until commit, and PostgreSQL shows a transaction before it releases its locks. So whoever
sees a number sees every smaller one, and none smaller is committed later. It is taken last, after everything
that is slow or may fail.
"""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy.engine import Connection

from gridcore.ids import CommunityId
from gridcore.sync.restored import LostRange, beyond, ranges_of
from gridserver.db import statement


class Reading(NamedTuple):
    """How far a community's numbers are, the epoch that they belong to, and what restores took away."""

    seq: int
    epoch: str
    lost: tuple[LostRange, ...] = ()


def read(connection: Connection, community: CommunityId) -> Reading | None:
    """The counter as this transaction sees it; None where there is no such community."""
    row = statement.row(
        connection, "SELECT seq, epoch, lost FROM counter WHERE community_id = %s", (community,)
    )
    return None if row is None else Reading(row[0], row[1], ranges_of(row[2]))


def begin_anew(connection: Connection, community: CommunityId, epoch: str, now: datetime) -> None:
    """The database was restored: another epoch, and numbers beyond all that were given out and lost."""
    lock(connection, community)
    held = read(connection, community)
    ahead = beyond(held.seq if held is not None else 0, int(now.timestamp()))
    statement.run(
        connection,
        "UPDATE counter SET epoch = %s, seq = %s,"
        " lost = lost || jsonb_build_array(jsonb_build_array(seq, %s)) WHERE community_id = %s",
        (epoch, ahead, ahead, community),
    )


def lock(connection: Connection, community: CommunityId) -> None:
    """Let nobody else draw before this transaction ends."""
    statement.run(connection, "SELECT seq FROM counter WHERE community_id = %s FOR UPDATE", (community,))


def awaited_up_to(connection: Connection, community: CommunityId) -> int:
    """The number up to which work that waits for lost records was tried last."""
    rows = statement.rows(connection, "SELECT awaited FROM counter WHERE community_id = %s", (community,))
    return int(rows[0][0]) if rows else 0


def note_awaited(connection: Connection, community: CommunityId, number: int) -> None:
    """The next time it goes on behind this number."""
    statement.run(connection, "UPDATE counter SET awaited = %s WHERE community_id = %s", (number, community))


def draw(connection: Connection, community: CommunityId, count: int) -> int:
    """Take `count` numbers in a row; returns the first. Nobody else draws before this transaction ends."""
    drawn = statement.rows(
        connection,
        "UPDATE counter SET seq = seq + %s WHERE community_id = %s RETURNING seq",
        (count, community),
    )
    return int(drawn[0][0]) - count + 1
