"""Mistakes that others have made, built into a laptop or the server: the simulation has to notice them."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import msgspec

from gridcore.fields import Value
from gridcore.ids import RecordId, ReplicaId, ScopeId
from gridcore.sync.changes import Seen
from gridcore.sync.edits import Edit, Step, cells_touched
from gridcore.sync.known import Author
from gridcore.sync.merging import UNMERGE
from gridcore.sync.redirects import merged_of
from gridcore.sync.stored import WHOLE, Stored
from gridcore.sync.take import Taken
from gridcore.sync.verdicts import Verdict
from gridcore.wire.messages import Commit, GoneLine, Line, Mark, RecordLine
from tests.core.sync_world import World
from tests.fakes.memory_client import Form, MemoryClient
from tests.fakes.memory_server import MemoryServer


@dataclass
class NumberTakenFirst(MemoryServer):
    """A slow request took its number at its beginning: the next reader sees higher numbers, not its rows."""

    slow: set[RecordId] = field(default_factory=set)

    def push(
        self,
        replica: ReplicaId,
        edits: Sequence[Edit],
        cursors: dict[ScopeId, int] | None = None,
        was: Mapping[int, int] | None = None,
    ) -> tuple[list[Verdict], frozenset[RecordId]]:
        before = self.seq
        pushed = super().push(replica, edits, cursors, was)
        self.slow = {each.id for each in self.stored.values() if each.seq > before and len(edits) > 2}
        return pushed

    def scope_lines(self, scope: ScopeId, cursor: int, echoes: frozenset[RecordId]) -> Iterator[Line]:
        for line in super().scope_lines(scope, cursor, echoes):
            if isinstance(line, Mark) or line.id not in self.slow:
                yield line


@dataclass
class CursorBeforeRows(MemoryClient):
    """The cursor is stored at the commit line, the rows in a later transaction."""

    waiting: list[tuple[Commit, Sequence[RecordLine | GoneLine]]] = field(default_factory=list)

    def receive(self, lines: Sequence[bytes]) -> None:
        self.waiting = []
        super().receive(lines)

    def commit(self, commit: Commit, rows: Sequence[RecordLine | GoneLine]) -> None:
        self.waiting.append((commit, rows))
        self.cursors[commit.scope] = commit.cursor
        while len(self.waiting) > 1 or (self.waiting and not commit.more):
            super().commit(*self.waiting.pop(0))


class NumbersReused(MemoryClient):
    """The next number follows from what still waits."""

    def save(self, edits: Sequence[Edit], kind: str, scope: ScopeId) -> list[Edit]:
        if self.pending:
            return super().save(edits, kind, scope)
        self.saved, self.chains, self.n_acked = [], self.chains[:1], 0
        return super().save(edits, kind, scope)


class GoneIsAnEcho(MemoryServer):
    """What the request's own edits took away is not told either."""

    own: frozenset[str] = frozenset()

    def answer(self, body: bytes) -> list[bytes]:
        edits = msgspec.json.decode(body).get("edits", [])
        self.own = frozenset(each["id"] for each in edits)
        return super().answer(body)

    def is_left_out(self, line: RecordLine | GoneLine, echoes: frozenset[RecordId]) -> bool:
        return super().is_left_out(line, echoes) or (isinstance(line, GoneLine) and line.id in self.own)


class BaseIsTheNewest(MemoryClient):
    """An edit names the newest that its device has heard of, instead of what its author saw."""

    def bases(self, record: RecordId) -> dict[str, int | dict[str, int]]:
        answered = [p for p in self.pending if p.edit.id == record and p.verdict is not None]
        own = {cell: p.verdict.seq for p in answered if p.verdict for cell in cells_touched(p.edit)}
        found = super().bases(record)
        return found | {cell: seq for cell, seq in own.items() if isinstance(found.get(cell), int)}

    def save_form(self, form: Form, **cells: Value) -> list[Edit]:
        newest = Seen(form.seen.cells, self.bases(form.record))
        return super().save_form(replace(form, seen=newest), **cells)


class ConflictForgotten(MemoryClient):
    """A conflict that was there at the last sync is dropped by the next one."""

    def receive(self, lines: Sequence[bytes]) -> None:
        known = {each for each, row in self.confirmed.items() if row.kind == "conflict"}
        super().receive(lines)
        for each in known & self.confirmed.keys():
            del self.confirmed[each]


class RevocationIgnored(MemoryClient):
    """What was revoked stays on the laptop."""

    def drop_scope(self, scope: ScopeId) -> None:
        self.cursors.pop(scope, None)


