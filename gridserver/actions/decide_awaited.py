"""After a restore: edits that came before what they build on are decided when that has come back."""

from sqlalchemy.engine import Connection

from gridcore.ids import CommunityId, GroupId, RecordId, UserId
from gridcore.permissions import Assignment
from gridcore.roles import Role
from gridcore.sync.edits import Step
from gridcore.sync.take import take
from gridcore.sync.verdicts import NOT_APPLIED
from gridcore.workflows.decision import ADMITTED, WAITING
from gridserver.actions.decide import in_one_transaction
from gridserver.actions.write_as_server import write
from gridserver.db import counter, left_behind
from gridserver.db.known import LockedRecords
from gridserver.db.records import Lock, read
from gridserver.db.scopes import day_of
from gridserver.installation import Installation

BY = UserId("restore")
MOST = 200
"""At a time, for a laptop waits for its answer meanwhile."""


def decide_awaited(installation: Installation, community: CommunityId, *, most: int = MOST) -> int:
    """Take over what waits for lost records and can be decided now, oldest first; returns how much.

    What is still early waits on, and a supervisor sees it meanwhile. Where more waits than can be tried at
    a time, the next time goes on with the next ones, and after the last ones with the first.
    """
    with installation.database.snapshot() as connection:
        after = counter.awaited_up_to(connection, community)
        waiting = left_behind.awaiting(connection, community, most, after=after)
    taken = 0
    for record, _ in waiting:

        def attempt(connection: Connection, record: RecordId = record) -> bool:
            return _take_over(connection, installation, community, record)

        taken += in_one_transaction(installation, community, attempt)
    last = waiting[-1][1] if len(waiting) == most else 0
    if last != after:
        with installation.database.write() as connection:
            counter.note_awaited(connection, community, last)
    return taken


def _take_over(
    connection: Connection, installation: Installation, community: CommunityId, record: RecordId
) -> bool:
    """Admit left-behind work where its author may do all of it, with no more access than the author has."""
    held = read(connection, installation.sealer, community, [record], Lock.ALONE)
    if not held or held[0].cells.get("progress") != WAITING:
        return False
    sealer, day = installation.sealer, day_of(installation.clock())
    found = left_behind.read(connection, sealer, community, held[0], day, is_of_that_day=True)
    if found is None:
        return False
    left, _ = found
    known = LockedRecords(connection, sealer, installation.blind, community, day=day)
    known.prepare(left.edits)
    if any(each.outcome.code in NOT_APPLIED for each in take(known, left.author, left.edits).decided):
        return False
    step = Step(0, GroupId(f"{BY}:{record}"), record, "progress", WAITING, ADMITTED, held[0].seq)
    supervisor = Assignment(BY, Role.SUPERVISOR, community)
    verdicts = write(connection, installation, community, [step], by=BY, assignments=(supervisor,))
    return all(each.seq > 0 for each in verdicts)
