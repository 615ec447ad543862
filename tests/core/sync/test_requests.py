"""Whole requests: groups, repeated edits, echoes, what travels, the same for everybody."""

import itertools

import msgspec
import pytest

from gridcore.ids import GroupId, RecordId, ReplicaId, ScopeId
from gridcore.roles import Role
from gridcore.sync.edits import Edit, Set, edit_hash
from gridcore.sync.stored import FRESH, stamped
from gridcore.sync.take import take
from tests.core.sync_desk import (
    GRID,
    HOME,
    HOUSE,
    OTHER,
    PERSON,
    PLAN,
    VISIT,
    Desk,
    add,
    create,
    drop,
    in_group,
    move,
    put,
    remove,
    resolve,
    restore,
    step,
    write,
)

ANN, BOB, CYD, SUE, FAR = (ReplicaId(each) for each in ("ann-1", "bob-3", "cyd-5", "sue-6", "far-8"))
SEEN = Desk().record(HOME).seq


def test_a_refused_edit_parks_its_group_whole_and_no_other() -> None:
    desk = Desk()
    found = desk.push(
        ANN,
        *in_group("g1", put(HOME, "phone", "1"), put(PLAN, "helper", "王芳"), put(HOME, "tenure", "owner")),
        *in_group("g2", put(HOME, "phone", "2")),
    )
    assert [(each.code, each.extra) for each in found] == [
        ("parked", "group_refused"),
        ("denied", "not_allowed"),
        ("parked", "group_refused"),
        ("ok", None),
    ]
    assert desk.value(HOME, "phone") == "2"
    assert "tenure" not in desk.record(HOME).cells
    assert len(desk.server.parked) == 3


def test_an_invalid_edit_parks_its_group_too() -> None:
    desk = Desk()
    found = desk.push(ANN, *in_group("g1", put(HOME, "tenure", "castle"), put(HOME, "phone", "1")))
    assert [each.code for each in found] == ["invalid", "parked"]


def test_other_verdicts_undo_no_neighbour() -> None:
    desk = Desk()
    desk.one(BOB, put(HOME, "address", "乙", SEEN))
    found = desk.push(ANN, *in_group("g1", put(HOME, "address", "丙", SEEN), put(HOME, "phone", "1")))
    assert [each.code for each in found] == ["conflict", "ok"]
    assert desk.value(HOME, "phone") == "1"


def test_a_refused_group_leaves_no_effect() -> None:
    desk, case = Desk(), RecordId("case-1")
    mia = ReplicaId("mia-7")
    before = list(desk.server.assignments)
    desk.push(
        mia,
        *in_group(
            "g",
            create(case, "mediation_case", scope=ScopeId(f"case/{case}"), title="甲"),
            put(HOME, "phone", "1"),
        ),
    )
    assert case not in desk.server.stored
    assert desk.server.assignments == before


def test_one_bad_edit_delays_no_other() -> None:
    desk = Desk()
    bad: list[Edit] = [
        create(RecordId("x"), "unheard_of"),
        put(RecordId("nowhere"), "phone", "1"),
        put(HOME, "mood", "good"),
        put(HOME, "address", 7),
        resolve("nothing", 0, None),
        move(RecordId("nowhere"), OTHER),
    ]
    found = desk.push(
        ANN, *itertools.chain(*zip(bad, [put(HOME, "phone", str(i)) for i in range(6)], strict=True))
    )
    assert [each.code for each in found][1::2] == ["ok"] * 6
    assert "ok" not in [each.code for each in found][0::2]


def test_the_same_state_and_edits_give_the_same_bytes() -> None:
    def play() -> bytes:
        desk = Desk()
        desk.push(
            BOB,
            put(HOME, "address", "乙", SEEN),
            add(HOME, "tags", "volunteer"),
            add(HOME, "tags", "contact"),
        )
        desk.push(ANN, put(HOME, "address", "丙", SEEN), write(HOME, "remark", "零。一。二。三。", SEEN))
        desk.push(SUE, move(HOUSE, OTHER))
        return msgspec.json.encode([each for _, each in sorted(desk.server.stored.items())])

    assert play() == play()


def test_the_order_of_cells_in_a_message_decides_nothing() -> None:
    cells = {"household": str(HOME), "needs": ["chat", "escort"], "said": "四。", "visited_on": "2026-03-02"}
    outcomes = set()
    for order in itertools.permutations(cells):
        desk = Desk()
        desk.one(BOB, create(RecordId("v"), "visit", household=HOME, said="五。", visited_on="2026-03-03"))
        verdict = desk.one(ANN, create(RecordId("v"), "visit", **{name: cells[name] for name in order}))  # type: ignore[arg-type]
        stored = desk.record(RecordId("v"))
        outcomes.add((verdict.code, verdict.extra, msgspec.json.encode(stored, order="sorted")))
    assert len(outcomes) == 1


# what need not be sent back


def echoes(desk: Desk, who: ReplicaId, *edits: Edit) -> frozenset[RecordId]:
    numbered = [msgspec.structs.replace(each, n=900 + i, grp=GroupId(str(i))) for i, each in enumerate(edits)]
    return take(desk.server, desk.server.author(who), numbered).echoes


