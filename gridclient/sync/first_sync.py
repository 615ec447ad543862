"""The first reading of scopes, from the server's snapshots; interrupted, it goes on at the last frame."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from threading import Event
from urllib.parse import quote

from gridclient.db.cursors import Cursor, ScopeState
from gridclient.db.shown_rebuild import begin_bulk
from gridclient.db.snapshot_places import SnapshotPlace, forget_place, keep_place, snapshot_place
from gridclient.db.threads import Database
from gridclient.sync.apply import Answer, apply_commits
from gridclient.sync.filling import Filling
from gridclient.sync.parts import Parts, Rows
from gridclient.sync.round_end import Listener, RoundEnd
from gridclient.sync.transport import Call, Transport
from gridcore.ids import ScopeId
from gridcore.problems import ProblemCode, ProblemError
from gridcore.wire.snapshots import OPEN, Place

ROWS_A_WRITE = 2_000
"""A first reading has nobody to be quick for: fewer, larger transactions. A save waits for one at most."""
_NOT_FOUND = 404
_LARGEST = 1_000_000_000


def unread(scope: Cursor) -> bool:
    """Whether a scope waits to be read from its beginning."""
    return scope.seq == 0 and scope.state is ScopeState.BEGUN


@dataclass
class FirstSync:
    """Reads scopes that are unread here, and shows what came when Today's kinds are in, and at the end."""

    database: Database
    transport: Transport
    told: Answer
    stop: Event
    end: RoundEnd
    listener: Listener

    async def read(self, scopes: Sequence[ScopeId]) -> None:
        """Read these scopes. What the server keeps no snapshot of is left to the next request.

        Raises ProblemError and StoppedError as the transport does.
        """
        self.told.is_bulk = await self.database.write(begin_bulk)
        filling = Filling(self.database)
        try:
            for scope in scopes:
                try:
                    await self._read_scope(scope, filling)
                except ProblemError as problem:
                    if problem.params.get("status") != _NOT_FOUND:
                        raise
        finally:
            self.told.is_bulk = False
            await filling.finish()

    async def _read_scope(self, scope: ScopeId, filling: Filling) -> None:
        place = await self.database.read(partial(snapshot_place, scope=scope))
        headers = {"Range": f"bytes={place.offset}-", "If-Range": place.etag} if place is not None else {}
        target = f"/snapshot/{quote(scope)}?community={quote(self.told.community)}"
        call = Call("GET", target, headers=headers, limit=_LARGEST)
        reply = await asyncio.to_thread(self.transport.send, call, self.stop)
        parts = Parts(reply.lines, ROWS_A_WRITE)
        try:
            while not self.stop.is_set() and (part := await asyncio.to_thread(parts.next)) is not None:
                match part:
                    case Rows(commits=commits):
                        await self.database.write(partial(apply_commits, told=self.told, commits=commits))
                        self.end.received += part.rows
                        self.listener.progress(self.end)
                    case Place():
                        await self._note(scope, reply.headers.get("ETag", ""), part)
                        if part.mark == OPEN:
                            await filling.fill_first()
                            await self.listener.shown()
                    case _:
                        raise ProblemError(ProblemCode.SERVER_GARBAGE)
        finally:
            self.end.bytes_down += parts.read_bytes
            await asyncio.to_thread(reply.close)
        if not self.stop.is_set():
            await self.database.write(partial(forget_place, scope=scope))

    async def _note(self, scope: ScopeId, etag: str, place: Place) -> None:
        if etag:
            found = SnapshotPlace(etag, place.offset)
            await self.database.write(partial(keep_place, scope=scope, place=found))
