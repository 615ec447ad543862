"""What somebody proposed can be withdrawn by that person, until a second one has decided it."""

import pytest

from gridcore.ids import RecordId, ReplicaId, ScopeId
from gridcore.roles import Role
from gridcore.sync.edits import Step
from gridcore.workflows import MACHINES
from gridcore.workflows.decision import PROPOSAL, decides
from tests.core.sync.test_exports import LIST, asked, judgement
from tests.core.sync.test_proposals import accept, approved, propose_in_case
from tests.core.sync.test_rights import REQUEST, about_plan, answer
from tests.core.sync_desk import VISIT, Desk, put, step

ANN, ANN2, BOB, SUE, MIA = (ReplicaId(each) for each in ("ann-1", "ann-2", "bob-3", "sue-6", "mia-7"))


def withdraw(desk: Desk, record: str | None, source: str = "open") -> Step:
    """What somebody who has read everything says."""
    found = desk.record(RecordId(str(record)))
    return step(found.id, "progress", (source, "withdrawn"), found.vers["progress"].v)


def proposed() -> tuple[Desk, str | None]:
    desk = approved()
    return desk, desk.one(ANN, put(VISIT, "met", True)).extra


@pytest.mark.parametrize("mine", [ANN, ANN2])
def test_its_author_withdraws_a_proposal_from_any_own_laptop(mine: ReplicaId) -> None:
    desk, proposal = proposed()
    assert desk.one(mine, withdraw(desk, proposal)).code == "ok"
    assert desk.value(RecordId(str(proposal)), "progress") == "withdrawn"
    assert desk.value(VISIT, "met") is None


@pytest.mark.parametrize("other", [BOB, SUE])
def test_nobody_else_withdraws_it(other: ReplicaId) -> None:
    desk, proposal = proposed()
    assert desk.one(other, withdraw(desk, proposal)).extra == "not_allowed"
    assert desk.value(RecordId(str(proposal)), "progress") == "open"


def test_a_proposal_says_by_account_whose_it_is_and_since_when() -> None:
    desk, proposal = proposed()
    cells = desk.record(RecordId(str(proposal))).cells
    assert (cells["user"], cells["author"]) == ("ann", "ann")
    assert "proposed_at" in cells


@pytest.mark.parametrize("to", ["accepted", "declined"])
def test_a_decision_that_came_first_counts_and_the_author_hears_which(to: str) -> None:
    desk, proposal = proposed()
    late = withdraw(desk, proposal)
    assert desk.one(SUE, accept(desk, proposal, to)).code == "ok"
    found = desk.one(ANN, late)
    assert (found.code, found.extra) == ("stale", to)
    assert desk.value(VISIT, "met") is (True if to == "accepted" else None)


def test_a_withdrawal_that_came_first_counts_and_the_supervisor_hears_so() -> None:
    desk, proposal = proposed()
    late = accept(desk, proposal)
    assert desk.one(ANN, withdraw(desk, proposal)).code == "ok"
    found = desk.one(SUE, late)
    assert (found.code, found.extra) == ("stale", "withdrawn")
    assert desk.value(VISIT, "met") is None


def test_what_was_proposed_anew_offline_is_withdrawn_too_and_proposed_once_more_it_is_another_one() -> None:
    desk, proposal = proposed()
    seen = withdraw(desk, proposal)
    found = desk.push(ANN, put(VISIT, "met", False), seen, put(VISIT, "met", False))
    assert [each.code for each in found] == ["proposed", "ok", "proposed"]
    assert found[0].extra == proposal != found[2].extra
    assert len(desk.about("proposal", VISIT)) == 1


def test_a_second_laptop_does_not_withdraw_what_it_has_not_seen() -> None:
    desk, proposal = proposed()
    late = withdraw(desk, proposal)
    desk.one(ANN, put(VISIT, "met", False))
    found = desk.one(ANN2, late)
    assert (found.code, found.extra) == ("stale", "open")


def test_the_supervisor_leaves_a_case_whose_proposal_was_withdrawn() -> None:
    desk = Desk()
    proposal, scope = propose_in_case(desk), ScopeId("case/case-1")
    assert desk.one(MIA, withdraw(desk, proposal)).code == "ok"
    assert scope not in desk.server.author(SUE).scopes


def test_who_asked_for_a_list_takes_that_back_and_then_nobody_allows_it() -> None:
    desk, second = asked()
    late = judgement(desk, "allowed")
    assert desk.one(second, withdraw(desk, LIST, "asked")).extra == "not_allowed"
    assert desk.one(SUE, withdraw(desk, LIST, "asked")).code == "ok"
    found = desk.one(second, late)
    assert (found.code, found.extra) == ("stale", "withdrawn")


def test_who_took_a_request_down_takes_it_back_before_it_is_answered() -> None:
    desk = Desk()
    about_plan(desk)
    late = answer(desk)
    assert desk.one(BOB, withdraw(desk, REQUEST)).extra == "not_allowed"
    assert desk.one(ANN, withdraw(desk, REQUEST)).code == "ok"
    assert (desk.one(SUE, late).extra, desk.value(REQUEST, "progress")) == ("withdrawn", "withdrawn")


def test_to_withdraw_is_nobodys_decision() -> None:
    assert not decides(frozenset(Role) - {Role.SUPERVISOR})
    assert decides(frozenset({Role.SUPERVISOR}))
    own = [
        (machine.name, each.to) for machine in MACHINES.values() for each in machine.steps if each.only_own
    ]
    taken_back = [("proposal", "withdrawn"), ("list_export", "withdrawn"), ("rights_request", "withdrawn")]
    assert own == [*taken_back, ("visit_offer", "kept"), ("visit_offer", "offered")]
    assert not any(each.is_plain for each in PROPOSAL.steps)