class UnsortedSets(MemoryServer):
    """The elements of a set come in the order of a hash."""

    def decide(self, author: Author, edits: Sequence[Edit]) -> Taken:
        taken = super().decide(author, edits)
        return replace(taken, records=tuple(_shuffled(each) for each in taken.records))


def _shuffled(stored: Stored) -> Stored:
    lists: Mapping[str, Value] = {
        cell: [*reversed(value)] for cell, value in stored.cells.items() if isinstance(value, list)
    }
    return msgspec.structs.replace(stored, cells={**stored.cells, **lists})


class MergePointsNowhere(MemoryServer):
    """The loser of a merge is removed, and nobody can say what it was merged into."""

    def decide(self, author: Author, edits: Sequence[Edit]) -> Taken:
        taken = super().decide(author, edits)
        return replace(taken, records=tuple(_without_pointer(each) for each in taken.records))


def _without_pointer(stored: Stored) -> Stored:
    if merged_of(stored) is None:
        return stored
    return msgspec.structs.replace(stored, cells={k: v for k, v in stored.cells.items() if k != WHOLE})


class SplitKeepsTheChildren(MemoryServer):
    """Who undoes a merge gets the record back, but not what hung on it."""

    def decide(self, author: Author, edits: Sequence[Edit]) -> Taken:
        taken = super().decide(author, edits)
        split = {record for each in edits if (record := self._split_by(each)) is not None}
        kept = [each for each in taken.records if not split & set(map(str, each.cells.values()))]
        return replace(taken, records=tuple(kept)) if split else taken

    def _split_by(self, edit: Edit) -> str | None:
        """Which record the edit makes two of, if it accepts that."""
        proposal = self.stored.get(edit.id) if isinstance(edit, Step) else None
        is_split = proposal is not None and proposal.cells.get("cell") == UNMERGE
        return str(proposal.cells["subject"]) if is_split and proposal is not None else None


class LogRemembers(MemoryServer):
    """What was erased can still be read in the log."""

    def erase(self, records: Collection[RecordId]) -> None:
        self.parked = [each for each in self.parked if each.decided.edit.id not in records]


class LaptopRemembers(MemoryClient):
    """What was erased is gone from the lists of a laptop, but not from what it set aside."""

    def forget(self, record: RecordId) -> None:
        self.pending = [p for p in self.pending if p.edit.id != record or p.verdict is None]


def number_taken_at_the_start_of_the_transaction() -> World:
    return World(server=NumberTakenFirst())


def cursor_stored_before_rows() -> World:
    return World(client_class=CursorBeforeRows)


def numbers_reused_after_the_outbox_was_emptied() -> World:
    return World(client_class=NumbersReused)


def echo_rule_that_swallows_what_is_gone() -> World:
    return World(server=GoneIsAnEcho())


def base_is_the_own_last_version() -> World:
    return World(client_class=BaseIsTheNewest)


def conflict_dropped_at_the_second_sync() -> World:
    return World(client_class=ConflictForgotten)


def rows_kept_on_revocation() -> World:
    return World(client_class=RevocationIgnored)


def merge_that_iterates_a_set() -> World:
    """Two needs are chosen from the beginning: a set of one cannot come in the wrong order."""
    world = World(server=UnsortedSets())
    cyd = world.clients[3]
    form = cyd.form(cyd.visible("care_plan")[0])
    world.note(cyd, cyd.save_form(form, needs=["chat", "meals"]), form.seen.cells)
    return world


def merge_that_points_nowhere() -> World:
    return World(server=MergePointsNowhere())


def split_that_keeps_the_children() -> World:
    return World(server=SplitKeepsTheChildren())


def log_that_remembers_what_was_erased() -> World:
    return World(server=LogRemembers())


def laptop_that_remembers_what_was_erased() -> World:
    return World(client_class=LaptopRemembers)


PLANTED: Sequence[Callable[[], World]] = (
    number_taken_at_the_start_of_the_transaction,
    cursor_stored_before_rows,
    numbers_reused_after_the_outbox_was_emptied,
    echo_rule_that_swallows_what_is_gone,
    base_is_the_own_last_version,
    conflict_dropped_at_the_second_sync,
    rows_kept_on_revocation,
    merge_that_iterates_a_set,
    merge_that_points_nowhere,
    split_that_keeps_the_children,
    log_that_remembers_what_was_erased,
    laptop_that_remembers_what_was_erased,
)
