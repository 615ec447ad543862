"""What a case needs before it goes on, and which limits run in it."""

import datetime

import pytest

from gridcore.case_contents import CaseContents
from gridcore.fields import Value, Values
from gridcore.roles import Role
from gridcore.workflows import MACHINES, mediation
from gridcore.workflows.case_file import (
    MISSING_LABELS,
    CaseClock,
    Missing,
    is_offered,
    missing_for,
    needs_approval,
    running_clocks,
)

APPLICANT: Values = {"role": "applicant", "name": "张桂英"}
RESPONDENT: Values = {"role": "respondent", "name": "李建国"}
TOLD: Values = {"rights_told": True}
NOT_TOLD: Values = {"rights_told": None}
TODAY = datetime.date(2026, 11, 22)
MACHINE = MACHINES["mediation"]


def _both(**more: Value) -> tuple[Values, ...]:
    return ({**APPLICANT, **more}, {**RESPONDENT, **more})


@pytest.mark.parametrize(
    ("parties", "missing"),
    [
        ((), (Missing.PARTIES,)),
        ((APPLICANT,), (Missing.PARTIES,)),
        ((RESPONDENT, RESPONDENT), (Missing.PARTIES,)),
        (_both(), ()),
        ((APPLICANT, APPLICANT, RESPONDENT), (Missing.ACCEPTANCE_APPROVAL,)),
        (_both(resident="r1"), (Missing.SAME_PERSON,)),
        (_both(name="张桂英"), ()),  # two may have one name
        (_both(name="张桂英", identity_tail="002X"), (Missing.SAME_PERSON,)),
    ],
)
def test_a_case_is_accepted_with_both_sides_named_and_nobody_on_both(
    parties: tuple[Values, ...], missing: tuple[Missing, ...]
) -> None:
    assert missing_for(mediation.REGISTERED, CaseContents({}, parties=parties)) == missing


def test_nobody_is_a_party_twice_on_one_side_either_nor_after_the_acceptance() -> None:
    twice = ({**APPLICANT, "identity_tail": "002X"}, {**APPLICANT, "identity_tail": "002X"}, RESPONDENT)
    file = CaseContents({"told_on": "2026-11-01"}, parties=twice, sessions=(TOLD,))
    for to in (mediation.ACCEPTANCE_SUBMITTED, mediation.IN_MEDIATION, mediation.AGREED_ORAL):
        assert missing_for(to, file) == (Missing.SAME_PERSON,)


@pytest.mark.parametrize(
    ("case", "parties", "needed"),
    [
        ({}, _both(), False),
        ({"at_risk": False}, _both(), False),
        ({"at_risk": True}, _both(), True),
        ({}, (*_both(), {"role": "respondent", "name": "王五"}), True),
    ],
)
def test_more_than_two_parties_or_a_risk_want_a_supervisors_word_before_the_acceptance(
    case: Values, parties: tuple[Values, ...], needed: bool
) -> None:
    file = CaseContents(case, parties=parties)
    assert needs_approval(file) is needed
    assert is_offered(mediation.DRAFT, mediation.ACCEPTANCE_SUBMITTED, file) is needed
    assert is_offered(mediation.DRAFT, mediation.REGISTERED, file)
    assert missing_for(mediation.REGISTERED, file) == ((Missing.ACCEPTANCE_APPROVAL,) if needed else ())
    assert missing_for(mediation.ACCEPTANCE_SUBMITTED, file) == ()
    approved = CaseContents({**case, "progress": mediation.ACCEPTANCE_APPROVED}, parties=parties)
    assert missing_for(mediation.REGISTERED, approved) == ()


