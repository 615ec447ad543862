"""The page of a mediator: from a new case to a printed agreement, by buttons and forms."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gridclient.actions.mediation import AGREEMENT
from gridclient.ui.mediation.mediation_page import MediationPage
from gridclient.ui.mediation.reason_dialog import ReasonDialog
from gridclient.ui.shell.main_window import MainWindow, WindowActions
from gridclient.ui.shell.navigation import Identity
from gridclient.ui.shell.pages import PageEntry
from gridclient.ui.theme import Scheme, apply_theme
from gridclient.ui.widgets.masked_field import MaskedField
from gridclient.ui.widgets.question import Question
from gridclient.ui.widgets.record_form import RecordForm
from gridcore.fields import label
from gridcore.ids import RecordId, derived_id
from gridcore.roles import Role
from tests.client.ui.conftest import until
from tests.client.ui.mediation.desk import APPLICATION, MEDIATOR, Desk, at_desk
from tests.client.ui.walk import walk


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "store"


@asynccontextmanager
async def open_page(desk: Desk, qtbot: QtBot) -> AsyncIterator[MediationPage]:
    """The page in sight, with its list read."""
    page = desk.page()
    qtbot.addWidget(page)
    page.resize(1180, 700)
    page.show()
    page.page_shown()
    await until(lambda: page.list.rows.is_loaded)
    yield page


async def open_case(page: MediationPage, case: RecordId) -> None:
    page.open_record(case)
    await until(lambda: page.view.isVisible() and bool(page.view.next.steps))


def form_of(page: MediationPage) -> RecordForm:
    assert page.form.form is not None
    return page.form.form


def fill(page: MediationPage, **values: object) -> None:
    """Type into the open form."""
    form_of(page).restore(values)  # type: ignore[arg-type]


def shown_texts(widget: QWidget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisibleTo(widget))


def dialog_of(page: MediationPage, kind: type[QDialog]) -> QDialog | None:
    return next((each for each in page.findChildren(kind) if each.isVisible()), None)


async def opened(page: MediationPage, kind: type[QDialog]) -> QDialog:
    await until(lambda: dialog_of(page, kind) is not None)
    found = dialog_of(page, kind)
    assert found is not None
    return found


async def test_a_case_begins_with_a_form_and_stands_in_the_list(folder: Path, qtbot: QtBot) -> None:
    async with at_desk(folder) as desk, open_page(desk, qtbot) as page:
        page.list.new.click()
        await until(page.form.isVisible)
        fill(page, **APPLICATION)
        page.form.save_button.click()
        await until(lambda: page.view.isVisible() and bool(page.view.next.steps))
        assert "邻里纠纷" in shown_texts(page.view.application)
        assert str(APPLICATION["facts"]) not in shown_texts(page.view)
        page.view.back.click()
        await until(lambda: page.list.isVisible() and page.list.rows.rowCount() == 1)


async def test_what_is_wrong_is_said_beside_its_field_and_not_saved(folder: Path, qtbot: QtBot) -> None:
    async with at_desk(folder) as desk, open_page(desk, qtbot) as page:
        page.list.new.click()
        await until(page.form.isVisible)
        fill(page, facts="只有事实")
        page.form.save_button.click()
        await until(lambda: "Please fill this in." in shown_texts(page.form))
        assert await desk.mediation.cases() == []


async def test_accepting_waits_for_both_sides_and_says_so(folder: Path, qtbot: QtBot) -> None:
    async with at_desk(folder) as desk, open_page(desk, qtbot) as page:
        case = await desk.found()
        await open_case(page, case)
        accept = page.view.next.steps["registered"]
        assert not accept.isEnabled()
        assert "Both sides are named" in shown_texts(page.view.next)
        for side, name in (("applicant", "张桂英"), ("respondent", "李建国")):
            page.view.parties.add[side].click()
            await until(page.form.isVisible)
            fill(page, name=name)
            page.form.save_button.click()
            await until(lambda told=name: page.view.isVisible() and told in shown_texts(page.view.parties))  # type: ignore[misc]
        page.view.next.steps["registered"].click()
        await until(lambda: "in_mediation" in page.view.next.steps)
        assert "30 day(s) left to mediate" in [each.accessibleName() for each in page.findChildren(QWidget)]


async def test_a_step_that_ends_a_case_asks_why(folder: Path, qtbot: QtBot) -> None:
    async with at_desk(folder) as desk, open_page(desk, qtbot) as page:
        case = await desk.found()
        await open_case(page, case)
        page.view.next.steps["withdrawn"].click()
        dialog = await opened(page, ReasonDialog)
        assert isinstance(dialog, ReasonDialog)
        assert not dialog.accept_button.isEnabled()
        dialog.text.setPlainText("双方已和好")
        dialog.accept_button.click()
        await until(lambda: "closing_submitted" in page.view.next.steps)
        assert "双方已和好" in shown_texts(page.view.application)


async def test_a_step_that_is_given_up_changes_nothing(folder: Path, qtbot: QtBot) -> None:
    async with at_desk(folder) as desk, open_page(desk, qtbot) as page:
        case = await desk.found()
        await open_case(page, case)
        page.view.next.steps["withdrawn"].click()
        (await opened(page, ReasonDialog)).reject()
        await until(lambda: dialog_of(page, ReasonDialog) is None)
        found = await desk.mediation.case(case)
        assert found is not None
        assert found.state == "draft"


async def test_a_form_that_is_left_comes_back_with_what_was_typed(folder: Path, qtbot: QtBot) -> None:
    async with at_desk(folder) as desk, open_page(desk, qtbot) as page:
        page.list.new.click()
        await until(page.form.isVisible)
        _type_into(page, "停车纠纷")
        form_of(page).flush()
        await _drafts(desk, 1)
        assert page.go_back()
        page.list.new.click()
        await until(page.form.isVisible)
        assert form_of(page).values()["title"] == "停车纠纷"
        page.form.discard_button.click()
        question = await opened(page, Question)
        question.accept()
        await until(page.list.isVisible)
        await _drafts(desk, 0)


def _type_into(page: MediationPage, text: str) -> None:
    editor = form_of(page).editor("title")
    editor.setText(text)  # type: ignore[attr-defined]
    editor.edited.emit()  # type: ignore[attr-defined]


async def _drafts(desk: Desk, wanted: int) -> None:
    while len(await desk.records.drafts("mediation_case")) != wanted:
        pass


async def test_the_agreement_goes_from_words_to_a_numbered_file(
    folder: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    async with at_desk(folder) as desk, open_page(desk, qtbot) as page:
        case = await desk.found()
        await desk.name_parties(case)
        await desk.step(case, "registered", "in_mediation")
        await desk.hold_session(case)
        await open_case(page, case)
        page.view.agreement.write.click()
        await until(page.form.isVisible)
        fill(page, agreed="甲付乙2,600元；", performance="当场付清")
        page.form.save_button.click()
        await until(lambda: page.view.isVisible() and _button(page.view.agreement, "Submit") is not None)
        submit = _button(page.view.agreement, "Submit")
        assert submit is not None
        submit.click()
        await until(lambda: page.view.agreement.write.text() == "Read the agreeme&nt")
        assert not page.view.next.steps["agreed_written"].isEnabled()
        assert not page.view.agreement.print.isVisible()
        await desk.server_says(case, approval="approved")
        page.reload()
        await until(page.view.agreement.print.isVisible)
        page.view.agreement.file.click()
        dialog = await opened(page, QFileDialog)
        assert isinstance(dialog, QFileDialog)
        dialog.setDirectory(str(tmp_path))
        dialog.accept()
        saved = tmp_path / "（2026）北辛人调字第0041号.pdf"
        await until(saved.exists)
        await until(lambda: "（2026）北辛人调字第0041号" in shown_texts(page.view.agreement))
    assert saved.read_bytes().startswith(b"%PDF-")


def _button(widget: QWidget, text: str) -> QPushButton | None:
    found = (each for each in widget.findChildren(QPushButton) if each.text().replace("&", "") == text)
    return next((each for each in found if each.isVisible()), None)


async def test_without_a_number_left_the_page_says_what_to_do(folder: Path, qtbot: QtBot) -> None:
    async with at_desk(folder, numbers=0) as desk, open_page(desk, qtbot) as page:
        case = await desk.until_submitted()
        await desk.server_says(case, approval="approved")
        await open_case(page, case)
        told: list[str] = []
        page.told.connect(told.append)
        page.view.agreement.file.click()
        await until(lambda: bool(told))
        assert told == ["This computer has no paper number left. Sync once, then print."]


async def test_the_day_of_signing_starts_the_courts_clock(folder: Path, qtbot: QtBot) -> None:
    async with at_desk(folder) as desk, open_page(desk, qtbot) as page:
        case = await desk.until_submitted()
        await desk.server_says(case, approval="approved")
        await desk.step(case, "agreed_written")
        await open_case(page, case)
        page.view.agreement.signing.click()
        await until(page.form.isVisible)
        fill(page, in_force_on="2026-11-22")
        page.form.save_button.click()
        await until(lambda: "ask the court to confirm" in shown_texts(page.view.next))


async def test_a_returned_agreement_shows_why_and_can_be_edited(folder: Path, qtbot: QtBot) -> None:
    async with at_desk(folder) as desk, open_page(desk, qtbot) as page:
        case = await desk.until_submitted()
        await desk.server_says(case, approval="returned", remark="请写明付款日期。")
        await open_case(page, case)
        await until(lambda: "请写明付款日期。" in shown_texts(page.view.agreement))
        assert page.view.agreement.write.text() == "&Edit the agreement"


async def test_a_supervisor_reads_and_decides_only(folder: Path, qtbot: QtBot) -> None:
    async with at_desk(folder, Role.SUPERVISOR) as desk, open_page(desk, qtbot) as page:
        case = await desk.found()
        await desk.name_parties(case)
        await desk.write_agreement(case)
        await desk.server_says(case, approval="submitted")
        page.open_record(case)
        await until(lambda: page.view.isVisible() and _button(page.view.agreement, "Approve") is not None)
        assert not page.list.new.isVisibleTo(page.list)
        offered = {
            each.text().replace("&", "") for each in page.view.findChildren(QPushButton) if each.isVisible()
        }
        assert not offered & {
            "Add an applicant",
            "Record a session",
            "Edit the agreement",
            "Save as PDF",
            "Print",
        }
        page.view.agreement.write.click()
        await until(page.form.isVisible)
        assert not page.form.save_button.isVisible()
        page.form.discard_button.click()
        await until(page.view.isVisible)
        approve = _button(page.view.agreement, "Approve")
        assert approve is not None
        approve.click()
        await until(lambda: _button(page.view.agreement, "Approve") is None)
        found = await desk.mediation.case(case)
        assert found is not None
        assert found.agreement_state == "approved"


async def test_a_case_that_leaves_this_computer_leads_back_to_the_list(folder: Path, qtbot: QtBot) -> None:
    async with at_desk(folder) as desk, open_page(desk, qtbot) as page:
        case = await desk.found()
        await open_case(page, case)
        await desk.database.write(
            lambda c: c.exec_driver_sql("DELETE FROM shown_mediation_case WHERE id = ?", (case,)) and None
        )
        page.reload()
        await until(page.list.isVisible)


async def test_what_came_into_sight_is_told_to_be_logged(folder: Path, qtbot: QtBot) -> None:
    async with at_desk(folder) as desk, open_page(desk, qtbot) as page:
        case = await desk.found()
        await desk.name_parties(case)
        await open_case(page, case)
        seen: list[tuple[str, str]] = []
        page.revealed.connect(lambda kind, record, field: seen.append((kind, field)))
        phone = page.view.parties.findChild(MaskedField)
        assert isinstance(phone, MaskedField)
        assert "10012345678" not in shown_texts(page.view)
        phone.reveal()
        page.view.application.open.click()
        await until(page.form.isVisible)
        form_of(page).reveal_all()
        assert seen[0] == ("party", "phone")
        assert ("mediation_case", "facts") in seen


async def test_a_case_opens_by_any_of_its_records(folder: Path, qtbot: QtBot) -> None:
    async with at_desk(folder) as desk, open_page(desk, qtbot) as page:
        case = await desk.until_submitted()
        await _read(page, partial(page.open_record, derived_id(AGREEMENT, case)))
        assert page.view.isVisible()
        assert page.case_id == case


@pytest.mark.parametrize(("scheme", "percent"), [("light", 100), ("dark", 150)])
async def test_every_view_can_be_named_reached_and_read(
    folder: Path, qtbot: QtBot, qapp: QApplication, scheme: Scheme, percent: int
) -> None:
    apply_theme(qapp, scheme, percent)
    async with at_desk(folder) as desk:
        approved, fresh = await desk.until_submitted(), await desk.found(title="楼道堆放杂物纠纷")
        await desk.server_says(approved, approval="approved")
        page = desk.page()
        window = _window(page)
        qtbot.addWidget(window)
        window.show()
        window.show_page("mediation")
        await until(lambda: page.list.rows.is_loaded)
        wrong = {"list": walk(window)}
        for name, case in (("approved", approved), ("fresh", fresh)):
            await _read(page, partial(page.open_record, case))
            wrong[name] = walk(window)
        opening: dict[str, Callable[[], None]] = {
            "application": page.view.application.open.click,
            "party": page.view.parties.add["applicant"].click,
            "session": page.view.sessions.add.click,
        }
        for name, click in opening.items():
            click()
            await until(page.form.isVisible)
            form_of(page).show_all_problems()
            wrong[name] = walk(window)
            await _read(page, page.go_back)
    assert {name: found for name, found in wrong.items() if found} == {}


async def _read(page: MediationPage, act: Callable[[], object]) -> None:
    """Do something that reads the case anew, and wait until it is shown."""
    read: list[bool] = []

    def note() -> None:
        read.append(True)

    page.loaded.connect(note)
    act()
    await until(lambda: bool(read))
    page.loaded.disconnect(note)


def _window(page: MediationPage) -> MainWindow:
    async def find(text: str) -> list[object]:
        return []

    entry = PageEntry("mediation", label("Sample", "调解(&M)"), "scales", lambda parent: page)
    nothing = WindowActions(find, lambda: None, lambda: None, lambda: None)  # type: ignore[arg-type]
    return MainWindow(
        Identity("网格工作台", "春晓社区", "马建军"), [entry], frozenset({Role.MEDIATOR}), nothing
    )


async def test_each_opening_of_a_case_is_noted_once_and_told_to_who_has_the_case(
    qtbot: QtBot, folder: Path
) -> None:
    async with at_desk(folder) as desk:
        case = await desk.found()
        async with open_page(desk, qtbot) as page:
            await open_case(page, case)
            page.page_shown()  # somebody comes back to the page, or a sync brought something
            page.view.form_asked.emit("mediation_case", case)
            await until(page.form.isVisible)
            assert page.go_back()
            await until(page.view.isVisible)
            assert page.go_back()
            assert [each.by for each in await desk.mediation.looks.of_case(case)] == [MEDIATOR]
            page.open_record(case)
            await until(lambda: page.view.looks.told().count(MEDIATOR) == 2)
            sheet = await page.view.looks.make_sheet()
            assert [by for _, by in sheet.rows] == [MEDIATOR] * 2, "a party who asks gets it on paper"
