"""Left-behind work as a decision needs it: the parked edits, and all the access that their author had."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy.engine import Connection

from gridcore.ids import CommunityId, ReplicaId, UserId
from gridcore.sync.edits import decode_edit
from gridcore.sync.known import Author, LeftBehind
from gridcore.sync.left_behind import numbers_in
from gridcore.sync.stored import Stored
from gridserver.db import edit_log, parked, replicas
from gridserver.db.accounts import user_of
from gridserver.db.scopes import access_of
from gridserver.db.seal import Sealer


def read(
    connection: Connection, sealer: Sealer, community: CommunityId, record: Stored, day: date
) -> tuple[LeftBehind, Mapping[int, bytes]] | None:
    """What a record of left-behind work stands for, with the edits as they arrived; None where it is gone."""
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
        assignments=access.ever,
        scopes=access.scopes,
        former_scopes=access.former_scopes,
        own_replicas=replicas.replicas_of(connection, community, user.user_id),
        past=edit_log.past_of(connection, community, replica, numbers),
    )
    edits = tuple(decode_edit(each.body) for each in kept)
    left = LeftBehind(author, edits, is_at_home=user.community_id == community)
    return left, {each.n: each.body for each in kept}
