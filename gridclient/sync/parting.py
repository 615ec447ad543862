"""Laptop and server remember different pasts: the server was restored, or this store was copied."""

from dataclasses import replace
from functools import partial

from sqlalchemy import Connection

from gridclient.db.carried_over import Told
from gridclient.db.cursors import cursors
from gridclient.db.identity import Identity, identity
from gridclient.db.numbering import chain_at, numbers, set_numbers
from gridclient.db.pending import answer, unanswered
from gridclient.db.replicas import current_replica, succeed
from gridclient.db.threads import Database
from gridclient.db.went_back import go_back
from gridclient.ports import Ports
from gridclient.sync.handed_in import hand_in, handed
from gridclient.sync.parts import Parting
from gridclient.sync.receipts import is_signed
from gridcore.ids import ReplicaId
from gridcore.problems import ProblemCode, ProblemError
from gridcore.sync.verdicts import Verdict, VerdictCode

MOST_PARTINGS = 3
"""In one round; a server that parts ever again is not to be followed."""


async def go_on(database: Database, ports: Ports, parting: Parting) -> bool:
    """Mend what was told, so that the next request finds a common past. Nothing that was saved is lost.

    A restored server gets again what it lost. Where that cannot be told from a copy, and for a copy, the
    laptop becomes a new replica, and what waits is numbered anew. False where an older server does not say
    enough: then sync waits for it.
    """
    if parting.mark == "restore" and not parting.epoch:
        return False
    new, at = ReplicaId(ports.new_id()), ports.moment()
    await database.write(partial(_go_on, parting=parting, new=new, at=at))
    return True


def _go_on(connection: Connection, parting: Parting, new: ReplicaId, at: str) -> None:
    known = identity(connection)
    if known is None:
        raise ProblemError(ProblemCode.NOT_ENROLLED)
    if _end_waiting(connection, known, parting, at):
        return
    is_restored = parting.mark == "restore"
    told = (parting.have_n, parting.chain, parting.epoch)
    if is_restored and go_back(connection, known.community, *told):
        return
    past = parting.past
    succeed(connection, new, at, {} if past is None else {known.community: Told(parting.have_n, past)})


def _end_waiting(connection: Connection, known: Identity, parting: Parting, at: str) -> bool:
    """What came to the server before the pasts parted must not come again; it is shown until it was read.

    True where the pasts have not parted yet, as far as was asked: the next request goes on behind it.
    """
    common, replica = parting.common, current_replica(connection)
    if common is None or replica is None:
        return False
    community, followed = known.community, cursors(connection, known.community)
    chain = chain_at(connection, community, common.n)
    if not is_signed(replica.id, known, common, chain):
        return False
    told = {each.n: each for each in parting.verdicts}
    verdicts = {n: each for n, each in told.items() if n <= common.n}  # also of what was sent again
    for each in unanswered(connection, community, -1):
        if each.n <= common.n:
            later = followed[each.scope].seq + 1 if each.scope in followed else 0
            verdicts.setdefault(each.n, Verdict(each.n, VerdictCode.OK, later))
    answered = answer(connection, community, list(verdicts.values()), at)
    hand_in(connection, community, handed(answered, followed), known.envelope_key, at)
    if not told or not unanswered(connection, community, 1):
        return False
    set_numbers(
        connection,
        community,
        replace(numbers(connection, community), acked_n=common.n, acked_chain=chain),
    )
    return True