def test_a_supervisor_approves_the_acceptance_of_somebody_else_or_returns_it_with_a_reason() -> None:
    decided = [each for each in MACHINE.steps if each.source == mediation.ACCEPTANCE_SUBMITTED]
    by_supervisor = {each.to: each for each in decided if Role.SUPERVISOR in each.roles}
    assert by_supervisor.keys() == {mediation.ACCEPTANCE_APPROVED, mediation.DRAFT}
    assert all(each.not_own and each.is_approval for each in by_supervisor.values())
    assert by_supervisor[mediation.DRAFT].needs_reason
    assert {each.to for each in decided} - by_supervisor.keys() == {mediation.WITHDRAWN}
    assert mediation.ACCEPTANCE_SUBMITTED in MACHINE.shared


@pytest.mark.parametrize("to", [mediation.REGISTERED, mediation.IN_MEDIATION, mediation.AGREED_ORAL])
def test_a_clear_refusal_of_any_party_stops_the_mediation(to: str) -> None:
    file = CaseContents({}, parties=(APPLICANT, {**RESPONDENT, "refused_on": "2026-11-02"}), sessions=(TOLD,))
    assert missing_for(to, file) == (Missing.REFUSED,)
    assert missing_for(mediation.TERMINATED, file) == ()


@pytest.mark.parametrize(
    ("mediator", "refused", "missing"),
    [
        ("马建军", "马建军 ", (Missing.MEDIATOR_REFUSED,)),
        ("刘敏", "马建军", ()),
        ("马建军", "", ()),
        ("", "", ()),
    ],
)
def test_a_mediator_whom_a_party_refuses_takes_the_case_no_further_and_another_one_does(
    mediator: str, refused: str, missing: tuple[Missing, ...]
) -> None:
    parties = (APPLICANT, {**RESPONDENT, "refused_mediator": refused})
    file = CaseContents({"mediator": mediator}, parties=parties, sessions=(TOLD,))
    for to in (mediation.REGISTERED, mediation.IN_MEDIATION, mediation.AGREED_ORAL):
        assert missing_for(to, file) == missing
    assert missing_for(mediation.TERMINATED, file) == ()


@pytest.mark.parametrize(
    ("to", "file", "missing"),
    [
        (mediation.AGREED_ORAL, CaseContents({}), (Missing.SESSION,)),
        (mediation.AGREED_ORAL, CaseContents({}, sessions=(NOT_TOLD,)), (Missing.RIGHTS_TOLD,)),
        (mediation.AGREED_ORAL, CaseContents({"told_on": "2026-10-01"}, sessions=(NOT_TOLD,)), ()),
        (mediation.AGREED_ORAL, CaseContents({}, sessions=(NOT_TOLD, TOLD)), ()),
        (
            mediation.AGREED_ORAL,
            CaseContents({}, sessions=(TOLD,), items=({"party": "stranger"},)),
            (Missing.STRANGER_BOUND,),
        ),
        (
            mediation.AGREED_ORAL,
            CaseContents(
                {}, parties=(APPLICANT,), party_ids=("p1",), sessions=(TOLD,), items=({"party": "p1"},)
            ),
            (),
        ),
        (mediation.AGREED_WRITTEN, CaseContents({}), (Missing.SESSION, Missing.AGREEMENT)),
        (
            mediation.AGREED_WRITTEN,
            CaseContents({}, sessions=(TOLD,), agreement={"approval": "draft"}),
            (Missing.APPROVAL,),
        ),
        (
            mediation.AGREED_WRITTEN,
            CaseContents({}, sessions=(TOLD,), agreement={"approval": "submitted"}),
            (Missing.APPROVAL,),
        ),
        (
            mediation.AGREED_WRITTEN,
            CaseContents(
                {"accepted_on": "2026-10-02"},
                sessions=(TOLD,),
                agreement={"approval": "approved", "agreed_on": "2026-10-01"},
            ),
            (Missing.AGREED_TOO_EARLY,),
        ),
        (
            mediation.AGREED_WRITTEN,
            CaseContents({}, sessions=(TOLD,), agreement={"approval": "approved"}),
            (),
        ),
    ],
)
def test_an_agreement_needs_a_session_and_on_paper_an_approval(
    to: str, file: CaseContents, missing: tuple[Missing, ...]
) -> None:
    assert missing_for(to, file) == missing


