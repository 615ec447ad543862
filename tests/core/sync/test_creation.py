"""New records: where they lie, who may make them, and ids that are known already."""

import pytest

from gridcore.fields import Value
from gridcore.ids import GroupId, RecordId, ReplicaId, ScopeId
from gridcore.roles import Role
from gridcore.sync.edits import Create
from tests.core.sync_desk import (
    GRID,
    HOME,
    IDENTITY,
    OTHER,
    PERSON,
    PLAN,
    ROOM,
    VISIT,
    Desk,
    add,
    create,
    put,
    resolve,
    step,
    write,
)

ANN, BOB, CYD, SUE, MIA, FAR = (
    ReplicaId(each) for each in ("ann-1", "bob-3", "cyd-5", "sue-6", "mia-7", "far-8")
)
NEW, CASE = RecordId("new"), RecordId("case-1")
CASE_SCOPE = ScopeId(f"case/{CASE}")


@pytest.mark.parametrize(
    ("who", "edit", "code", "extra"),
    [
        (ANN, create(NEW, "unheard_of"), "parked", "unknown_kind"),
        (ANN, create(NEW, "visit", household=HOME, mood="good"), "parked", "unknown_field"),
        (ANN, create(NEW, "visit", household=HOME, visited_on="yesterday"), "invalid", "value_does_not_fit"),
        (ANN, create(NEW, "visit", household=HOME, approval="approved"), "invalid", "value_does_not_fit"),
        (ANN, create(NEW, "visit", household=HOME, approval="draft"), "ok", None),
        (
            ANN,
            create(NEW, "conflict", subject=HOME, subject_kind="household"),
            "invalid",
            "value_does_not_fit",
        ),
        (ANN, create(NEW, "visit", household="nowhere"), "denied", "not_here"),
        (ANN, create(NEW, "visit"), "denied", "not_here"),
        (ANN, create(NEW, "visit", household=PERSON), "denied", "not_here"),
        (ANN, create(NEW, "building", name="二号楼"), "denied", "not_here"),
        (ANN, create(NEW, "building", scope=ScopeId("user/ann"), name="二号楼"), "denied", "not_here"),
        (ANN, create(NEW, "building", scope=OTHER, name="二号楼"), "denied", "not_here"),
        (ANN, create(NEW, "care_plan", resident=PERSON), "denied", "not_allowed"),
        (ANN, create(NEW, "quick_note", scope=ScopeId("user/bob"), said="记"), "denied", "not_here"),
        (ANN, create(NEW, "quick_note", scope=ScopeId("user/ann"), said="记"), "ok", None),
        (ANN, create(CASE, "mediation_case", scope=CASE_SCOPE, title="甲"), "denied", "not_here"),
        (MIA, create(NEW, "mediation_case", scope=CASE_SCOPE, title="甲"), "denied", "not_here"),
        (MIA, create(CASE, "mediation_case", scope=CASE_SCOPE, title="甲"), "ok", None),
    ],
)
def test_a_new_record_is_taken_or_refused(who: ReplicaId, edit: Create, code: str, extra: str | None) -> None:
    desk = Desk()
    verdict = desk.one(who, edit)
    assert (verdict.code, verdict.extra) == (code, extra)
    assert (edit.id in desk.server.stored) == (code == "ok")


def test_a_machine_begins_in_its_first_state() -> None:
    assert Desk().value(VISIT, "approval") == "draft"


def test_a_parent_may_be_named_beside_the_cells() -> None:
    desk = Desk()
    edit = Create(0, GroupId(""), NEW, "visit", {"visited_on": "2026-03-02"}, parent=HOME)
    assert desk.one(ANN, edit).code == "ok"
    assert desk.record(NEW).scope == GRID


# handing in


