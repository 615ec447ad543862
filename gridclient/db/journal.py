"""The journal: a file beside the database that gets every saved edit, on the disk, before its commit.

A damaged write-ahead log loses commits and looks sound; then the journal still has what was saved. A record
is magic | seq | length | nonce | AEAD(what one transaction saved). Whoever reads goes on at the next magic
after damage. Only the thread that writes touches the file.
"""

import contextlib
import os
import struct
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection

from gridclient.db.folders import problem_of_file, sync_folder
from gridclient.db.identity import Identity
from gridcore.ids import CommunityId, GroupId, RecordId, ReplicaId, ScopeId
from gridcore.json_faults import JSON_FAULTS

MAGIC = b"\xd7GJ\x01"
_HEAD = struct.Struct(">4sQI")
_NONCE = 12
_LARGEST = 1 << 28
_FLAGS = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)


class Line(msgspec.Struct, frozen=True, array_like=True):
    """One edit as the queue has it; a sealed body is one that the server alone can open, or empty."""

    community: CommunityId
    n: int
    hash: bytes
    grp: GroupId
    record: RecordId
    kind: str
    scope: ScopeId
    body: bytes
    made_at: str
    is_sealed: bool = False
    verdict: str = ""
    """How it was refused or parked, until its author is done with it; a program of before passes it over."""
    extra: str | None = None


class UnsentFile(msgspec.Struct, frozen=True, array_like=True):
    """An attachment that is on no server yet: the key of its file, and on which records it hangs."""

    scope: ScopeId
    sha256: str
    size: int
    media: str
    file: str
    key: bytes
    at: str
    records: tuple[RecordId, ...]
    is_parting: bool = False

    def __repr__(self) -> str:
        return f"UnsentFile({self.file})"


class Saved(msgspec.Struct, frozen=True, tag="saved"):
    """What one transaction put into the queue; `follows` where it also began a new replica."""

    replica: ReplicaId
    lines: tuple[Line, ...]
    follows: ReplicaId | None = None
    files: tuple[UnsentFile, ...] = ()


class Acknowledged(msgspec.Struct, frozen=True, tag="acked"):
    """How far the server had a replica's edits when older lines were taken out of the journal."""

    replica: ReplicaId
    community: CommunityId
    n: int
    chain: str
    safe_n: int


class Enrolled(msgspec.Struct, frozen=True, tag="enrolled"):
    """Who this laptop is towards which server: a database that is made anew begins with it."""

    server: str
    ca_pem: str
    replica: ReplicaId
    epoch: str
    signing_key: bytes
    known: Identity

    def __repr__(self) -> str:
        return f"Enrolled({self.replica})"


Entry = Saved | Acknowledged | Enrolled


@dataclass(frozen=True)
class Reading:
    """What a journal holds. `is_damaged` where bytes belong to no record."""

    entries: tuple[Entry, ...] = ()
    last_seq: int = 0
    is_damaged: bool = False


@dataclass
class Noted:
    """What a transaction wants from the journal; it waits in the connection until the commit."""

    lines: list[Line] = field(default_factory=list)
    files: list[UnsentFile] = field(default_factory=list)
    follows: ReplicaId | None = None
    is_enrolment: bool = False
    purged: set[RecordId] = field(default_factory=set)
    is_purge: bool = False


_NOTED = "gridclient journal"
_encoder = msgspec.msgpack.Encoder()
_decoder: msgspec.msgpack.Decoder[Entry] = msgspec.msgpack.Decoder(Entry)


def noted(connection: Connection) -> Noted:
    """What the transaction of this connection noted so far."""
    found: Noted = connection.info.setdefault(_NOTED, Noted())
    return found


def take_noted(connection: Connection) -> Noted:
    """The same, and forget it: at the end of the transaction, or before the next one."""
    found: Noted = connection.info.pop(_NOTED, None) or Noted()
    return found


def purge(connection: Connection, records: Sequence[RecordId] = ()) -> None:
    """After this transaction the journal is written anew, without values that the database let go of.

    `records` are those of which nothing may stay, whatever the tables still say.
    """
    found = noted(connection)
    found.is_purge = True
    found.purged.update(records)


