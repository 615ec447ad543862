"""The first reading of scopes, from the server's snapshots; interrupted, it goes on at the last frame."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from threading import Event

from sqlalchemy import Connection

from gridclient.db.cursors import Cursor, ScopeState
from gridclient.db.shown_rebuild import begin_bulk, end_bulk, stale
from gridclient.db.snapshot_places import SnapshotPlace, forget_place, keep_place, snapshot_place
from gridclient.db.threads import Database
from gridclient.sync.apply import Answer, apply_records
from gridclient.sync.arriving import Arriving, Page, Reached
from gridclient.sync.round_end import Listener, RoundEnd
from gridclient.sync.transport import Transport
from gridcore.ids import ScopeId
from gridcore.wire.snapshots import OPEN

_MOST_ROWS = 8_000
"""In one transaction: each page of the database is then encrypted seldom, and its commit is still short."""


def unread(scope: Cursor) -> bool:
    """Whether a scope waits to be read from its beginning."""
    return scope.seq == 0 and scope.state is ScopeState.BEGUN


@dataclass
class _Taken:
    """What one transaction took in."""

    rows: int = 0
    is_open: bool = False


@dataclass
class FirstSync:
    """Reads scopes that are unread here, and tells when what Today needs is in."""

    database: Database
    transport: Transport
    told: Answer
    stop: Event
    end: RoundEnd
    listener: Listener
    _is_shown: bool = False

    async def read(self, scopes: Sequence[ScopeId]) -> None:
        """Read these scopes. What the server keeps no snapshot of is left to the next request.

        Raises ProblemError and StoppedError as the transport does.
        """
        places = await self.database.read(partial(_places, scopes=scopes))
        self.end.is_first = True
        self.listener.progress(self.end)
        is_bulk = await self.database.write(begin_bulk)
        arriving = Arriving(self.transport, self.told.community, places, self.stop)
        reading = asyncio.get_running_loop().run_in_executor(None, arriving.read)
        try:
            while await asyncio.to_thread(arriving.wait) and not self.stop.is_set():
                taken = await self.database.write(partial(self._take, arriving=arriving))
                self.end.received += taken.rows
                self.listener.progress(self.end)
                if taken.is_open:
                    await self.listener.shown()
        finally:
            arriving.end()
            await reading
            self.end.bytes_down += arriving.read_bytes
            if is_bulk:
                for kind in await self.database.read(stale):
                    await self.database.write(partial(end_bulk, kind=kind))
        if arriving.failure is not None:
            raise arriving.failure

    def _take(self, connection: Connection, arriving: Arriving) -> _Taken:
        """What has arrived, page by page, until somebody else wants to write."""
        taken = _Taken()
        while taken.rows < _MOST_ROWS and not (taken.rows and self.database.is_wanted):
            match None if self.stop.is_set() else arriving.take():
                case Page(records=records, commit=commit):
                    apply_records(connection, self.told, records, (), commit)
                    taken.rows += len(records)
                case Reached(scope=scope, place=SnapshotPlace() as place, mark=mark):
                    keep_place(connection, scope, place)
                    taken.is_open |= mark == OPEN
                case Reached(scope=scope):
                    forget_place(connection, scope)
                case None:
                    break
            if taken.is_open and not self._is_shown:
                self._is_shown = True  # who waits in front of an empty Today waits no longer
                break
        return taken


def _places(connection: Connection, scopes: Sequence[ScopeId]) -> dict[ScopeId, SnapshotPlace | None]:
    return {scope: snapshot_place(connection, scope) for scope in scopes}
