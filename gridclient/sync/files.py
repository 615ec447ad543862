"""Carries attachments in small pieces between rounds, so that text never waits for a photo.

What is saved here goes up first, then what somebody asked for comes down. A line that is cut costs one piece
at most; pieces get smaller on a bad line and larger again on a good one.
"""

import asyncio
import hashlib
from dataclasses import dataclass, field
from functools import partial
from threading import Event
from urllib.parse import quote

from sqlalchemy import Connection

from gridclient.db import blobs
from gridclient.db.blob_files import BlobFolder
from gridclient.db.blobs import Blob
from gridclient.db.identity import identity
from gridclient.db.replicas import current_replica
from gridclient.db.settings import FILES_EPOCH, get_setting, set_setting
from gridclient.db.threads import Database
from gridclient.sync.answers import StoppedError
from gridclient.sync.asking import first_line
from gridclient.sync.transport import Call, Transport
from gridcore.chunks import CHUNK
from gridcore.ids import CommunityId
from gridcore.problems import ProblemCode, ProblemError
from gridcore.wire.blobs import BLOB_TYPE, decode_uploaded

SMALLEST_PIECE, LARGEST_PIECE = 16_384, 262_144
_TRIES = 3
"""Of a whole upload that the server finds to be something else than announced."""
_NOT_HERE, _OUT_OF_PLACE, _TOO_LARGE, _BEYOND_END, _MEANINGLESS, _FULL = 404, 409, 413, 416, 422, 507
_DIFFERS = "differs"
_REFUSALS = {_NOT_HERE: "not_here", _TOO_LARGE: "too_large", _MEANINGLESS: "refused", _FULL: "full"}
"""What the server will not change its mind about before the store is opened again."""


@dataclass
class Carried:
    """What one piece moved."""

    up: int = 0
    down: int = 0
    is_whole: bool = False
    """Whether an attachment is now where it was to go."""


