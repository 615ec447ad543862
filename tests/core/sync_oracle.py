"""What must be true of any history (docs/protocol.md, invariants), judged by what people saw and did.

Nothing here asks the code under test why it did something: it compares what was saved, what was on the screen
when it was saved, and what is there in the end.
"""

from collections.abc import Mapping

import msgspec

from gridcore.fields import Value
from gridcore.ids import RecordId, ScopeId
from gridcore.records import RECORD_TYPES
from gridcore.sync.edits import (
    Create,
    Edit,
    Resolve,
    Set,
    Step,
    Text,
    edit_hash,
)
from gridcore.sync.stored import RecordState, Stored, digest, elements_of
from gridcore.sync.verdicts import NOT_APPLIED, Verdict
from gridcore.workflows import MACHINES
from tests.core.sync_kept import is_kept, words_of
from tests.core.sync_people import C, People
from tests.core.sync_sides import Client
from tests.core.sync_whole import is_alike
from tests.fakes.memory_log import Entry
from tests.fakes.memory_past import hash_of
from tests.fakes.memory_server import APPLIED

NAMED = frozenset(
    {"conflict", "merged", "proposed", "parked", "stale", "denied", "invalid", "moved", "duplicate"}
)
"""Verdicts that tell an author why a value is not what the screen shows."""


def check_rest(world: People[C]) -> None:
    """All that must hold when the line was good for two rounds and nobody does anything."""
    for client in world.clients:
        check_liveness(client)
        check_convergence(world, client)
        check_scopes(world, client)
        check_once(world, client)
    check_alone(world)
    check_conflicts(world)
    check_steps(world)
    for place, saved in world.saved.items():
        assert place in world.forgiven or is_kept(world, saved), f"lost: {saved}"


def check_liveness(client: Client) -> None:
    """I8: everything that was saved is answered."""
    assert not client.pending
    assert client.n_acked == len(client.saved)


def check_convergence(world: People[C], client: Client) -> None:
    """I4: the laptop has what the server has: values, versions, digests."""
    for scope in client.scopes:
        there = {each.id: each for each in world.server.present(scope)}
        here = {each.id: each for each in client.confirmed.values() if each.scope == scope}
        assert here.keys() == there.keys(), (client.replica, scope)
        for record, stored in there.items():
            held = here[record]
            assert (held.kind, held.seq, held.cells) == (stored.kind, stored.seq, stored.cells), record
            for cell, stamp in stored.vers.items():
                assert cell == "" or held.version(cell) == stamp.v, (record, cell)
            for cell, elements in stored.sets.items():
                for name, element in elements.items():
                    assert held.element_version(cell, name) == (element.v if element.present else 0)
        rows = digest((each.id, each.seq) for each in there.values())
        assert client.digests[scope] == client.own_digest(scope) == rows


def check_scopes(world: People[C], client: Client) -> None:
    """I5: nothing is on the laptop that its user does not follow, neither as a row nor inside an edit."""
    scopes = world.server.scopes(world.server.users[client.replica])
    assert {each.scope for each in client.confirmed.values()} <= scopes
    assert client.cursors.keys() == scopes
    foreign = {
        str(v)
        for each in world.server.stored.values()
        if each.scope not in scopes
        for v in words_of(each.cells)
    }
    held = {word for each in client.confirmed.values() for word in words_of(each.cells)}
    shared = {
        word for each in world.server.stored.values() if each.scope in scopes for word in words_of(each.cells)
    }
    assert held & (foreign - shared) == set()


def check_once(world: People[C], client: Client) -> None:
    """I2: the server has each edit of the replica, as it was saved, once and in its order."""
    mine: dict[int, Entry] = {}
    for each in world.server.entries:
        if each.replica == client.replica:
            before = mine.setdefault(each.decided.edit.n, each)
            assert before is each or before.verdict.code in NOT_APPLIED, "decided twice"
    carried = world.server.carried
    assert [each.hash for each in mine.values()] == [hash_of(each, carried) for each in client.saved]


def check_alone(world: People[C]) -> None:
    """I2, whatever replica it came from: no edit is there under two numbers."""
    once = {(each.replica, each.decided.edit.n): each.decided.edit for each in world.server.entries}
    seen = [msgspec.structs.replace(each, n=0) for each in once.values() if each.grp]
    assert len(seen) == len({*map(edit_hash, seen)}), "an edit counts twice"