@pytest.mark.parametrize(
    "edits",
    [
        (put(HOME, "phone", "1"),),
        (write(HOME, "remark", "四。", SEEN), add(HOME, "tags", "contact"), drop(HOME, "tags", "contact")),
        (
            create(RecordId("v"), "visit", household=HOME),
            step(RecordId("v"), "approval", ("draft", "submitted")),
        ),
        (create(RecordId("b"), "building", scope=GRID, name="二号楼"),),
    ],
    ids=["value", "text and set", "new record", "new record without a parent"],
)
def test_what_a_laptop_said_itself_is_not_sent_back(edits: tuple[Edit, ...]) -> None:
    desk = Desk()
    assert echoes(desk, ANN, *edits) == {edits[0].id}


def spoiled(name: str) -> tuple[Desk, tuple[Edit, ...]]:
    """A request after which the laptop cannot know by itself what the server has."""
    desk = Desk()
    desk.one(BOB, add(HOME, "tags", "contact"))
    match name:
        case "the same again":
            return desk, (put(HOME, "phone", "1"), add(HOME, "tags", "contact"))
        case "refused beside it":
            return desk, (put(HOME, "phone", "1"), put(HOME, "tenure", "castle"))
        case "conflict":
            desk.one(BOB, put(HOME, "phone", "2"))
            return desk, (put(HOME, "phone", "1"),)
        case "removed":
            return desk, (put(HOME, "phone", "1"), remove(HOME, SEEN))
        case "moved":
            desk.server.assign("ann", Role.GRID_WORKER, "grid-2")
            return desk, (put(HOME, "phone", "1"), move(HOME, OTHER))
        case "brought back":
            desk.one(ANN, remove(HOME, desk.record(HOME).seq))
            return desk, (put(HOME, "phone", "1"),)
        case "known already":
            return desk, (create(HOME, "household", room="room", phone="1"),)
        case _:
            desk.one(SUE, move(HOUSE, OTHER))
            desk.server.assign("ann", Role.GRID_WORKER, "grid-2")
            return desk, (create(RecordId("v"), "visit", household=HOME),)


@pytest.mark.parametrize(
    "name",
    [
        "the same again",
        "refused beside it",
        "conflict",
        "removed",
        "moved",
        "brought back",
        "known already",
        "elsewhere",
    ],
)
def test_what_a_laptop_cannot_know_is_sent_back(name: str) -> None:
    desk, edits = spoiled(name)
    assert not echoes(desk, ANN, *edits)


def test_what_is_made_where_the_same_request_moved_something_is_sent_back() -> None:
    """That the place was calm a moment before says nothing any more."""
    desk = Desk()
    desk.server.assign("ann", Role.GRID_WORKER, "grid-2")
    first, second, third = (create(RecordId(each), "visit", household=HOME) for each in ("v1", "v2", "v3"))
    assert echoes(desk, ANN, first, second) == {first.id, second.id}
    assert not echoes(desk, ANN, first, second, move(HOME, OTHER), third)


def test_a_record_that_hangs_elsewhere_now_is_sent_back() -> None:
    desk = Desk()
    desk.push(
        FAR,
        create(RecordId("house2"), "building", scope=OTHER, name="二号楼"),
        create(RecordId("room2"), "room", place={"building": "house2", "room_number": "1"}),
        create(RecordId("home2"), "household", room="room2", address="乙"),
    )
    assert not echoes(desk, SUE, put(PERSON, "household", "home2", desk.version(PERSON, "household")))


def test_a_restored_record_is_sent() -> None:
    desk = Desk()
    desk.one(ANN, remove(HOME, SEEN))
    assert not echoes(desk, ANN, restore(HOME))


# numbers


def test_what_was_only_marked_keeps_its_number() -> None:
    desk = Desk()
    desk.one(BOB, put(HOME, "phone", "1"))
    seq = desk.record(HOME).seq
    taken = take(desk.server, desk.server.author(ANN), [Set(901, GroupId("g"), HOME, "phone", "1", 0)])
    (marked,) = taken.records
    assert marked.seq == seq
    assert marked.vers["phone"].also[0].replica == ANN
    assert stamped(marked, 999) is marked


def test_conflicts_are_numbered_before_what_they_are_about() -> None:
    desk = Desk()
    desk.one(BOB, put(HOME, "address", "乙", SEEN))
    taken = take(desk.server, desk.server.author(ANN), [Set(901, GroupId("g"), HOME, "address", "丙", SEEN)])
    assert [each.kind for each in taken.records] == ["conflict", "household"]
    assert all(each.seq == FRESH for each in taken.records)
    assert taken.decided[0].record == HOME


def test_an_edit_never_changes() -> None:
    desk = Desk()
    edit = Set(1, GroupId("g"), HOME, "phone", "1", 0)
    desk.server.push(ANN, [edit])
    desk.server.push(ANN, [edit])
    assert len([each for each in desk.server.entries if each.hash == edit_hash(edit)]) == 1
    assert desk.value(VISIT, "said") == "一。二。三。"
