"""A report of danger reaches supervisors alone; its author and its case learn that it was read."""

from dataclasses import replace

import pytest

from gridcore.fields import Value
from gridcore.ids import GroupId, RecordId, ScopeId
from gridcore.permissions import GRANTS, Verb, restricted_scope
from gridcore.roles import Role
from gridcore.sync.danger_receipts import in_case_id, made, receipt_id
from gridcore.sync.edits import Create, Edit
from gridcore.sync.known import Overlay
from gridcore.workflows.danger import DANGER_REPORT, READ, WAITS
from tests.core.sync_desk import HOME, Desk, create, put, step
from tests.fakes.memory_server import COMMUNITY

INBOX = restricted_scope(COMMUNITY)
REPORT, CASE = RecordId("report"), RecordId("dispute")
IN_CASE = in_case_id(REPORT)
SAID = "听见打骂和哭声。"
HELD: dict[str, Value] = {
    "seen_on": "2026-03-01",
    "dangers": ["minor", "violence"],
    "said": SAID,
    "who": "某人",
}


def report(record: RecordId = REPORT, scope: ScopeId = INBOX, **more: Value) -> Create:
    cells: dict[str, Value] = {**HELD, "reported_by": "zoe", **more}
    return create(record, "danger_report", scope=scope, **cells)


def in_case(**more: Value) -> Create:
    cells: dict[str, Value] = {"case": CASE, "reported_on": "2026-03-01", "report": REPORT, **more}
    return Create(0, GroupId(""), IN_CASE, "case_danger", cells, None)


def reading(desk: Desk, record: RecordId = REPORT) -> Edit:
    saw = {name: desk.version(record, name) for name in DANGER_REPORT.covers}
    return step(record, "progress", (WAITS, READ), desk.version(record, "progress"), saw=saw)


def read_by(desk: Desk, record: RecordId) -> Value:
    return desk.value(record, "read_by")


def test_it_lies_where_supervisors_alone_read_it_and_names_its_author_as_the_server_knows_him() -> None:
    desk = Desk()
    assert desk.one(desk.ann, report(subject=HOME, subject_kind="household")).code == "ok"
    assert desk.value(REPORT, "reported_by") == desk.server.author(desk.ann).name
    assert desk.value(REPORT, "progress") == WAITS
    laptops = {"ann": desk.ann, "cyd": desk.cyd, "sue": desk.sue, "sid": desk.sid, "mia": desk.mia}
    follow = [who for who, replica in laptops.items() if desk.server.author(replica).follows(INBOX)]
    assert follow == ["sue", "sid"]


def test_whoever_works_in_the_community_hands_one_in_and_only_there() -> None:
    desk = Desk()
    for who in (desk.ann, desk.cyd, desk.mia, desk.far):
        assert desk.one(who, report(RecordId(f"r-{who}"))).code == "ok"
    assert desk.one(desk.sue, report()).extra == "not_allowed"
    assert desk.one(desk.ann, report(scope=ScopeId("restricted/elsewhere"))).extra == "not_here"


@pytest.mark.parametrize("role", Role)
def test_nobody_writes_a_receipt_nor_changes_or_takes_away_a_report(role: Role) -> None:
    assert "danger_receipt" not in GRANTS[role]
    for kind in ("danger_report", "case_danger"):
        assert GRANTS[role].get(kind, frozenset()) <= {Verb.CREATE}


def test_its_author_can_neither_change_it_nor_tell_it_anew_in_other_words() -> None:
    desk = Desk()
    desk.one(desk.ann, report())
    assert (
        desk.one(desk.ann, put(REPORT, "said", "没事。", desk.version(REPORT, "said"))).extra == "not_allowed"
    )
    assert desk.one(desk.ann, report(said="没事。")).extra == "not_allowed"
    assert desk.value(REPORT, "said") == SAID


def test_the_author_reads_that_a_supervisor_has_read_it_and_none_of_what_was_said() -> None:
    desk = Desk()
    desk.one(desk.ann, report())
    receipt = receipt_id(REPORT)
    assert (desk.record(receipt).scope, read_by(desk, receipt)) == ("user/ann", None)
    assert desk.one(desk.sue, reading(desk)).code == "ok"
    supervisor = desk.server.author(desk.sue).name
    assert read_by(desk, receipt) == read_by(desk, REPORT) == supervisor
    assert desk.record(receipt).cells.keys() == {"seen_on", "reported_at", "read_by", "read_at"}
    assert desk.one(desk.sid, reading(desk)).code == "stale", "the first one counts"


def test_who_wrote_it_is_not_who_has_read_it() -> None:
    desk = Desk()
    both = desk.server.enrol("zoe", (Role.MEDIATOR, COMMUNITY), (Role.SUPERVISOR, COMMUNITY))
    desk.one(both, report())
    assert desk.one(both, reading(desk)).extra == "not_allowed"
    assert desk.one(desk.ann, reading(desk)).extra == "not_here"
    assert desk.one(desk.sue, reading(desk)).code == "ok"


def test_who_is_at_home_elsewhere_hands_in_without_a_receipt() -> None:
    desk = Desk()
    desk.one(desk.ann, report())
    author = desk.server.author(desk.ann)
    guest = replace(author, scopes=author.scopes - {ScopeId("user/ann")})
    known = Overlay(desk.server)
    made(known, guest, desk.record(REPORT), report())
    assert known.records.keys() == {REPORT}


def test_the_case_it_was_written_in_learns_of_the_reading_and_from_nobody_else() -> None:
    desk = Desk()
    found = create(
        CASE, "mediation_case", scope=ScopeId(f"case/{CASE}"), title="甲乙", applied_on="2026-03-01"
    )
    told = desk.push(desk.mia, found, report(), in_case(read_by="mia", read_at="2026-03-01T00:00:00Z"))
    assert {each.code for each in told} == {"ok"}
    assert desk.record(IN_CASE).scope == f"case/{CASE}"
    assert (read_by(desk, IN_CASE), desk.value(IN_CASE, "read_at")) == (None, None)
    assert desk.one(desk.mia, in_case(read_by="mia")).code == "same"
    assert desk.one(desk.mia, put(IN_CASE, "read_by", "mia")).extra == "not_allowed"
    assert read_by(desk, IN_CASE) is None
    desk.one(desk.sue, reading(desk))
    assert read_by(desk, IN_CASE) == desk.server.author(desk.sue).name


def test_a_case_that_remembers_a_report_late_learns_at_once_that_it_was_read() -> None:
    desk = Desk()
    found = create(
        CASE, "mediation_case", scope=ScopeId(f"case/{CASE}"), title="甲乙", applied_on="2026-03-01"
    )
    desk.push(desk.mia, found, report())
    desk.one(desk.sue, reading(desk))
    desk.one(desk.mia, in_case())
    assert read_by(desk, IN_CASE) == desk.server.author(desk.sue).name
    other = in_case_id(HOME)
    desk.one(desk.mia, create(other, "case_danger", case=CASE, reported_on="2026-03-01", report=HOME))
    assert read_by(desk, other) is None
