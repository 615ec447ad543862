"""Steps of state machines, and approvals that count for what their author saw."""

import msgspec
import pytest

from gridcore.ids import RecordId, ReplicaId, ScopeId
from gridcore.roles import Role
from gridcore.sync.edits import Step
from tests.core.sync_desk import (
    HOME,
    VISIT,
    Desk,
    add,
    create,
    put,
    remove,
    resolve,
    step,
    write,
)
from tests.fakes.memory_server import COMMUNITY

ANN, ANN2, BOB, CYD, SUE, MIA = (
    ReplicaId(each) for each in ("ann-1", "ann-2", "bob-3", "cyd-5", "sue-6", "mia-7")
)
CASE = RecordId("case-1")
COVERED = ("visited_on", "kind", "way", "met", "purpose", "needs", "said", "follow_up", "next_date")


def submit(base: int = 0) -> Step:
    return step(VISIT, "approval", ("draft", "submitted"), base)


def approve(desk: Desk, *, base: int | None = None, saw: int | None = None) -> Step:
    """An approval by somebody who has read everything, unless told otherwise."""
    seen = desk.record(VISIT).seq if saw is None else saw
    at = desk.version(VISIT, "approval") if base is None else base
    return step(VISIT, "approval", ("submitted", "approved"), at, saw=dict.fromkeys(COVERED, seen))


def case_of_two() -> tuple[Desk, ReplicaId]:
    """A mediation case with two mediators."""
    desk = Desk()
    max_ = desk.server.enrol("max", (Role.GRID_WORKER, "grid-2"))
    found = desk.push(
        MIA,
        create(CASE, "mediation_case", scope=ScopeId(f"case/{CASE}"), title="楼道堆物"),
        create(RecordId("member"), "case_member", case=CASE, user="max", member_role="mediator"),
    )
    assert {each.code for each in found} == {"ok"}
    return desk, max_


def submitted() -> Desk:
    desk = Desk()
    assert desk.one(ANN, submit(desk.version(VISIT, "approval"))).code == "ok"
    return desk


def test_a_step_leads_on_and_is_told_to_its_author() -> None:
    desk = submitted()
    assert desk.value(VISIT, "approval") == "submitted"


def test_the_first_step_wins_and_the_second_is_stale() -> None:
    desk = submitted()
    verdict = desk.one(BOB, submit(desk.record(HOME).seq))
    assert (verdict.code, verdict.extra) == ("stale", "submitted")


def test_a_state_that_was_reached_another_way_is_stale() -> None:
    """The state is the expected one again, but it is not the one that was seen."""
    desk = submitted()
    seen = desk.version(VISIT, "approval")
    sue = step(
        VISIT, "approval", ("submitted", "returned"), seen, reason="bitte", saw=dict.fromkeys(COVERED, 99)
    )
    assert desk.one(SUE, sue).code == "invalid", "nobody has seen number 99 yet"
    saw = dict.fromkeys(COVERED, desk.record(VISIT).seq)
    assert (
        desk.one(SUE, step(VISIT, "approval", ("submitted", "returned"), seen, reason="bitte", saw=saw)).code
        == "ok"
    )
    assert (
        desk.one(
            ANN, step(VISIT, "approval", ("returned", "submitted"), desk.version(VISIT, "approval"))
        ).code
        == "ok"
    )
    assert desk.one(SUE, approve(desk, base=seen)).code == "stale"


@pytest.mark.parametrize(
    ("who", "edit", "code", "extra"),
    [
        (ANN, step(VISIT, "approval", ("draft", "approved")), "invalid", "no_such_step"),
        (SUE, step(VISIT, "approval", ("submitted", "returned"), reason=" "), "invalid", "reason_missing"),
        (SUE, step(VISIT, "approval", ("draft", "submitted")), "denied", "not_allowed"),
        (ANN, step(VISIT, "said", ("draft", "submitted")), "invalid", "wrong_verb"),
        (ANN, put(VISIT, "approval", "submitted"), "invalid", "wrong_verb"),
        (ANN, step(VISIT, "approval", ("draft", "submitted"), 99), "invalid", "base_unknown"),
        (ANN, step(VISIT, "approval", ("draft", "submitted"), -1), "invalid", "base_unknown"),
        (ANN, step(VISIT, "state", ("draft", "submitted")), "parked", "unknown_field"),
    ],
)
def test_a_step_that_means_nothing_is_told(who: ReplicaId, edit: Step, code: str, extra: str) -> None:
    verdict = Desk().one(who, edit)
    assert (verdict.code, verdict.extra) == (code, extra)


def test_steps_of_one_laptop_go_on_from_each_other() -> None:
    desk, case = Desk(), CASE
    scope = ScopeId(f"case/{case}")
    ways = (("registered", "in_mediation"), ("in_mediation", "terminated"))
    found = desk.push(
        MIA,
        create(case, "mediation_case", scope=scope, title="楼道堆物"),
        create(RecordId("one"), "party", case=case, role="applicant", name="甲方"),
        create(RecordId("two"), "party", case=case, role="respondent", name="乙方"),
        step(case, "progress", ("draft", "registered")),
        *(step(case, "progress", way, reason="谈不拢") for way in ways),
    )
    assert [each.code for each in found] == ["ok"] * 6
    base = desk.version(case, "progress")
    closing = step(case, "progress", ("terminated", "closing_submitted"), base)
    assert desk.one(MIA, closing).code == "ok"
    assert desk.value(case, "progress") == "closing_submitted"


