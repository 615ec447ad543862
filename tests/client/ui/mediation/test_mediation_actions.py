"""What a mediator does offline, on a real encrypted store."""

from __future__ import annotations

from pathlib import Path

import pytest

from gridclient.actions.agreement_paper import NoNumberLeft, NotApproved, Printable, StillDisputed
from gridclient.actions.mediation import AGREEMENT, CASE, Lacking, Mediation
from gridclient.actions.records import NoSuchStepError, Unsaved
from gridclient.actions.session import Me
from gridclient.db.paper_numbers import held_blocks
from gridclient.db.pending import unanswered
from gridclient.db.review import waiting_for_supervisor
from gridclient.db.search import search
from gridcore.fields import Value
from gridcore.ids import DeviceId, RecordId, UserId, derived_id
from gridcore.papers.filled_paper import Line, Remark
from gridcore.papers.mediation import NOT_APPROVED
from gridcore.problems import ProblemCode, ProblemError
from gridcore.roles import Role
from gridcore.sync.edits import Create, Set, Step
from gridcore.wire.enrolment import Duty
from gridcore.workflows.case_file import CaseClock, Missing
from tests.client.ui.mediation.desk import APPLICANT, APPLICATION, COMMUNITY, MEDIATOR, TODAY, Desk, at_desk

NUMBER = "（2026）北辛人调字第0041号"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "store"


async def test_a_new_case_founds_a_scope_of_its_own(folder: Path) -> None:
    async with at_desk(folder) as desk:
        case = await desk.found()
        await desk.name_parties(case)
        await desk.hold_session(case)
        await desk.write_agreement(case)
        waiting = await desk.database.read(lambda c: unanswered(c, COMMUNITY, 100))
    assert {each.scope for each in waiting} == {f"case/{case}"}
    first = waiting[0].edit
    assert isinstance(first, Create)
    assert first.scope == f"case/{case}"
    assert first.cells["mediator"] == MEDIATOR
    assert first.cells["committee"] == "北辛街道春晓社区人民调解委员会"


async def test_no_search_finds_a_party(folder: Path) -> None:
    async with at_desk(folder) as desk:
        case = await desk.found()
        await desk.name_parties(case)
        typed = (str(APPLICANT["name"]), "zgy", "zhangguiying", "0503", "5678", str(APPLICATION["title"]))
        assert [await _hits(desk, words) for words in typed] == [0] * len(typed)
        await desk.received(
            "resident", "grid/g", {"name": "张桂英", "household": "h", "status": "lives_here"}
        )
        assert await _hits(desk, "zgy") == 1  # a search that found nothing at all would prove nothing


async def _hits(desk: Desk, words: str) -> int:
    return len(await desk.database.read(lambda connection: search(connection, words)))


async def test_accepting_needs_both_sides_and_notes_the_day(folder: Path) -> None:
    async with at_desk(folder) as desk:
        case = await desk.found()
        assert await desk.mediation.take_step(case, CASE, "registered") == Lacking((Missing.PARTIES,))
        await desk.name_parties(case)
        await desk.step(case, "registered")
        shown = await desk.mediation.case(case)
    assert shown is not None
    assert shown.state == "registered"
    assert shown.records.case.values["accepted_on"] == "2026-11-22"
    assert shown.clock is not None
    assert (shown.clock.clock, shown.clock.days) == (CaseClock.MEDIATION, 30)


async def test_a_case_that_may_escalate_waits_for_the_supervisors_word_before_it_is_accepted(
    folder: Path,
) -> None:
    async with at_desk(folder, Role.MEDIATOR, Role.SUPERVISOR) as desk:
        calm = await desk.mediation.case(await desk.found())
        assert calm is not None
        assert "acceptance_submitted" not in [each.rule.to for each in calm.steps]
        case = await desk.found(at_risk=True)
        await desk.name_parties(case)
        lacking = await desk.mediation.take_step(case, CASE, "registered")
        assert lacking == Lacking((Missing.ACCEPTANCE_APPROVAL,))
        asked = await desk.mediation.case(case)
        assert asked is not None
        assert asked.steps[0].rule.to == "acceptance_submitted"
        await desk.step(case, "acceptance_submitted")
        waiting = await desk.database.read(lambda c: waiting_for_supervisor(c, TODAY.isoformat()))
        assert [(each.kind, each.case) for each in waiting] == [("mediation_case", case)]
        await desk.step(case, "acceptance_approved", "registered")
        shown = await desk.mediation.case(case)
    assert shown is not None
    assert shown.records.case.values["accepted_on"] == "2026-11-22"


