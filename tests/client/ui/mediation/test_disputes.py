"""Disputes that were handed in: read and answered by mediators, and what their authors see of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gridclient.actions.dispute_reports import DisputeAsked, DisputeReports
from gridclient.db.cursors import follow
from gridclient.db.pending import answer as keep_answers
from gridclient.db.pending import unanswered
from gridclient.ui.mediation.choose_dialog import ChooseDialog
from gridclient.ui.mediation.disputes_notice import DisputesNotice
from gridclient.ui.mediation.handed_in_page import HandedInPage
from gridclient.ui.mediation.inbox_page import InboxPage
from gridclient.ui.widgets.choice_fields import FlagField
from gridclient.ui.widgets.question import Question
from gridclient.ui.widgets.record_form import RecordForm
from gridcore.fields import Value
from gridcore.ids import RecordId, ScopeId
from gridcore.roles import Role
from gridcore.sync.edits import Create, Edit, Step
from gridcore.sync.verdicts import Verdict, VerdictCode
from tests.client.ui.conftest import commit, until
from tests.client.ui.households.card import said
from tests.client.ui.mediation.desk import COMMUNITY, MEDIATOR, TODAY, Desk, at_desk

GRID = ScopeId("grid/g-1")
SAID = "楼上漏水，两家争执了两次。"
TOLD: dict[str, Value] = {
    "told_on": "2026-11-20",
    "place": "春晓苑12号楼3单元0602",
    "told_by": "张桂英",
    "said": SAID,
    "agreed": True,
    "reported_by": "李网格",
    "progress": "handed_in",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "store"


def disputes(desk: Desk, role: Role = Role.MEDIATOR) -> DisputeReports:
    return DisputeReports(desk.database, desk.ports, COMMUNITY, name=MEDIATOR, roles=frozenset({role}))


async def waiting(desk: Desk) -> list[Edit]:
    found = await desk.database.read(lambda connection: unanswered(connection, COMMUNITY, 100))
    return [each.edit for each in found]


async def inbox(qtbot: QtBot, desk: Desk) -> tuple[InboxPage, list[tuple[str, str, str]], list[str]]:
    """The page with one report, open; what was looked at, and the cases that were asked for."""
    await desk.received("dispute_report", "intake/g-1", TOLD)
    page, looked, cases = InboxPage(disputes(desk)), list[tuple[str, str, str]](), list[str]()
    page.revealed.connect(lambda *each: looked.append(each))
    page.case_asked.connect(cases.append)
    qtbot.addWidget(page)
    page.show()
    page.page_shown()
    await until(lambda: page.list.rowCount() == 1)
    row = page.list.row(0)
    assert row is not None
    page.table.opened.emit(row)
    return page, looked, cases


async def choose(page: InboxPage, code: str) -> None:
    await until(lambda: page.findChild(ChooseDialog) is not None)
    dialog = page.findChild(ChooseDialog)
    assert isinstance(dialog, ChooseDialog)
    assert not dialog.accept_button.isEnabled(), "nothing is answered without a choice"
    dialog.choice.set_value(code)
    dialog.choice.edited.emit()
    dialog.accept_button.click()


def answer(form: RecordForm, name: str, said: bool) -> None:
    field = form.editor(name)
    assert isinstance(field, FlagField)
    field.set_value(said)
    field.edited.emit()


async def test_a_report_is_read_with_each_look_logged_and_taken_on_as_a_case(
    qtbot: QtBot, folder: Path
) -> None:
    async with at_desk(folder) as desk:
        page, looked, cases = await inbox(qtbot, desk)
        assert [field for _, _, field in looked] == ["place", "told_by", "said"]
        assert {(kind, record) for kind, record, _ in looked} == {("dispute_report", "dispute_report-1")}
        assert page.view.values["said"].text() == SAID
        page.view.take_button.click()
        await choose(page, "02")
        await until(lambda: len(cases) == 1)
        step, case = await waiting(desk)
        assert isinstance(step, Step)
        assert (step.source, step.to) == ("handed_in", "taken_on")
        assert isinstance(case, Create)
        assert (case.id, case.scope, case.grp) == (cases[0], f"case/{cases[0]}", step.grp)
        assert case.cells["facts"] == f"反映人：张桂英\n{SAID}"
        assert (case.cells["dispute_type"], case.cells["reported_by"]) == ("02", "李网格")
        await until(lambda: "0 without an answer" in said(page))
        assert await disputes(desk).take_on(step.id, "02") is None, "one report begins one case"


async def test_what_is_in_a_case_already_is_taken_on_without_another_one(qtbot: QtBot, folder: Path) -> None:
    async with at_desk(folder) as desk:
        page, _, cases = await inbox(qtbot, desk)
        page.view.known_button.click()
        await until(lambda: page.findChild(Question) is not None)
        question = page.findChild(Question)
        assert isinstance(question, Question)
        question.accept()
        await until(lambda: "0 without an answer" in said(page))
        (step,) = await waiting(desk)
        assert isinstance(step, Step)
        assert (step.to, step.reason, cases) == ("taken_on", "", [])
        assert not await disputes(desk).take_on_known(step.id)


async def test_who_took_a_dispute_on_after_a_colleague_reads_in_the_case_what_to_do(
    qtbot: QtBot, folder: Path
) -> None:
    async with at_desk(folder) as desk:
        await desk.received("dispute_report", "intake/g-1", TOLD)
        case = await disputes(desk).take_on(RecordId("dispute_report-1"), "02")
        assert case is not None
        page, read = desk.page(), list[bool]()
        page.loaded.connect(lambda: read.append(True))
        qtbot.addWidget(page)
        page.show()
        page.open_record(case)
        await until(lambda: bool(read))
        assert "A colleague" not in said(page.view.next)
        step, made, *_ = await waiting(desk)
        told = [Verdict(step.n, VerdictCode.STALE, 61, "taken_on"), Verdict(made.n, VerdictCode.OK, 62)]
        await desk.database.write(lambda c: keep_answers(c, COMMUNITY, told, desk.ports.moment()))
        page.page_shown()
        await until(lambda: "End this one with “Application withdrawn”" in said(page.view.next))
        await desk.step(case, "withdrawn", reason="与同事的案件为同一纠纷")
        page.page_shown()
        await until(lambda: "A colleague" not in said(page.view.next))


async def test_a_report_is_turned_down_with_a_reason_of_the_list(qtbot: QtBot, folder: Path) -> None:
    async with at_desk(folder) as desk:
        page, _, cases = await inbox(qtbot, desk)
        page.view.decline_button.click()
        await choose(page, "not_wanted")
        await until(lambda: "0 without an answer" in said(page))
        (step,) = await waiting(desk)
        assert isinstance(step, Step)
        assert (step.to, step.reason, cases) == ("not_taken_on", "not_wanted", [])
        row = page.list.row(0)
        assert row is not None
        page.read(row)
        assert page.view.take_button.isVisible(), "it may be taken on after all"
        assert not page.view.decline_button.isVisible()
        assert page.go_back()
        assert not page.go_back()


async def test_above_the_cases_stands_how_many_wait_and_nothing_when_none_does(
    qtbot: QtBot, folder: Path
) -> None:
    async with at_desk(folder) as desk:
        page, asked, read = desk.page(), list[bool](), list[bool]()
        notice = DisputesNotice(disputes(desk), page.list)
        page.list.add_notice(notice)
        page.loaded.connect(notice.reload)
        notice.inbox_asked.connect(lambda: asked.append(True))
        notice.told.connect(lambda: read.append(True))
        qtbot.addWidget(page)
        page.show()
        page.page_shown()
        await until(lambda: bool(read))
        assert notice.isHidden()
        await desk.received("dispute_report", "intake/g-1", TOLD)
        page.page_shown()
        await until(notice.isVisible)
        notice.button.click()
        assert asked == [True]


async def test_its_author_sees_the_answer_and_hands_in_what_nobody_typed_twice(
    qtbot: QtBot, folder: Path
) -> None:
    async with at_desk(folder) as desk:
        own = disputes(desk, Role.GRID_WORKER)
        receipt: dict[str, Value] = {"told_on": "2026-11-20", "outcome": "not_taken_on", "reason": "settled"}
        receipt["answered_at"] = "2026-11-21T01:00:00Z"
        await desk.received("dispute_receipt", "user/ma", receipt)
        news = await own.news()
        assert [each.reason for each in news.answered] == ["settled"]
        page, told = HandedInPage(own, desk.records, lambda: TODAY), list[str]()
        page.told.connect(told.append)
        qtbot.addWidget(page)
        page.show()
        page.page_shown()
        await until(lambda: page.list.rowCount() == 1)
        shown = [page.list.index(0, at).data() for at in range(4)]
        assert shown[2:] == ["未接收", "双方已自行和解"]
        page.new_button.click()
        await until(lambda: bool(told))
        assert page.panel is None, "without a grid there is nobody to hand it in to"
        await desk.database.write(lambda c: follow(c, COMMUNITY, [GRID]))
        page.open_record(DisputeAsked())
        await until(lambda: page.panel is not None and page.panel.form is not None)
        assert page.panel is not None
        assert page.panel.form is not None
        commit(page.panel.form.editor("said"), SAID)
        page.panel.save()
        await until(lambda: "Please fill this in." in said(page))
        answer(page.panel.form, "agreed", False)
        page.panel.save()
        await until(lambda: "Without their consent it is not passed on." in said(page))
        answer(page.panel.form, "agreed", True)
        page.panel.save()
        await until(lambda: page.list.rowCount() == 2)
        (made,) = await waiting(desk)
        assert isinstance(made, Create)
        assert (made.scope, made.cells["said"]) == ("intake/g-1", SAID)
        assert page.list.index(0, 2).data() == "Not sent yet"
