"""Gives a laptop what it may see and has not read: one snapshot, scope by scope, in slices it can commit."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec
from sqlalchemy.engine import Connection

from gridcore.fields import ScopeKind
from gridcore.ids import CommunityId, RecordId, ReplicaId, ScopeId, UserId
from gridcore.sync.compaction import must_compare
from gridcore.sync.stored import Written, digest_text
from gridcore.wire.messages import (
    PROTO,
    ROWS_A_COMMIT,
    Commit,
    GoneLine,
    Head,
    Mark,
    Request,
    encode_line,
)
from gridcore.wire.upgrades import Terms
from gridserver.actions.arriving import RequestError
from gridserver.actions.give_colleagues import give_colleagues
from gridserver.actions.notices import notices_for
from gridserver.actions.take_edits import Forked, Pushed, WentBack, wipe_order
from gridserver.db import counter, records, replicas, statistics
from gridserver.db.devices import Device, device_of
from gridserver.db.feed import Change, changes
from gridserver.db.scopes import access_of, day_of, moment_of
from gridserver.db.statistics import ScopeStat
from gridserver.installation import Installation

LARGEST_ANSWER = 16_000_000
"""Before packing; what a laptop asks for is cut to this."""

_FIRST = (ScopeKind.COMMUNITY, ScopeKind.USER, ScopeKind.GRID)
_NOTHING = digest_text(0)
_encoder = msgspec.json.Encoder()
_written = msgspec.json.Decoder(tuple[Written, ...])


@dataclass
class Answer:
    """The lines of an answer, in pieces that may be sent one by one, and what is logged of it."""

    pieces: list[bytes] = field(default_factory=list)
    rows: int = 0


def give_changes(
    installation: Installation,
    device: Device,
    request: Request,
    pushed: Pushed | WentBack | Forked,
    *,
    most: int = LARGEST_ANSWER,
) -> Answer:
    """The answer to a request whose edits were taken, from a snapshot that begins after they were.

    It ends after about as many bytes as the request wants, at the most `most`, and says where.
    """
    match pushed:
        case WentBack(have_n=have_n, chain=chain, epoch=epoch, past=past):
            return Answer([encode_line(Mark(restore=have_n, chain=chain, epoch=epoch, past=past))])
        case Forked(have_n=have_n, common=common, past=past):
            return Answer([encode_line(Mark(fork=have_n, common=common, past=past))])
    with installation.database.snapshot() as connection:
        return _answer(connection, installation, device, request, pushed, most)


def _answer(
    connection: Connection,
    installation: Installation,
    device: Device,
    request: Request,
    pushed: Pushed,
    most: int,
) -> Answer:
    community, now = request.community, installation.clock()
    reading = counter.read(connection, community)
    held = device_of(connection, device.device_id)
    if reading is None:
        raise RequestError("no_such_community")
    is_trusted = held is not None and held.is_trusted
    is_suspended = held is not None and held.is_suspended
    scopes: frozenset[ScopeId] = frozenset()
    former: frozenset[ScopeId] = frozenset()
    notices: list[str] = []
    colleagues: dict[UserId, str] | None = None
    if is_trusted:
        access = access_of(connection, community, device.user_id, device.home, day_of(now))
        scopes, former = access.scopes, access.former_scopes
        notices = notices_for(connection, community, access.assignments, now)
        colleagues = give_colleagues(connection, community, access.assignments, request.knows, day_of(now))
    head = Head(
        epoch=reading.epoch,
        now=moment_of(now),
        scopes=sorted(scopes),
        verdicts=list(pushed.verdicts),
        n_acked=pushed.n,
        chain=pushed.chain,
        receipt=pushed.receipt,
        safe_n=pushed.safe_n,
        notices=notices,
        wipe=not (is_trusted or is_suspended),
        wipe_order="" if is_trusted or is_suspended else wipe_order(installation, request, pushed),
        suspended=is_suspended,
        common=pushed.common,
        papers=list(pushed.papers) if is_trusted else [],
        colleagues=colleagues,
        min_proto=installation.versions.given,
        proto=PROTO,
    )
    answer = Answer([encode_line(Mark(h=head))])
    if not is_trusted:
        return answer
    for gone in _gone(request.scopes, scopes, former):
        answer.pieces.append(encode_line(Mark(x=gone)))
    if installation.versions.terms(request.proto) is not Terms.ALL:
        return answer
    stats = statistics.stats_of(connection, community, scopes)
    places = records.scopes_of(connection, community, pushed.others)
    writer = Writer(connection, installation, community, pushed.echoes, answer, places)
    writer.left = min(max(request.limit_bytes, 1), most)
    for scope in in_order(scopes):
        stat = stats.get(scope, statistics.NEVER_FOUNDED)
        writer.write_scope(scope, request.scopes.get(scope, 0), reading.seq, stat)
    return answer


def _gone(told: Iterable[ScopeId], given: frozenset[ScopeId], former: frozenset[ScopeId]) -> list[ScopeId]:
    """Scopes that the laptop has and may not have.

    Of cases only those that were once the user's: one that was never founded is still its own, and nobody
    learns here whether somebody else has founded it.
    """
    gone = [each for each in sorted(told) if each not in given]
    return [each for each in gone if each in former or not each.startswith(f"{ScopeKind.CASE}/")]


def in_order(scopes: Iterable[ScopeId]) -> list[ScopeId]:
    """The order in which a laptop wants them."""
    return sorted(scopes, key=_order)


def _order(scope: ScopeId) -> tuple[int, ScopeId]:
    kind = scope.partition("/")[0]
    return (_FIRST.index(ScopeKind(kind)) if kind in _FIRST else len(_FIRST), scope)


@dataclass
class Writer:
    """Writes scopes until the answer is as long as it may be."""

    connection: Connection
    installation: Installation
    community: CommunityId
    echoes: Mapping[RecordId, int]
    answer: Answer
    places: Mapping[RecordId, ScopeId] = field(default_factory=dict)
    left: int = 0
    _named: set[ReplicaId] = field(default_factory=set)
    _unnamed: set[ReplicaId] = field(default_factory=set)

    def write_scope(self, scope: ScopeId, cursor: int, hi: int, stat: ScopeStat) -> None:
        """The scope's rows and commit lines; a scope without news has its commit line all the same.

        What was applied and lies in another scope is told to be gone from this one: the laptop may have made
        it here, while what it hangs on had been moved. Who was away while farewells were dropped is told to
        compare.
        """
        after, apart = cursor, self._apart(scope)
        if apart:
            self.answer.pieces.append(b"".join(encode_line(GoneLine(each)) for each in apart))
        if stat.last > cursor:
            for slice_ in _slices(self._news(scope, cursor, hi, apart)):
                if self.left <= 0:
                    self._commit(Commit(scope, after, stat.rows, "", more=True))
                    return
                if after > cursor:
                    self._commit(Commit(scope, after, stat.rows, "", more=True))
                after = slice_[-1].seq
                self._send(slice_)
        is_below = must_compare(cursor, stat.floor)
        self._commit(Commit(scope, hi, stat.rows, stat.digest, compare=is_below))

    def _news(self, scope: ScopeId, cursor: int, hi: int, apart: Collection[RecordId]) -> Iterator[Change]:
        sealer = self.installation.sealer
        own = self.echoes.values()
        found = changes(self.connection, sealer, self.community, scope, after=cursor, last=hi, known=own)
        return (
            each
            for each in found
            if self.echoes.get(each.id) != each.seq
            and (each.is_erased or not (each.kind is None and each.id in apart))
        )

    def _apart(self, scope: ScopeId) -> dict[RecordId, ScopeId]:
        """What lies in another scope of the same kind, in order."""
        kind = scope.partition("/")[0]
        return {
            record: place
            for record, place in self.places.items()
            if place != scope and place.partition("/")[0] == kind
        }

    def _send(self, slice_: Sequence[Change]) -> None:
        piece = b"".join(map(line_of, slice_))
        told = (one.replica for each in slice_ for one in _told_by(each))
        self._unnamed.update(each for each in told if each not in self._named)
        self.left -= len(piece)
        self.answer.rows += len(slice_)
        self.answer.pieces.append(piece)

    def _commit(self, commit: Commit) -> None:
        """The commit line, with the names of those whom the records before it were the first to mention."""
        if self._unnamed:
            names = replicas.names_of(self.connection, self.community, self._unnamed)
            commit = msgspec.structs.replace(commit, names=names)
            self._named |= self._unnamed
            self._unnamed = set()
        self.answer.pieces.append(encode_line(Mark(c=commit)))


def _slices(found: Iterator[Change]) -> Iterator[list[Change]]:
    slice_: list[Change] = []
    for each in found:
        if len(slice_) == ROWS_A_COMMIT:
            yield slice_
            slice_ = []
        slice_.append(each)
    if slice_:
        yield slice_


def _told_by(change: Change) -> list[Written]:
    """Whom the line of a change names: who brought what stands, or who removed the record."""
    held = _written.decode(change.written) if change.written else ()
    return [each for each in held if change.kind is not None or each.v == change.seq]


def line_of(change: Change) -> bytes:
    """The line of one change; cells and versions are text already."""
    record = _encoder.encode(change.id)
    if change.kind is None:
        by = _told_by(change)
        if by:
            merged = b",true" if change.is_merged else b""
            return b'["g",%b,false,%b%b]\n' % (record, _encoder.encode(by), merged)
        return (b'["g",%b,true]\n' if change.is_erased else b'["g",%b]\n') % record
    kind, seq = _encoder.encode(change.kind), change.seq
    written = b",%b" % change.written.encode() if change.written is not None else b""
    told = (kind, record, seq, change.cells.encode(), change.seen.encode(), written)
    return b'["r",%b,%b,%d,%b,%b%b]\n' % told
