"""Takes in an answer: the head by itself, then everything up to each commit line in one local transaction."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection

from gridclient.db.blobs import part_with_records
from gridclient.db.colleagues import keep_colleagues
from gridclient.db.confirmed import (
    confirmed_of,
    decode_confirmed,
    drop_confirmed,
    write_confirmed,
)
from gridclient.db.cursors import Cursor, ScopeState, counted, cursor_of, cursors, follow, store_cursor
from gridclient.db.history import Former, Writer, added, drop_history, replaced, write_history
from gridclient.db.merged import lead_drafts
from gridclient.db.noticed import keep_notices
from gridclient.db.numbering import acknowledge
from gridclient.db.paper_numbers import keep_blocks
from gridclient.db.pending import (
    EditState,
    Pending,
    answer,
    follow_scope,
    pending_of,
    settle,
    settle_all,
)
from gridclient.db.removals import came_back, forget_removals, note_removals, removed
from gridclient.db.replicas import note_epoch, replica_ids
from gridclient.db.shown import Facts, decisions_about, refresh, show
from gridclient.db.shown_tables import LAYOUTS
from gridclient.db.went_back import let_go_of_gone
from gridclient.sync.echo import stamped
from gridclient.sync.forgetting import forget_erased, forget_refused
from gridclient.sync.handed_in import hand_in, handed, seal_left_behind, seal_records
from gridcore.ids import CommunityId, RecordId, ReplicaId, ScopeId
from gridcore.json_faults import JSON_FAULTS
from gridcore.problems import ProblemCode, ProblemError
from gridcore.records import RECORD_TYPES
from gridcore.sync.edits import Erase, Merge, Move, Remove, Resolve, Restore, cells_touched
from gridcore.sync.stored import Confirmed, Written, digest_text
from gridcore.sync.verdicts import VerdictCode
from gridcore.wire.messages import Commit, Head, RecordLine

_ALWAYS_SENT = (Remove, Restore, Move, Resolve, Merge, Erase)


@dataclass
class Answer:
    """What an answer has told so far, and who asked; it lives as long as the answer is read."""

    community: CommunityId
    user_name: str
    now: str
    envelope_key: bytes = b""
    echoes: dict[ScopeId, dict[RecordId, int]] = field(default_factory=dict)
    """By scope, the records with edits of this very request that got a plain ok, with their number."""
    read: set[RecordId] = field(default_factory=set)
    """Of these records those that were sent, or stamped, since; a first sync of all would fill the memory."""
    unfinished: set[ScopeId] = field(default_factory=set)
    """Scopes of which the server has more than this answer brought."""
    differing: set[ScopeId] = field(default_factory=set)
    """Scopes that were read to their end and are not what the server has."""
    names: dict[ReplicaId, tuple[str, str]] = field(default_factory=dict)
    """The users and devices that this answer has named."""
    server_now: str = ""
    """The server's clock, as the head told it: how long something was kept is not for a laptop's to say."""

    def writers(self, written: Sequence[Written]) -> dict[int, Writer]:
        """Who wrote, by version; no clock of another laptop is ahead of this one's."""
        return {
            each.v: Writer(*self.names[each.replica], min(each.at or self.now, self.now))
            for each in written
            if each.replica in self.names
        }

    def removers(
        self, removed: Mapping[RecordId, Sequence[Written]], own: Collection[ReplicaId]
    ) -> dict[RecordId, Writer]:
        """Who removed records; what this laptop did names no device."""
        found = {}
        for record, written in removed.items():
            for by in self.writers(written[-1:]).values():
                found[record] = replace(by, device="") if written[-1].replica in own else by
        return found


@dataclass(frozen=True)
class Batch:
    """The lines between two commit lines."""

    records: Sequence[RecordLine]
    gone: Sequence[RecordId]
    erased: Sequence[RecordId] = ()
    """Those of the gone of which nothing may stay."""
    removed: Mapping[RecordId, Sequence[Written]] = field(default_factory=dict)
    """Those of the gone that somebody removed, with who that was."""
    merged: Collection[RecordId] = ()
    """Those of the removed that went into another record."""


def apply_head(connection: Connection, told: Answer, head: Head) -> bool:
    """Mark edits answered. False where the server's chain is not this replica's: then nothing is marked."""
    community = told.community
    if not acknowledge(connection, community, head.n_acked, head.chain, head.safe_n):
        return False
    note_epoch(connection, head.epoch)
    keep_notices(connection, head.notices)
    keep_blocks(connection, community, head.papers)
    keep_colleagues(connection, head.colleagues)
    answered = answer(connection, community, head.verdicts, told.server_now or told.now)
    answered = forget_refused(connection, community, answered)
    for record, (in_scope, seq) in _echoes(answered).items():
        told.echoes.setdefault(in_scope, {})[record] = seq
    follow(connection, community, head.scopes)
    followed = cursors(connection, community)
    records = {each.edit.id for each in answered}
    for scope in sorted({each.scope for each in answered}):
        if scope in followed:
            records |= settle(connection, community, scope, followed[scope].seq, more=True)
        else:
            records |= settle_all(connection, community, scope)
    given = handed(answered, followed)
    records -= hand_in(connection, community, given, told.envelope_key, told.now)
    seal_left_behind(connection, community, answered, told.envelope_key)
    refresh(connection, sorted(records))
    return True


