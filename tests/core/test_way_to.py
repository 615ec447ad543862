"""The way to a state that a record was in: what is certain of it, and what these roles may do themselves."""

import pytest

from gridcore.roles import Role
from gridcore.workflows import MACHINES

WORKER, MEDIATOR, SUPERVISOR = frozenset({Role.GRID_WORKER}), frozenset({Role.MEDIATOR}), Role.SUPERVISOR

CASES = [
    ("visit_approval", "draft", WORKER, []),
    ("visit_approval", "submitted", WORKER, ["submitted"]),
    ("visit_approval", "approved", WORKER, ["submitted"]),  # the supervisor's word is the supervisor's
    ("visit_approval", "returned", WORKER, ["submitted"]),
    ("visit_approval", "approved", frozenset({SUPERVISOR}), []),  # nobody submits for somebody else
    ("visit_approval", "approved", WORKER | {SUPERVISOR}, ["submitted"]),  # nor approves own work
    ("visit_approval", "a state of a later version", WORKER, []),
    ("mediation", "agreed_oral", MEDIATOR, ["registered", "in_mediation", "agreed_oral"]),
    ("mediation", "performed", MEDIATOR, ["registered", "in_mediation"]),  # agreed how? nobody knows
    ("mediation", "terminated", MEDIATOR, ["registered"]),  # mediated or not, and why not on?
    ("mediation", "withdrawn", MEDIATOR, []),
    ("mediation", "closed", MEDIATOR, []),  # it may have been performed, or terminated
    ("conflict", "resolved", WORKER, []),
    ("visit_offer", "offered", WORKER, []),  # to whom is said after the step, by who takes it
]


@pytest.mark.parametrize(("machine", "state", "roles", "way"), CASES)
def test_only_what_certainly_happened_is_done_again(
    machine: str, state: str, roles: frozenset[Role], way: list[str]
) -> None:
    assert [each.to for each in MACHINES[machine].way_to(state, roles)] == way


@pytest.mark.parametrize("name", sorted(MACHINES))
def test_a_way_begins_at_the_first_state_has_no_gap_and_judges_nothing(name: str) -> None:
    machine = MACHINES[name]
    for state in machine.states:
        at = machine.first
        for each in machine.way_to(state, frozenset(Role)):
            assert each.source == at
            assert {each.needs_reason, each.is_approval, each.not_own} == {False}
            at = each.to
