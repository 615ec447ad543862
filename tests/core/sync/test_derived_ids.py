"""An id that follows from something is given to that thing alone: nobody asks by it whether it is taken."""

from dataclasses import replace

import pytest

from gridcore.aid import aid_grant_id
from gridcore.diary import diary_id
from gridcore.extra_visits import extra_change_id, life_change_id
from gridcore.fields import Value
from gridcore.ids import RecordId, ScopeId, derived_id
from gridcore.moving import stay_id
from gridcore.patrols import check_id
from gridcore.records import RECORD_TYPES
from gridcore.regrouping import period_id
from gridcore.roster import ids
from gridcore.sync.danger_receipts import in_case_id
from gridcore.sync.derived_ids import is_borrowed
from gridcore.sync.edits import Create
from gridcore.sync.twins import told_apart_id
from gridcore.workflows.decision import ADMITTED, WAITING
from tests.core.sync_desk import GRID, HOME, HOUSE, OTHER, PERSON, PLAN, ROOM, Desk, create, in_group, step
from tests.fakes.memory_server import COMMUNITY

DAY = "2026-03-01"
BUILDING = ids.building_id(COMMUNITY, "grid-1", "翠苑", "5幢")
FACILITY = ids.facility_id(COMMUNITY, "grid-1", "canteen", "老年食堂")

DERIVED: list[Create] = [
    create(BUILDING, "building", scope=GRID, estate="翠苑", name="5幢"),
    create(ids.room_id(HOUSE, 2, "301"), "room", place={"building": HOUSE, "unit": 2, "room_number": "301"}),
    create(ids.room_id(HOUSE, 0, "301"), "room", place={"building": HOUSE, "room_number": "301"}),
    create(ids.household_id(ROOM), "household", room=ROOM),
    create(ids.resident_id(HOME, "王小明", DAY), "resident", household=HOME, name="王小明", birth_date=DAY),
    create(ids.resident_id(HOME, "王小明", None), "resident", household=HOME, name="王小明"),
    create(ids.resident_id(HOME, "王小明", None), "resident", household=HOME, name="王小明", birth_date=DAY),
    create(
        ids.resident_id(HOME, "王小明", "0018"),
        "resident",
        household=HOME,
        name="王小明",
        identity_tail="0018",
    ),
    create(ids.phone_id(PERSON, "138"), "phone_number", resident=PERSON, phone="138"),
    create(ids.identity_id(PERSON), "resident_identity", resident=PERSON),
    create(stay_id(HOME, PERSON, 3), "membership", household=HOME, resident=PERSON),
    create(
        life_change_id(PERSON, "death", DAY), "life_change", resident=PERSON, what="death", happened_on=DAY
    ),
    create(extra_change_id(HOME, PLAN), "extra_visit_change", household=HOME, occasion=PLAN),
    create(derived_id("visit_exception", PLAN, "2026-03"), "visit_exception", plan=PLAN, period="2026-03"),
    create(check_id(PLAN, ROOM), "patrol_check", patrol=PLAN, point=ROOM),
    create(derived_id("agreement", "case"), "agreement", case="case"),
    create(aid_grant_id(PLAN, HOME), "aid_grant", project=PLAN, household=HOME),
    create(in_case_id(RecordId("report")), "case_danger", case="case", report="report"),
    create(ids.grid_id("grid-3"), "grid", scope=ScopeId("community"), code="grid-3"),
    create(period_id(HOUSE, 1), "grid_period", scope=ScopeId("community"), building=HOUSE),
    create(told_apart_id(RecordId("a"), RecordId("b")), "told_apart", household="b", other_household="a"),
    create(
        told_apart_id(RecordId("a"), RecordId("b")),
        "told_apart",
        household=HOME,
        resident="a",
        other_resident="b",
    ),
    create(diary_id("ann", DAY), "diary", scope=GRID, day=DAY),
    create(FACILITY, "facility", scope=GRID, facility_kind="canteen", name="老年 食堂"),
]


