"""Small questions with an answer of one line, and keeping the user's duties up to date."""

import asyncio
from collections.abc import Callable
from threading import Event
from typing import TypeVar
from urllib.parse import quote

import msgspec
from sqlalchemy import Connection

from gridclient.db.identity import identity, keep_identity
from gridclient.db.threads import Database
from gridclient.sync.transport import Call, Transport
from gridcore.json_faults import JSON_FAULTS
from gridcore.problems import ProblemCode, ProblemError
from gridcore.wire.enrolment import Me, decode_me

T = TypeVar("T")


def first_line(transport: Transport, call: Call, decode: Callable[[bytes], T], stop: Event) -> T:
    """Ask, and read the first line of the answer. Raises ProblemError."""
    reply = transport.send(call, stop)
    try:
        return decode(next(reply.lines, b""))
    except JSON_FAULTS as error:
        raise ProblemError(ProblemCode.SERVER_GARBAGE) from error
    finally:
        reply.close()


async def ask_duties(database: Database, transport: Transport, stop: Event) -> None:
    """Ask who the user is at this moment, and keep the answer. Raises ProblemError."""
    known = await database.read(identity)
    if known is None:
        raise ProblemError(ProblemCode.NOT_ENROLLED)
    call = Call("GET", f"/v1/me?community={quote(known.community)}")
    found = await asyncio.to_thread(first_line, transport, call, decode_me, stop)
    await database.write(lambda connection: _keep(connection, found))


def _keep(connection: Connection, found: Me) -> None:
    known = identity(connection)
    if known is not None:
        now = msgspec.structs.replace(known, user_name=found.user_name, duties=tuple(found.duties))
        keep_identity(connection, now)
