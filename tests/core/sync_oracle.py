"""What must be true of any history (docs/protocol.md, invariants), judged by what people saw and did.

Nothing here asks the code under test why it did something: it compares what was saved, what was on the screen
when it was saved, and what is there in the end.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import takewhile

import msgspec

from gridcore.fields import Merge, Value
from gridcore.ids import RecordId, ScopeId
from gridcore.records import RECORD_TYPES
from gridcore.sync.edits import (
    Add,
    Create,
    Drop,
    Edit,
    Remove,
    Resolve,
    Restore,
    Set,
    Step,
    Text,
    edit_hash,
)
from gridcore.sync.left_behind import NOT_APPLIED
from gridcore.sync.merging import UNMERGE
from gridcore.sync.stored import RecordState, Stored, digest, elements_of
from gridcore.sync.verdicts import VerdictCode
from gridcore.workflows import MACHINES
from tests.core.sync_people import C, People, Saved
from tests.core.sync_sides import Client
from tests.core.sync_whole import is_alike, places_of, was_erased
from tests.fakes.memory_log import Entry
from tests.fakes.memory_server import APPLIED

_WORD = re.compile(r"#\d+")
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


def words_of(value: object) -> Iterator[str]:
    """The words that nobody else writes, wherever they stand."""
    yield from _WORD.findall(repr(value))


def check_once(world: People[C], client: Client) -> None:
    """I2: the server has each edit of the replica, as it was saved, once and in its order."""
    mine: dict[int, Entry] = {}
    for each in world.server.entries:
        if each.replica == client.replica:
            before = mine.setdefault(each.decided.edit.n, each)
            assert before is each or before.verdict.code in NOT_APPLIED, "decided twice"
    assert [each.hash for each in mine.values()] == [edit_hash(each) for each in client.saved]


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
        state = MACHINES[RECORD_TYPES[stored.kind].fields[cell].machine or ""].first
        for entry in world.server.entries:
            edit = entry.decided.edit
            taken = isinstance(edit, Step) and edit.id == stored.id and entry.verdict.code in APPLIED
            if taken and isinstance(edit, Step):
                assert edit.source == state
                state = edit.to
        assert stored.cells[cell] == state


# I3: nothing is lost


def is_kept(world: People[C], saved: Saved) -> bool:
    """Whether an edit is in force, or whoever replaced it knew of it, or somebody is asked, or it waits."""
    entry = world.server.log[saved.replica][saved.edit.n]
    if entry in world.server.parked or was_erased(world, entry):
        return True
    edit, known = saved.edit, world.server.stored
    places = places_of(world, edit.id, entry.decided.subject)
    match edit:
        case Create():
            return all(any(_has_cell(world, entry, saved, at, name) for at in places) for name in edit.cells)
        case Set() | Text() | Add() | Drop():
            return any(_has_cell(world, entry, saved, at, edit.cell) for at in places)
        case Resolve():
            conflict = known[edit.id]
            kind, cell = conflict.cells["conflict_kind"], str(conflict.cells["cell"])
            subject = RecordId(str(conflict.cells["subject"]))
            places = places_of(world, subject, entry.decided.subject)
            return kind != "value" or any(
                _has_any(world, entry, saved, at, cell, edit.value) for at in places
            )
        case Remove():
            return known[edit.id].state is RecordState.REMOVED or _was_removal_answered(world, entry)
        case Step():
            return True  # checked as a path of states
        case _:  # of whole records: they have no value that could be lost
            return entry.verdict.code in (*APPLIED, VerdictCode.PROPOSED)


def _was_removal_answered(world: People[C], entry: Entry) -> bool:
    """A removal that is not in force is disputed, or was taken back, or gave way to somebody's work."""
    record = entry.decided.edit.id
    return any(
        each.cells.get("subject") == record
        and (each.cells.get("conflict_kind") == "removal" or each.cells.get("cell") == UNMERGE)
        for each in world.server.stored.values()
    ) or any(
        isinstance(each.decided.edit, Restore) or each.replica == entry.replica
        for each in _after(world, entry)
        if record in (each.decided.edit.id, each.decided.subject)
    )


