"""Lets households that left one community arrive in the other: a transaction there, and then one here.

No transaction spans two communities. Between the two a server may end: the same is done again then, and what
has arrived is known by its id.
"""

import logging

from sqlalchemy.engine import Connection

from gridcore.ids import CommunityId, RecordId, UserId
from gridcore.sync.departures import Departed
from gridcore.sync.moving_away import arrival, id_there
from gridcore.sync.stored import RecordState
from gridcore.sync.verdicts import NOT_APPLIED
from gridserver.actions.decide import in_one_transaction
from gridserver.actions.decide_awaited import decide_awaited
from gridserver.actions.write_as_server import write
from gridserver.db import departures, edit_log, records
from gridserver.db.records import Lock
from gridserver.installation import Installation

_log = logging.getLogger("gridserver")
_BY = UserId("arrived")


class NotTakenError(Exception):
    """The other community could not take all of a household; it waits on, and nothing of it is lost."""


def let_arrive(installation: Installation, community: CommunityId | None = None) -> int:
    """Let arrive what has left a community, or any; how many households did.

    One that fails is logged and tried again with the next one that leaves, and when a server starts.
    """
    with installation.database.snapshot() as connection:
        waiting = departures.waiting(connection, community)
    count = 0
    for left, household in waiting:
        try:
            count += _let_arrive(installation, left, household)
        except Exception as error:  # the others arrive; no request of the community it left fails for it
            _log.error("a household that left %s has not arrived: %s", left, type(error).__name__)
    return count


def _let_arrive(installation: Installation, community: CommunityId, household: RecordId) -> int:
    with installation.database.snapshot() as connection:
        departed = departures.read(connection, installation.sealer, community, household)
    if departed is None:
        return 0

    def attempt(connection: Connection) -> None:
        take_in(connection, installation, community, departed)

    in_one_transaction(installation, departed.to, attempt)
    with installation.database.write() as connection:
        departures.arrived(connection, community, household)
    if decide_awaited(installation, departed.to):  # what was said there before a restore
        return 1 + let_arrive(installation, departed.to)
    return 1


def take_in(
    connection: Connection, installation: Installation, came_from: CommunityId, departed: Departed
) -> None:
    """Make the records in the other community, unless that was done before. Raises NotTakenError.

    After a restore of the server somebody there may have put some of them back, or they were erased there.
    """
    to = departed.to
    if edit_log.has_made(connection, to, id_there(to, departed.household), _BY):
        return
    ids = [id_there(to, each.id) for each in departed.records]
    held = records.read(connection, installation.sealer, to, ids, Lock.NONE)
    erased = {each.id for each in held if each.state is RecordState.ERASED}
    verdicts = write(connection, installation, to, arrival(departed, came_from, erased), by=_BY)
    if any(each.code in NOT_APPLIED for each in verdicts):
        raise NotTakenError
