"""Gives the whole of a scope to a new laptop: packed once, in the order in which a first sync wants it."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec
from sqlalchemy.engine import Connection

from gridcore.fields import Value
from gridcore.ids import CommunityId, ScopeId
from gridcore.records import RECORD_TYPES
from gridcore.sync.stored import Confirmed, Seen
from gridcore.wire.columns import FORMAT, MOST_ROWS, ColumnReader, ColumnWriter
from gridcore.wire.messages import Commit, Mark, RecordLine, encode_line
from gridcore.wire.packing import pack_once
from gridcore.wire.snapshots import COMPLETE, OPEN, Place, PlaceLine, decode_place, encode
from gridserver.actions.follows import follows
from gridserver.db import counter, snapshots, statistics
from gridserver.db.devices import Device
from gridserver.db.snapshots import Held, Snapshot
from gridserver.installation import Installation

_LINES_A_FRAME = 12
_MOST_OF_A_LINE = 1_000_000
_VISIT = "visit"
_BEFORE_OPEN = (
    *("community", "grid", "building", "room", "household", "resident"),
    *("care_plan", "consent", "visit_exception", "conflict", "proposal"),
)
_NAMED = frozenset((*_BEFORE_OPEN, _VISIT))
_cells = msgspec.json.Decoder(dict[str, Value])
_seen = msgspec.json.Decoder(Seen)
_encoder = msgspec.json.Encoder()
_OTHERS = tuple(kind for kind in RECORD_TYPES if kind not in _NAMED)


def give_snapshot(
    installation: Installation, device: Device, community: CommunityId, scope: ScopeId
) -> Snapshot | None:
    """The scope's snapshot, made anew where the kept one is too old; None where it is not followed."""
    sealer = installation.sealer
    with installation.database.snapshot() as connection:
        if not follows(installation, connection, device, community, scope):
            return None
        stat = statistics.stats_of(connection, community, [scope]).get(scope, statistics.NEVER_FOUNDED)
        kept = snapshots.kept(connection, sealer, community, scope, stat)
        if kept is not None:
            return kept
        made = _made(connection, installation, community, scope)
    with installation.database.write() as connection:
        snapshots.keep(connection, sealer, community, scope, made, installation.clock())
    return made


def _made(
    connection: Connection, installation: Installation, community: CommunityId, scope: ScopeId
) -> Snapshot:
    reading = counter.read(connection, community)
    seq = reading.seq if reading is not None else 0
    stat = statistics.stats_of(connection, community, [scope]).get(scope, statistics.NEVER_FOUNDED)
    first, last = _ordered(connection, installation, community, scope)
    between = encode_line(Mark(c=Commit(scope, 0, stat.rows, "", more=True)))
    end = encode_line(Mark(c=Commit(scope, seq, stat.rows, stat.digest)))
    body = b""
    for frame in _frames([*_batches(first), None, *_batches(last)]):
        lines, writer = [_place(body, seq)], ColumnWriter()
        for batch in frame:
            lines += [writer.line(_decoded(scope, batch)), between] if batch else [_place(body, seq, OPEN)]
        body += pack_once(b"".join(lines))
    body += pack_once(_place(body, seq) + end + _place(body, seq, COMPLETE))
    return Snapshot(seq, f"{FORMAT}-{hashlib.sha256(body).hexdigest()}", body)


def one_by_one(plain: bytes, scope: ScopeId) -> bytes:
    """An unpacked snapshot with a line for each record, for laptops that read no columns."""
    lines: list[bytes] = []
    reader = ColumnReader(scope)
    for line in plain.splitlines(keepends=True):
        if line.startswith(b'{"s"'):
            reader = ColumnReader(scope) if not decode_place(line).mark else reader
        if line.startswith(b'["b"'):
            lines += map(_record_line, reader.records(line))
        else:
            lines.append(line)
    return b"".join(lines)


def _record_line(held: Confirmed) -> bytes:
    cells, vers = (msgspec.Raw(_encoder.encode(each)) for each in (held.cells, held.vers))
    return encode_line(RecordLine(held.kind, held.id, held.seq, cells, vers))


def _place(body: bytes, seq: int, mark: str = "") -> bytes:
    return encode(PlaceLine(Place(len(body), seq, mark)))


def _decoded(scope: ScopeId, batch: Sequence[Held]) -> list[Confirmed]:
    return [
        Confirmed(
            change.id,
            change.kind or "",
            scope,
            _cells.decode(change.cells),
            _seen.decode(change.seen),
            change.seq,
        )
        for change, *_ in batch
    ]


def _ordered(
    connection: Connection, installation: Installation, community: CommunityId, scope: ScopeId
) -> tuple[Iterable[Held], Iterable[Held]]:
    """What Today needs, and the rest."""
    found: dict[str, list[Held]] = {}
    for each in snapshots.present(connection, installation.sealer, community, scope):
        found.setdefault(each.change.kind or "", []).append(each)
    needed = _of(found, _BEFORE_OPEN)
    older: list[Held] = []
    visited: set[str | None] = set()
    for each in sorted(found.get(_VISIT, ()), key=lambda visit: visit.day, reverse=True):
        (older if each.parent in visited else needed).append(each)
        visited.add(each.parent)
    return needed, [*older, *_of(found, _OTHERS)]


def _of(found: Mapping[str, Sequence[Held]], kinds: Sequence[str]) -> list[Held]:
    """The records of some kinds, one kind after the other, by id."""
    return [each for kind in kinds for each in found.get(kind, ())]


def _batches(held: Iterable[Held]) -> Iterator[list[Held]]:
    """Records of one kind, as many as one line carries: so many, or so long."""
    batch: list[Held] = []
    size = 0
    for each in held:
        if batch and (
            each.change.kind != batch[0].change.kind or len(batch) == MOST_ROWS or size > _MOST_OF_A_LINE
        ):
            yield batch
            batch, size = [], 0
        batch.append(each)
        size += len(each.change.cells)
    if batch:
        yield batch


def _frames(batches: Sequence[list[Held] | None]) -> Iterator[Sequence[list[Held] | None]]:
    """Reading goes on at a frame after an interruption, and packs best in large ones."""
    for first in range(0, len(batches), _LINES_A_FRAME):
        yield batches[first : first + _LINES_A_FRAME]
