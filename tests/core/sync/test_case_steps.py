"""A step of a case is refused by the server for what would have hidden its button, and for nothing else."""

from collections.abc import Iterable

import pytest

from gridcore.fields import Value
from gridcore.ids import RecordId, ReplicaId, ScopeId
from gridcore.roles import Role
from gridcore.sync.case_steps import lacking_in
from gridcore.sync.edits import Create, Edit, Step
from gridcore.sync.restored import AWAITED, LostRange
from gridcore.sync.verdicts import Verdict
from gridcore.workflows.case_file import Missing
from tests.core.sync_desk import Desk, create, in_group, put, remove, restore, step
from tests.fakes.memory_server import COMMUNITY

CASE, ONE, TWO, SESSION = (RecordId(each) for each in ("case-1", "party-1", "party-2", "session-1"))
OPENED = "2026-03-01"


def made() -> Create:
    return create(CASE, "mediation_case", scope=ScopeId(f"case/{CASE}"), title="漏水")


def part(record: str, kind: str, **cells: Value) -> Create:
    return create(RecordId(record), kind, scope=None, case=CASE, **cells)


def parties() -> list[Edit]:
    return [
        part(ONE, "party", role="applicant", name="张桂英"),
        part(TWO, "party", role="respondent", name="李建国"),
    ]


def moved(desk: Desk, source: str, to: str, reason: str = "", *, base: int | None = None) -> Step:
    held = desk.server.stored.get(CASE)
    seen = (held.version("progress") if held is not None else 0) if base is None else base
    return step(CASE, "progress", (source, to), seen, reason=reason)


def missing(verdict: Verdict) -> tuple[Missing, ...]:
    assert verdict.code == "stale", verdict
    return lacking_in(verdict.extra or "")


def told(found: Iterable[Verdict]) -> list[str]:
    return [each.code.value for each in found]


@pytest.fixture
def desk() -> Desk:
    return Desk()


def colleague(desk: Desk) -> ReplicaId:
    """A second mediator of the case."""
    replica = desk.server.enrol("max", (Role.MEDIATOR, COMMUNITY))
    desk.one(desk.mia, part("member-1", "case_member", user="max", member_role="mediator"))
    return replica


def test_a_whole_day_offline_goes_up_in_one_request_and_nothing_of_it_is_refused(desk: Desk) -> None:
    told_now = desk.push(
        desk.mia,
        made(),
        *parties(),
        *in_group("accept", put(CASE, "accepted_on", OPENED), moved(desk, "draft", "registered")),
        moved(desk, "registered", "in_mediation"),
        part(SESSION, "mediation_session", held_on=OPENED, rights_told=True),
        moved(desk, "in_mediation", "agreed_oral"),
        moved(desk, "agreed_oral", "performed"),
        part("visit-1", "return_visit", visited_on=OPENED),
        moved(desk, "performed", "return_visited"),
        moved(desk, "return_visited", "closing_submitted"),
    )
    assert set(told(told_now)) == {"ok"}
    assert desk.value(CASE, "progress") == "closing_submitted"


def test_a_case_without_both_sides_is_not_accepted_and_says_what_it_lacks(desk: Desk) -> None:
    first = desk.push(desk.mia, made(), parties()[0], moved(desk, "draft", "registered"))[-1]
    assert missing(first) == (Missing.PARTIES,)
    assert desk.value(CASE, "progress") == "draft"
    assert [each.decided.edit.n for each in desk.server.parked] == [3], "what was sent is kept"
    assert not desk.about("parked_edit", CASE, "waiting"), "its author mends it, no supervisor"
    again = desk.push(desk.mia, parties()[1], moved(desk, "draft", "registered"))
    assert told(again) == ["ok", "ok"]


def test_what_a_colleague_wrote_meanwhile_counts_as_if_the_button_had_seen_it(desk: Desk) -> None:
    desk.push(
        desk.mia,
        made(),
        *parties(),
        moved(desk, "draft", "registered"),
        part(SESSION, "mediation_session", held_on=OPENED, rights_told=True),
    )
    begins = moved(desk, "registered", "in_mediation")
    desk.one(colleague(desk), put(TWO, "refused_on", OPENED))
    assert missing(desk.one(desk.mia, begins)) == (Missing.REFUSED,)
    assert desk.one(desk.mia, moved(desk, "registered", "terminated", "一方拒绝")).code == "ok"


def test_what_was_taken_away_is_missing_and_what_was_brought_back_is_not(desk: Desk) -> None:
    desk.push(desk.mia, made(), *parties(), moved(desk, "draft", "registered"))
    desk.push(
        desk.mia,
        moved(desk, "registered", "in_mediation"),
        part(SESSION, "mediation_session", held_on=OPENED, rights_told=True),
    )
    desk.one(desk.mia, remove(SESSION, desk.record(SESSION).seq))
    assert missing(desk.one(desk.mia, moved(desk, "in_mediation", "agreed_oral"))) == (Missing.SESSION,)
    back = desk.push(desk.mia, restore(SESSION), moved(desk, "in_mediation", "agreed_oral"))
    assert told(back) == ["ok", "ok"]


def test_what_follows_a_refused_step_waits_with_its_author_too_and_the_records_stay(desk: Desk) -> None:
    found = desk.push(
        desk.mia,
        made(),
        moved(desk, "draft", "registered"),
        moved(desk, "registered", "in_mediation"),
        part(SESSION, "mediation_session", held_on=OPENED),
    )
    assert told(found) == ["ok", "stale", "stale", "ok"]
    assert (missing(found[1]), missing(found[2])) == ((Missing.PARTIES,), ())
    assert found[2].extra == "draft"
    assert desk.record(SESSION).cells["held_on"] == OPENED


def test_an_early_end_and_a_supervisors_decision_are_asked_nothing(desk: Desk) -> None:
    found = desk.push(
        desk.mia,
        made(),
        moved(desk, "draft", "withdrawn", "申请人撤回"),
        moved(desk, "withdrawn", "closing_submitted"),
    )
    assert told(found) == ["ok"] * 3
    back = moved(desk, "closing_submitted", "return_visited", "请补齐")
    assert desk.one(desk.sue, back).code == "ok", "returned without a return visit"


def test_only_a_step_that_could_be_taken_is_told_what_it_lacks(desk: Desk) -> None:
    desk.one(desk.mia, made())
    late = moved(desk, "in_mediation", "agreed_oral")
    assert desk.one(desk.mia, late).extra == "draft"
    assert desk.one(desk.ann, moved(desk, "draft", "registered")).extra == "not_here"


def test_after_a_restore_a_step_waits_for_what_it_was_built_on_and_is_not_refused(desk: Desk) -> None:
    desk.one(desk.mia, made())
    desk.server.lost_numbers = (LostRange(500, 1_000),)
    seen_more = desk.one(desk.mia, moved(desk, "draft", "registered", base=700))
    assert (seen_more.code, seen_more.extra) == (AWAITED.code, AWAITED.extra)
    assert missing(desk.one(desk.mia, moved(desk, "draft", "registered"))) == (Missing.PARTIES,)


@pytest.mark.parametrize(
    ("reason", "found"),
    [
        ("lacks:session", (Missing.SESSION,)),
        ("lacks:refused,parties", (Missing.REFUSED, Missing.PARTIES)),
        ("lacks:session,of_a_later_version", (Missing.SESSION,)),
        ("lacks:", ()),
        ("in_mediation", ()),
        ("", ()),
    ],
)
def test_a_laptop_reads_what_it_knows_of_the_answer(reason: str, found: tuple[Missing, ...]) -> None:
    assert lacking_in(reason) == found