def test_what_follows_a_stale_step_is_stale_too() -> None:
    desk, max_ = case_of_two()
    base = desk.version(CASE, "progress")
    desk.one(MIA, withdrawn(base))
    found = desk.push(
        max_,
        step(CASE, "progress", ("draft", "not_accepted"), base, reason="不属于受理范围"),
        step(CASE, "progress", ("not_accepted", "closing_submitted"), base),
    )
    assert [each.code for each in found] == ["stale", "stale"]
    assert desk.value(CASE, "progress") == "withdrawn"
    assert len(desk.server.parked) == 2


def withdrawn(base: int) -> Step:
    return step(CASE, "progress", ("draft", "withdrawn"), base, reason="申请人撤回")


# approvals


def test_an_approval_of_what_was_seen_counts() -> None:
    desk = submitted()
    assert desk.one(SUE, approve(desk)).code == "ok"


@pytest.mark.parametrize(
    "change", [write(VISIT, "said", "四。"), add(VISIT, "needs", "chat")], ids=["text", "set"]
)
def test_an_approval_does_not_count_for_what_came_later(change: Step) -> None:
    desk = submitted()
    saw = desk.record(VISIT).seq
    seen = desk.version(VISIT, change.cell)
    desk.one(ANN, _based(change, seen))
    verdict = desk.one(SUE, approve(desk, saw=saw))
    assert (verdict.code, verdict.extra) == ("stale", "submitted")
    assert desk.one(SUE, approve(desk)).code == "ok"


def _based(edit: Step, base: int) -> Step:
    return msgspec.structs.replace(edit, base=base)


def test_an_approval_that_saw_nothing_approves_nothing() -> None:
    desk = submitted()
    assert (
        desk.one(
            SUE, step(VISIT, "approval", ("submitted", "approved"), desk.version(VISIT, "approval"))
        ).code
        == "stale"
    )


def test_nobody_approves_what_is_disputed() -> None:
    desk = submitted()
    desk.one(ANN, put(VISIT, "next_date", "2026-04-01"))
    opened = desk.one(BOB, put(VISIT, "next_date", "2026-04-02")).extra
    assert desk.one(SUE, approve(desk)).code == "stale"
    desk.one(ANN, resolve(opened, desk.record(RecordId(str(opened))).seq, "2026-04-02", BOB))
    assert desk.one(SUE, approve(desk)).code == "ok"


def test_nobody_approves_own_work_not_even_from_another_laptop() -> None:
    desk = Desk()
    desk.server.assign("ann", Role.SUPERVISOR, COMMUNITY)
    desk.one(ANN, submit(desk.version(VISIT, "approval")))
    verdict = desk.one(ANN2, approve(desk))
    assert (verdict.code, verdict.extra) == ("denied", "not_allowed")


def test_an_approval_does_not_chain() -> None:
    """A supervisor who also works in the grid sees what the server says before an approval."""
    desk = Desk()
    desk.server.assign("bob", Role.SUPERVISOR, COMMUNITY)
    desk.one(ANN, submit(desk.version(VISIT, "approval")))
    seen = desk.version(VISIT, "approval")
    saw = dict.fromkeys(COVERED, desk.record(VISIT).seq)
    back = step(VISIT, "approval", ("submitted", "returned"), seen, reason="bitte", saw=saw)
    again = step(VISIT, "approval", ("returned", "submitted"), seen)
    assert [each.code for each in desk.push(BOB, back, again)] == ["ok", "ok"]
    assert desk.one(SUE, approve(desk, base=seen)).code == "stale"


def test_own_edits_before_an_approval_need_not_have_been_seen() -> None:
    """A supervisor decides a conflict and approves in one go."""
    desk = submitted()
    desk.one(ANN, put(VISIT, "next_date", "2026-04-01"))
    opened = desk.one(BOB, put(VISIT, "next_date", "2026-04-02")).extra
    saw = desk.record(VISIT).seq
    decision = resolve(opened, desk.record(RecordId(str(opened))).seq, "2026-04-03")
    found = desk.push(SUE, decision, approve(desk, saw=saw))
    assert [each.code for each in found] == ["ok", "ok"]


def test_a_step_on_a_removed_record_brings_it_back_visibly() -> None:
    desk, max_ = case_of_two()
    base = desk.version(CASE, "progress")
    assert desk.one(max_, remove(CASE, desk.record(CASE).seq)).code == "ok"
    verdict = desk.one(MIA, withdrawn(base))
    assert verdict.code == "conflict"
    assert desk.value(CASE, "progress") == "withdrawn"
    assert desk.record(CASE).state == "present"
    assert desk.sides(verdict.extra) == {max_: True, MIA: False}


def test_a_stale_step_brings_nothing_back() -> None:
    desk, max_ = case_of_two()
    base = desk.version(CASE, "progress")
    assert desk.one(MIA, withdrawn(base)).code == "ok"
    assert desk.one(MIA, remove(CASE, desk.record(CASE).seq)).code == "ok"
    assert desk.one(max_, withdrawn(base)).code == "stale"
    assert desk.record(CASE).state == "removed"
