"""Left-behind work: what waits for a supervisor, and what admitting or dismissing it does."""

from dataclasses import replace

import msgspec
import pytest

from gridcore.fields import Value
from gridcore.ids import GroupId, RecordId, ReplicaId, ScopeId, derived_id
from gridcore.permissions import STAFF_SCOPE, Assignment
from gridcore.roles import Role
from gridcore.sync.edits import Create, Edit
from gridcore.sync.left_behind import Origin, left_behind, lent, numbers_in
from gridcore.sync.outcomes import Decided, parked
from gridcore.sync.stored import RecordState, Stored
from gridcore.sync.verdicts import Verdict, VerdictCode
from tests.core.sync_desk import HOME, HOUSE, ROOM, VISIT, Desk, create, move, put, step, write
from tests.fakes.memory_server import COMMUNITY, MOMENT

GRP = GroupId("one save")


@pytest.fixture
def desk() -> Desk:
    return Desk()


def waiting(desk: Desk, state: str = "waiting") -> list[Stored]:
    """The staff's records of left-behind work that are in a state."""
    kept = [each for each in desk.server.stored.values() if each.kind == "parked_edit"]
    return [each for each in kept if each.cells["progress"] == state]


def answers(desk: Desk) -> list[Stored]:
    return [each for each in desk.server.stored.values() if each.kind == "parked_answer"]


def admit(
    desk: Desk, record: Stored, to: str = "admitted", *, by: ReplicaId | None = None, reason: str = ""
) -> Verdict:
    asked = step(record.id, "progress", ("waiting", to), record.seq, reason=reason)
    return desk.one(by or desk.sue, asked)


def leave(desk: Desk, user: str = "bob") -> None:
    desk.server.revoke(user, Role.GRID_WORKER, "grid-1")


def together(*edits: Edit) -> list[Edit]:
    return [msgspec.structs.replace(each, grp=GRP) for each in edits]


def test_what_a_lost_scope_left_behind_waits_for_a_supervisor_without_its_values(desk: Desk) -> None:
    base = desk.version(HOME, "phone")
    leave(desk)
    desk.push(
        desk.bob, *together(put(HOME, "phone", "13800000009", base), write(HOME, "remark", "看不见。", base))
    )
    (found,) = waiting(desk)
    assert found.scope == STAFF_SCOPE
    assert found.cells == {
        "replica": desk.bob,
        "device_name": f"laptop {desk.bob}",
        "user": "bob",
        "author": "bob",
        "received": MOMENT,
        "reason": "scope_left",
        "subject": HOME,
        "subject_kind": "household",
        "edits": [
            {"n": 1, "kind": "household", "record": HOME, "do": "set", "cells": ["phone"]},
            {"n": 2, "kind": "household", "record": HOME, "do": "text", "cells": ["remark"]},
        ],
        "progress": "waiting",
    }
    assert numbers_in(found) == (1, 2)
    told = msgspec.json.encode(found.cells)
    assert b"13800000009" not in told
    assert "看不见".encode() not in told


@pytest.mark.parametrize(
    ("edits", "reasons"),
    [
        ((put(HOME, "phone", 7),), []),
        ((step(VISIT, "approval", ("returned", "submitted")),), []),
        ((put(RecordId("nowhere"), "phone", "1"),), ["not_here"]),
        ((create(RecordId("x"), "unheard_of"),), ["unknown_kind"]),
        ((put(HOME, "mood", "good"),), ["unknown_field"]),
        ((create(RecordId("c"), "conflict"),), []),
        (tuple(together(put(HOME, "phone", "1"), put(RecordId("nowhere"), "phone", "1"))), ["not_here"]),
        (tuple(together(put(HOME, "phone", "1"), put(HOME, "phone", 7))), []),
        (tuple(together(put(RecordId("no"), "phone", "1"), put(HOME, "phone", 7))), []),
    ],
    ids=[
        "invalid",
        "stale",
        "denied",
        "unknown kind",
        "unknown field",
        "invalid kind",
        "group",
        "mended",
        "both",
    ],
)
def test_what_its_author_can_mend_stays_with_the_author(
    desk: Desk, edits: tuple[Edit, ...], reasons: list[str]
) -> None:
    desk.push(desk.ann, *edits)
    assert [each.cells["reason"] for each in waiting(desk)] == reasons


def test_each_save_of_a_form_waits_for_itself(desk: Desk) -> None:
    leave(desk)
    desk.push(desk.bob, put(HOME, "phone", "1"), put(HOME, "tenure", "owner"))
    assert [numbers_in(each) for each in waiting(desk)] == [(1,), (2,)]


