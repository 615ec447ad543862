"""Gives the whole of a scope to a new laptop: packed once, in the order in which a first sync wants it."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy.engine import Connection

from gridcore.ids import CommunityId, ScopeId
from gridcore.records import RECORD_TYPES
from gridcore.wire.messages import ROWS_A_COMMIT, Commit, Mark, encode_line
from gridcore.wire.packing import pack
from gridcore.wire.snapshots import COMPLETE, OPEN, Place, PlaceLine, encode
from gridserver.actions.follows import follows
from gridserver.actions.give_changes import line_of
from gridserver.db import counter, snapshots, statistics
from gridserver.db.devices import Device
from gridserver.db.snapshots import Held, Snapshot
from gridserver.installation import Installation

_COMMITS_A_FRAME = 5
_VISIT = "visit"
_BEFORE_OPEN = (
    ("community", "grid", "building", "room"),
    ("household",),
    ("resident",),
    ("care_plan", "visit_exception", "conflict", "proposal"),
)
_NAMED = frozenset(kind for kinds in _BEFORE_OPEN for kind in kinds) | {_VISIT}
_OTHERS = tuple(kind for kind in RECORD_TYPES if kind not in _NAMED)


def give_snapshot(
    installation: Installation, device: Device, community: CommunityId, scope: ScopeId
) -> Snapshot | None:
    """The scope's snapshot, made anew where the kept one is too old; None where it is not followed."""
    sealer = installation.sealer
    with installation.database.snapshot() as connection:
        if not follows(installation, connection, device, community, scope):
            return None
        rows = statistics.stats_of(connection, community, [scope]).get(scope, statistics.NEVER_FOUNDED).rows
        kept = snapshots.kept(connection, sealer, community, scope, rows)
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
    body, mark = b"", OPEN
    for lines in _frames(first, between):
        body += pack(_place(body, seq) + lines)
    for lines in _frames(last, between):
        body += pack(_place(body, seq, mark) + lines)
        mark = ""
    end = encode_line(Mark(c=Commit(scope, seq, stat.rows, stat.digest)))
    body += pack(_place(body, seq, mark) + end + _place(body, seq, COMPLETE))
    return Snapshot(seq, hashlib.sha256(body).hexdigest(), body)


def _place(body: bytes, seq: int, mark: str = "") -> bytes:
    return encode(PlaceLine(Place(len(body), seq, mark)))


def _ordered(
    connection: Connection, installation: Installation, community: CommunityId, scope: ScopeId
) -> tuple[Iterable[Held], Iterable[Held]]:
    """What Today needs, and the rest."""
    found: dict[str, list[Held]] = {}
    for each in snapshots.present(connection, installation.sealer, community, scope):
        found.setdefault(each.change.kind or "", []).append(each)
    needed = [each for kinds in _BEFORE_OPEN for each in _of(found, kinds)]
    older: list[Held] = []
    visited: set[str | None] = set()
    for each in sorted(found.get(_VISIT, ()), key=lambda visit: visit.day, reverse=True):
        (older if each.parent in visited else needed).append(each)
        visited.add(each.parent)
    return needed, [*older, *_of(found, _OTHERS)]


def _of(found: Mapping[str, Sequence[Held]], kinds: Sequence[str]) -> list[Held]:
    """The records of some kinds, by id."""
    held = [each for kind in kinds for each in found.get(kind, ())]
    return sorted(held, key=lambda each: each.change.id)


def _frames(held: Iterable[Held], between: bytes) -> Iterator[bytes]:
    lines: list[bytes] = []
    for count, each in enumerate(held, start=1):
        lines.append(line_of(each.change))
        if count % ROWS_A_COMMIT == 0:
            lines.append(between)
        if count % (ROWS_A_COMMIT * _COMMITS_A_FRAME) == 0:
            yield b"".join(lines)
            lines = []
    if lines:
        yield b"".join(lines if lines[-1] is between else [*lines, between])