def check_conflicts(world: People[C]) -> None:
    """A cell is in at most one open conflict, and its value is the side that the conflict calls standing."""
    seen: set[tuple[str, str]] = set()
    for each in world.server.stored.values():
        if each.kind != "conflict" or each.cells.get("progress") != "open":
            continue
        subject = world.server.stored[RecordId(str(each.cells["subject"]))]
        assert each.scope in (subject.scope, "staff")
        if each.cells["conflict_kind"] not in ("value", "removal"):
            continue
        cell = str(each.cells["cell"])
        assert (subject.id, cell) not in seen, "two open conflicts about one cell"
        seen.add((subject.id, cell))
        assert subject.vers[cell].conflict == each.id
        sides = each.cells["sides"]
        assert isinstance(sides, dict)
        side = sides[str(each.cells["standing"])]
        assert isinstance(side, dict)
        value = subject.state is RecordState.REMOVED if cell == "" else subject.cells.get(cell)
        assert side["value"] == value, each


def check_steps(world: People[C]) -> None:
    """The steps that were taken lead from the first state to the present one."""
    for stored in world.server.stored.values():
        cell = RECORD_TYPES[stored.kind].machine_cell
        if cell is None or stored.kind == "conflict" or stored.state is RecordState.ERASED:
            continue
        if stored.kind == "parked_edit" and cell in stored.vers and _is_of_server(world, stored, cell):
            continue  # what waited for the rest to come back was admitted by the server itself
        state = MACHINES[RECORD_TYPES[stored.kind].fields[cell].machine or ""].first
        for entry in world.server.entries:
            edit = entry.decided.edit
            taken = isinstance(edit, Step) and edit.id == stored.id and entry.verdict.code in APPLIED
            if taken and isinstance(edit, Step):
                assert edit.source == state
                state = edit.to
        assert stored.cells[cell] == state


def _is_of_server(world: People[C], stored: Stored, cell: str) -> bool:
    return stored.vers[cell].replica not in world.server.users


# I7: own writes


def check_own_writes(world: People[C], client: Client) -> None:
    """What somebody saved stays on the screen until there is a reason that can be named."""
    last: dict[tuple[RecordId, str], tuple[Edit, Value]] = {}
    for edit in client.saved:
        if isinstance(edit, Set | Text):
            last[edit.id, edit.cell] = edit, edit.value
        if isinstance(edit, Create):
            last.update({(edit.id, name): (edit, value) for name, value in edit.cells.items()})
        if isinstance(edit, Resolve):
            seen = world.saved[client.replica, edit.n].seen
            last.pop((RecordId(str(seen["subject"])), str(seen["cell"])), None)
    answers, confirmed, cursors = client.answers, client.confirmed, client.cursors
    for (record, cell), (edit, value) in last.items():
        verdict, held = answers.get(edit.n), confirmed.get(record)
        if verdict is not None and (verdict.code in NAMED or record in client.handed_in):
            continue
        if held is None and verdict is not None:
            continue  # it left with its record or its scope, or somebody removed it
        if (
            held is not None
            and verdict is not None
            and held.version(cell) > _number_now(world, client, verdict)
        ):
            continue  # somebody saw it and went on
        if verdict is not None and world.server.lost_numbers:
            is_unread = held is not None and cursors.get(held.scope, 0) < verdict.seq
            if is_unread or (verdict.code == "same" and _is_again(world, client, edit.n)):
                continue  # it came again: what is shown is as it was before, or what replaced it
        shown = client.shown(record).cells.get(cell)
        kept = (
            elements_of(shown) >= elements_of(value)
            if isinstance(value, list)
            else is_alike(world, shown, value)
        )
        assert kept, (client.replica, edit, shown)


def _number_now(world: People[C], client: Client, verdict: Verdict) -> int:
    """The number of an edit; the smaller one where a backup has brought an earlier one back."""
    entry = world.server.log.get(client.replica, {}).get(verdict.n)
    is_lost = any(lost.holds(verdict.seq) for lost in world.server.lost_numbers)
    return min(entry.verdict.seq, verdict.seq) if entry is not None and is_lost else verdict.seq


def _is_again(world: People[C], client: Client, n: int) -> bool:
    """Whether an edit was sent again after a restore."""
    entry = world.server.log.get(client.replica, {}).get(n)
    return entry is not None and entry.was is not None


def check_whole(client: Client, scope: ScopeId, rows: Mapping[RecordId, int]) -> None:
    """I6: what a laptop has of a scope is what the server had at the laptop's cursor, or later."""
    confirmed, cursor = client.confirmed, client.cursors[scope]
    for record, seq in rows.items():
        held = confirmed.get(record)
        at = held.seq if held is not None and held.scope == scope else 0
        assert at >= seq or seq > cursor, record
