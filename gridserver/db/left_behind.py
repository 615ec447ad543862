"""Left-behind work as a decision needs it: the parked edits, and the access that their author has or had."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy.engine import Connection

from gridcore.ids import CommunityId, RecordId, ReplicaId, UserId
from gridcore.sync.edits import decode_edit
from gridcore.sync.known import Author, LeftBehind
from gridcore.sync.left_behind import PARKED_EDIT, numbers_in
from gridcore.sync.restored import AWAITED
from gridcore.sync.stored import Stored
from gridcore.workflows.decision import WAITING
from gridserver.db import edit_log, parked, replicas, statement
from gridserver.db.accounts import user_of
from gridserver.db.scopes import access_of
from gridserver.db.seal import Sealer


def awaiting(
    connection: Connection, community: CommunityId, most: int, *, after: int = 0
) -> list[tuple[RecordId, int]]:
    """The records of left-behind work that wait for what a restore took away, with their numbers.

    Oldest first from behind a number; at the end it goes on with those before that.
    """
    rows = statement.rows(
        connection,
        "SELECT id, seq FROM record WHERE community_id = %s AND kind = %s AND state = 'present'"
        " AND cells->>'progress' = %s AND cells->>'reason' = %s ORDER BY seq <= %s, seq LIMIT %s",
        (community, PARKED_EDIT, WAITING, AWAITED.extra, after, most),
    )
    return [(RecordId(record), seq) for record, seq in rows]


def read(
    connection: Connection,
    sealer: Sealer,
    community: CommunityId,
    record: Stored,
    day: date,
    *,
    is_of_that_day: bool = False,
) -> tuple[LeftBehind, Mapping[int, bytes]] | None:
    """What a record of left-behind work stands for, with the edits as they arrived; None where it is gone.

    Its author has the duties of all days, or those of this day alone.
    """
    replica, numbers = ReplicaId(str(record.cells["replica"])), numbers_in(record)
    user = user_of(connection, UserId(str(record.cells["user"])))
    kept = parked.read(connection, sealer, community, replica, numbers)
    if user is None or not numbers or [each.n for each in kept] != sorted(numbers):
        return None
    access = access_of(connection, community, user.user_id, user.community_id, day)
    author = Author(
        user=user.user_id,
        name=user.name,
        replica=replica,
        community=community,
        assignments=access.assignments if is_of_that_day else access.ever,
        scopes=access.scopes,
        former_scopes=access.former_scopes,
        own_replicas=replicas.replicas_of(connection, community, user.user_id),
        past=edit_log.past_of(connection, community, replica, numbers),
    )
    edits = tuple(decode_edit(each.body) for each in kept)
    left = LeftBehind(author, edits, is_at_home=user.community_id == community)
    return left, {each.n: each.body for each in kept}
