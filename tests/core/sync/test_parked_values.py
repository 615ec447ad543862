"""What parked edits say, and where that lies."""

import pytest

from gridcore.fields import Value
from gridcore.ids import RecordId, ScopeId
from gridcore.sync.edits import Create, Edit
from gridcore.sync.parked_values import places_of, values_in
from gridcore.wire.parked import ParkedShown, ParkedValue, decode_parked, encode_parked
from tests.core.sync_desk import (
    GRID,
    HOME,
    IDENTITY,
    PERSON,
    ROOM,
    add,
    create,
    drop,
    put,
    remove,
    step,
    write,
)

NEW, NEWER = RecordId("new"), RecordId("newer")
STORED = {HOME: GRID, ROOM: GRID, PERSON: GRID}


def places(*edits: Edit) -> dict[RecordId, ScopeId | None]:
    return places_of(edits, STORED.get)


@pytest.mark.parametrize(
    ("edit", "place"),
    [
        (put(HOME, "phone", "1"), GRID),
        (put(NEW, "phone", "1"), None),
        (create(HOME, "household", room=ROOM), GRID),
        (create(NEW, "household", room=ROOM), GRID),
        (create(NEW, "household", room="nowhere"), None),
        (create(NEW, "household"), None),
        (create(NEW, "resident_identity", resident=PERSON), IDENTITY),
        (create(NEW, "building", scope=GRID), GRID),
        (create(NEW, "building"), None),
        (create(NEW, "building", scope=ScopeId("staff")), None),
        (create(NEW, "mediation_case", scope=ScopeId("grid/grid-1")), None),
        (create(NEW, "conflict", scope=GRID), None),
        (create(NEW, "unheard_of", scope=GRID), None),
        (Create(1, put(HOME, "phone", "1").grp, NEW, "visit", {}, parent=HOME), GRID),
    ],
)
def test_values_lie_where_their_record_does_whatever_the_edit_claims(
    edit: Edit, place: ScopeId | None
) -> None:
    assert places(edit) == {edit.id: place}


def test_a_record_made_in_the_same_save_leads_to_its_place() -> None:
    found = places(
        create(NEW, "household", room=ROOM),
        create(NEWER, "resident", household=NEW),
        put(NEWER, "name", "甲"),
    )
    assert found == {NEW: GRID, NEWER: GRID}


@pytest.mark.parametrize(
    ("edit", "values"),
    [
        (create(NEW, "household", address="甲"), {"address": "甲"}),
        (put(HOME, "phone", "1"), {"phone": "1"}),
        (write(HOME, "remark", "一。"), {"remark": "一。"}),
        (step(HOME, "approval", ("draft", "submitted")), {"approval": "submitted"}),
        (add(HOME, "tags", "contact"), {"tags": ["contact"]}),
        (drop(HOME, "tags", "contact"), {"tags": ["contact"]}),
        (remove(HOME), {}),
    ],
)
def test_an_edit_says_its_values_by_cell(edit: Edit, values: dict[str, Value]) -> None:
    assert values_in(edit) == values


def test_the_answer_comes_back_as_it_went() -> None:
    shown = ParkedShown(NEW, [ParkedValue(1, "household", HOME, "set", {"phone": "1"}, {"phone": None})])
    assert decode_parked(encode_parked(shown).rstrip(b"\n")) == shown