def test_the_kind_of_a_record_that_the_same_request_made_is_known(desk: Desk) -> None:
    made, lost = RecordId("made"), put(RecordId("made"), "phone", "1")
    bob = desk.server.author(desk.bob)
    edit = Create(1, GroupId("a"), made, "household", {"room": ROOM})
    decided = [
        Decided(edit, parked("scope_left"), made, made, ("room",)),
        Decided(
            msgspec.structs.replace(lost, n=2, grp=GroupId("b")), parked("scope_left"), made, made, ("phone",)
        ),
    ]
    found = left_behind(desk.server, bob, decided, Origin("a", MOMENT))
    assert [each.cells["subject_kind"] for each in found] == ["household", "household"]


def test_of_what_was_erased_nothing_waits(desk: Desk) -> None:
    home = desk.record(HOME)
    desk.server.stored[HOME] = msgspec.structs.replace(home, state=RecordState.ERASED, cells={}, vers={})
    assert desk.one(desk.ann, put(HOME, "phone", "1")).code == "denied"
    assert waiting(desk) == []


def test_a_supervisors_own_step_that_came_too_late_waits_for_nobody_else(desk: Desk) -> None:
    edit = msgspec.structs.replace(put(HOME, "phone", "1"), n=1, grp=GRP)
    decided = [Decided(edit, parked("subject_gone"), HOME, HOME, ("phone",))]
    sue = desk.server.author(desk.sue)
    assert left_behind(desk.server, sue, decided, Origin("a", MOMENT)) == []


def test_a_decision_about_left_behind_work_is_not_left_behind_itself(desk: Desk) -> None:
    desk.one(desk.ann, put(RecordId("nowhere"), "phone", "1"))
    (left,) = waiting(desk)
    assert admit(desk, left, by=desk.ann).code == "denied"
    desk.server.untrusted.add(desk.sue)
    assert admit(desk, left).extra == "not_trusted"
    assert waiting(desk) == [left]


def test_an_untrusted_device_leaves_everything_behind(desk: Desk) -> None:
    desk.server.untrusted.add(desk.ann)
    assert desk.one(desk.ann, put(HOME, "phone", 7)) == Verdict(1, VerdictCode.PARKED, 0, "not_trusted")
    assert [each.cells["reason"] for each in waiting(desk)] == ["not_trusted"]


def test_admitted_work_is_its_authors_and_meets_the_present_state(desk: Desk) -> None:
    base = desk.version(HOME, "phone")
    leave(desk)
    desk.one(desk.bob, put(HOME, "phone", "1", base))
    assert admit(desk, waiting(desk)[0]).code == "ok"
    assert desk.value(HOME, "phone") == "1"
    assert desk.record(HOME).vers["phone"].replica == desk.bob
    assert desk.server.log[desk.bob][1].verdict.code == "ok"
    assert (waiting(desk), len(waiting(desk, "admitted")), desk.server.parked) == ([], 1, [])


def test_admitted_work_never_overwrites_silently(desk: Desk) -> None:
    base = desk.version(HOME, "phone")
    leave(desk)
    desk.one(desk.bob, put(HOME, "phone", "1", base))
    desk.one(desk.ann, put(HOME, "phone", "2", base))
    assert admit(desk, waiting(desk)[0]).code == "ok"
    (conflict,) = desk.about("conflict", HOME)
    assert desk.sides(conflict.id) == {desk.bob: "1", desk.ann: "2"}
    assert desk.server.log[desk.bob][1].verdict.code == "conflict"


def test_admitting_twice_is_stale_and_applies_once(desk: Desk) -> None:
    leave(desk)
    desk.one(desk.bob, put(HOME, "phone", "1", desk.version(HOME, "phone")))
    (left,) = waiting(desk)
    other = desk.server.enrol("sam", (Role.SUPERVISOR, COMMUNITY))
    assert admit(desk, left).code == "ok"
    seq = desk.record(HOME).seq
    assert admit(desk, left, by=other) == Verdict(1, VerdictCode.STALE, 0, "admitted")
    assert admit(desk, left, "dismissed", by=other, reason="no").code == "stale"
    assert (desk.record(HOME).seq, len(answers(desk))) == (seq, 1)


def test_dismissed_work_is_not_applied_and_its_author_hears_why(desk: Desk) -> None:
    leave(desk)
    desk.one(desk.bob, put(HOME, "phone", "1", desk.version(HOME, "phone")))
    (left,) = waiting(desk)
    assert admit(desk, left, "dismissed").code == "invalid"
    assert admit(desk, left, "dismissed", reason="已核实").code == "ok"
    assert desk.value(HOME, "phone") is None
    assert len(desk.server.parked) == 2  # and the dismissal that gave no reason
    (answer,) = answers(desk)
    assert (answer.scope, answer.id) == ("user/bob", derived_id("parked_answer", left.id))
    expected: dict[str, Value] = {
        "replica": desk.bob,
        "device_name": f"laptop {desk.bob}",
        "subject_kind": "household",
        "outcome": "dismissed",
        "verdicts": {"1": "dismissed"},
        "supervisor": "sue",
        "decided_at": "",
        "reason": "已核实",
    }
    assert answer.cells == expected