@dataclass
class Files:
    """Moves one piece at a time; `carry` says what it did, or None when nothing is left to do."""

    database: Database
    folder: BlobFolder
    transport: Transport
    piece: int = LARGEST_PIECE
    _known: dict[tuple[str, str], int] = field(default_factory=dict)
    _tries: dict[tuple[str, str], int] = field(default_factory=dict)

    async def open(self) -> None:
        """Once after the store was opened: what nothing needs goes, what was refused is tried again."""
        await self.database.write(blobs.try_again)
        await self.sweep()

    async def sweep(self) -> None:
        """Take away what nothing names any more: its record was erased, or the attachment taken off.

        What was attached since the store was opened stays until it is opened again: its form may be open.
        """
        gone = await self.database.read(blobs.unneeded) - self.folder.made
        if gone:
            await self.database.write(partial(blobs.forget, files=gone))
        known = await self.database.read(blobs.file_names)
        await asyncio.to_thread(self.folder.sweep, known)

    async def waiting(self) -> int:
        """How many attachments are saved here and not yet on the server."""
        return await self.database.read(blobs.count_to_send)

    async def carry(self, stop: Event) -> Carried | None:
        """Move one piece. Raises ProblemError as the transport does; the next piece is then a smaller one."""
        standing = await self.database.read(_standing)
        if standing is None:
            return None
        community, epoch, epoch_before = standing
        if epoch != epoch_before:
            await self.database.write(partial(_take_epoch, epoch=epoch, is_another=bool(epoch_before)))
            self._known.clear()
        try:
            found = await self.database.read(blobs.next_to_send)
            if found is not None:
                return await self._send(community, found, stop)
            asked = await self.database.read(blobs.next_to_fetch)
            return None if asked is None else await self._fetch(community, asked, stop)
        except StoppedError:
            return None
        except ProblemError:
            self.piece = max(SMALLEST_PIECE, self.piece // 2)
            raise

    async def _send(self, community: CommunityId, blob: Blob, stop: Event) -> Carried:
        name = (blob.scope, blob.sha256)
        if name not in self._known:
            self._known[name] = await self._asked(community, blob, stop)
        have = self._known[name]
        if have >= blob.size:
            return await self._sent(blob)
        try:
            piece = await asyncio.to_thread(
                self.folder.read, blob.file, have, min(have + self.piece, blob.size) - 1
            )
        except ProblemError:
            await self._note(blob, trouble="damaged")
            return Carried()
        headers = {"Upload-Offset": str(have), "Upload-Length": str(blob.size)}
        call = Call("PATCH", _target(community, blob), piece, headers)
        try:
            told = await asyncio.to_thread(first_line, self.transport, call, decode_uploaded, stop)
        except ProblemError as problem:
            return await self._refused(blob, problem)
        self._grow()
        self._known[name] = told.have
        if told.have >= blob.size:
            return await self._sent(blob, len(piece))
        await self._note(blob, sent=min(told.have, blob.size - 1))
        return Carried(up=len(piece))

    async def _asked(self, community: CommunityId, blob: Blob, stop: Event) -> int:
        """How much of it the server has; what it does not know begins at the beginning."""
        call = Call("HEAD", _target(community, blob))
        try:
            reply = await asyncio.to_thread(self.transport.send, call, stop)
        except ProblemError as problem:
            if problem.params.get("status") == _NOT_HERE:
                return 0
            raise
        await asyncio.to_thread(reply.close)
        told = reply.headers.get("Upload-Offset", "")
        if not (told.isascii() and told.isdigit() and len(told) < 12):
            raise ProblemError(ProblemCode.SERVER_GARBAGE)
        return int(told)

    async def _refused(self, blob: Blob, problem: ProblemError) -> Carried:
        """One attachment that is not taken delays no other."""
        name, status = (blob.scope, blob.sha256), problem.params.get("status")
        known = self._known.pop(name, 0)
        if status == _OUT_OF_PLACE or (status == _MEANINGLESS and known):
            # Another try got further, or what the server had was spoilt: it is asked where to go on.
            self._tries[name] = self._tries.get(name, 0) + 1
            if self._tries[name] < _TRIES:
                return Carried()
            await self._note(blob, sent=0, trouble=_DIFFERS)
            return Carried()
        if status in _REFUSALS:
            await self._note(blob, trouble=_REFUSALS[status])
            return Carried()
        raise problem

    async def _sent(self, blob: Blob, up: int = 0) -> Carried:
        await self._note(blob, sent=blob.size)
        await self.database.write(blobs.forget_parted)
        return Carried(up=up, is_whole=True)

    async def _note(
        self, blob: Blob, *, have: int | None = None, sent: int | None = None, trouble: str = ""
    ) -> None:
        """How far it has come; what is not said is as it was, but for the trouble."""
        have, sent = blob.have if have is None else have, blob.sent if sent is None else sent
        await self.database.write(
            partial(blobs.note_travel, blob=blob, have=have, sent=sent, trouble=trouble)
        )

    async def _fetch(self, community: CommunityId, blob: Blob, stop: Event) -> Carried:
        have = min(blob.have, await asyncio.to_thread(self.folder.whole, blob.file))
        last = min(have + max(self.piece // CHUNK, 1) * CHUNK, blob.size) - 1
        headers = {"Range": f"bytes={have}-{last}"}
        limit = last - have + 1
        call = Call("GET", _target(community, blob), headers=headers, limit=limit, gives=BLOB_TYPE)
        try:
            content = await asyncio.to_thread(_bytes, self.transport, call, stop)
        except ProblemError as problem:
            if problem.params.get("status") in (_NOT_HERE, _BEYOND_END):
                # It may come later: its author has a bad line, too.
                await self._note(blob, have=0, trouble="not_here")
                return Carried()
            raise
        if len(content) != limit:
            raise ProblemError(ProblemCode.SERVER_GARBAGE)
        is_whole = await keep_fetched(self.database, self.folder, blob, have, content)
        self._grow()
        return Carried(down=limit, is_whole=is_whole)

    def _grow(self) -> None:
        self.piece = min(LARGEST_PIECE, self.piece * 2)


async def keep_fetched(database: Database, folder: BlobFolder, blob: Blob, have: int, content: bytes) -> bool:
    """Keep bytes behind the first `have` of what was asked for; whether all of it is here now, and right.

    The hash is looked at when the last byte came; what has another one begins anew. Raises ProblemError as
    `BlobFolder.append` does.
    """
    await asyncio.to_thread(folder.append, blob.file, have, content)
    have, trouble = have + len(content), ""
    if have == blob.size and not await asyncio.to_thread(_is_right, folder, blob):
        have, trouble = 0, _DIFFERS
    note = partial(blobs.note_travel, blob=blob, have=have, sent=blob.sent, trouble=trouble)
    await database.write(note)
    return have == blob.size


def _is_right(folder: BlobFolder, blob: Blob) -> bool:
    content = folder.read(blob.file, 0, blob.size - 1)
    return hashlib.sha256(content).hexdigest() == blob.sha256


def _standing(connection: Connection) -> tuple[CommunityId, str, str] | None:
    """The community, the server's epoch, and that of the last piece; None before enrolment."""
    known, replica = identity(connection), current_replica(connection)
    if known is None or replica is None:
        return None
    return known.community, replica.epoch, get_setting(connection, FILES_EPOCH)


def _take_epoch(connection: Connection, epoch: str, *, is_another: bool) -> None:
    """A server that was restored may have lost what it had: it is asked about everything again."""
    set_setting(connection, FILES_EPOCH, epoch)
    if is_another:
        blobs.send_again(connection)


def _target(community: CommunityId, blob: Blob) -> str:
    return f"/blob/{quote(blob.scope)}/{blob.sha256}?community={quote(community)}"


def _bytes(transport: Transport, call: Call, stop: Event) -> bytes:
    reply = transport.send(call, stop)
    try:
        return b"".join(reply.lines)
    finally:
        reply.close()
