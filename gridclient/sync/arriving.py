"""Reads the snapshots of scopes one after the other, ahead of the thread that writes."""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from threading import Condition, Event
from urllib.parse import quote

from gridclient.db.confirmed import decode_confirmed
from gridclient.db.snapshot_places import SnapshotPlace
from gridclient.sync.transport import Call, Transport
from gridcore.ids import CommunityId, ScopeId
from gridcore.json_faults import JSON_FAULTS
from gridcore.problems import ProblemCode, ProblemError
from gridcore.sync.stored import Confirmed
from gridcore.wire.columns import FORMAT, ColumnReader, ColumnsError
from gridcore.wire.messages import Commit, Mark, RecordLine, decode_line
from gridcore.wire.snapshots import Place, decode_place

ROWS_A_PAGE = 500
_PAGES_AHEAD = 12
_NOT_FOUND = 404
_LARGEST = 1_000_000_000


@dataclass(frozen=True)
class Page:
    """Records with the commit line that ends them, so many that they are worth a turn of the writer."""

    records: list[Confirmed]
    commit: Commit


@dataclass(frozen=True)
class Reached:
    """All that came before belongs to this place of a scope's snapshot; without a place, to all of it."""

    scope: ScopeId
    place: SnapshotPlace | None
    mark: str = ""


@dataclass
class Arriving:
    """What has arrived and was not yet taken; `read` runs in one thread, the rest in others."""

    transport: Transport
    community: CommunityId
    places: Mapping[ScopeId, SnapshotPlace | None]
    stop: Event
    read_bytes: int = 0
    failure: BaseException | None = None
    _found: deque[Page | Reached] = field(default_factory=deque)
    _changed: Condition = field(default_factory=Condition)
    _is_over: bool = False

    def read(self) -> None:
        """Read everything; what goes wrong is kept as `failure`, to be raised once all before it is taken."""
        try:
            for scope, place in self.places.items():
                try:
                    self._read_scope(scope, place)
                except ProblemError as problem:
                    if problem.params.get("status") != _NOT_FOUND:  # no snapshot is kept of it
                        raise
                if self._is_over:
                    break
        except BaseException as failure:  # raised again by whoever takes
            self.failure = failure
        finally:
            self.end()

    def end(self) -> None:
        """Nothing more is wanted, or nothing more comes."""
        with self._changed:
            self._is_over = True
            self._changed.notify_all()

    def wait(self) -> bool:
        """Wait for something to take; False when nothing more comes."""
        with self._changed:
            self._changed.wait_for(lambda: self._found or self._is_over)
            return bool(self._found)

    def take(self) -> Page | Reached | None:
        """What has arrived, without waiting."""
        with self._changed:
            self._changed.notify_all()
            return self._found.popleft() if self._found else None

    def _put(self, found: Page | Reached) -> None:
        with self._changed:
            self._changed.wait_for(lambda: len(self._found) < _PAGES_AHEAD or self._is_over)
            self._found.append(found)
            self._changed.notify_all()

    def _read_scope(self, scope: ScopeId, place: SnapshotPlace | None) -> None:
        headers = {"Range": f"bytes={place.offset}-", "If-Range": place.etag} if place is not None else {}
        target = f"/snapshot/{quote(scope)}?community={quote(self.community)}&format={FORMAT}"
        reply = self.transport.send(Call("GET", target, headers=headers, limit=_LARGEST), self.stop)
        try:
            self._read_lines(scope, reply.headers.get("ETag", ""), reply.lines)
        finally:
            reply.close()

    def _read_lines(self, scope: ScopeId, etag: str, lines: Iterator[bytes]) -> None:
        """Cut the lines into pages; rows after the last commit line are forgotten."""
        records: list[Confirmed] = []
        page: Page | None = None
        reader, frame = ColumnReader(scope), -1
        for line in lines:
            self.read_bytes += len(line) + 1
            found = _decoded(scope, line, reader)
            if isinstance(found, list):
                records += found
                continue
            if isinstance(found, Commit):
                page = Page([*(page.records if page else ()), *records], found)
                records = []
            if page is not None and (isinstance(found, Place) or len(page.records) >= ROWS_A_PAGE):
                self._put(page)
                page = None
            if isinstance(found, Place):
                if found.offset != frame:
                    reader, frame = ColumnReader(scope), found.offset
                self._put(Reached(scope, SnapshotPlace(etag, found.offset) if etag else None, found.mark))
            if self._is_over or self.stop.is_set():
                break
        else:
            if page is not None:
                self._put(page)
            self._put(Reached(scope, None))


def _decoded(scope: ScopeId, line: bytes, reader: ColumnReader) -> list[Confirmed] | Commit | Place:
    try:
        if line.startswith(b'["b"'):
            return reader.records(line)
        if line.startswith(b'{"s":'):
            return decode_place(line)
        match decode_line(line):
            case RecordLine() as found:
                cells, vers = bytes(found.cells), bytes(found.vers)
                return [decode_confirmed(found.id, found.kind, scope, found.seq, cells, vers)]
            case Mark(c=Commit() as commit) if commit.scope == scope:
                return commit
    except (*JSON_FAULTS, ColumnsError) as error:
        raise ProblemError(ProblemCode.SERVER_GARBAGE) from error
    raise ProblemError(ProblemCode.SERVER_GARBAGE)
