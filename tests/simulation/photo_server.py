"""The server's side of attachments in a history: `gridserver/actions/keep_blobs.py` over tables in dicts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, cast
from urllib.parse import unquote, urlsplit

from gridclient.db import blob_files
from gridclient.sync import files
from gridclient.sync.transport import Call
from gridcore import chunks
from gridcore.attachments import attachment_of
from gridcore.ids import CommunityId, DeviceId, ReplicaId, ScopeId, UserId
from gridcore.problems import ProblemCode, ProblemError
from gridcore.wire.blobs import Uploaded, encode_uploaded
from gridserver.actions import keep_blobs
from gridserver.actions.keep_blobs import OutOfPlace, OverQuota, Progress, TooLarge
from gridserver.db import blob_seal
from gridserver.db.blob_store import MissingBlobError
from gridserver.db.blobs import Blob, Named, Upload
from gridserver.db.devices import Device
from gridserver.db.scopes import Access
from gridserver.db.seal import Sealer
from gridserver.installation import Installation
from tests.fakes.memory_server import COMMUNITY, MemoryServer
from tests.simulation.planting import patched

CHUNK = 64
"""Bytes of a chunk, so that small pictures travel in several pieces."""
_NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
Answer = tuple[dict[str, str], bytes]


@dataclass
class Tables:
    """What `gridserver/db/blobs.py` keeps in PostgreSQL; the functions are called as there."""

    server: MemoryServer
    whole: dict[Named, Blob] = field(default_factory=dict)
    going_on: dict[tuple[Named, DeviceId], Upload] = field(default_factory=dict)
    devices: dict[ReplicaId, DeviceId] = field(default_factory=dict)
    """On which device each replica is."""

    def blob_of(self, connection: object, named: Named) -> Blob | None:
        """The attachment of a scope, if it is whole."""
        return self.whole.get(named)

    def keep_blob(self, connection: object, named: Named, made: Blob, now: datetime) -> bool:
        """Note a whole attachment; False where another device was quicker."""
        return self.whole.setdefault(named, made) is made

    def begin_upload(
        self, connection: object, named: Named, device: DeviceId, begun: Upload, now: datetime
    ) -> None:
        """Begin an upload; one that was begun already goes on."""
        self.going_on.setdefault((named, device), begun)

    def upload_of(
        self, connection: object, named: Named, device: DeviceId, *, lock: bool = False
    ) -> Upload | None:
        """A device's upload."""
        return self.going_on.get((named, device))

    def note_piece(
        self, connection: object, named: Named, device: DeviceId, size: int, now: datetime
    ) -> None:
        """One piece more is in the store."""
        held = self.going_on[named, device]
        more = replace(held, have=held.have + size, pieces=(*held.pieces, size))
        self.going_on[named, device] = more

    def end_upload(self, connection: object, named: Named, device: DeviceId) -> None:
        """The upload became a blob, or was refused."""
        self.going_on.pop((named, device), None)

    def sent_by(
        self, connection: object, community: CommunityId, device: DeviceId, since: datetime
    ) -> tuple[int, int]:
        """How many uploads of a device go on, and how many bytes it sent or announced."""
        begun = [each.size for (_, by), each in self.going_on.items() if by == device]
        sent = [each.size for each in self.whole.values() if each.device == device]
        return len(begun), sum(begun) + sum(sent)

    def former_scopes(self, connection: object, named: Named) -> list[ScopeId]:
        """The scopes out of which records brought an attachment."""
        found = set[ScopeId]()
        elsewhere = {
            each.scope: blob.device for each, blob in self.whole.items() if each.sha256 == named.sha256
        }
        for record, stored in self.server.stored.items():
            elements = stored.sets.get("files", {}) if stored.scope == named.scope else {}
            for name, held in elements.items():
                if not name.startswith(f"{named.sha256} "):
                    continue
                left = self.server.left.items()
                found |= {scope for scope, gone in left if held.v <= gone.get(record, -1)}
                by = self.devices.get(held.replica)
                found |= {scope for scope, device in elsewhere.items() if device == by}
        return sorted(found - {named.scope})