def test_a_group_parked_whole_is_admitted_whole(desk: Desk) -> None:
    home, person = RecordId("home-2"), RecordId("person-2")
    desk.server.untrusted.add(desk.ann)
    desk.push(
        desk.ann,
        *together(
            create(home, "household", room=ROOM, address="乙"),
            create(person, "resident", household=home, name="乙"),
        ),
    )
    desk.server.untrusted.clear()
    (left,) = waiting(desk)
    assert admit(desk, left).code == "ok"
    assert {desk.record(each).scope for each in (home, person)} == {"grid/grid-1"}
    assert answers(desk)[0].cells["verdicts"] == {"1": "ok", "2": "ok"}


def test_what_moved_away_is_admitted_where_it_lies_now(desk: Desk) -> None:
    base = desk.version(HOME, "phone")
    assert desk.one(desk.sue, move(HOUSE, ScopeId("grid/grid-2"))).code == "ok"
    assert desk.one(desk.ann, put(HOME, "phone", "1", base)).extra == "scope_left"
    assert admit(desk, waiting(desk)[0]).code == "ok"
    assert (desk.value(HOME, "phone"), desk.record(HOME).scope) == ("1", "grid/grid-2")


def test_what_cannot_be_applied_waits_on(desk: Desk) -> None:
    desk.one(desk.ann, put(RecordId("nowhere"), "phone", "1"))
    (left,) = waiting(desk)
    assert admit(desk, left) == Verdict(1, VerdictCode.PARKED, 0, "cannot_admit")
    assert (len(waiting(desk)), answers(desk)) == (1, [])


def test_work_that_is_nowhere_any_more_can_only_be_dismissed(desk: Desk) -> None:
    desk.one(desk.ann, put(RecordId("nowhere"), "phone", "1"))
    (left,) = waiting(desk)
    desk.server.lost.add(left.id)
    assert admit(desk, left).extra == "cannot_admit"
    assert admit(desk, left, "dismissed", reason="x").code == "ok"
    assert (waiting(desk), answers(desk)) == ([], [])


def test_who_is_no_supervisor_admits_nothing(desk: Desk) -> None:
    desk.one(desk.ann, put(RecordId("nowhere"), "phone", "1"))
    (left,) = waiting(desk)
    assert admit(desk, left, by=desk.ann).code == "denied"
    assert waiting(desk)[0].seq == left.seq


def test_the_answer_stays_away_where_the_author_is_not_at_home(desk: Desk) -> None:
    leave(desk)
    desk.one(desk.bob, put(HOME, "phone", "1", desk.version(HOME, "phone")))
    desk.server.guests.add("bob")
    assert admit(desk, waiting(desk)[0]).code == "ok"
    assert answers(desk) == []


def test_a_case_that_is_admitted_is_its_authors(desk: Desk) -> None:
    case = RecordId("case-1")
    founded = create(
        case,
        "mediation_case",
        scope=ScopeId(f"case/{case}"),
        title="争议",
        dispute_type="02",
        source="01",
        applied_on="2026-03-01",
    )
    desk.server.untrusted.add(desk.mia)
    desk.one(desk.mia, founded)
    assert admit(desk, waiting(desk)[0]).code == "ok"
    led = [each for each in desk.server.assignments if each.place == f"case/{case}"]
    assert [(each.user, each.role) for each in led] == [("mia", Role.MEDIATOR)]


def test_what_is_lent_is_the_access_of_both_and_no_case_of_others(desk: Desk) -> None:
    mia, sue = desk.server.author(desk.mia), desk.server.author(desk.sue)
    mediator = replace(mia, assignments=(Assignment(mia.user, Role.MEDIATOR, "case/old"),))
    found = lent(mediator, sue)
    assert found.roles(ScopeId("grid/grid-1")) == {Role.SUPERVISOR}
    assert found.roles(ScopeId("case/old")) == {Role.MEDIATOR}
    assert found.roles(ScopeId("case/other")) == frozenset()
    assert found.is_own(sue.replica)


def test_a_record_of_left_behind_work_names_its_edits_or_none(desk: Desk) -> None:
    leave(desk)
    desk.one(desk.bob, put(HOME, "phone", "1", desk.version(HOME, "phone")))
    (left,) = waiting(desk)
    odd: list[Value] = ["x", {"n": "one"}, {"n": 3}]
    assert numbers_in(msgspec.structs.replace(left, cells={"edits": odd})) == (3,)
    assert numbers_in(msgspec.structs.replace(left, cells={})) == ()