def test_nothing_is_due_before_it_was_agreed() -> None:
    def missing(due: str, **agreed: Value) -> tuple[Missing, ...]:
        parties: tuple[Values, ...] = (APPLICANT,)
        items: tuple[Values, ...] = ({"party": "p1", "due": due},)
        file = CaseContents(
            {}, parties=parties, party_ids=("p1",), sessions=(TOLD,), items=items, agreement=agreed
        )
        return missing_for(mediation.AGREED_ORAL, file)

    assert missing("2026-10-31", agreed_on="2026-11-01") == (Missing.DUE_TOO_EARLY,)
    assert missing("2026-11-01", agreed_on="2026-11-01") == ()
    early = missing("2026-11-01", agreed_on="2026-11-01", performance_due="2026-10-31")
    assert early == (Missing.DUE_TOO_EARLY,)
    assert missing("2026-11-01", agreed_on="2026-11-01", performance_due="2026-11-01") == ()


def test_what_was_reported_about_danger_is_read_before_the_case_is_settled() -> None:
    unread: Values = {"reported_on": "2026-11-01"}
    seen: Values = {**unread, "read_at": "2026-11-02T01:00:00Z"}
    for danger, missing in (
        ((unread,), (Missing.DANGER_UNREAD,)),
        ((seen,), ()),
        ((seen, unread), (Missing.DANGER_UNREAD,)),
    ):
        file = CaseContents({}, parties=_both(), sessions=(TOLD,), dangers=danger)
        assert missing_for(mediation.AGREED_ORAL, file) == missing
        assert needs_approval(file)
        assert missing_for(mediation.TERMINATED, file) == ()


def test_what_is_called_performed_is_noted_as_done_and_what_is_called_visited_was() -> None:
    open_item, done = {"due": "2026-11-01"}, {"done_on": "2026-11-01"}
    assert missing_for(mediation.PERFORMED, CaseContents({}, items=(done, open_item))) == (
        Missing.PERFORMANCE,
    )
    assert missing_for(mediation.PERFORMED, CaseContents({}, items=(done,))) == ()
    assert missing_for(mediation.RETURN_VISITED, CaseContents({})) == (Missing.RETURN_VISIT,)
    assert missing_for(mediation.RETURN_VISITED, CaseContents({}, visits=({},))) == ()


def test_an_early_end_never_misses_anything() -> None:
    for to in (mediation.WITHDRAWN, mediation.NOT_ACCEPTED, mediation.TERMINATED, mediation.IN_MEDIATION):
        assert missing_for(to, CaseContents({})) == ()


def test_everything_that_may_be_missing_has_a_sentence() -> None:
    assert MISSING_LABELS.keys() == set(Missing)


def _clocks(
    state: str,
    accepted: str | None = None,
    in_force: str | None = None,
    *,
    extensions: tuple[Values, ...] = (),
    items: tuple[Values, ...] = (),
    confirmations: tuple[Values, ...] = (),
) -> list[tuple[str, str, str, int]]:
    agreement: Values | None = {"in_force_on": in_force} if in_force else None
    file = CaseContents(
        {"progress": state, "accepted_on": accepted},
        agreement=agreement,
        extensions=extensions,
        items=items,
        confirmations=confirmations,
    )
    return [(each.clock, str(each.due), each.state, each.days) for each in running_clocks(file, TODAY)]