def _echoes(answered: Sequence[Pending]) -> dict[RecordId, tuple[ScopeId, int]]:
    """The records that may be left out of the answer: what is not sent is what these edits say."""
    found: dict[RecordId, tuple[ScopeId, int]] = {}
    others = set()
    for each in answered:
        if each.verdict is VerdictCode.OK and not isinstance(each.edit, _ALWAYS_SENT):
            _, before = found.get(each.edit.id, (each.scope, 0))
            found[each.edit.id] = each.scope, max(before, each.verdict_seq or 0)
        else:
            others.add(each.edit.id)
    return {record: place for record, place in found.items() if record not in others}


def apply_commit(connection: Connection, told: Answer, batch: Batch, commit: Commit) -> None:
    """Rows, cursor and digest of one commit line."""
    records = [_decoded(commit.scope, each) for each in batch.records]
    told.names.update(commit.names)
    written = {each.id: each.written for each in batch.records}
    _note_removals(connection, told, batch, commit.scope)
    apply_records(connection, told, records, batch.gone, commit, written)
    forget_erased(connection, told.community, batch.erased)


def _note_removals(connection: Connection, told: Answer, batch: Batch, scope: ScopeId) -> None:
    """Who took away what goes now; of what went otherwise nothing stays, nor of what hung on it.

    A record that this laptop has just removed is told to be gone from every scope in which it may have lain.
    """
    known = confirmed_of(connection, batch.gone)
    places = {each.record: each.scope for each in removed(connection, batch.gone)}  # that left later
    places |= {each: held.scope for each, held in known.items()}
    left = [each for each in batch.gone if places.get(each) == scope and each not in batch.removed]
    forget_removals(connection, left)
    if batch.removed:
        own, _ = replica_ids(connection)
        gone = [each for each in known.values() if each.id in batch.removed]
        note_removals(connection, gone, told.removers(batch.removed, own), batch.merged)


def apply_records(
    connection: Connection,
    told: Answer,
    records: Sequence[Confirmed],
    left: Sequence[RecordId],
    commit: Commit,
    written: Mapping[RecordId, Sequence[Written]] | None = None,
) -> None:
    """The same of records that are decoded; `left` are no longer in the scope, `written` says who wrote."""
    scope = commit.scope
    sent = {each.id: each for each in records}
    told.read.update(_echoed(told, [*sent, *_gone_from_here(connection, scope, left)]))
    echoes = _due_echoes(connection, told, scope, commit.cursor)
    ids = [*sent, *left, *echoes]
    known, pending = confirmed_of(connection, ids), pending_of(connection, ids)
    come = [*sent.values()]
    gone = [each for each in dict.fromkeys(left) if each in known and known[each].scope == scope]
    for record, edits in echoes.items():
        made = _stamped(scope, known.get(record), edits, told.echoes[scope][record])
        if made is not None:
            come.append(made)
    _keep_history(connection, told, come, known, pending, written or {})
    part_with_records(connection, gone)
    write_confirmed(connection, come)
    drop_confirmed(connection, gone)
    drop_history(connection, gone)
    let_go_of_gone(connection, left)
    seal_records(connection, told.community, gone, told.envelope_key)
    _move_cursor(connection, told, commit, come, [known[each] for each in gone], known)
    follow_scope(
        connection, [(e.id, scope) for e in come if e.id in pending and pending[e.id][0].scope != scope]
    )
    settled = settle(connection, told.community, scope, commit.cursor, more=commit.more)
    _show(connection, come, {*known, *pending}, pending_of(connection, list(pending)))
    refresh(connection, sorted((settled | set(gone)) - {each.id for each in come}))


def apply_commits(connection: Connection, told: Answer, commits: Sequence[tuple[Batch, Commit]]) -> None:
    """Several commit lines in one transaction."""
    for batch, commit in commits:
        apply_commit(connection, told, batch, commit)
    if not all(commit.more for _, commit in commits):
        lead_drafts(connection)


def _decoded(scope: ScopeId, line: RecordLine) -> Confirmed:
    try:
        return decode_confirmed(line.id, line.kind, scope, line.seq, bytes(line.cells), bytes(line.vers))
    except JSON_FAULTS as error:
        raise ProblemError(ProblemCode.SERVER_GARBAGE) from error