class Objects:
    """A place for objects in memory."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def put(self, name: str, content: bytes) -> None:
        """Keep an object."""
        self._kept[name] = content

    def get(self, name: str, begin: int, end: int) -> bytes:
        """The bytes from `begin` up to `end`. Raises MissingBlobError unless all are there."""
        found = self._kept.get(name, b"")[begin:end]
        if len(found) != end - begin:
            raise MissingBlobError(name)
        return found

    def drop(self, name: str) -> None:
        """Take an object away."""
        self._kept.pop(name, None)

    def names(self, *, older_than_s: float) -> Iterator[str]:
        """Nothing is old in a history."""
        return iter(())


class PhotoServer:
    """Answers `HEAD`, `PATCH` and `GET /blob/…` as `gridserver/http/blob_api.py` does."""

    def __init__(self, server: MemoryServer) -> None:
        self.tables, self.blobs = Tables(server), Objects()
        self.sealer, self.database = Sealer({1: bytes(32)}), self
        self.accepted: dict[tuple[Named, DeviceId], int] = {}
        """How many bytes of an attachment a device sent that the server did not have."""
        self._told: dict[tuple[Named, DeviceId], bool] = {}

    @staticmethod
    def clock() -> datetime:
        """Some moment."""
        return _NOW

    @contextmanager
    def write(self) -> Iterator[PhotoServer]:
        """A transaction: what fails has not happened."""
        before = dict(self.tables.whole), dict(self.tables.going_on)
        try:
            yield self
        except BaseException:
            self.tables.whole, self.tables.going_on = before
            raise

    snapshot = write

    def backed_up(self) -> Tables:
        """The tables as they are; objects are backed up after them and never change."""
        return replace(self.tables, whole={**self.tables.whole}, going_on={**self.tables.going_on})

    def put_back(self, kept: Tables | None) -> None:
        """The tables as they were, or before anything was in them."""
        self.tables.whole = {} if kept is None else {**kept.whole}
        self.tables.going_on = {} if kept is None else {**kept.going_on}
        self.accepted.clear()
        self._told.clear()

    def answer(self, replica: ReplicaId, device: DeviceId, call: Call) -> Answer:
        """Headers and content. Raises ProblemError, as the transport does for what the server says."""
        user = self.tables.server.users[replica]
        self.tables.devices[replica] = device
        by = Device(device, user, str(user), COMMUNITY, b"", True)
        _, _, scope, sha256 = urlsplit(call.target).path.split("/", 3)
        scope, _, sha256 = unquote(f"{scope}/{sha256}").rpartition("/")
        named, room = Named(COMMUNITY, ScopeId(scope), sha256), cast(Installation, self)
        with self._in_place():
            match call.method:
                case "HEAD":
                    found = keep_blobs.progress_of(room, by, named)
                    self._told[named, device] = found is not None and found.have == found.size
                    return _progress(found)
                case "PATCH":
                    return self._take(room, by, named, call)
                case _:
                    return self._give(room, by, named, call)

    def _take(self, room: Installation, by: Device, named: Named, call: Call) -> Answer:
        offset, size = int(call.headers["Upload-Offset"]), int(call.headers["Upload-Length"])
        key = named, by.device_id
        was_whole = named in self.tables.whole
        assert not (was_whole and self._told.get(key, True)), "an attachment that is there travels again"
        taken = keep_blobs.take_piece(room, by, named, offset, size, call.body)
        if isinstance(taken, OutOfPlace):
            raise _refusal(409)
        if isinstance(taken, TooLarge | OverQuota):
            raise _refusal(507)
        if not isinstance(taken, Progress):
            raise _refusal(404 if taken is None else 422)
        self.accepted[key] = self.accepted.get(key, 0) + (0 if was_whole else len(call.body))
        assert self.accepted[key] <= size, "a part of an attachment travelled twice"
        return _progress(taken)

    def _give(self, room: Installation, by: Device, named: Named, call: Call) -> Answer:
        first, _, last = call.headers["Range"].removeprefix("bytes=").partition("-")
        try:
            found = keep_blobs.give_bytes(room, by, named, int(first), int(last))
        except ValueError as error:
            raise _refusal(416) from error
        if found is None:
            raise _refusal(404)
        return {}, found[0]

    @contextmanager
    def _in_place(self) -> Iterator[None]:
        """The server's actions ask these tables, and this server who follows what."""
        server = self.tables.server

        def access_of(connection: object, community: object, user: UserId, *told: object) -> Access:
            scopes = server.scopes(user)
            return Access((), scopes, frozenset(server.followed[user] - scopes))

        def follows(room: object, connection: object, device: Device, *told: Any) -> bool:
            return told[-1] in server.scopes(device.user_id)

        with (
            patched(keep_blobs, "blobs", self.tables),
            patched(keep_blobs, "access_of", access_of),
            patched(keep_blobs, "follows", follows),
        ):
            yield

    def attachments(self) -> Iterator[tuple[ScopeId, str, str]]:
        """Scope, record and element of everything that is attached to a present record."""
        for stored in self.tables.server.present():
            for element, held in stored.sets.get("files", {}).items():
                if held.present and attachment_of(element) is not None:
                    yield stored.scope, stored.id, element


@contextmanager
def small_pieces() -> Iterator[None]:
    """Attachments travel and lie in pieces of a few bytes, so that a history can stop between them."""
    sealed = chunks.SEALED_CHUNK - chunks.CHUNK + CHUNK
    with ExitStack() as stack:
        for module in (chunks, blob_files, files, blob_seal):
            stack.enter_context(patched(module, "CHUNK", CHUNK))
        stack.enter_context(patched(chunks, "SEALED_CHUNK", sealed))
        stack.enter_context(patched(files, "SMALLEST_PIECE", 7))
        stack.enter_context(patched(files, "LARGEST_PIECE", 2 * CHUNK))
        yield


def _progress(found: Progress | None) -> Answer:
    if found is None:
        raise _refusal(404)
    return {"Upload-Offset": str(found.have)}, encode_uploaded(Uploaded(found.have, found.size))


def _refusal(status: int) -> ProblemError:
    return ProblemError(ProblemCode.SERVER_FAILED, status=status)