@pytest.mark.parametrize(
    ("state", "accepted", "in_force", "running"),
    [
        ("", "2026-11-01", None, []),
        ("draft", None, None, []),
        ("registered", None, None, []),
        ("registered", "2026-11-01", None, [("mediation", "2026-12-01", "upcoming", 9)]),
        ("in_mediation", "2026-10-23", None, [("mediation", "2026-11-22", "today", 0)]),
        ("in_mediation", "2026-10-20", None, [("mediation", "2026-11-19", "overdue", 3)]),
        ("agreed_written", "2026-10-20", None, []),
        ("agreed_written", "2026-10-20", "2026-11-02", [("confirmation", "2026-12-02", "upcoming", 10)]),
        ("performed", "2026-10-20", "2026-10-23", [("confirmation", "2026-11-22", "today", 0)]),
        ("performed", "2026-10-20", "2026-10-22", []),
        ("agreed_oral", "2026-10-20", "2026-11-02", []),  # a court confirms what is written
        ("closed", "2026-10-20", "2026-11-02", []),
    ],
)
def test_thirty_days_to_mediate_and_thirty_to_ask_the_court(
    state: str, accepted: str | None, in_force: str | None, running: list[tuple[str, str, str, int]]
) -> None:
    assert _clocks(state, accepted, in_force) == running


def test_only_what_all_parties_asked_for_makes_the_time_longer() -> None:
    longer = ({"days": 30, "by_all": True}, {"days": 15, "by_all": False}, {"days": None, "by_all": True})
    assert _clocks("in_mediation", "2026-10-20", extensions=longer) == [
        ("mediation", "2026-12-19", "upcoming", 27)
    ]


def test_who_asked_the_court_has_no_limit_for_asking_any_more() -> None:
    assert _clocks("agreed_written", None, "2026-11-02", confirmations=({},)) == []


def test_each_thing_to_be_done_has_its_day_until_it_is_done() -> None:
    items: tuple[Values, ...] = (
        {"due": "2026-11-30"},
        {"due": "2026-11-10"},
        {"due": "2026-11-05", "done_on": "2026-11-04"},
        {"due": None},
    )
    assert _clocks("agreed_written", items=items) == [
        ("performance", "2026-11-10", "overdue", 12),
        ("performance", "2026-11-30", "upcoming", 8),
        ("return_visit", "2026-12-15", "upcoming", 23),
    ]
    assert [each[0] for each in _clocks("breached", items=items)] == ["return_visit"]


def test_an_oral_agreement_does_not_become_one_for_the_court_by_being_performed() -> None:
    case: Values = {"progress": "performed", "outcome": "agreed_oral"}
    assert running_clocks(CaseContents(case, agreement={"in_force_on": "2026-11-20"}), TODAY) == ()


def test_an_agreement_that_lists_nothing_is_performed_by_its_own_day() -> None:
    agreement: Values = {"performance_due": "2026-11-25", "agreed_on": "2026-11-01"}
    file = CaseContents({"progress": "agreed_oral"}, agreement=agreement)
    found = [(each.clock, str(each.due)) for each in running_clocks(file, TODAY)]
    assert found == [(CaseClock.PERFORMANCE, "2026-11-25"), (CaseClock.RETURN_VISIT, "2026-12-10")]


def test_parties_are_visited_a_month_after_an_agreement_without_a_day() -> None:
    file = CaseContents({"progress": "performed"}, agreement={"agreed_on": "2026-11-01"})
    assert [(each.clock, str(each.due)) for each in running_clocks(file, TODAY)] == [
        (CaseClock.RETURN_VISIT, "2026-12-01")
    ]
    visited = CaseContents({"progress": "performed"}, agreement={"agreed_on": "2026-11-01"}, visits=({},))
    assert running_clocks(visited, TODAY) == ()