def test_a_worker_hands_in_and_goes_on_with_the_own_record() -> None:
    desk = Desk()
    paper: dict[str, Value] = {"document": "1", "document_number": "110"}
    again = {**paper, "document_number": "111"}
    assert desk.one(ANN, create(NEW, "resident_identity", resident=PERSON, paper=paper)).code == "ok"
    assert desk.record(NEW).scope == IDENTITY
    assert desk.one(ANN, put(NEW, "paper", again)).code == "ok"
    assert desk.one(BOB, put(NEW, "paper", paper)).extra == "not_here"
    assert desk.one(ANN, create(NEW, "resident_identity", resident=PERSON)).code == "ok"


def test_two_laptops_that_hand_in_the_same_paper_meet_and_learn_nothing() -> None:
    desk = Desk()
    desk.one(ANN, create(NEW, "resident_identity", resident=PERSON, paper={"document_number": "110"}))
    for number in ("110", "999"):
        again = create(NEW, "resident_identity", resident=PERSON, paper={"document_number": number})
        verdict = desk.one(BOB, again)
        assert (verdict.code, verdict.extra) == ("ok", None)
    assert desk.value(NEW, "paper") == {"document_number": "999"}, "no end is noted: the newest stands"
    conflicts = [each for each in desk.server.stored.values() if each.kind == "conflict"]
    assert [each.scope for each in conflicts] == [IDENTITY]
    for elsewhere in (ROOM, HOME):
        other = create(NEW, "resident_identity", resident=elsewhere)
        assert desk.one(desk.eve, other).extra == "not_here"


@pytest.mark.parametrize("theirs", ["110", "112", "113"])
def test_whoever_goes_on_with_what_was_handed_in_learns_nothing_of_what_others_handed_in(theirs: str) -> None:
    desk = Desk()
    desk.one(ANN, create(NEW, "resident_identity", resident=PERSON, paper={"document_number": "110"}))
    handed_in = create(NEW, "resident_identity", resident=PERSON, paper={"document_number": theirs})
    assert desk.one(BOB, handed_in).code == "ok"
    again = create(NEW, "resident_identity", resident=PERSON, paper={"document_number": "113"})
    for edit in (put(NEW, "paper", {"document_number": "112"}), put(NEW, "resident", str(PERSON)), again):
        verdict = desk.one(ANN, edit)
        assert (verdict.code, verdict.extra) == ("ok", None)
    assert (
        desk.about("conflict", NEW) == []
        or {"document_number": theirs} in desk.sides(desk.about("conflict", NEW)[0].id).values()
    ), "nothing was overwritten"
    assert desk.one(ANN, put(NEW, "paper", {"document_number": "1" * 600})).code == "invalid"


# a case


def test_a_case_and_what_hangs_on_it_come_in_one_request() -> None:
    desk = Desk()
    found = desk.push(
        MIA,
        create(CASE, "mediation_case", scope=CASE_SCOPE, title="甲"),
        create(NEW, "party", case=CASE, name="甲方"),
        put(CASE, "source", "01"),
        step(CASE, "progress", ("draft", "withdrawn"), reason="申请人撤回"),
    )
    assert [each.code for each in found] == ["ok"] * 4
    assert desk.record(NEW).scope == CASE_SCOPE
    assert CASE_SCOPE in desk.server.author(MIA).scopes


def test_a_case_that_is_founded_is_founded_once() -> None:
    desk = Desk()
    desk.one(MIA, create(CASE, "mediation_case", scope=CASE_SCOPE, title="甲"))
    before = list(desk.server.assignments)
    desk.one(MIA, create(CASE, "mediation_case", scope=CASE_SCOPE, title="乙"))
    assert desk.server.assignments == before


def test_a_member_gets_the_case_and_a_changed_member_too() -> None:
    desk = Desk()
    max_ = desk.server.enrol("max", (Role.GRID_WORKER, "grid-2"))
    kim = desk.server.enrol("kim", (Role.GRID_WORKER, "grid-2"))
    desk.one(MIA, create(CASE, "mediation_case", scope=CASE_SCOPE, title="甲"))
    desk.one(MIA, create(NEW, "case_member", case=CASE, user="max", until="2026-12-31"))
    assert CASE_SCOPE in desk.server.author(max_).scopes
    desk.one(MIA, put(NEW, "user", "kim", desk.version(NEW, "user")))
    assert CASE_SCOPE in desk.server.author(kim).scopes


