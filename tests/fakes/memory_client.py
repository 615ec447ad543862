"""A laptop without a file: confirmed rows, pending edits and cursors in dicts, by the protocol's rules."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

import msgspec

from gridclient.sync.echo import stamped
from gridcore.fields import Value
from gridcore.ids import GroupId, RecordId, ReplicaId, ScopeId
from gridcore.permissions import sibling_scope
from gridcore.records import RECORD_TYPES
from gridcore.sync.changes import Seen, bases_of, changes, creation, numbered, saw_of
from gridcore.sync.edits import (
    GENESIS,
    Edit,
    Erase,
    Merge,
    Move,
    Remove,
    Resolve,
    Restore,
    Step,
    edit_hash,
    next_chain,
)
from gridcore.sync.project import Presence, Shown, project
from gridcore.sync.stored import Confirmed, digest
from gridcore.sync.verdicts import NOT_APPLIED, Verdict, VerdictCode
from gridcore.wire.messages import (
    PROTO,
    Commit,
    GoneLine,
    Head,
    Mark,
    RecordLine,
    Request,
    decode_line,
    encode_request,
)
from gridcore.workflows import MACHINES
from tests.fakes.memory_server import COMMUNITY

_cells = msgspec.json.Decoder(dict[str, Value])
_vers = msgspec.json.Decoder(dict[str, int | dict[str, int]])


@dataclass(frozen=True)
class Pending:
    """An edit of this replica, and its answer as long as that has not come back as a row."""

    edit: Edit
    kind: str
    scope: ScopeId
    verdict: Verdict | None = None


@dataclass(frozen=True)
class Form:
    """What a form showed when it opened; it may be saved much later."""

    record: RecordId
    kind: str
    seen: Seen


@dataclass
class MemoryClient:
    """One replica. Nothing here decides anything: it saves, sends, applies and shows."""

    replica: ReplicaId
    confirmed: dict[RecordId, Confirmed] = field(default_factory=dict)
    pending: list[Pending] = field(default_factory=list)
    cursors: dict[ScopeId, int] = field(default_factory=dict)
    digests: dict[ScopeId, str] = field(default_factory=dict)
    scopes: tuple[ScopeId, ...] = ()
    chains: list[str] = field(default_factory=lambda: [GENESIS])
    n_acked: int = 0
    saved: list[Edit] = field(default_factory=list)
    answers: dict[int, Verdict] = field(default_factory=dict)
    handed_in: set[RecordId] = field(default_factory=set)
    unread: dict[RecordId, int] = field(default_factory=dict)
    """Records whose edits all got a plain ok in this very answer, with their number, until a line comes."""
    refused: list[Pending] = field(default_factory=list)
    """What was not applied and its author still sees."""
    made: int = 0

    # what a person does

    def new_group(self) -> GroupId:
        """The group of one form save."""
        self.made += 1
        return GroupId(f"{self.replica}:g{self.made}")

    def new_id(self) -> RecordId:
        """An id that nobody else makes."""
        self.made += 1
        return RecordId(f"{self.replica}:r{self.made}")

    def create(self, kind: str, scope: str, record: RecordId | None = None, **cells: Value) -> RecordId:
        """Make a record; its scope follows from the parent where its kind has one."""
        declared, made = RECORD_TYPES[kind], record or self.new_id()
        own = ScopeId(scope) if declared.parent is None else None
        edit = creation(declared, made, declared.cells_of(cells), grp=self.new_group(), at="", scope=own)
        self.save([edit], kind, sibling_scope(declared, ScopeId(scope)))
        return made

    def form(self, record: RecordId) -> Form:
        """Open a form on what is shown now."""
        shown, kind = self.shown(record), self.kind_of(record)
        return Form(record, kind, Seen(shown.cells, self.bases(record)))

    def save_form(self, form: Form, **cells: Value) -> list[Edit]:
        """Save a form, which may have been open for long."""
        declared = RECORD_TYPES[form.kind]
        changed = declared.cells_of(cells)
        edits = changes(declared, form.record, form.seen, changed, grp=self.new_group(), at="")
        return self.save(edits, form.kind, self.scope_of(form.record))

    def edit(self, record: RecordId, **cells: Value) -> list[Edit]:
        """Open a form, change something, save."""
        return self.save_form(self.form(record), **cells)

    def step(self, record: RecordId, to: str, reason: str = "") -> list[Edit]:
        """Take a step of the record's machine from the state that is shown."""
        kind = self.kind_of(record)
        declared, shown = RECORD_TYPES[kind], self.shown(record)
        cell = declared.machine_cell or ""
        machine = MACHINES[declared.fields[cell].machine or ""]
        source, base = str(shown.cells.get(cell, machine.first)), self.bases(record)[cell]
        rule, held = machine.step(source, to), self.confirmed.get(record)
        saw = saw_of(machine, held) if rule is not None and rule.is_approval and held is not None else {}
        number = base if isinstance(base, int) else 0
        edit = Step(0, self.new_group(), record, cell, source, to, number, reason, saw)
        return self.save([edit], kind, self.scope_of(record))

    def remove(self, record: RecordId) -> list[Edit]:
        """Take a record away."""
        held = self.confirmed.get(record)
        edit = Remove(0, self.new_group(), record, held.seq if held is not None else 0)
        return self.save([edit], self.kind_of(record), self.scope_of(record))

    def restore(self, record: RecordId, kind: str, scope: str) -> list[Edit]:
        """Bring a removed record back; it is not on the laptop any more."""
        return self.save([Restore(0, self.new_group(), record)], kind, ScopeId(scope))

    def move(self, record: RecordId, scope: str) -> list[Edit]:
        """Put a record into another scope."""
        edit = Move(0, self.new_group(), record, ScopeId(scope))
        return self.save([edit], self.kind_of(record), self.scope_of(record))

    def merge(self, loser: RecordId, winner: RecordId) -> list[Edit]:
        """Say that two records are one."""
        return self.save(
            [Merge(0, self.new_group(), loser, winner)], self.kind_of(loser), self.scope_of(loser)
        )

    def erase(self, record: RecordId, reason: str = "") -> list[Edit]:
        """Ask that nothing stays of a record."""
        edit = Erase(0, self.new_group(), record, reason)
        return self.save([edit], self.kind_of(record), self.scope_of(record))

    def resolve(self, conflict: RecordId, value: Value, choice: str = "") -> list[Edit]:
        """Decide a conflict."""
        edit = Resolve(0, self.new_group(), conflict, self.confirmed[conflict].seq, value, choice)
        return self.save([edit], "conflict", self.confirmed[conflict].scope)

    def save(self, edits: Sequence[Edit], kind: str, scope: ScopeId) -> list[Edit]:
        """Number the edits; from here on they never change."""
        found = [numbered(each, len(self.saved) + 1 + i) for i, each in enumerate(edits)]
        for each in found:
            self.saved.append(each)
            self.pending.append(Pending(each, kind, scope))
            self.chains.append(next_chain(self.chains[-1], edit_hash(each)))
        return found

    # what is shown

    def of_record(self, record: RecordId) -> list[Edit]:
        """The edits of a record that are laid over what is confirmed."""
        return [each.edit for each in self.pending if each.edit.id == record]

    def shown(self, record: RecordId) -> Shown:
        """The record as it is shown."""
        declared = RECORD_TYPES[self.kind_of(record)]
        return project(declared, self.confirmed.get(record), self.of_record(record))

    def kind_of(self, record: RecordId) -> str:
        """The kind of a record that is known here."""
        held = self.confirmed.get(record)
        return held.kind if held is not None else next(p.kind for p in self.pending if p.edit.id == record)

    def scope_of(self, record: RecordId) -> ScopeId:
        """The scope of a record that is known here."""
        held = self.confirmed.get(record)
        return held.scope if held is not None else next(p.scope for p in self.pending if p.edit.id == record)

    def visible(self, *kinds: str) -> list[RecordId]:
        """The records that lists show, sorted."""
        ids = {*self.confirmed, *(each.edit.id for each in self.pending)}
        return sorted(
            each
            for each in ids
            if self.kind_of(each) in kinds and self.shown(each).presence is Presence.SHOWN
        )

    def bases(self, record: RecordId) -> dict[str, int | dict[str, int]]:
        """What a form that opens now names as its bases."""
        declared = RECORD_TYPES[self.kind_of(record)]
        return msgspec.convert(
            bases_of(declared, self.confirmed.get(record), self.of_record(record)),
            dict[str, int | dict[str, int]],
        )

    # one round

    def unanswered(self) -> list[Edit]:
        """What the server has not answered yet."""
        return [each.edit for each in self.pending if each.verdict is None]

    def request(self) -> bytes:
        """Everything that waits, and how far each scope was read."""
        chain = self.chains[self.n_acked]
        request = Request(
            PROTO, "", "", COMMUNITY, self.replica, "epoch-1", "", self.n_acked, chain, dict(self.cursors)
        )
        return encode_request(msgspec.structs.replace(request, edits=self.unanswered()))

    def receive(self, lines: Sequence[bytes]) -> None:
        """Apply an answer as far as it came; rows after the last commit line are forgotten."""
        rows: list[RecordLine | GoneLine] = []
        self.unread = {}
        for line in map(decode_line, lines):
            if not isinstance(line, Mark):
                rows.append(line)
                continue
            if line.h is not None:
                self._take_head(line.h)
            if line.x is not None:
                self.drop_scope(line.x)
            if line.c is not None:
                self.commit(line.c, rows)
                rows = []

    def _take_head(self, head: Head) -> None:
        self.scopes = tuple(head.scopes)
        verdicts = {each.n: each for each in head.verdicts}
        kept = []
        for each in self.pending:
            verdict = verdicts.get(each.edit.n)
            if verdict is None or each.verdict is not None:
                kept.append(each)
                continue
            self.answers[verdict.n] = verdict
            self.n_acked = max(self.n_acked, verdict.n)
            if verdict.code in NOT_APPLIED:
                self.refused += [] if verdict.extra == "erased" else [each]
                continue
            if each.scope not in self.scopes:
                self.handed_in.add(each.edit.id)
                continue
            kept.append(replace(each, verdict=verdict))
        self.pending = kept
        answered = [each for each in kept if each.edit.n in verdicts]
        others = {
            each.edit.id for each in answered if each.verdict and each.verdict.code is not VerdictCode.OK
        }
        for each in answered:
            if each.verdict is not None and each.edit.id not in others:
                self.unread[each.edit.id] = max(each.verdict.seq, self.unread.get(each.edit.id, 0))
        if head.n_acked == self.n_acked:
            assert head.chain == self.chains[self.n_acked], "the server has these very edits"

    def drop_scope(self, scope: ScopeId) -> None:
        """Nothing of the scope stays, unless an edit of it still waits."""
        if any(each.verdict is None and each.scope == scope for each in self.pending):
            return
        self.cursors.pop(scope, None)
        self.digests.pop(scope, None)
        gone = {each.id for each in self.confirmed.values() if each.scope == scope}
        self.confirmed = {k: v for k, v in self.confirmed.items() if k not in gone}
        self.pending = [each for each in self.pending if each.scope != scope and each.edit.id not in gone]
        self.refused = [each for each in self.refused if each.scope != scope and each.edit.id not in gone]

    def commit(self, commit: Commit, rows: Sequence[RecordLine | GoneLine]) -> None:
        """Rows, cursor and digest in one transaction."""
        for row in rows:
            held = self.confirmed.get(row.id)
            if isinstance(row, RecordLine) or self._place_of(row.id, commit.scope) == commit.scope:
                self.unread.pop(row.id, None)
            if isinstance(row, RecordLine):
                cells, vers = _cells.decode(row.cells), _vers.decode(row.vers)
                self.confirmed[row.id] = Confirmed(row.id, row.kind, commit.scope, cells, vers, row.seq)
                continue
            if held is not None and held.scope == commit.scope:
                del self.confirmed[row.id]
                self.pending = [p for p in self.pending if p.edit.id != row.id or p.verdict is None]
            if row.erased:
                self.forget(row.id)
        self.cursors[commit.scope] = commit.cursor
        self._settle(commit)
        if not commit.more:
            self.digests[commit.scope] = commit.digest

    def forget(self, record: RecordId) -> None:
        """Nothing stays of an erased record but what the server has still to answer."""
        self.pending = [p for p in self.pending if p.edit.id != record or p.verdict is None]
        self.refused = [each for each in self.refused if each.edit.id != record]

    def _place_of(self, record: RecordId, other: ScopeId) -> ScopeId:
        is_known = record in self.confirmed or any(each.edit.id == record for each in self.pending)
        return self.scope_of(record) if is_known else other

    def _settle(self, commit: Commit) -> None:
        """Answered edits whose answer has been read: echoes become confirmed, the rest lies in the rows.

        Between the slices of an answer a record may have a later number than the verdict, in a slice to come.
        """
        kept: list[Pending] = []
        passed = {record for record, seq in self.unread.items() if seq <= commit.cursor}
        echoes: dict[RecordId, list[Pending]] = {}
        for each in self.pending:
            held = self.confirmed.get(each.edit.id)
            scope = held.scope if held is not None else each.scope
            has_come = each.edit.id in passed or not _is_older(held, each.verdict) or not commit.more
            is_due = scope == commit.scope and has_come
            if each.verdict is None or not is_due or each.verdict.seq > commit.cursor:
                kept.append(each)
            elif each.edit.id in passed and each.verdict.code is VerdictCode.OK:
                echoes.setdefault(each.edit.id, []).append(each)
        self.pending = kept
        for record, answered in echoes.items():
            declared, seq = RECORD_TYPES[answered[0].kind], max(p.verdict.seq for p in answered if p.verdict)
            edits = [each.edit for each in answered]
            made = stamped(declared, commit.scope, self.confirmed.get(record), edits, seq)
            self.confirmed.pop(record, None)
            self.confirmed |= {record: made} if made is not None else {}

    def own_digest(self, scope: ScopeId) -> str:
        """The digest of what is confirmed here."""
        return digest((each.id, each.seq) for each in self.confirmed.values() if each.scope == scope)


def _is_older(held: Confirmed | None, verdict: Verdict | None) -> bool:
    return held is None or verdict is None or held.seq < verdict.seq


class Answers(Protocol):
    """A server, as a laptop knows it."""

    def answer(self, body: bytes) -> list[bytes]:
        """The lines of the answer to a request."""


def sync(client: MemoryClient, server: Answers) -> None:
    """One round on a good line."""
    client.receive(server.answer(client.request()))