async def test_a_step_and_what_it_notes_are_one_group(folder: Path) -> None:
    async with at_desk(folder) as desk:
        case = await desk.found()
        await desk.step(case, "withdrawn", reason="双方已和好")
        waiting = await desk.database.read(lambda c: unanswered(c, COMMUNITY, 100))
        shown = await desk.mediation.case(case)
    step = next(each.edit for each in waiting if isinstance(each.edit, Step))
    assert (step.source, step.to, step.reason) == ("draft", "withdrawn", "双方已和好")
    assert [each.edit.grp for each in waiting if isinstance(each.edit, Set)] == [step.grp, step.grp]
    assert shown is not None
    assert shown.records.case.values["reason"] == "双方已和好"
    assert shown.records.case.values["outcome"] == "withdrawn"


async def test_a_step_that_the_table_does_not_have_is_refused(folder: Path) -> None:
    async with at_desk(folder) as desk:
        case = await desk.found()
        with pytest.raises(NoSuchStepError):
            await desk.mediation.take_step(case, CASE, "closed")


async def test_a_case_that_is_not_here_is_told_as_such(folder: Path) -> None:
    elsewhere = RecordId("elsewhere")
    async with at_desk(folder) as desk:
        assert await desk.mediation.case(elsewhere) is None
        assert await desk.mediation.take_step(elsewhere, CASE, "registered") is None
        assert await desk.mediation.agreement_form(elsewhere) is None
        assert await desk.papers.draft(elsewhere) is None
        case = await desk.found()
        assert await desk.mediation.take_step(case, AGREEMENT, "submitted") is None
        assert await desk.papers.draft(case) is None


async def test_a_case_has_one_agreement_on_every_laptop(folder: Path) -> None:
    async with at_desk(folder) as desk:
        case = await desk.found()
        form = await desk.mediation.agreement_form(case)
        assert form is not None
        assert form.record == derived_id(AGREEMENT, case)
        assert form.values["facts"] == APPLICATION["facts"]
        written = await desk.write_agreement(case)
        again = await desk.mediation.agreement_form(case)
    assert again is not None
    assert (again.record, again.is_new) == (written, False)


async def test_an_impossible_form_is_not_saved(folder: Path) -> None:
    async with at_desk(folder) as desk:
        form = await desk.mediation.new_case()
        found = await desk.mediation.save(form, {"title": "", "applied_on": "2026-11-23"})
        assert isinstance(found, Unsaved)
        assert {"title", "dispute_type", "source", "applied_on"} == {each.field for each in found.problems}
        assert await desk.mediation.cases() == []


async def test_what_was_typed_comes_back_with_the_next_form_of_its_kind(folder: Path) -> None:
    async with at_desk(folder) as desk:
        form = await desk.mediation.new_case()
        await desk.mediation.keep_draft(form, {**form.values, "title": "停车纠纷"})
        again = await desk.mediation.new_case()
        assert (again.record, again.values["title"]) == (form.record, "停车纠纷")
        case = await desk.save(again, APPLICATION)
        first, second = {"role": "applicant"}, {"role": "respondent"}
        party = await desk.mediation.new_part(case, "party", first)
        await desk.mediation.keep_draft(party, {**party.values, "name": "张桂英"})
        assert (await desk.mediation.new_part(case, "party", first)).values["name"] == "张桂英"
        assert (await desk.mediation.new_part(case, "party", second)).values["name"] is None
        await desk.mediation.discard_draft(party)
        assert (await desk.mediation.new_part(case, "party", first)).values["name"] is None