# ids that are known


def twice(first: Create, second: Create) -> tuple[Desk, str, str | None]:
    desk = Desk()
    assert desk.one(CYD, first).code == "ok"
    verdict = desk.one(ANN, second)
    return desk, verdict.code.value, verdict.extra


def exception(**cells: str) -> Create:
    """A change to a planned visit; its id follows from plan and period."""
    return Create(0, GroupId(""), NEW, "visit_exception", {"plan": PLAN, "period": "2026-W10", **cells})


def test_the_same_record_made_twice_is_the_same() -> None:
    desk, code, _ = twice(exception(exception="skipped"), exception(exception="skipped"))
    assert code == "same"
    assert desk.record(NEW).seq == desk.version(NEW, "exception")


def test_cells_that_are_new_join() -> None:
    desk, code, _ = twice(exception(), exception(reason="下雨"))
    assert code == "ok"
    assert desk.value(NEW, "reason") == "下雨"


def test_cells_that_differ_are_a_conflict() -> None:
    desk, code, extra = twice(exception(exception="skipped"), exception(exception="moved", reason="下雨"))
    assert code == "conflict"
    assert desk.sides(extra) == {CYD: "skipped", ANN: "moved"}
    assert desk.value(NEW, "reason") == "下雨"


def test_texts_and_sets_of_a_record_made_twice_meet_by_their_rules() -> None:
    desk = Desk()
    desk.one(ANN, create(NEW, "visit", household=HOME, needs=["chat"], visited_on="2026-03-01"))
    second = create(NEW, "visit", household=HOME, needs=["escort", "chat"], said="四。", approval="draft")
    verdict = desk.one(BOB, second)
    assert verdict.code == "ok"
    assert desk.value(NEW, "needs") == ["chat", "escort"]
    assert desk.one(CYD, create(NEW, "visit", household=HOME, said="五。")).code == "conflict"


def test_the_results_of_a_creation_are_logged_by_cell() -> None:
    desk = Desk()
    desk.one(ANN, create(NEW, "household", room=ROOM, address="乙", last_visit="2026-03-05"))
    desk.one(BOB, create(NEW, "household", room=ROOM, address="乙", last_visit="2026-03-01"))
    result = desk.server.entries[-1].decided.outcome.result
    assert result == {"last_visit": "2026-03-05"}


def test_another_kind_under_the_same_id_does_not_exist() -> None:
    assert Desk().one(ANN, create(HOME, "visit", household=HOME)).extra == "not_here"


def test_who_may_not_make_such_records_may_not_meet_them_either() -> None:
    assert Desk().one(ANN, create(PLAN, "care_plan", resident=PERSON)).extra == "not_allowed"


def test_what_is_closed_by_an_approval_is_proposed_by_a_creation_too() -> None:
    desk = Desk()
    desk.one(ANN, step(VISIT, "approval", ("draft", "submitted"), desk.version(VISIT, "approval")))
    seen = desk.record(VISIT).seq
    saw = dict.fromkeys(
        ("visited_on", "kind", "way", "met", "purpose", "needs", "said", "follow_up", "next_date"), seen
    )
    desk.one(
        SUE, step(VISIT, "approval", ("submitted", "approved"), desk.version(VISIT, "approval"), saw=saw)
    )
    verdict = desk.one(BOB, create(VISIT, "visit", household=HOME, visited_on="2026-03-09"))
    assert verdict.code == "proposed"
    assert desk.value(VISIT, "visited_on") == "2026-03-01"


# doubts


def test_a_record_that_contradicts_itself_stays_and_is_shown() -> None:
    desk = Desk()
    verdict = desk.one(
        ANN, create(NEW, "visit", household=HOME, visited_on="2026-03-02", next_date="2026-03-01")
    )
    assert verdict.code == "conflict"
    assert desk.value(NEW, "next_date") == "2026-03-01"
    (conflict,) = desk.about("conflict", NEW)
    assert (conflict.cells["conflict_kind"], conflict.cells["cell"]) == ("rule", "next_date")


