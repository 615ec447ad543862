"""What the user sees, and the edits that a form makes of it."""

import pytest

from gridcore.fields import Value
from gridcore.ids import GroupId, RecordId, ScopeId
from gridcore.records import RECORD_TYPES
from gridcore.sync.changes import NOTHING_SEEN, Seen, bases_of, changes, creation, numbered, saw_of
from gridcore.sync.edits import Add, Create, Drop, Edit, Resolve, Set, Step, Text
from gridcore.sync.project import Presence, project
from gridcore.sync.stored import Confirmed
from gridcore.workflows import MACHINES
from tests.core.sync_desk import GRID, HOME, VISIT, add, create, drop, move, put, remove, restore, step, write

HOUSEHOLD, VISITS = RECORD_TYPES["household"], RECORD_TYPES["visit"]
ROW = Confirmed(
    HOME,
    "household",
    GRID,
    {"address": "甲", "tags": ["contact"], "phone": "1", "of_a_later_version": 7},
    {"address": 3, "tags": {"contact": 4}},
    9,
)
G = GroupId("g")


@pytest.mark.parametrize(
    ("edit", "cell", "shown"),
    [
        (put(HOME, "address", "乙"), "address", "乙"),
        (write(HOME, "remark", "记。"), "remark", "记。"),
        (add(HOME, "tags", "volunteer"), "tags", ["contact", "volunteer"]),
        (drop(HOME, "tags", "contact"), "tags", []),
        (step(HOME, "state", ("draft", "submitted")), "state", "submitted"),
        (create(HOME, "household", address="丙"), "address", "丙"),
        (create(HOME, "household", tags=["volunteer"]), "tags", ["contact", "volunteer"]),
        (create(HOME, "household", of_a_later_version=8), "of_a_later_version", 8),
    ],
)
def test_an_edit_lies_over_what_is_confirmed(edit: Edit, cell: str, shown: Value) -> None:
    found = project(HOUSEHOLD, ROW, [edit])
    assert found.cells[cell] == shown
    assert found.waiting == {cell}
    assert found.presence is Presence.SHOWN
    assert found.cells["of_a_later_version"] == (8 if cell == "of_a_later_version" else 7)


@pytest.mark.parametrize(
    ("confirmed", "edits", "presence"),
    [
        (ROW, [], Presence.SHOWN),
        (None, [], Presence.UNKNOWN),
        (None, [create(HOME, "household")], Presence.SHOWN),
        (None, [put(HOME, "phone", "1")], Presence.UNKNOWN),
        (ROW, [remove(HOME)], Presence.REMOVED),
        (ROW, [remove(HOME), restore(HOME)], Presence.SHOWN),
        (ROW, [remove(HOME), put(HOME, "phone", "2")], Presence.SHOWN),
        (ROW, [put(HOME, "phone", "2"), remove(HOME)], Presence.REMOVED),
        (ROW, [move(HOME, ScopeId("grid/grid-2"))], Presence.SHOWN),
    ],
)
def test_whether_there_is_something_to_show(
    confirmed: Confirmed | None, edits: list[Edit], presence: Presence
) -> None:
    assert project(HOUSEHOLD, confirmed, edits).presence is presence


def test_a_new_record_begins_in_its_machines_first_state() -> None:
    assert project(VISITS, None, [create(VISIT, "visit")]).cells["approval"] == "draft"
    later: list[Edit] = [create(VISIT, "visit"), step(VISIT, "approval", ("draft", "submitted"))]
    assert project(VISITS, None, later).cells["approval"] == "submitted"
    known = Confirmed(VISIT, "visit", GRID, {"approval": "approved"}, {}, 3)
    assert project(VISITS, known, [create(VISIT, "visit")]).cells["approval"] == "approved"


def test_a_decision_is_shown_before_the_server_knows_it() -> None:
    conflict = Confirmed(RecordId("c"), "conflict", GRID, {"progress": "open"}, {}, 3)
    found = project(RECORD_TYPES["conflict"], conflict, [Resolve(1, G, RecordId("c"), 3, "乙", "ann-1")])
    assert (found.cells["progress"], found.cells["decided"]) == (
        "resolved",
        {"choice": "ann-1", "value": "乙"},
    )


# bases