@pytest.mark.parametrize(
    "file",
    [
        CaseContents({}, sessions=(TOLD,), helpers=({"applicants_agree": True, "respondents_agree": False},)),
        CaseContents({}, sessions=({**TOLD, "result": "赔偿3200元（大写：叁仟元整）。"},)),
        CaseContents({}, sessions=(TOLD,), agreement={"agreed": "赔偿3200元（大写：叁仟元整）。"}),
    ],
)
def test_nothing_is_agreed_with_a_helper_whom_one_side_refuses_or_a_sum_that_contradicts_itself(
    file: CaseContents,
) -> None:
    """A form lets neither go; two forms that were merged may hold it."""
    assert Missing.CONTRADICTION in missing_for(mediation.AGREED_ORAL, file)
    assert Missing.CONTRADICTION not in missing_for(mediation.IN_MEDIATION, file)


def test_every_state_step_and_role_has_an_answer() -> None:
    for state in MACHINE.states:
        for to in MACHINE.states:
            rule = MACHINE.step(state, to)
            for role in Role:
                offered = rule in MACHINE.steps_for(state, frozenset({role}))
                assert offered == (rule is not None and role in rule.roles)


def test_a_case_that_may_escalate_is_visited_again_three_months_after_its_performance() -> None:
    def clocks(state: str, visits: int, *, at_risk: bool = True, **agreed: Value) -> list[tuple[str, str]]:
        case: Values = {"progress": state, "at_risk": at_risk}
        file = CaseContents(case, agreement=agreed, visits=({},) * visits)
        return [(str(each.clock), str(each.due)) for each in running_clocks(file, TODAY)]

    second = [("second_visit", "2027-02-28")]
    assert clocks("return_visited", 1, performance_due="2026-11-30") == second
    assert clocks("performed", 1, agreed_on="2026-11-30") == second
    assert clocks("return_visited", 1) == []
    assert clocks("return_visited", 2, performance_due="2026-11-30") == []
    assert clocks("return_visited", 1, at_risk=False, performance_due="2026-11-30") == []
    assert clocks("closed", 1, performance_due="2026-11-30") == []
    assert clocks("performed", 0, agreed_on="2026-11-01") == [("return_visit", "2026-12-01")]


def test_a_case_that_may_escalate_is_not_closed_after_the_first_visit() -> None:
    once = CaseContents({"at_risk": True}, visits=({},))
    assert missing_for(mediation.CLOSING_SUBMITTED, once) == (Missing.SECOND_VISIT,)
    for other in (
        CaseContents({"at_risk": True}, visits=({}, {})),
        CaseContents({"at_risk": True}),  # it ended early, or the reason says why nobody went
        CaseContents({"at_risk": None}, visits=({},)),
    ):
        assert missing_for(mediation.CLOSING_SUBMITTED, other) == ()


def test_every_state_is_reached_by_the_steps_of_the_table() -> None:
    reached = {MACHINE.first}
    for _ in MACHINE.states:
        reached |= {each.to for each in MACHINE.steps if each.source in reached}
    assert reached == set(MACHINE.states)


def test_every_state_but_the_archive_can_be_left_and_leads_there() -> None:
    for state in MACHINE.states:
        reached = {state}
        for _ in MACHINE.states:
            reached |= {each.to for each in MACHINE.steps if each.source in reached}
        assert mediation.ARCHIVED in reached
    assert not [each for each in MACHINE.steps if each.source == mediation.ARCHIVED]


def test_no_case_is_closed_without_a_return_visit_or_a_reason() -> None:
    """Closing asks whether it was performed and whether the parties are at peace (a visit), or why not."""
    for each in MACHINE.steps:
        if each.to == mediation.CLOSING_SUBMITTED:
            asked = each.source == mediation.RETURN_VISITED
            ended_early = each.source in (mediation.TERMINATED, mediation.NOT_ACCEPTED, mediation.WITHDRAWN)
            assert asked or ended_early or each.needs_reason


def test_who_mediates_never_approves_the_closing() -> None:
    closing = [each for each in MACHINE.steps if each.to == mediation.CLOSED]
    assert [(each.is_approval, each.not_own, each.roles) for each in closing] == [
        (True, True, frozenset({Role.SUPERVISOR}))
    ]
