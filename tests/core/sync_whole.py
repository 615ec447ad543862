"""People of the simulated office who merge, split and erase records, and what must be true of it then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from gridcore.fields import Value
from gridcore.ids import RecordId, ScopeId
from gridcore.records import RECORD_TYPES
from gridcore.sync.edits import Step
from gridcore.sync.erasing import ERASE
from gridcore.sync.known import links_in
from gridcore.sync.merging import MERGE, UNMERGE
from gridcore.sync.redirects import Merged, merged_of
from gridcore.sync.stored import RecordState, Stored
from gridcore.wire.messages import RecordLine, decode_line
from gridcore.workflows.decision import ACCEPTED, OPEN
from tests.core.sync_people import C, People
from tests.core.sync_sides import Server
from tests.fakes.memory_client import MemoryClient
from tests.fakes.memory_log import Entry
from tests.fakes.memory_server import APPLIED, MemoryServer

Records = Mapping[RecordId, Stored]

# what people do


def merge(world: People[C], client: C, pick: int, value: int) -> None:
    """Say that two people, or two households, are one."""
    kind = ("resident", "resident", "household")[value % 3]
    found = client.visible(kind)
    if len(found) > 1:
        loser, winner = found[pick % len(found)], found[(pick + 1 + value) % len(found)]
        seen = client.shown(loser).cells
        world.note(client, client.merge(loser, winner), seen)


def split(world: People[C], client: C, pick: int) -> None:
    """Say that two people who were merged are two."""
    told = [client.shown(each).cells for each in client.visible("conflict")]
    pairs = [each["decided"] for each in told if isinstance(each.get("decided"), dict)]
    losers = [str(each["loser"]) for each in pairs if isinstance(each, dict) and "loser" in each]
    if losers:
        loser = RecordId(losers[pick % len(losers)])
        made = world.server.stored[loser]
        world.note(client, client.restore(loser, made.kind, made.scope), {})


def erase(world: People[C], client: C, pick: int) -> None:
    """Ask that a person or a household be erased."""
    if (record := world.pick(client, pick, "resident", "resident", "household")) is not None:
        world.note(client, client.erase(record), client.shown(record).cells)


def agree(world: People[C], client: C, pick: int) -> None:
    """Accept that something be erased, or merged, or split."""
    shown = {each: client.shown(each).cells for each in client.visible("proposal")}
    found = [each for each, cells in shown.items() if cells.get("progress") == OPEN]
    whole = [each for each in found if shown[each].get("cell") in (ERASE, MERGE, UNMERGE)]
    if whole:
        record = whole[pick % len(whole)]
        world.note(client, client.step(record, ACCEPTED), shown[record])


# what must be true


Hung = dict[RecordId, tuple[int, list[tuple[RecordId, str]]]]


@dataclass
class Watched(People[C]):
    """People in an office where every answer is looked at, whatever line it takes."""

    hung: Hung = field(default_factory=dict)
    """What hung on a record when it was merged, and how long the log was then."""

    def deliver(self, request: bytes) -> list[bytes]:
        """The server answers; what it did to whole records is looked at."""
        before, earlier = dict(self.server.stored), [*self.server.entries]
        lines = super().deliver(request)
        entries = self.server.entries[len(earlier) :]
        check_request(self.hung, Happened(before, self.server.stored, entries, earlier))
        return lines

    def check_lines(self, client: C, lines: Sequence[bytes]) -> None:
        """I5: no line speaks of what its reader does not follow."""
        scopes = self.server.scopes(self.server.users[client.replica])
        for line in map(decode_line, lines):
            if isinstance(line, RecordLine):
                assert self.may_read(line, scopes), "a record of a foreign scope was sent"

    def may_read(self, line: RecordLine, scopes: frozenset[ScopeId]) -> bool:
        """Whether somebody who follows these scopes may be told this."""
        return self.server.stored[line.id].scope in scopes

    def sync(self, client: C, fate: str, cut: int) -> None:
        """One round; what the line does to it."""
        raise NotImplementedError

    def come_to_rest(self) -> None:
        """The line is good again: every laptop syncs twice."""
        for request in self.late:
            self.deliver(request)
        self.late = []
        for _ in range(2):
            for client in self.clients:
                self.sync(client, "whole", 0)


@dataclass(frozen=True)
class Happened:
    """One request: the records before and after it, and what was decided; `earlier` is the log before."""

    before: Records
    after: Records
    entries: Sequence[Entry]
    earlier: Sequence[Entry]


def check_request(hung: Hung, told: Happened) -> None:
    """A merge points on; a split gives back what hung on the record (`hung`) when it was merged."""
    merged, split = _agreed(told, MERGE), _agreed(told, UNMERGE)
    for loser, winner in merged.items():
        is_done = _root(told.after, loser) == _root(told.after, winner)
        is_gone = told.after[loser].state is RecordState.ERASED
        assert is_done or is_gone or split, "merged, and points nowhere"
    for record, stored in told.after.items():
        was, now = _merged(told.before.get(record)), _merged(stored)
        if was is None and now is not None and record in told.before:
            assert record in merged, "merged, and no second person agreed"
            hung[record] = (len(told.earlier), list(_links_to(told.before, record)))
        if was is not None and stored.state is RecordState.PRESENT:
            assert record in split, "split, and no second person agreed"
        if was is not None and stored.state is RecordState.PRESENT and record in hung:
            _check_given_back(told, record, *hung.pop(record))


def _check_given_back(
    told: Happened, record: RecordId, since: int, links: Sequence[tuple[RecordId, str]]
) -> None:
    said = {
        (each.decided.subject, cell)
        for each in [*told.earlier[since:], *told.entries]
        if each.verdict.code in APPLIED
        for cell in each.decided.cells
    }
    for child, cell in links:
        held = told.after[child]
        if held.state is not RecordState.ERASED and (child, cell) not in said:
            assert held.cells.get(cell) == record, ("split, and not given back", child, cell)


def _merged(stored: Stored | None) -> Merged | None:
    return merged_of(stored) if stored is not None else None


def _agreed(told: Happened, what: str) -> dict[RecordId, RecordId]:
    """Of which records somebody who had not said it agreed in this request that they are one, or two."""
    found = {}
    for entry in told.entries:
        edit, code = entry.decided.edit, entry.verdict.code
        proposal = told.before.get(edit.id) or told.after.get(edit.id)
        is_taken = isinstance(edit, Step) and code in ("ok", "conflict")
        if not is_taken or proposal is None or proposal.cells.get("cell") != what:
            continue
        accepted = told.after[proposal.id].cells
        if accepted.get("progress") == ACCEPTED:
            assert proposal.cells["replica"] != entry.replica, "one person alone"
            found[RecordId(str(proposal.cells["subject"]))] = RecordId(str(proposal.cells["value"]))
    return found


def _root(records: Records, record: RecordId) -> RecordId:
    """The record that stands for one."""
    while (merged := _merged(records.get(record))) is not None:
        record = merged.winner
    return record


def _links_to(records: Records, record: RecordId) -> Iterator[tuple[RecordId, str]]:
    for each in records.values():
        for cell in links_in(each.kind):
            if each.cells.get(cell) == record:
                yield each.id, cell


def check_merges(server: Server) -> None:
    """Merges lead somewhere, never in a circle, and nothing that is there names what was merged."""
    for stored in server.stored.values():
        merged, steps = merged_of(stored), 0
        while merged is not None:
            winner, steps = server.stored[merged.winner], steps + 1
            assert winner.kind == stored.kind
            assert winner.state is not RecordState.ERASED
            assert steps <= len(server.stored), "merged in a circle"
            merged = merged_of(winner)
        if stored.state is RecordState.PRESENT:
            for cell in links_in(stored.kind):
                named = server.stored.get(RecordId(str(stored.cells.get(cell))))
                assert named is None or merged_of(named) is None, (stored.id, cell, "names what was merged")


def check_erased(server: MemoryServer, clients: Sequence[MemoryClient]) -> None:
    """Of what was erased nothing is left: neither on the server, nor on a laptop, nor below it."""
    gone = {each.id for each in server.stored.values() if each.state is RecordState.ERASED}
    for record in gone:
        held = server.stored[record]
        assert (held.cells, held.vers, held.sets) == ({}, {}, {})
    for each in server.stored.values():
        declared = RECORD_TYPES[each.kind]
        above = each.cells.get(declared.parent) if declared.parent is not None else None
        assert above not in gone or each.id in gone, (each.id, "hangs on what was erased")
    for entry in server.entries:
        if gone & {entry.decided.edit.id, entry.decided.subject}:
            assert "#" not in repr(entry.decided), "the log still says what was erased"
    assert not gone & {each.decided.edit.id for each in server.parked}
    for client in clients:
        assert not gone & client.confirmed.keys()
        left = [(client.replica, each) for each in client.refused if each.edit.id in gone]
        assert not left, ("a laptop still has what was erased", left)
        assert not gone & {each.edit.id for each in client.pending}


# where a value may be kept


def was_erased(world: People[C], entry: Entry) -> bool:
    """Whether nobody may know any more what an edit said."""
    about = (entry.decided.edit.id, entry.decided.subject)
    held = [world.server.stored.get(each) for each in about]
    return entry.verdict.extra == "erased" or any(
        each is not None and each.state is RecordState.ERASED for each in held
    )


def places_of(world: People[C], *records: RecordId) -> list[RecordId]:
    """The records themselves, and those that they were merged into."""
    found: list[RecordId] = []
    for each in records:
        record: RecordId | None = each
        while record is not None and record not in found:
            found.append(record)
            merged = _merged(world.server.stored.get(record))
            record = merged.winner if merged is not None else None
    return found


def is_alike(world: People[C], one: Value, other: Value) -> bool:
    """Whether two values are the same, or name records that were one for somebody, or one that is erased."""
    if one == other:
        return True
    if not (isinstance(one, str) and isinstance(other, str) and other in world.server.stored):
        return False
    if world.server.stored[RecordId(other)].state is RecordState.ERASED:
        return True
    pairs = list(_pairs(world))
    alike, size = {one}, 0
    while len(alike) > size:
        size = len(alike)
        alike |= {name for pair in pairs if alike & pair for name in pair}
    return other in alike


def _pairs(world: People[C]) -> Iterator[set[str]]:
    """Who was merged with whom at some time, as their conflicts tell."""
    for each in world.server.stored.values():
        sides = each.cells.get("sides") if each.kind == "conflict" else None
        told = [each.cells.get("decided"), *(sides.values() if isinstance(sides, dict) else ())]
        for one in told:
            if isinstance(one, dict) and "winner" in one:
                yield {str(one["winner"]), str(one["loser"])}