def test_a_form_names_the_versions_that_it_shows() -> None:
    assert bases_of(HOUSEHOLD, ROW, []) == {
        **dict.fromkeys(("room", "head", "tenure", "ended_on", "last_visit", "remark"), 0),
        "address": 3,
        "phone": 9,
        "tags": {"contact": 4},
    }
    assert bases_of(HOUSEHOLD, None, [])["tags"] == {}


def test_a_form_over_pending_edits_names_their_bases() -> None:
    edits: list[Edit] = [
        put(HOME, "phone", "2", 5),
        write(HOME, "remark", "记。", 6),
        drop(HOME, "tags", "contact", 4),
        add(HOME, "tags", "volunteer", 2),
        remove(HOME),
    ]
    found = bases_of(HOUSEHOLD, ROW, edits)
    assert (found["phone"], found["remark"], found["tags"]) == (5, 6, {"contact": 4, "volunteer": 2})
    assert bases_of(VISITS, None, [step(VISIT, "approval", ("draft", "submitted"), 7)])["approval"] == 7


def test_what_a_pending_creation_fills_has_base_nought_also_over_a_foreign_row() -> None:
    """Two laptops made the record: what was seen on this one is its own, and nothing of the other."""
    known = Confirmed(
        VISIT, "visit", GRID, {"said": "一。", "approval": "draft", "met": True, "needs": ["chat"]}, {}, 3
    )
    found = bases_of(VISITS, known, [create(VISIT, "visit", said="二。", needs=["escort"])])
    assert (found["said"], found["approval"], found["met"]) == (0, 0, 3)
    assert found["needs"] == {"chat": 3, "escort": 0}
    assert bases_of(HOUSEHOLD, ROW, [create(HOME, "household", phone="2")])["phone"] == 0


def test_an_approval_names_what_it_judges() -> None:
    known = Confirmed(VISIT, "visit", GRID, {"said": "一。"}, {}, 8)
    machine = MACHINES["visit_approval"]
    assert saw_of(machine, known) == dict.fromkeys(machine.covers, 8)


# from a form to edits


def test_a_form_makes_an_edit_of_each_change() -> None:
    seen = Seen(ROW.cells, {"phone": 9, "remark": 3, "tags": {"contact": 4}})
    cells: dict[str, Value] = {
        "phone": "2",
        "address": "甲",
        "remark": "行。\r\n行。",
        "tags": ["volunteer"],
        "room": None,
        "tenure": "owner",
    }
    assert changes(HOUSEHOLD, HOME, seen, cells, grp=G, at="now") == [
        Set(0, G, HOME, "phone", "2", 9, "now"),
        Text(0, G, HOME, "remark", "行。\n行。", 3, "now"),
        Add(0, G, HOME, "tags", "volunteer", 0, "now"),
        Drop(0, G, HOME, "tags", "contact", 4, "now"),
        Set(0, G, HOME, "tenure", "owner", 0, "now"),
    ]


def test_an_emptied_text_is_an_empty_text() -> None:
    seen = Seen({"remark": "记。"}, {"remark": 3, "tags": 0})
    assert changes(HOUSEHOLD, HOME, seen, {"remark": None, "tags": []}, grp=G, at="") == [
        Text(0, G, HOME, "remark", "", 3)
    ]


def test_a_form_on_nothing_makes_edits_with_base_nought() -> None:
    found = changes(HOUSEHOLD, HOME, NOTHING_SEEN, {"phone": "1", "tags": ["contact"]}, grp=G, at="")
    assert found == [Set(0, G, HOME, "phone", "1", 0), Add(0, G, HOME, "tags", "contact", 0)]


def test_a_new_record_holds_what_was_filled_in_and_no_more() -> None:
    cells: dict[str, Value] = {
        "phone": None,
        "tags": [],
        "address": "e\u0301",
        "place": {"room_number": "1\r", "unit": 3},
        "met": False,
    }
    edit = creation(HOUSEHOLD, HOME, cells, grp=G, at="now", scope=GRID)
    assert edit == Create(
        0,
        G,
        HOME,
        "household",
        {"address": "é", "place": {"room_number": "1\n", "unit": 3}, "met": False},
        GRID,
        at="now",
    )
    assert numbered(edit, 7).n == 7


def test_a_step_keeps_its_place_in_the_group() -> None:
    assert numbered(Step(0, G, VISIT, "approval", "draft", "submitted", 0), 3) == Step(
        3, G, VISIT, "approval", "draft", "submitted", 0
    )
