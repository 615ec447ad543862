"""The central server without a database: the real decisions over dicts, and the real lines on the wire.

It passes the same contract tests as the server on PostgreSQL (`tests/core/sync_contract.py`).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

import msgspec

from gridcore.fields import Value
from gridcore.ids import CommunityId, RecordId, ReplicaId, ScopeId, UserId
from gridcore.permissions import Assignment, scopes_of
from gridcore.roles import Role
from gridcore.sync.aid_places import Granted, with_those_of
from gridcore.sync.departures import Departed
from gridcore.sync.edits import GENESIS, Edit, Set, Text, next_chain
from gridcore.sync.known import Author, LeftBehind, Told, names, parent_of
from gridcore.sync.left_behind import Origin, left_behind, not_trusted, numbers_in
from gridcore.sync.outcomes import ERASED, Decided
from gridcore.sync.restored import LostRange, past_of
from gridcore.sync.stored import FRESH, RecordState, Stored, digest, seen, stamped
from gridcore.sync.take import Taken, take
from gridcore.sync.twins import Twin, are_one, trait_of
from gridcore.sync.verdicts import NOT_APPLIED, Verdict, VerdictCode
from gridcore.sync.written import times_of, with_writer
from gridcore.wire.messages import (
    MIN_PROTO,
    Commit,
    GoneLine,
    Head,
    Line,
    Mark,
    RecordLine,
    Request,
    decode_request,
    encode_line,
)
from tests.fakes.memory_effects import follow_effects
from tests.fakes.memory_log import Entry, common_of, emptied, gone_line
from tests.fakes.memory_past import NO_RECORD, decide_awaited, emptied_ones, hash_of, opened, parting

COMMUNITY = CommunityId("community-1")
MOMENT = "2026-03-01T08:00:00Z"
APPLIED = (VerdictCode.OK, VerdictCode.SAME, VerdictCode.MERGED, VerdictCode.CONFLICT, VerdictCode.DUPLICATE)


@dataclass
class MemoryServer:
    """One community. `page` is the most rows between two commit lines; `now` what its clock says."""

    grids: tuple[str, ...] = ("grid-1", "grid-2")
    page: int = 3
    seq: int = 0
    users: dict[ReplicaId, UserId] = field(default_factory=dict)
    assignments: list[Assignment] = field(default_factory=list)
    ever: list[Assignment] = field(default_factory=list)
    waiting: set[tuple[ScopeId, RecordId]] = field(default_factory=set)
    followed: dict[UserId, set[ScopeId]] = field(default_factory=dict)
    stored: dict[RecordId, Stored] = field(default_factory=dict)
    left: dict[ScopeId, dict[RecordId, int]] = field(default_factory=dict)
    log: dict[ReplicaId, dict[int, Entry]] = field(default_factory=dict)
    chains: dict[ReplicaId, str] = field(default_factory=dict)
    parked: list[Entry] = field(default_factory=list)
    untrusted: set[ReplicaId] = field(default_factory=set)
    lost: set[RecordId] = field(default_factory=set)
    guests: set[str] = field(default_factory=set)
    communities: tuple[CommunityId, ...] = ()
    departed: list[Departed] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    carried: dict[str, str] = field(default_factory=dict)
    epoch: str = "epoch-1"
    restores: int = 0
    lost_numbers: tuple[LostRange, ...] = ()
    proto: int = MIN_PROTO
    """What the server says that it speaks; it answers whole requests alone."""
    now: str = ""

    # the people

    def enrol(self, user: str, *roles: tuple[Role, str]) -> ReplicaId:
        """A laptop of a user, who gets these roles at these places."""
        replica = ReplicaId(f"{user}-{len(self.users) + 1}")
        self.users[replica] = UserId(user)
        for role, place in roles:
            self.assign(user, role, place)
        return replica

    def assign(self, user: str, role: Role, place: str) -> None:
        """Give a user a role at a place."""
        given = Assignment(UserId(user), role, place)
        if given not in self.assignments:
            self.assignments.append(given)
            self.ever.append(given)
        self.scopes(UserId(user))

    def revoke(self, user: str, role: Role, place: str) -> None:
        """Take the role away again."""
        self.scopes(UserId(user))
        self.assignments.remove(Assignment(UserId(user), role, place))

    def scopes(self, user: UserId) -> frozenset[ScopeId]:
        """What the user follows now."""
        found = frozenset(scopes_of(user, self._assignments_of(user), self.grids, COMMUNITY))
        self.followed.setdefault(user, set()).update(found)
        return found

    def _assignments_of(self, user: UserId) -> tuple[Assignment, ...]:
        own = [each for each in self.assignments if each.user == user]
        if Assignment(user, Role.SUPERVISOR, COMMUNITY) in own:
            shared = sorted({scope for scope, _ in self.waiting})
            own += [Assignment(user, Role.SUPERVISOR, scope) for scope in shared]
        return tuple(own)

    def author(self, replica: ReplicaId, was: Mapping[int, int] | None = None) -> Author:
        """Who sends from this replica; `was` are the former numbers of what is sent again."""
        user = self.users[replica]
        scopes = self.scopes(user)
        return Author(
            user=user,
            name=str(user),
            replica=replica,
            community=COMMUNITY,
            assignments=self._assignments_of(user),
            scopes=scopes,
            former_scopes=frozenset(self.followed[user] - scopes),
            own_replicas=frozenset(each for each, owner in self.users.items() if owner == user),
            past=past_of(replica, self.lost_numbers, was or {}),
        )

    # what a decision looks at

    def record(self, record: RecordId) -> Stored | None:
        """The record as it stands."""
        return self.stored.get(record)

    def children(self, record: RecordId) -> Sequence[RecordId]:
        """The records that hang on this one."""
        return sorted(each.id for each in self.stored.values() if parent_of(each) == record)

    def linked(self, record: RecordId) -> Sequence[RecordId]:
        """The records that name this one otherwise than as their parent."""
        return sorted(each.id for each in self.stored.values() if names(each, record))

    def value_at(self, record: RecordId, cell: str, version: int) -> Value:
        """The value that a cell got at a version."""
        stored = self.stored.get(record)
        if stored is not None and version > 0 and stored.version(cell) == version:
            return stored.cells.get(cell)
        found = [e for e in self._entries(record, cell) if version in (e.verdict.seq, e.was)]
        return found[-1].value(cell) if found and found[-1].tells(version) else None

    def merged_before(self, record: RecordId, cell: str, replica: ReplicaId, base: int) -> str | None:
        """The newest text of this replica on this base that went into the cell."""
        for each in reversed(self._entries(record, cell)):
            edit = each.decided.edit
            of_base = edit.base == base if isinstance(edit, Set | Text) else base == 0
            if each.replica == replica and of_base and each.verdict.code in ("ok", "merged"):
                value = each.sent(cell)
                return value if isinstance(value, str) else None
        return None

    def twin(self, stored: Stored, but: frozenset[RecordId] = frozenset()) -> Twin | None:
        """Another present record that is the same person."""
        trait = trait_of(stored.kind, stored.cells)
        for each in self.present():
            is_alike = each.id not in {stored.id, *but} and trait_of(each.kind, each.cells) == trait
            if trait is not None and is_alike and are_one(self.record, each, stored):
                return Twin(each.id, trait.field)
        return None

    def granted(self, project: RecordId) -> Granted:
        """The present grants of a project."""
        return with_those_of(self.present(), project, {})

    def told(self, replica: ReplicaId, n: int) -> Told:
        """Who made an edit, and when."""
        entry = self.log.get(replica, {}).get(n)
        return Told(str(self.users.get(replica, "")), entry.decided.edit.at) if entry is not None else Told()

    def works_here(self, user: UserId) -> bool:
        """Whether the user has a role somewhere."""
        return any(each.user == user for each in self.assignments)

    def is_community(self, code: CommunityId) -> bool:
        """Whether there is another community of this code."""
        return code in self.communities

    def left_behind(self, record: Stored) -> LeftBehind | None:
        """The parked edits that a record of left-behind work stands for."""
        if record.id in self.lost:
            return None
        replica = ReplicaId(str(record.cells["replica"]))
        log = self.log[replica]
        author = self.author(replica, {n: e.was for n, e in log.items() if e.was is not None})
        given = [each for each in self.ever if each.user == author.user]
        edits = tuple(log[n].decided.edit for n in numbers_in(record))
        return LeftBehind(replace(author, assignments=tuple(given)), edits, author.user not in self.guests)

    def _entries(self, record: RecordId, cell: str) -> list[Entry]:
        return [
            each
            for each in self.entries
            if each.decided.subject == record and cell in each.decided.cells and each.verdict.code in APPLIED
        ]

    # one request

    def answer(self, body: bytes) -> list[bytes]:
        """Take the edits in, and answer with the lines of one round."""
        request = decode_request(body)
        parted = parting(self, request)
        if parted is not None:
            return [encode_line(parted)]
        edits = list(request.edits)
        if request.sealed:  # those alone may stand apart; what comes open comes in its order
            edits += [opened(each, self.carried) for each in request.sealed]
            edits.sort(key=lambda each: each.n)
        heard = len(self.log.get(request.replica, ()))
        verdicts, echoes = self.push(request.replica, edits, request.scopes, request.was)
        if self.lost_numbers and len(self.log[request.replica]) > heard:
            decide_awaited(self)
        return [encode_line(each) for each in self._lines(request, edits, verdicts, echoes)]

    def push(
        self,
        replica: ReplicaId,
        edits: Sequence[Edit],
        cursors: dict[ScopeId, int] | None = None,
        was: Mapping[int, int] | None = None,
    ) -> tuple[list[Verdict], frozenset[RecordId]]:
        """Decide the edits that are not in yet; the verdicts of all, and the records to leave out."""
        log = self.log.setdefault(replica, {})
        for each in edits:
            assert each.n > len(log) or log[each.n].hash == hash_of(each, self.carried), "an edit changed"
        new = [each for each in edits if each.n > len(log)]
        assert [each.n for each in new] == [*range(len(log) + 1, len(log) + len(new) + 1)], "numbers ascend"
        author = self.author(replica, was)
        taken = self._with_left_behind(author, new)
        read = {k: v for k, v in (cursors or {}).items() if not author.past.is_lost(v)}
        repeated = {each.id for each in edits if each not in new or each.n in (was or {})}
        former = {each.id: self.stored[each.id] for each in taken.records if each.id in self.stored}
        echoes = frozenset(
            each
            for each in taken.echoes - repeated
            if each not in former or former[each].seq <= read.get(former[each].scope, 0)
        )
        self.write(author, taken)
        return [log[each.n].verdict for each in edits], echoes

    def _with_left_behind(self, author: Author, edits: Sequence[Edit]) -> Taken:
        """What is decided, with the staff's records of what waits for a supervisor."""
        if author.replica in self.untrusted:
            taken = Taken(not_trusted(edits), (), ())
        else:
            taken = self.decide(author, [each for each in edits if each.id != NO_RECORD])
        found = left_behind(self, author, taken.decided, Origin(self.name_of(author.replica)[1], MOMENT))
        decided = (*taken.decided, *emptied_ones(edits))
        in_order = tuple(sorted(decided, key=lambda each: each.edit.n))
        return replace(taken, decided=in_order, records=(*taken.records, *found))

    def decide(self, author: Author, edits: Sequence[Edit]) -> Taken:
        """The seam at which a test plants its bugs."""
        return take(self, author, edits)

    def write(self, author: Author, taken: Taken) -> None:
        """Store what was decided."""
        changed: list[tuple[Stored | None, Stored]] = []
        times = times_of(author.replica, taken.decided, taken.effects)
        for each in taken.records:
            self.seq += each.seq == FRESH
            before = self.stored.get(each.id)
            after = with_writer(stamped(each, self.seq), times) if each.seq == FRESH else each
            changed.append((before, after))
            if before is not None and before.scope != after.scope:
                self.left.setdefault(before.scope, {})[after.id] = after.seq
            if after.state is RecordState.ERASED:
                for scope in after.left:
                    self.left.setdefault(scope, {})[after.id] = after.seq
            self.left.get(after.scope, {}).pop(after.id, None)
            self.stored[after.id] = after
        chain, was = self.chains.get(author.replica, GENESIS), author.past.was
        for decided in taken.decided:
            edit, outcome = decided.edit, decided.outcome
            stored = self.stored.get(decided.record)
            refused = outcome.code in NOT_APPLIED
            seq = stored.seq if stored is not None and not refused else 0
            verdict = Verdict(edit.n, outcome.code, seq, outcome.extra)
            entry = Entry(author.replica, hash_of(edit, self.carried), decided, verdict, was.get(edit.n))
            kept = entry if not self._is_erased(decided) else emptied(entry, (edit.id,))
            self.log[author.replica][edit.n] = kept
            self.entries.append(kept)
            chain = next_chain(chain, entry.hash)
            self.parked += [entry] if refused and kept is entry else []
        self.chains[author.replica] = chain
        follow_effects(self, author, taken.effects, changed)

    def _is_erased(self, decided: Decided) -> bool:
        """Whether nothing of an edit may be kept."""
        stored = self.stored.get(decided.edit.id)
        is_gone = stored is not None and stored.state is RecordState.ERASED
        return is_gone or decided.outcome == ERASED

    def erase(self, records: Collection[RecordId]) -> None:
        """Values go from the log and from what was parked; that something was done stays."""
        self.entries = [emptied(each, records) for each in self.entries]
        for log in self.log.values():
            log.update({n: emptied(each, records) for n, each in log.items()})
        self.parked = [each for each in self.parked if each.decided.edit.id not in records]

    def log_anew(self, replica: ReplicaId, decided: Decided) -> None:
        """An admitted edit is in the history under its author; what was not applied stays parked."""
        outcome, before = decided.outcome, self.log[replica][decided.edit.n]
        if outcome.code in NOT_APPLIED:
            return
        stored = self.stored.get(decided.record)
        verdict = Verdict(decided.edit.n, outcome.code, stored.seq if stored else 0, outcome.extra)
        entry = Entry(replica, before.hash, decided, verdict, before.was)
        self.log[replica][decided.edit.n] = entry
        self.entries.append(entry)
        self.parked.remove(before)

    # one answer

    def present(self, scope: ScopeId | None = None) -> list[Stored]:
        """The records that are there."""
        here = [each for each in self.stored.values() if each.state is RecordState.PRESENT]
        return [each for each in here if scope in (None, each.scope)]

    def _lines(
        self,
        request: Request,
        edits: Sequence[Edit],
        verdicts: list[Verdict],
        echoes: frozenset[RecordId],
    ) -> Iterator[Line]:
        scopes = self.scopes(self.users[request.replica])
        log = self.log[request.replica]
        chain = self.chains.get(request.replica, GENESIS)
        place = (self.epoch, self.now, sorted(scopes), verdicts)
        last = max((each.n for each in edits), default=len(log))
        common = common_of(request.n_acked, last) if last < len(log) else None
        head = Head(*place, n_acked=len(log), chain=chain, proto=self.proto, common=common)
        yield Mark(h=head)
        for gone in sorted(request.scopes.keys() - scopes):
            if not gone.startswith("case/") or any(each.scope == gone for each in self.stored.values()):
                yield Mark(x=gone)
        plain = {each.n for each in verdicts if each.code is VerdictCode.OK and each.seq > 0}
        others = {each.id for each in edits if each.n in plain} - echoes
        others -= {each.id for each in edits if each.n not in plain}
        for scope in sorted(scopes):
            told = [GoneLine(each) for each in sorted(others) if _is_beside(self.stored[each].scope, scope)]
            yield from told
            news = self.scope_lines(scope, request.scopes.get(scope, 0), echoes)
            yield from (line for line in news if line not in told)

    def scope_lines(self, scope: ScopeId, cursor: int, echoes: frozenset[RecordId]) -> Iterator[Line]:
        """What is new in a scope, in slices that can be committed."""
        left = [
            (seq, GoneLine(each, self.stored[each].state is RecordState.ERASED))
            for each, seq in self.left.get(scope, {}).items()
            if seq > cursor
        ]
        mine = [each for each in self.stored.values() if each.scope == scope]
        here = [(each.seq, self.line(each)) for each in mine if each.seq > cursor]
        found: Iterable[tuple[int, RecordLine | GoneLine]] = sorted(
            (each for each in [*left, *here] if not self.is_left_out(each[1], echoes)),
            key=lambda each: each[0],
        )
        rows = [(each.id, each.seq) for each in mine if each.state is RecordState.PRESENT]
        slices = iter(found)
        while slice_ := list(islice(slices, self.page)):
            yield from (line for _, line in slice_)
            told = [each for _, line in slice_ for each in line.written]
            names = {each.replica: self.name_of(each.replica) for each in told}
            yield Mark(c=Commit(scope, slice_[-1][0], len(rows), "", more=True, names=names))
        yield Mark(c=Commit(scope, self.seq, len(rows), digest(rows)))

    def is_left_out(self, line: RecordLine | GoneLine, echoes: frozenset[RecordId]) -> bool:
        """Whether the line says only what its reader has just said."""
        return isinstance(line, RecordLine) and line.id in echoes

    def line(self, stored: Stored) -> RecordLine | GoneLine:
        """A record as it travels."""
        if stored.state is not RecordState.PRESENT:
            return gone_line(stored)
        cells, vers = (msgspec.Raw(msgspec.json.encode(each)) for each in (stored.cells, seen(stored)))
        return RecordLine(stored.kind, stored.id, stored.seq, cells, vers, stored.written)

    def name_of(self, replica: ReplicaId) -> tuple[str, str]:
        """The user's name and the laptop's."""
        return str(self.users.get(replica, "")), f"laptop {replica}"


def _is_beside(place: ScopeId, scope: ScopeId) -> bool:
    """Whether a record of one scope may be looked for in the other: after a move."""
    return place != scope and place.partition("/")[0] == scope.partition("/")[0]
