"""Nobody makes two records one, or two again, alone: a supervisor agrees who is not the one that says so."""

import pytest

from gridcore.ids import RecordId, ReplicaId
from gridcore.roles import Role
from gridcore.sync.edits import Edit
from gridcore.sync.stored import RecordState
from gridcore.workflows.decision import decides
from tests.core.sync_crowd import AWAY, HOME2, THIRD, TWIN, agreement, away, crowded, merged
from tests.core.sync_desk import HOME, PERSON, PLAN, Desk, merge, put, restore, step
from tests.fakes.memory_server import COMMUNITY


@pytest.fixture
def desk() -> Desk:
    made = crowded()
    made.server.enrol("sue")
    made.server.enrol("gus", (Role.SUPERVISOR, "grid-1"), (Role.GRID_WORKER, "grid-1"))
    return made


def laptop(desk: Desk, name: str) -> ReplicaId:
    """Somebody's laptop; with a 2 behind the name the second one."""
    own = [each for each, user in desk.server.users.items() if user == name.rstrip("2")]
    return own[1 if name.endswith("2") else 0]


def said(desk: Desk, name: str, edit: Edit) -> RecordId:
    """Somebody says something of two records; the proposal that this becomes, whoever it is."""
    verdict = desk.one(laptop(desk, name), edit)
    assert verdict.code == "proposed"
    return RecordId(str(verdict.extra))


AGREE = (
    ("ann", "sue", "ok"),
    ("ann", "gus", "ok"),
    ("ann", "bob", "denied"),
    ("ann", "ann", "denied"),
    ("sue", "sue", "denied"),
    ("sue", "sue2", "denied"),
    ("sue2", "sue", "denied"),
    ("sue", "bob", "denied"),
    ("sue", "sid", "ok"),
    ("sue", "gus", "ok"),
    ("gus", "gus", "denied"),
    ("gus", "sue", "ok"),
)


@pytest.mark.parametrize(("author", "second", "verdict"), AGREE)
def test_two_records_become_one_when_another_person_agrees_who_supervises(
    desk: Desk, author: str, second: str, verdict: str
) -> None:
    proposal = said(desk, author, merge(PERSON, TWIN))
    assert desk.record(PERSON).state is RecordState.PRESENT
    assert desk.one(laptop(desk, second), agreement(desk, proposal)).code == verdict
    assert (desk.record(PERSON).state is RecordState.REMOVED) == (verdict == "ok")
    assert desk.value(PLAN, "resident") == (TWIN if verdict == "ok" else PERSON)


@pytest.mark.parametrize(("author", "second", "verdict"), AGREE)
def test_one_record_becomes_two_again_when_another_person_agrees_who_supervises(
    desk: Desk, author: str, second: str, verdict: str
) -> None:
    merged(desk, PERSON, TWIN)
    proposal = said(desk, author, restore(PERSON))
    assert desk.record(PERSON).state is RecordState.REMOVED
    assert desk.one(laptop(desk, second), agreement(desk, proposal)).code == verdict
    assert (desk.record(PERSON).state is RecordState.PRESENT) == (verdict == "ok")


def test_what_waits_for_a_second_supervisor_loses_nothing_until_one_is_named(desk: Desk) -> None:
    desk.server.revoke("gus", Role.SUPERVISOR, "grid-1")
    desk.server.revoke("sid", Role.SUPERVISOR, COMMUNITY)
    proposal = said(desk, "sue", merge(PERSON, TWIN))
    desk.one(desk.bob, put(PERSON, "phone", "138", desk.version(PERSON, "phone")))
    assert desk.one(desk.sid, agreement(desk, proposal)).code == "parked", "his office has ended"
    desk.server.assign("bob", Role.SUPERVISOR, "grid-1")
    assert desk.one(desk.bob, agreement(desk, proposal)).code == "ok"
    assert "138" in repr(desk.record(TWIN).cells) + repr(desk.record(PERSON).cells)


def test_who_declines_a_merge_of_a_supervisor_leaves_both_as_they_are(desk: Desk) -> None:
    proposal = said(desk, "sue", merge(HOME, HOME2))
    seq = desk.record(proposal).seq
    way = ("open", "declined")
    declines = step(proposal, "progress", way, seq, saw={"value": seq}, reason="不是一户")
    assert desk.one(desk.sue, declines).code == "denied"
    assert desk.one(desk.sid, declines).code == "ok"
    assert {desk.record(each).state for each in (HOME, HOME2)} == {RecordState.PRESENT}
    assert desk.one(desk.sid, merge(HOME, HOME2)).code == "proposed", "it can be said again"


def test_who_supervises_one_grid_alone_does_not_agree_about_two(desk: Desk) -> None:
    away(desk)
    assert desk.one(desk.sue, merge(HOME2, AWAY)).code == "proposed"
    (proposal,) = desk.about("proposal", HOME2)
    assert proposal.scope == "staff"
    assert desk.one(laptop(desk, "gus"), agreement(desk, proposal.id)).code == "denied"
    assert desk.one(desk.sid, agreement(desk, proposal.id)).code == "ok"


def test_two_supervisors_who_say_it_both_ways_at_once_need_one_word_more(desk: Desk) -> None:
    one, other = said(desk, "sue", merge(PERSON, TWIN)), said(desk, "sid", merge(TWIN, PERSON))
    assert desk.one(desk.sid, agreement(desk, one)).code == "ok"
    assert desk.one(desk.sue, agreement(desk, other)).code == "ok"
    assert desk.record(PERSON).state is RecordState.REMOVED
    assert desk.record(TWIN).state is RecordState.PRESENT
    assert desk.one(desk.sid, merge(THIRD, TWIN)).code == "proposed"


def test_supervisors_decide_what_others_propose_and_nobody_else_does() -> None:
    assert {each for each in Role if decides(frozenset({each}))} == {Role.SUPERVISOR}
    assert decides(frozenset({Role.GRID_WORKER, Role.SUPERVISOR}))
    assert not decides(frozenset())