class Journal:
    """The open file. Every method raises ProblemError as the disk does."""

    def __init__(self, path: Path, key: bytes, random: Callable[[int], bytes] = os.urandom) -> None:
        self._path = path
        self._cipher = AESGCM(key)
        self._random = random
        self._descriptor = -1
        self.end = 0
        self.next_seq = 1

    def open(self) -> Reading:
        """Read what is there and make ready to append; what cannot be read at all is put aside."""
        with _problems():
            content = self._path.read_bytes() if self._path.exists() else b""
            found, end = _parsed(content, self._cipher)
            if content and not found.entries:
                self._path.replace(self._path.with_name(self._path.name + ".aside"))
                end = 0
            self._reopen()
            if end < len(content):
                os.ftruncate(self._descriptor, end)
            self.end = end
        self.next_seq = found.last_seq + 1
        return found

    def read(self) -> Reading:
        """What is there now."""
        with _problems():
            return _parsed(self._path.read_bytes(), self._cipher)[0]

    def append(self, entry: Entry) -> int:
        """Put a record at the end; when this returns it survives a power cut. Returns its number."""
        seq, start = self.next_seq, self.end
        record = self._record(seq, entry)
        with _problems():
            try:
                _write_all(self._descriptor, record)
                os.fsync(self._descriptor)
            except OSError:
                self.cut(start)
                raise
        self.end, self.next_seq = start + len(record), seq + 1
        return seq

    def cut(self, end: int) -> None:
        """Take back what was appended since: its transaction failed, and its author was told so.

        Where the disk refuses that as well, a later record of the same numbers outdoes it (`settled`).
        """
        with contextlib.suppress(OSError):
            os.ftruncate(self._descriptor, end)
            os.fsync(self._descriptor)
            self.end = end

    def rewrite(self, entries: Sequence[Entry]) -> None:
        """Replace all records at once: after a crash the file has the old ones or the new ones."""
        fresh = self._path.with_name(self._path.name + ".new")
        records = [self._record(self.next_seq + place, each) for place, each in enumerate(entries)]
        with _problems():
            fresh.unlink(missing_ok=True)
            descriptor = os.open(fresh, _FLAGS | os.O_EXCL, 0o600)
            try:
                _write_all(descriptor, b"".join(records))
                os.fsync(descriptor)
            except OSError:
                os.close(descriptor)
                fresh.unlink(missing_ok=True)
                raise
            os.close(descriptor)
            self.close()  # Windows replaces no file that is open
            try:
                fresh.replace(self._path)
                sync_folder(self._path.parent)
            finally:
                self._reopen()
            self.end = os.fstat(self._descriptor).st_size
        self.next_seq += len(records)

    def close(self) -> None:
        """Let go of the file; closing twice is allowed."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def _reopen(self) -> None:
        is_new = not self._path.exists()
        self._descriptor = os.open(self._path, _FLAGS, 0o600)
        if is_new:
            sync_folder(self._path.parent)

    def _record(self, seq: int, entry: Entry) -> bytes:
        plain = _encoder.encode(entry)
        nonce = self._random(_NONCE)
        head = _HEAD.pack(MAGIC, seq, _NONCE + len(plain) + 16)
        return head + nonce + self._cipher.encrypt(nonce, plain, head)


def settled(entries: Sequence[Entry]) -> list[Entry]:
    """The same without lines that a later record outdoes: it begins where their failed commit had begun."""
    begun: dict[tuple[ReplicaId, CommunityId], int] = {}
    found: list[Entry] = []
    for entry in reversed(entries):
        if not isinstance(entry, Saved):
            found.append(entry)
            continue
        here = begun.copy()
        for each in entry.lines:
            key = (entry.replica, each.community)
            begun[key] = min(each.n, begun.get(key, each.n))
        lines = [
            each for each in entry.lines if each.n < here.get((entry.replica, each.community), each.n + 1)
        ]
        found.append(msgspec.structs.replace(entry, lines=tuple(lines)))
    return found[::-1]


def _parsed(content: bytes, cipher: AESGCM) -> tuple[Reading, int]:
    """The records, and the end of the last one."""
    entries: list[Entry] = []
    place = end = last_seq = 0
    is_damaged = False
    while (start := content.find(MAGIC, place)) >= 0:
        found = _one(content, start, cipher)
        if found is None:
            place = start + 1
            continue
        seq, entry, after = found
        is_damaged = is_damaged or start != end
        entries.append(entry)
        last_seq = max(last_seq, seq)
        place = end = after
    return Reading(tuple(entries), last_seq, is_damaged or end != len(content)), end


def _one(content: bytes, start: int, cipher: AESGCM) -> tuple[int, Entry, int] | None:
    body = start + _HEAD.size
    head = content[start:body]
    if len(head) < _HEAD.size:
        return None
    _, seq, length = _HEAD.unpack(head)
    after = body + length
    if not _NONCE + 16 <= length <= _LARGEST or after > len(content):
        return None
    nonce = content[body : body + _NONCE]
    try:
        return seq, _decoder.decode(cipher.decrypt(nonce, content[body + _NONCE : after], head)), after
    except (InvalidTag, *JSON_FAULTS):  # the latter: of a later version
        return None


def _write_all(descriptor: int, content: bytes) -> None:
    left = memoryview(content)
    while left:
        left = left[os.write(descriptor, left) :]


@contextlib.contextmanager
def _problems() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise problem_of_file(error) from error
