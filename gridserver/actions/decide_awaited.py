"""After a restore: edits that came before what they build on are decided when that has come back."""

from sqlalchemy.engine import Connection

from gridcore.ids import CommunityId, GroupId, RecordId, ReplicaId, UserId
from gridcore.permissions import Assignment
from gridcore.roles import Role
from gridcore.sync.edits import Step, decode_edit
from gridcore.sync.known import Author
from gridcore.sync.left_behind import NOT_APPLIED, numbers_in
from gridcore.sync.restored import AWAITED
from gridcore.sync.take import take
from gridcore.workflows.decision import ADMITTED, WAITING
from gridserver.actions.decide import in_one_transaction
from gridserver.actions.write_as_server import write
from gridserver.db import accounts, edit_log, parked, replicas, statement
from gridserver.db.known import LockedRecords
from gridserver.db.records import Lock, read
from gridserver.db.scopes import access_of, day_of
from gridserver.installation import Installation

BY = UserId("restore")
_MOST = 200


def decide_awaited(installation: Installation, community: CommunityId) -> int:
    """Take over what waits for lost records and can be decided now, oldest first; returns how much.

    What is still early waits on, and a supervisor sees it meanwhile.
    """
    with installation.database.snapshot() as connection:
        rows = statement.rows(
            connection,
            "SELECT id FROM record WHERE community_id = %s AND kind = 'parked_edit'"
            " AND state = 'present' AND cells->>'progress' = %s AND cells->>'reason' = %s"
            " ORDER BY seq LIMIT %s",
            (community, WAITING, AWAITED.extra, _MOST),
        )
    taken = 0
    for (record,) in rows:

        def attempt(connection: Connection, record: RecordId = record) -> bool:
            return _take_over(connection, installation, community, record)

        taken += in_one_transaction(installation, community, attempt)
    return taken


def _take_over(
    connection: Connection, installation: Installation, community: CommunityId, record: RecordId
) -> bool:
    """Admit left-behind work where its author may do all of it, with no more access than the author has."""
    held = read(connection, installation.sealer, community, [record], Lock.ALONE)
    if not held or held[0].cells.get("progress") != WAITING:
        return False
    replica, numbers = ReplicaId(str(held[0].cells["replica"])), numbers_in(held[0])
    author = _author(
        connection, installation, community, UserId(str(held[0].cells["user"])), replica, numbers
    )
    kept = parked.read(connection, installation.sealer, community, replica, numbers)
    if author is None or not kept:
        return False
    edits = [decode_edit(each.body) for each in kept]
    known = LockedRecords(
        connection, installation.sealer, installation.blind, community, day=day_of(installation.clock())
    )
    known.prepare(edits)
    if any(each.outcome.code in NOT_APPLIED for each in take(known, author, edits).decided):
        return False
    step = Step(0, GroupId(f"{BY}:{record}"), record, "progress", WAITING, ADMITTED, held[0].seq)
    supervisor = Assignment(BY, Role.SUPERVISOR, community)
    verdicts = write(connection, installation, community, [step], by=BY, assignments=(supervisor,))
    return all(each.seq > 0 for each in verdicts)


def _author(
    connection: Connection,
    installation: Installation,
    community: CommunityId,
    user_id: UserId,
    replica: ReplicaId,
    numbers: tuple[int, ...],
) -> Author | None:
    """Who sent it, with the access of today."""
    user = accounts.user_of(connection, user_id)
    if user is None:
        return None
    access = access_of(connection, community, user_id, user.community_id, day_of(installation.clock()))
    return Author(
        user=user_id,
        name=user.name,
        replica=replica,
        community=community,
        assignments=access.assignments,
        scopes=access.scopes,
        former_scopes=access.former_scopes,
        own_replicas=replicas.replicas_of(connection, community, user_id),
        past=edit_log.past_of(connection, community, replica, numbers),
    )