async def test_the_form_of_one_signed_paper_is_not_taken_for_another_one(folder: Path) -> None:
    async with at_desk(folder) as desk:
        case = await desk.found()
        first: dict[str, Value] = {"paper": "application", "title": "人民调解申请书", "content_hash": "a"}
        other: dict[str, Value] = {"paper": "rights_notice", "title": "权利义务告知书", "content_hash": "b"}
        form = await desk.mediation.new_part(case, "signed_paper", first)
        await desk.mediation.keep_draft(form, {**form.values, "pages": 3})
        begun = await desk.mediation.new_part(case, "signed_paper", other)
        assert (begun.values["title"], begun.values["content_hash"]) == ("权利义务告知书", "b")
        assert (await desk.mediation.new_part(case, "signed_paper", first)).values["pages"] == 3
        evidence = await desk.mediation.new_part(case, "evidence")
        await desk.mediation.keep_draft(evidence, {**evidence.values, "title": "漏水照片"})
        assert (await desk.mediation.new_part(case, "evidence")).values["title"] == "漏水照片"


async def test_who_writes_a_return_visit_down_is_who_made_it(folder: Path) -> None:
    async with at_desk(folder) as desk:
        form = await desk.mediation.new_part(await desk.found(), "return_visit")
    assert (form.values["visitor"], form.values["visited_on"]) == (MEDIATOR, TODAY.isoformat())


async def test_a_number_is_drawn_once_and_only_for_what_was_approved(folder: Path) -> None:
    async with at_desk(folder) as desk:
        case = await desk.until_submitted()
        assert isinstance(await desk.papers.printable(case), NotApproved)
        assert await desk.papers.numbers_left() == 20
        await desk.server_says(case, approval="approved")
        first, second = await desk.papers.printable(case), await desk.papers.printable(case)
        assert isinstance(first, Printable)
        assert first == second
        assert first.number == NUMBER
        assert Line(f"编号：{NUMBER}") in first.paper.parts
        assert first.paper.remark is None
        assert await desk.papers.numbers_left() == 19
        waiting = await desk.database.read(lambda c: unanswered(c, COMMUNITY, 100))
        assert [each.edit.value for each in waiting if isinstance(each.edit, Set)][-1] == NUMBER


async def test_nothing_is_numbered_and_printed_while_somebody_must_still_decide(folder: Path) -> None:
    async with at_desk(folder) as desk:
        case = await desk.until_submitted()
        agreement = derived_id(AGREEMENT, case)
        about: dict[str, Value] = {"subject": agreement, "subject_kind": AGREEMENT, "cell": "agreed"}
        await desk.received(
            "conflict", f"case/{case}", {**about, "conflict_kind": "value", "progress": "open"}
        )
        await desk.server_says(case, approval="approved")
        assert isinstance(await desk.papers.printable(case), StillDisputed)
        assert await desk.papers.numbers_left() == 20


async def test_what_contradicts_another_record_of_the_case_is_refused_and_stays_typed(folder: Path) -> None:
    async with at_desk(folder) as desk:
        case = await desk.until_submitted()
        form = await desk.mediation.new_part(case, "party", {"role": "respondent"})
        await desk.mediation.keep_draft(form, {**APPLICANT, "role": "respondent", "case": case})
        done = await desk.mediation.save(form, APPLICANT)
        assert isinstance(done, Unsaved)
        assert [(each.field, each.code) for each in done.problems] == [("name", "party_twice")]
        again = await desk.mediation.new_part(case, "party", {"role": "respondent"})
        assert again.values["name"] == APPLICANT["name"]
        item = await desk.mediation.new_part(case, "performance_item")
        told: dict[str, Value] = {"party": "nobody", "what": "付款", "due": "2026-11-01"}
        done = await desk.mediation.save(item, told)
        assert isinstance(done, Unsaved)
        found = [(each.field, each.code) for each in done.problems]
        assert found == [("party", "not_a_party"), ("due", "before_agreement")]


async def test_a_draft_says_so_and_has_no_number(folder: Path) -> None:
    async with at_desk(folder) as desk:
        case = await desk.until_submitted()
        paper = await desk.papers.draft(case)
    assert paper is not None
    assert paper.remark == Remark(NOT_APPROVED)
    assert NUMBER not in repr(paper)