def test_only_what_touches_a_broken_rule_shows_it_again() -> None:
    desk = Desk()
    desk.one(ANN, put(VISIT, "next_date", "2026-02-01"))
    (conflict,) = desk.about("conflict", VISIT)
    desk.one(ANN, resolve(conflict.id, conflict.seq, None))
    assert desk.one(ANN, write(VISIT, "said", "四。", desk.version(VISIT, "said"))).code == "ok"
    assert not desk.about("conflict", VISIT)
    assert (
        desk.one(ANN, put(VISIT, "next_date", "2026-02-02", desk.version(VISIT, "next_date"))).code
        == "conflict"
    )
    assert (
        desk.one(ANN, put(VISIT, "next_date", "2026-02-03", desk.version(VISIT, "next_date"))).code
        == "conflict"
    )
    assert len(desk.about("conflict", VISIT)) == 1
    assert desk.one(ANN, put(VISIT, "next_date", "2026-04-03", desk.version(VISIT, "next_date"))).code == "ok"


def test_two_who_seem_to_be_one_are_shown_once() -> None:
    desk = Desk()
    desk.one(ANN, put(PERSON, "birth_date", "1950-01-01"))
    first = desk.one(ANN, create(NEW, "resident", household=HOME, name="某人", birth_date="1950-01-01"))
    assert first.code == "duplicate"
    again = desk.one(ANN, put(NEW, "name", "某人乙", desk.version(NEW, "name")))
    assert again.code == "ok"
    back = desk.one(ANN, put(NEW, "name", "某人", desk.version(NEW, "name")))
    assert (back.code, back.extra) == ("duplicate", first.extra)


def test_who_may_not_know_of_the_other_one_is_not_told() -> None:
    desk = Desk()
    desk.push(
        FAR,
        create(RecordId("house2"), "building", scope=OTHER, name="二号楼"),
        create(RecordId("room2"), "room", place={"building": "house2", "room_number": "1"}),
        create(RecordId("home2"), "household", room="room2", address="甲"),
        create(RecordId("twin"), "resident", household="home2", name="某人", birth_date="1950-01-01"),
    )
    assert desk.one(ANN, put(PERSON, "birth_date", "1950-01-01")).code == "ok"
    (conflict,) = (each for each in desk.server.stored.values() if each.kind == "conflict")
    assert conflict.scope == "staff"


def test_alike_but_at_different_doors_are_two() -> None:
    desk = Desk()
    desk.one(ANN, put(PERSON, "birth_date", "1950-01-01"))
    desk.one(ANN, create(RecordId("home2"), "household", room=ROOM, address="乙"))
    made = create(NEW, "resident", household="home2", name="某人", birth_date="1950-01-01")
    assert desk.one(ANN, made).code == "ok"


def test_two_of_one_request_who_seem_to_be_one_are_shown() -> None:
    desk = Desk()
    found = desk.push(
        ANN,
        create(RecordId("home2"), "household", room=ROOM, address="乙"),
        create(RecordId("a"), "resident", household="home2", name="某乙", birth_date="1950-01-01"),
        create(RecordId("b"), "resident", household=HOME, name="某乙", birth_date="1950-01-01"),
        create(RecordId("c"), "resident", household=HOME, name="某乙", birth_date="1950-01-01"),
        create(RecordId("d"), "resident", household="nowhere", name="某乙", birth_date="1950-01-01"),
    )
    assert [each.code for each in found] == ["ok", "ok", "ok", "duplicate", "denied"]


def test_a_set_of_a_record_made_twice_by_one_laptop_keeps_all() -> None:
    desk = Desk()
    found = desk.push(
        ANN,
        create(NEW, "visit", household=HOME, needs=["chat"]),
        create(NEW, "visit", household=HOME, needs=["escort"]),
        add(NEW, "needs", "wheelchair"),
    )
    assert [each.code for each in found] == ["ok", "ok", "ok"]
    assert desk.value(NEW, "needs") == ["chat", "escort", "wheelchair"]