def _has_cell(world: People[C], entry: Entry, saved: Saved, record: RecordId, name: str) -> bool:
    cell, edit = RECORD_TYPES[world.server.stored[record].kind].cells[name], saved.edit
    if cell.is_set:
        return all(_has_element(world, entry, record, name, each) for each in _elements(edit, name))
    value = edit.cells[name] if isinstance(edit, Create) else getattr(edit, "value", None)
    return cell.merge is Merge.STEP or _has_any(world, entry, saved, record, name, value)


def _has_any(world: People[C], entry: Entry, saved: Saved, record: RecordId, name: str, value: Value) -> bool:
    if RECORD_TYPES[world.server.stored[record].kind].cells[name].merge is Merge.TEXT:
        new = set(words_of(value)) - set(words_of(saved.seen.get(name)))
        return all(_has_word(world, entry, record, name, each) for each in new)
    return _has_value(world, entry, saved, record, name, value)


def _elements(edit: Edit, name: str) -> list[tuple[bool, str]]:
    match edit:
        case Create():
            return [(True, each) for each in elements_of(edit.cells.get(name))]
        case Add():
            return [(True, edit.element)]
        case Drop():
            return [(False, edit.element)]
        case _:
            return []


def _has_value(
    world: People[C], entry: Entry, saved: Saved, record: RecordId, name: str, value: Value
) -> bool:
    stored = world.server.stored[record]
    standing = stored.cells.get(name)
    rule = RECORD_TYPES[stored.kind].cells[name].merge
    if is_alike(world, standing, value) or any(_holds(each, value) for each in _about(world, record, name)):
        return True
    after = [
        each for each in _after(world, entry) if each.decided.subject == record and name in each.decided.cells
    ]
    later = (standing, *(getattr(each.decided.edit, "value", None) for each in after))
    is_under = rule is Merge.MAX and (entry.verdict.code == "merged" or max(map(str, later)) >= str(value))
    if rule is Merge.LAST or is_under:
        return True  # by rule: the history has it
    return any(
        each.replica == entry.replica
        or isinstance(each.decided.edit, Step)
        or _saw(world, each, name, value)
        or _had_read(world, each, entry)
        for each in after
    )


def _had_read(world: People[C], later: Entry, entry: Entry) -> bool:
    """Whether a later edit was made in sight of a version that was lost, and that had this one in it."""
    base = getattr(later.decided.edit, "base", 0)
    return base >= _number(entry) and any(lost.holds(base) for lost in world.server.lost_numbers)


def _saw(world: People[C], entry: Entry, name: str, value: Value) -> bool:
    return value in _seen(world, entry, name)


def _seen(world: People[C], entry: Entry, name: str) -> list[Value]:
    """What was on the screen for this edit, and for earlier ones that it goes on from."""
    edit, former = entry.decided.edit, world.followed.get(entry.replica)
    before = [
        saved.seen
        for saved in world.saved.values()
        if saved.edit.id == edit.id
        and (saved.replica == former or (saved.replica == entry.replica and saved.edit.n <= edit.n))
    ]
    sides = [side for seen in before if isinstance(side := seen.get("sides"), dict)]
    shown = [each.get("value") for side in sides for each in side.values() if isinstance(each, dict)]
    return [*(seen.get(name) for seen in before), *shown]


def _holds(about: Stored, value: Value) -> bool:
    sides = about.cells.get("sides")
    kept = (
        [each.get("value") for each in sides.values() if isinstance(each, dict)]
        if isinstance(sides, dict)
        else []
    )
    decided = about.cells.get("decided")
    return value in (
        *kept,
        about.cells.get("value"),
        decided.get("value") if isinstance(decided, dict) else None,
    )


def _has_word(world: People[C], entry: Entry, record: RecordId, name: str, word: str) -> bool:
    """A clause is there, or in a conflict, or whoever took it out had it on the screen."""
    here = {*words_of(world.server.stored[record].cells.get(name))}
    here |= {found for each in _about(world, record, name) for found in words_of(each.cells)}
    return word in here or any(
        word not in set(words_of(getattr(each.decided.edit, "value", None)))
        and (each.replica == entry.replica or word in set(words_of(_seen(world, each, name))))
        for each in _after(world, entry)
        if each.decided.subject == record and name in each.decided.cells
    )