async def test_without_numbers_nothing_is_printed_and_nothing_lost(folder: Path) -> None:
    async with at_desk(folder, numbers=0) as desk:
        case = await desk.until_submitted()
        await desk.server_says(case, approval="approved")
        assert isinstance(await desk.papers.printable(case), NoNumberLeft)
        blocks = await desk.database.read(lambda c: held_blocks(c, COMMUNITY))
        assert blocks[0].next == blocks[0].last + 1
        shown = await desk.mediation.case(case)
        assert shown is not None
        assert shown.records.agreement is not None
        assert shown.records.agreement.values["paper_number"] is None


async def test_the_courts_clock_runs_from_the_last_signature(folder: Path) -> None:
    async with at_desk(folder) as desk:
        case = await desk.until_submitted(applied_on="2026-10-20")
        await desk.server_says(case, approval="approved", agreed_on="2026-11-22", in_force_on="2026-11-22")
        await desk.step(case, "agreed_written")
        shown = await desk.mediation.case(case)
    assert shown is not None
    assert [(each.clock, each.days) for each in shown.clocks] == [
        (CaseClock.PERFORMANCE, 8),
        (CaseClock.RETURN_VISIT, 23),
        (CaseClock.CONFIRMATION, 30),
    ]


async def test_the_case_whose_limit_ends_first_stands_on_top(folder: Path) -> None:
    async with at_desk(folder) as desk:
        quiet = await desk.found(title="甲")
        running = await desk.found(title="乙")
        await desk.name_parties(running)
        await desk.step(running, "registered")
        assert [each.records.case.record for each in await desk.mediation.cases()] == [running, quiet]


async def test_who_helps_in_one_case_alone_works_on_it_and_begins_none(folder: Path) -> None:
    everywhere = Duty(Role.MEDIATOR, COMMUNITY)
    for duty, founds in ((everywhere, True), (Duty(Role.MEDIATOR, "case/c-1"), False)):
        duties = (duty, Duty(Role.GRID_WORKER, "g-1"))
        assert Me(UserId("li"), MEDIATOR, COMMUNITY, DeviceId("d1"), duties).founds_cases is founds
    async with at_desk(folder) as desk:
        case = await desk.found()
        helper = Mediation(
            *(desk.database, desk.records, desk.ports, COMMUNITY),
            mediator=MEDIATOR,
            roles=frozenset({Role.MEDIATOR}),
            founds=False,
        )
        assert (helper.may_found, desk.mediation.may_found) == (False, True)
        shown = await helper.case(case)
    assert shown is not None
    assert shown.may_write


async def test_a_supervisor_decides_and_does_not_write(folder: Path) -> None:
    async with at_desk(folder) as desk:
        case = await desk.until_submitted()
        await desk.server_says(case, approval="submitted")
    async with at_desk(folder.with_name("other"), Role.SUPERVISOR) as office:
        assert not office.mediation.may_found
        case = await _founded_elsewhere(office)
        shown = await office.mediation.case(case)
    assert shown is not None
    assert not shown.may_write
    assert not shown.may_write_agreement
    assert {each.rule.to for each in shown.agreement_steps} == {"approved", "returned"}
    assert shown.steps == []


async def _founded_elsewhere(desk: Desk) -> RecordId:
    """A case whose agreement waits, as the server gives it to a supervisor."""
    case = await desk.found()
    await desk.write_agreement(case)
    await desk.server_says(case, approval="submitted")
    return case


async def test_a_file_that_cannot_be_written_is_a_problem_with_a_code(folder: Path, tmp_path: Path) -> None:
    async with at_desk(folder) as desk:
        await desk.papers.export(tmp_path / "paper.pdf", b"%PDF-")
        assert (tmp_path / "paper.pdf").read_bytes() == b"%PDF-"
        with pytest.raises(ProblemError) as found:
            await desk.papers.export(tmp_path, b"%PDF-")
    assert found.value.code is ProblemCode.FOLDER_NOT_WRITABLE
