"""A dispute that is handed in reaches the mediators alone; its author learns whether it was taken on."""

from dataclasses import replace

import pytest

from gridcore.codes.disputes import DECLINE_REASON, DISPUTE_ANSWER
from gridcore.fields import INTAKE, USER, Value
from gridcore.ids import RecordId, ScopeId
from gridcore.permissions import GRANTS, Verb
from gridcore.records import RECORD_TYPES
from gridcore.roles import Role
from gridcore.sync.dispute_receipts import receipt_id, received
from gridcore.sync.edits import Create, Edit
from gridcore.sync.known import Overlay
from gridcore.sync.own_matters import refused
from gridcore.workflows.dispute_report import DISPUTE_REPORT, HANDED_IN, NOT_TAKEN_ON, TAKEN_ON
from tests.core.sync_desk import HOME, Desk, create, put, remove, step, write
from tests.fakes.memory_server import COMMUNITY

INBOX, ELSE, OWN = (ScopeId(each) for each in ("intake/grid-1", "intake/grid-2", "user/ann"))
REPORT = RecordId("report")
RECEIPT = receipt_id(REPORT)
SAID = "楼上漏水，两家吵了起来。"
HELD: dict[str, Value] = {"told_on": "2026-03-01", "place": "甲", "told_by": "某人", "said": SAID}


def report(record: RecordId = REPORT, scope: ScopeId = INBOX, **more: Value) -> Create:
    cells: dict[str, Value] = {**HELD, "agreed": True, "household": HOME, "reported_by": "zoe", **more}
    return create(record, "dispute_report", scope=scope, **cells)


def decide(desk: Desk, to: str, reason: str = "", source: str = HANDED_IN) -> Edit:
    return step(REPORT, "progress", (source, to), desk.version(REPORT, "progress"), reason=reason)


def outcome(desk: Desk) -> tuple[Value, Value]:
    return desk.value(RECEIPT, "outcome"), desk.value(RECEIPT, "reason")


def test_a_report_lies_where_mediators_alone_read_it_and_names_its_author_as_the_server_knows_him() -> None:
    desk = Desk()
    assert desk.one(desk.ann, report()).code == "ok"
    assert desk.record(REPORT).scope == INBOX
    assert desk.value(REPORT, "reported_by") == desk.server.author(desk.ann).name
    assert desk.value(REPORT, "progress") == HANDED_IN
    laptops = {"ann": desk.ann, "bob": desk.bob, "cyd": desk.cyd, "sue": desk.sue, "mia": desk.mia}
    follow = [who for who, replica in laptops.items() if desk.server.author(replica).follows(INBOX)]
    assert follow == ["mia"]


def test_the_receipt_tells_its_author_that_it_is_there_and_none_of_what_was_said() -> None:
    desk = Desk()
    desk.one(desk.ann, report())
    found = desk.record(RECEIPT)
    assert (found.scope, outcome(desk)) == (OWN, (HANDED_IN, None))
    assert found.cells["household"] == HOME
    told = RECORD_TYPES["dispute_receipt"].fields
    assert found.cells.keys() == told.keys()
    assert not {"said", "place", "told_by"} & told.keys()
    assert SAID not in str(found.cells)


@pytest.mark.parametrize("role", Role)
def test_nobody_writes_a_receipt_and_nobody_changes_a_report(role: Role) -> None:
    assert "dispute_receipt" not in GRANTS[role]
    assert GRANTS[role].get("dispute_report", frozenset()) <= {Verb.CREATE}


def test_who_works_at_the_doors_hands_in_for_the_own_grid_and_nobody_else_does() -> None:
    desk = Desk()
    assert desk.one(desk.cyd, report(RecordId("r-1"))).code == "ok"
    for who, edit, why in (
        (desk.ann, report(scope=ELSE), "not_here"),
        (desk.mia, report(), "not_allowed"),
        (desk.sue, report(), "not_allowed"),
    ):
        assert desk.one(who, edit).extra == why


@pytest.mark.parametrize("agreed", [False, None])
def test_nothing_is_passed_on_without_the_consent_of_who_told_it(agreed: Value) -> None:
    desk = Desk()
    assert desk.one(desk.ann, report(agreed=agreed)).code == "invalid"
    assert REPORT not in desk.server.stored
    system = replace(desk.server.author(desk.ann), is_system=True)
    assert refused(Overlay(desk.server), system, "dispute_report", REPORT, {}) is None


def test_a_mediator_takes_it_on_and_its_author_reads_just_that() -> None:
    desk = Desk()
    desk.one(desk.ann, report())
    assert desk.one(desk.mia, decide(desk, TAKEN_ON)).code == "ok"
    assert outcome(desk) == (TAKEN_ON, None)
    assert desk.record(RECEIPT).seq > desk.record(REPORT).version("said")
    assert {each.replica for each in desk.record(RECEIPT).vers.values()} == {desk.ann}, "no mediator's name"