def _has_element(
    world: People[C], entry: Entry, record: RecordId, name: str, wanted: tuple[bool, str]
) -> bool:
    adding, element = wanted
    stored = world.server.stored[record]
    if (element in elements_of(stored.cells.get(name))) is adding:
        return True
    proposed: list[Value] = [{"add": element}, {"drop": element}]
    if any(each.cells.get("value") in proposed for each in _about(world, record, name)):
        return True
    others = [
        each
        for each in world.server.entries
        if record in (each.decided.edit.id, each.decided.subject)
        and (not adding, element) in _elements_of_entry(each, name)
    ]
    if not adding:
        return bool(others)  # adding beats dropping
    added = [
        entry,
        *(each for each in _before(world, entry) if (True, element) in _elements_of_entry(each, name)),
    ]
    return any(
        each.replica == entry.replica or getattr(each.decided.edit, "base", 0) >= min(map(_number, added))
        for each in others
        if each in _after(world, entry)
    )


def _elements_of_entry(entry: Entry, name: str) -> list[tuple[bool, str]]:
    edit = entry.decided.edit
    return _elements(edit, name) if name in entry.decided.cells and entry.verdict.code in APPLIED else []


def _about(world: People[C], record: RecordId, cell: str) -> list[Stored]:
    return [
        each
        for each in world.server.stored.values()
        if each.kind in ("conflict", "proposal")
        and (each.cells.get("subject"), each.cells.get("cell")) == (record, cell)
    ]


def _before(world: People[C], entry: Entry) -> list[Entry]:
    return list(takewhile(lambda each: each is not entry, world.server.entries))


def _after(world: People[C], entry: Entry) -> list[Entry]:
    """The edits that took effect after this one; one that came again may have been overtaken by them."""
    entries = [*world.server.entries[len(_before(world, entry)) + 1 :]]
    if entry.was is not None:
        others = (each for each in world.server.entries if each is not entry)
        entries = [each for each in others if each.replica != entry.replica or _n(each) > _n(entry)]
    mine = [each for each in entries if (each.replica, each.verdict.code) == (entry.replica, "proposed")]
    replaced = mine if entry.verdict.code is VerdictCode.PROPOSED else []
    return [each for each in entries if each.verdict.code in APPLIED or each in replaced]


def _n(entry: Entry) -> int:
    return entry.decided.edit.n


def _number(entry: Entry) -> int:
    """Which number laptops knew an edit by."""
    return entry.was if entry.was is not None else entry.verdict.seq


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
    for (record, cell), (edit, value) in last.items():
        verdict, held = client.answers.get(edit.n), client.confirmed.get(record)
        if verdict is not None and (verdict.code in NAMED or record in client.handed_in):
            continue
        if held is None and verdict is not None:
            continue  # it left with its record or its scope, or somebody removed it
        if held is not None and verdict is not None and held.version(cell) > verdict.seq:
            continue  # somebody saw it and went on
        if verdict is not None and world.server.lost_numbers:
            is_unread = held is not None and client.cursors.get(held.scope, 0) < verdict.seq
            if is_unread or (verdict.code == "same" and _is_again(world, client, edit.n)):
                continue  # it came again: what is shown is as it was before, or what replaced it
        shown = client.shown(record).cells.get(cell)
        kept = (
            elements_of(shown) >= elements_of(value)
            if isinstance(value, list)
            else is_alike(world, shown, value)
        )
        assert kept, (client.replica, edit, shown)


def _is_again(world: People[C], client: Client, n: int) -> bool:
    """Whether an edit was sent again after a restore."""
    entry = world.server.log.get(client.replica, {}).get(n)
    return entry is not None and entry.was is not None


def check_whole(client: Client, scope: ScopeId, rows: Mapping[RecordId, int]) -> None:
    """I6: what a laptop has of a scope is what the server had at the laptop's cursor, or later."""
    held = {each.id: each.seq for each in client.confirmed.values() if each.scope == scope}
    assert all(held.get(record, 0) >= seq for record, seq in rows.items() if seq <= client.cursors[scope])
