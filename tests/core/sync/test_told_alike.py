"""What lies elsewhere, what was erased there, what nobody ever made: no answer tells one from another."""

from collections.abc import Callable

import msgspec
import pytest

from gridcore.ids import GroupId, RecordId, ReplicaId, ScopeId
from gridcore.roles import Role
from gridcore.sync.edits import Create, Edit
from gridcore.sync.stored import RecordState
from tests.core.sync_desk import (
    OTHER,
    Desk,
    create,
    erase,
    merge,
    move,
    put,
    remove,
    resolve,
    restore,
    step,
)
from tests.fakes.memory_server import COMMUNITY

ADDRESS, BORN = "翠苑一区3幢301", "1950-01-01"
LIES_THERE, WAS_ERASED, NEVER_WAS, IS_REMOVED = (RecordId(each) for each in ("a", "b", "c", "d"))
MINE, MY_HOME, MY_TWIN = RecordId("mine"), RecordId("my-home"), RecordId("my-twin")


def town() -> tuple[Desk, ReplicaId]:
    """Three homes in the first grid, one erased, one removed; and a supervisor of the second alone."""
    desk = Desk()
    for home in (LIES_THERE, WAS_ERASED, IS_REMOVED):
        assert (
            desk.one(desk.ann, create(home, "household", room=RecordId("room"), address=ADDRESS)).code == "ok"
        )
    asked = desk.one(desk.sue, erase(WAS_ERASED, "x")).extra
    seq = desk.record(RecordId(str(asked))).seq
    agreed = step(RecordId(str(asked)), "progress", ("open", "accepted"), seq, saw={"value": seq})
    assert desk.one(desk.sid, agreed).code == "ok"
    assert desk.record(WAS_ERASED).state is RecordState.ERASED
    assert desk.one(desk.ann, remove(IS_REMOVED, desk.record(IS_REMOVED).seq)).code == "ok"
    far = desk.server.enrol("farid", (Role.SUPERVISOR, "grid-2"), (Role.GRID_WORKER, "grid-2"))
    own = (
        create(RecordId("house-2"), "building", scope=OTHER, name="二号楼"),
        create(RecordId("room-2"), "room", place={"building": "house-2", "room_number": "1"}),
        create(MY_HOME, "household", room=RecordId("room-2"), address=ADDRESS),
        create(MY_TWIN, "resident", household=MY_HOME, name="王桂兰", birth_date=BORN),
        create(MINE, "resident", household=RecordId("nowhere"), name="王桂兰", birth_date="1950-01-02"),
    )
    assert [each.code for each in desk.push(far, *own)] == [*["ok"] * 4, "denied"]
    mine = create(MINE, "resident", household=MY_HOME, name="王桂兰", birth_date="1950-01-02")
    assert desk.one(far, mine).code == "ok"
    return desk, far


def beside(record: RecordId) -> Edit:
    note = {"said": "x"}
    return Create(
        0, GroupId(""), RecordId("note"), "quick_note", {**note}, ScopeId("user/farid"), parent=record
    )


ASKED: dict[str, Callable[[RecordId], Edit]] = {
    "a note with a parent": beside,
    "a child": lambda record: create(RecordId("new"), "resident", household=record, name="王桂兰"),
    "a visit": lambda record: create(RecordId("new"), "visit", household=record, visited_on="2026-03-02"),
    "a link": lambda record: put(MY_HOME, "head", record),
    "another parent": lambda record: put(MINE, "household", record),
    "another household": lambda record: create(
        RecordId("new"), "told_apart", household=MY_HOME, other_household=record, stands=True
    ),
    "a loser": lambda record: merge(record, MY_HOME),
    "a winner": lambda record: merge(MY_HOME, record),
    "a move": lambda record: move(record, OTHER),
    "a removal": remove,
    "a restoring": restore,
    "an erasure": erase,
    "a value": lambda record: put(record, "address", ADDRESS),
    "a step": lambda record: step(record, "progress", ("open", "accepted")),
    "a decision": lambda record: resolve(record, 0, "x"),
}


def answer(ask: Callable[[RecordId], Edit], record: RecordId) -> bytes:
    """All that the author hears of an edit, and of one that follows it."""
    desk, far = town()
    edits = [ask(record), put(MINE, "birth_date", BORN), put(MY_HOME, "phone", "138")]
    told = [(each.code, each.extra, each.seq > 0) for each in desk.push(far, *edits)]
    author = desk.server.author(far)
    seen = sorted(
        (each.id, each.kind, sorted((name, repr(value)) for name, value in each.cells.items()))
        for each in desk.server.stored.values()
        if author.follows(each.scope)
    )
    return (
        msgspec.json.encode((told, seen))
        .replace(f'"{record}"'.encode(), b'""')
        .replace(f"'{record}'".encode(), b"''")
    )


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("record", [LIES_THERE, WAS_ERASED, IS_REMOVED])
def test_what_lies_elsewhere_or_was_erased_there_is_told_like_what_never_was(
    asked: str, record: RecordId
) -> None:
    assert answer(ASKED[asked], record) == answer(ASKED[asked], NEVER_WAS)


def test_whoever_follows_the_place_is_told_all_of_it() -> None:
    desk, _ = town()
    told = {
        record: desk.one(desk.ann, put(record, "address", "乙")).extra for record in (WAS_ERASED, NEVER_WAS)
    }
    assert told == {WAS_ERASED: "erased", NEVER_WAS: "not_here"}
    assert COMMUNITY