def test_a_report_is_turned_down_by_a_code_and_taken_on_after_all() -> None:
    desk = Desk()
    desk.one(desk.ann, report())
    for words in ("", "两家都不想谈。"):
        assert desk.one(desk.mia, decide(desk, NOT_TAKEN_ON, words)).extra == "reason_missing"
    assert desk.one(desk.mia, decide(desk, NOT_TAKEN_ON, "settled")).code == "ok"
    assert outcome(desk) == (NOT_TAKEN_ON, "settled")
    assert desk.one(desk.mia, decide(desk, TAKEN_ON, source=NOT_TAKEN_ON)).code == "ok"
    assert outcome(desk) == (TAKEN_ON, None)


def test_of_two_mediators_the_first_decides_and_the_receipt_says_what_counts() -> None:
    desk = Desk()
    desk.one(desk.ann, report())
    zoe = desk.server.enrol("zoe", (Role.MEDIATOR, COMMUNITY))
    first, second = decide(desk, TAKEN_ON), decide(desk, NOT_TAKEN_ON, "settled")
    assert desk.one(desk.mia, first).code == "ok"
    assert desk.one(zoe, second).code == "stale"
    assert outcome(desk) == (TAKEN_ON, None)


def test_workers_and_supervisors_neither_decide_nor_read_what_was_handed_in() -> None:
    desk = Desk()
    desk.one(desk.ann, report())
    for who in (desk.ann, desk.sue):
        found = desk.one(who, decide(desk, TAKEN_ON))
        assert found.extra in ("not_allowed", "not_here")
    assert desk.one(desk.far, decide(desk, TAKEN_ON)).extra == "not_here"


def test_what_was_handed_in_is_out_of_everybodys_hands() -> None:
    desk = Desk()
    desk.one(desk.ann, report())
    for who in (desk.ann, desk.ann2, desk.bob, desk.mia):
        base = desk.version(REPORT, "said")
        changes: list[Edit] = [
            *(write(REPORT, "said", "没事了。", base), put(REPORT, "agreed", False, base)),
            *(remove(REPORT, desk.record(REPORT).seq), report(said="没事了。")),
        ]
        assert {desk.one(who, each).code for each in changes} == {"denied"}
    assert desk.value(REPORT, "said") == SAID
    assert desk.one(desk.ann2, report()).code in ("ok", "same"), "a copy of the laptop sends it again"
    assert desk.value(REPORT, "said") == SAID


def test_what_a_worker_hands_in_after_leaving_waits_for_the_supervisor_and_then_reaches_the_mediators() -> (
    None
):
    desk = Desk()
    desk.server.revoke("ann", Role.GRID_WORKER, "grid-1")
    assert desk.one(desk.ann, report()).extra == "scope_left"
    assert REPORT not in desk.server.stored
    (left,) = (each for each in desk.server.stored.values() if each.kind == "parked_edit")
    assert SAID not in str(left.cells)
    assert desk.one(desk.sue, step(left.id, "progress", ("waiting", "admitted"), left.seq)).code == "ok"
    assert (desk.record(REPORT).scope, desk.value(REPORT, "reported_by")) == (INBOX, "ann")
    assert outcome(desk) == (HANDED_IN, None)


def test_who_is_at_home_elsewhere_gets_no_receipt_here_and_the_mediators_the_report() -> None:
    desk = Desk()
    desk.one(desk.ann, report())
    del desk.server.stored[RECEIPT]
    author, known = desk.server.author(desk.ann), Overlay(desk.server)
    guest = replace(author, scopes=author.scopes - {OWN})
    received(known, guest, desk.record(REPORT), report())
    assert [*known.records] == [REPORT]
    assert desk.one(desk.mia, decide(desk, TAKEN_ON)).code == "ok"
    assert RECEIPT not in desk.server.stored


def test_the_states_of_a_report_are_those_of_its_receipt() -> None:
    assert {each.code for each in DISPUTE_ANSWER} == DISPUTE_REPORT.states.keys()
    assert all(step.roles == {Role.MEDIATOR} for step in DISPUTE_REPORT.steps)
    reached = {DISPUTE_REPORT.first, *(step.to for step in DISPUTE_REPORT.steps)}
    assert reached == DISPUTE_REPORT.states.keys()
    refusing = DISPUTE_REPORT.step(HANDED_IN, NOT_TAKEN_ON)
    assert refusing is not None
    assert all(refusing.takes(each.code) for each in DECLINE_REASON)
    assert (RECORD_TYPES["dispute_report"].scope, RECORD_TYPES["dispute_receipt"].scope) == (INTAKE, USER)