def _gone_from_here(connection: Connection, scope: ScopeId, gone: Sequence[RecordId]) -> list[RecordId]:
    """Of the farewells those that are news: a record that is in another scope by now is told of there."""
    places = {record: edits[0].scope for record, edits in pending_of(connection, gone).items()}
    places |= {record: known.scope for record, known in confirmed_of(connection, gone).items()}
    return [each for each in gone if places.get(each, scope) == scope]


def _echoed(told: Answer, records: Sequence[RecordId]) -> list[RecordId]:
    return [each for each in records if any(each in here for here in told.echoes.values())]


def _due_echoes(
    connection: Connection, told: Answer, scope: ScopeId, cursor: int
) -> dict[RecordId, list[Pending]]:
    """Own edits of this request that the cursor passes now and that were not sent back."""
    here = told.echoes.get(scope, {})
    due = [record for record, seq in here.items() if seq <= cursor and record not in told.read]
    found = {}
    for record, edits in pending_of(connection, due).items():
        if edits[0].scope == scope:
            found[record] = [each for each in edits if each.verdict is VerdictCode.OK]
            told.read.add(record)
    return found


def _stamped(scope: ScopeId, known: Confirmed | None, edits: Sequence[Pending], seq: int) -> Confirmed | None:
    declared = RECORD_TYPES.get(edits[0].kind if known is None else known.kind)
    if declared is None or (known is not None and known.seq >= seq):
        return None  # of a record that is not here, the comparison brings what the server has
    return stamped(declared, scope, known, [each.edit for each in edits], seq)


def _keep_history(
    connection: Connection,
    told: Answer,
    come: Sequence[Confirmed],
    known: Mapping[RecordId, Confirmed],
    pending: Mapping[RecordId, Sequence[Pending]],
    written: Mapping[RecordId, Sequence[Written]],
) -> None:
    former: list[Former] = []
    new = []
    arriving = [each for each in come if each.id not in known]
    by_whom = {each.id: told.writers(written.get(each.id, ())).get(each.seq) for each in arriving}
    back = came_back(connection, by_whom, told.now)
    for each in come:
        before, by = known.get(each.id), told.writers(written.get(each.id, ()))
        edits = [one for one in pending.get(each.id, ()) if one.state is EditState.ANSWERED]
        if before is not None:
            own = {cell for one in edits for cell in cells_touched(one.edit)}
            mine = dict.fromkeys(own, Writer(told.user_name, "", told.now))
            former += replaced(before, each, by, mine, told.now)
        elif by and each.id not in pending and each.id not in back:
            new.append(added(each, by[min(by)]))
    if new and _was_read(connection, told, come[0].scope):
        former += new
    write_history(connection, former)


def _was_read(connection: Connection, told: Answer, scope: ScopeId) -> bool:
    """Whether all of a scope was here once, so that what comes is news."""
    cursor = cursor_of(connection, told.community, scope)
    return cursor is not None and cursor.state is not ScopeState.BEGUN


def _move_cursor(
    connection: Connection,
    told: Answer,
    commit: Commit,
    come: Sequence[Confirmed],
    gone: Sequence[Confirmed],
    known: Mapping[RecordId, Confirmed],
) -> None:
    """Count what came and went, here and where records came from, and look at the end whether all is here."""
    community = told.community
    before = cursor_of(connection, community, commit.scope) or Cursor(commit.scope, 0, 0, 0, ScopeState.BEGUN)
    replaced_here = [known[each.id] for each in come if each.id in known]
    for scope in {each.scope for each in replaced_here} - {commit.scope}:
        left = [each for each in replaced_here if each.scope == scope]
        followed = cursor_of(connection, community, scope)
        if followed is not None:
            store_cursor(connection, community, counted(followed, left, ()))
    leaving = [*gone, *(each for each in replaced_here if each.scope == commit.scope)]
    after = counted(before, leaving, come)
    state, seq = before.state, commit.cursor
    if not commit.more:
        is_equal = after.rows == commit.rows and digest_text(after.total) == commit.digest
        is_equal = is_equal and not commit.compare
        unequal = ScopeState.RESTORED if state is ScopeState.RESTORED else ScopeState.DIFFERS
        state = ScopeState.COMPLETE if is_equal else unequal
    store_cursor(connection, community, replace(after, seq=seq, state=state))
    (told.unfinished.add if commit.more else told.unfinished.discard)(commit.scope)
    (told.differing.add if state is ScopeState.DIFFERS else told.differing.discard)(commit.scope)


def _show(
    connection: Connection,
    come: Sequence[Confirmed],
    shown: Collection[RecordId],
    pending: Mapping[RecordId, Sequence[Pending]],
) -> None:
    decided = decisions_about(connection, [each.id for each in come])
    new: list[Facts] = []
    others: list[Facts] = []
    for each in come:
        if each.kind not in LAYOUTS:
            continue
        found = Facts(
            *(each.id, each.kind, each.scope, each), pending.get(each.id, ()), decided.get(each.id, ())
        )
        (others if each.id in shown else new).append(found)
    show(connection, new, are_new=True)
    show(connection, others)
