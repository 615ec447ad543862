"""Laptop and server remember different pasts: the server was restored, or this store was copied."""

from functools import partial

from sqlalchemy import Connection

from gridclient.db.identity import identity
from gridclient.db.replicas import succeed
from gridclient.db.threads import Database
from gridclient.db.went_back import go_back
from gridclient.ports import Ports
from gridclient.sync.parts import Parting
from gridcore.ids import ReplicaId
from gridcore.problems import ProblemCode, ProblemError

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
    is_restored = parting.mark == "restore"
    told = (parting.have_n, parting.chain, parting.epoch)
    if not (is_restored and go_back(connection, known.community, *told)):
        succeed(connection, new, at)