def is_refused(desk: Desk, edit: Create) -> bool:
    return is_borrowed(desk.server, desk.server.author(desk.ann), edit)


@pytest.mark.parametrize("edit", DERIVED, ids=lambda each: each.kind)
def test_what_follows_from_what_a_record_says_is_its_id(edit: Create) -> None:
    assert not is_refused(Desk(), edit)
    assert is_refused(Desk(), create(edit.id, "quick_note", said="x"))


@pytest.mark.parametrize("kind", sorted(RECORD_TYPES))
def test_no_kind_takes_an_id_that_follows_from_something_else(kind: str) -> None:
    told: dict[str, Value] = {"place": "x"} if kind == "room" else {}
    assert is_refused(Desk(), create(ids.identity_id(HOME), kind, scope=GRID, **told))
    assert is_refused(Desk(), create(BUILDING, kind, scope=ScopeId("community"), estate="翠苑", name="5幢"))


def test_an_id_of_chance_and_a_kind_of_a_later_version_are_not_looked_at() -> None:
    assert not is_refused(Desk(), create(RecordId("anything"), "quick_note"))
    assert not is_refused(Desk(), create(ids.identity_id(HOME), "kind_of_tomorrow"))


def test_the_server_writes_under_any_id_and_what_is_there_already_meets_as_before() -> None:
    desk, edit = Desk(), create(ids.identity_id(HOME), "quick_note")
    assert not is_borrowed(desk.server, replace(desk.server.author(desk.ann), is_system=True), edit)
    phone = create(ids.phone_id(PERSON, "138"), "phone_number", resident=PERSON, phone="138")
    assert desk.one(desk.ann, phone).code == "ok"
    other = create(phone.id, "phone_number", resident=PERSON, phone="139")
    assert desk.one(desk.bob, other).code == "conflict"


def test_taken_or_not_the_answer_is_the_same() -> None:
    desk = Desk()
    taken = create(ids.phone_id(PERSON, "138"), "phone_number", resident=PERSON, phone="138")
    assert desk.one(desk.ann, taken).code == "ok"
    told = [
        desk.one(desk.far, create(record, kind, scope=scope))
        for record in (taken.id, ids.phone_id(PERSON, "139"))
        for kind, scope in (("quick_note", ScopeId("user/far")), ("facility", OTHER), ("grid", GRID))
    ]
    assert {(each.code, each.extra, each.seq) for each in told} == {("denied", "not_here", 0)}


def test_what_was_changed_before_it_came_is_admitted_by_a_supervisor() -> None:
    desk = Desk()
    renamed = create(ids.resident_id(HOME, "王小名", None), "resident", household=HOME, name="王小明")
    assert desk.one(desk.ann, renamed).extra == "not_here"
    left = next(each for each in desk.server.stored.values() if each.kind == "parked_edit")
    admit = step(left.id, "progress", (WAITING, ADMITTED), desk.version(left.id, "progress"))
    assert desk.one(desk.sue, admit).code == "ok"
    assert desk.value(renamed.id, "name") == "王小明"


def test_what_a_laptop_of_before_imported_waits_whole_until_it_is_admitted() -> None:
    """Its ids of people follow from the day inside a number, which their records do not tell."""
    desk = Desk()
    person = ids.resident_id(HOME, "王小明", DAY)
    said = create(person, "resident", household=HOME, name="王小明", identity_tail="0018")
    phone = create(ids.phone_id(person, "138"), "phone_number", resident=person, phone="138")
    told = desk.push(desk.ann, *in_group("import", said, phone))
    assert [(each.code, each.extra) for each in told] == [("denied", "not_here")] * 2
    (left,) = [each for each in desk.server.stored.values() if each.kind == "parked_edit"]
    admit = step(left.id, "progress", (WAITING, ADMITTED), desk.version(left.id, "progress"))
    assert desk.one(desk.sue, admit).code == "ok"
    assert (desk.value(person, "name"), desk.value(phone.id, "phone")) == ("王小明", "138")
