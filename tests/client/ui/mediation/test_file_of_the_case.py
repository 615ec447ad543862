"""The file of a case in the window: what joins it by forms, and its papers from print to archive."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gridclient.actions.records import Saved
from gridclient.db.colleagues import keep_colleagues
from gridclient.db.listing import rows
from gridclient.ui.mediation.form_view import FormTexts
from gridclient.ui.mediation.mediation_page import MediationPage
from gridclient.ui.papers.paper_button import PaperButton
from gridclient.ui.papers.pdf import pdf_of
from gridclient.ui.widgets.badge import Chip
from gridclient.ui.widgets.choice_fields import ChoiceField
from gridcore.fields import Value
from gridcore.ids import RecordId, UserId
from tests.client.ui.attachments.test_pictures import taken
from tests.client.ui.conftest import until
from tests.client.ui.file_dialogs import file_dialog, save_as
from tests.client.ui.mediation.desk import Desk, at_desk
from tests.client.ui.mediation.test_mediation_page import fill, open_case, open_page, shown_texts
from tests.core import case_samples


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "store"


def texts(widget: QWidget) -> list[str]:
    return [each.text() for each in widget.findChildren(QLabel) if each.isVisibleTo(widget)]


def asked_for(page: MediationPage, kind: str) -> None:
    """By the menu of the file, as the keyboard reaches it."""
    menu = page.view.file.add.menu()
    next(each for each in menu.findChildren(QAction) if each.data() == kind).trigger()


def chips(widget: QWidget) -> str:
    return "\n".join(each.badge.word for each in widget.findChildren(Chip) if each.isVisibleTo(widget))


def choose_signing(page: MediationPage, paper: str, words: str) -> None:
    """What the menu beside a paper offers about its signatures."""
    buttons = page.view.papers.findChildren(QPushButton)
    button = next(each for each in buttons if each.accessibleName() == f"Signatures: {paper}")
    button.click()
    next(each for each in button.findChildren(QAction) if words in each.text()).trigger()


async def saved(page: MediationPage) -> None:
    page.form.save_button.click()
    await until(page.view.isVisible)


async def agreed(desk: Desk) -> RecordId:
    case = await desk.until_submitted()
    await desk.server_says(case, approval="approved")
    await desk.step(case, "agreed_written")
    return case


async def evidence_with_photo(page: MediationPage, folder: Path) -> None:
    """Begin a piece of evidence and attach a photo that shows no home's inside."""
    photo = folder / "漏水.jpg"
    photo.write_bytes(taken(900, 600))
    asked_for(page, "evidence")
    await until(lambda: page.form.isVisible() and page.form.files is not None)
    assert page.form.files is not None
    page.form.files.photo_consent = True
    await page.form.files.add_paths([photo])


async def test_what_is_to_be_performed_names_a_party_and_has_its_limit(folder: Path, qtbot: QtBot) -> None:
    async with at_desk(folder) as desk, open_page(desk, qtbot) as page:
        case = await agreed(desk)
        await open_case(page, case)
        shown = await desk.mediation.case(case)
        assert shown is not None
        asked_for(page, "performance_item")
        await until(page.form.isVisible)
        party = shown.records.parties[1]
        fill(page, party=party.record, what="更换管道", due="2026-11-25")
        await saved(page)
        await until(lambda: "until" in shown_texts(page.view.file))
        assert party.text("name") in texts(page.view.file)
        assert "更换管道" not in texts(page.view.file), "what is sensitive is read in the form"
        await until(lambda: "to be performed in 3" in chips(page.view.next))
        assert "performed" not in [state for state, each in page.view.next.steps.items() if each.isEnabled()]


async def test_a_photo_joins_the_evidence_and_is_there_when_it_is_opened_again(
    folder: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    async with at_desk(folder) as desk, open_page(desk, qtbot) as page:
        case = await desk.found()
        await open_case(page, case)
        await evidence_with_photo(page, tmp_path)
        fill(page, title="漏水照片", kind="photo")
        await saved(page)
        await until(lambda: "漏水照片" in texts(page.view.file))
        opening = next(
            each
            for each in page.view.file.findChildren(QPushButton)
            if each.accessibleName() == "Open Evidence 漏水照片"
        )
        opening.click()
        await until(lambda: page.form.isVisible() and page.form.files is not None)
        again = page.form.files
        assert again is not None
        assert [each.attachment.name for each in again.tiles] == ["漏水.jpg"]


async def test_who_may_only_read_the_evidence_opens_its_photo_and_takes_nothing_off(
    folder: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    async with at_desk(folder) as desk, open_page(desk, qtbot) as page:
        await open_case(page, await desk.found())
        await evidence_with_photo(page, tmp_path)
        fill(page, title="漏水照片", kind="photo")
        await saved(page)
        (made,) = await desk.database.read(partial(rows, kind="evidence"))
        form = await desk.records.open_form("evidence", made.id)
        assert form is not None
        told: list[tuple[str, str, str]] = []
        page.form.revealed.connect(lambda *each: told.append(each))
        page.form.show_form(form, FormTexts("漏水照片", may_save=False))
        page.form.show()
        look = page.form.seen_files
        assert look is not None
        assert page.form.files is None
        (tile,) = look.tiles
        assert tile.button.isEnabled()
        tile.button.click()
        await until(lambda: bool(told))
        assert told == [("evidence", made.id, "files")]
        QTest.keyClick(tile.button, Qt.Key.Key_Delete)
        assert [each.attachment.name for each in look.tiles] == ["漏水.jpg"]
        assert not page.form.is_changed


async def test_what_was_attached_to_a_half_filled_form_is_there_after_a_crash(
    folder: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    async with at_desk(folder) as desk, open_page(desk, qtbot) as page:
        case = await desk.found()
        await open_case(page, case)
        await evidence_with_photo(page, tmp_path)
        page.flush()
        while not (left := await desk.records.drafts("evidence")):
            await asyncio.sleep(0)
        assert "漏水.jpg" in str(left[0].values["files"])


async def test_a_colleague_is_chosen_by_name_and_shown_by_name(folder: Path, qtbot: QtBot) -> None:
    async with at_desk(folder) as desk, open_page(desk, qtbot) as page:
        await open_case(page, await desk.found())
        asked_for(page, "case_member")
        await until(page.form.isVisible)
        assert "type the name" in shown_texts(page.form), "nobody is known before the first sync"
        page.form.discard_button.click()
        await until(page.view.isVisible)
        told = {UserId("liu7"): "刘洋"}
        await desk.database.write(lambda connection: keep_colleagues(connection, told))
        asked_for(page, "case_member")
        await until(page.form.isVisible)
        assert page.form.form is not None
        chosen = page.form.form.editor("user")
        assert isinstance(chosen, ChoiceField)
        assert [chosen.itemText(at) for at in range(1, chosen.count())] == ["刘洋"]
        fill(page, user="liu7", member_role="recorder")
        await saved(page)
        await until(lambda: "刘洋" in texts(page.view.file))
        (made,) = await desk.database.read(partial(rows, kind="case_member"))
        assert made.values["user"] == "liu7"


async def test_a_signed_paper_is_archived_and_tells_when_the_case_changed_since(
    folder: Path, qtbot: QtBot
) -> None:
    async with at_desk(folder) as desk, open_page(desk, qtbot) as page:
        case = await agreed(desk)
        await open_case(page, case)
        choose_signing(page, "人民调解申请书", "sheet")
        await until(page.form.isVisible)
        await saved(page)
        await until(lambda: "signed on" in chips(page.view.papers))
        assert "changed since" not in chips(page.view.papers)
        form = await desk.mediation.open_form("mediation_case", case)
        assert form is not None
        assert isinstance(await desk.mediation.save(form, {"requests": "赔偿4,000元。"}), Saved)
        page.reload()
        await until(lambda: "changed since it was signed" in chips(page.view.papers))


async def test_the_whole_file_is_kept_as_one_pdf(folder: Path, qtbot: QtBot, tmp_path: Path) -> None:
    told: list[str] = []
    async with at_desk(folder) as desk, open_page(desk, qtbot) as page:
        page.told.connect(told.append)
        case = await agreed(desk)
        await open_case(page, case)
        page.view.papers.whole.keep(partial(desk.case_papers.whole, case))
        save_as(await file_dialog(), tmp_path / "整卷")
        await until(lambda: bool(told))
        assert (tmp_path / "整卷.pdf").read_bytes().startswith(b"%PDF")


async def test_no_paper_is_printed_while_a_conflict_of_the_case_waits(folder: Path, qtbot: QtBot) -> None:
    async with at_desk(folder) as desk, open_page(desk, qtbot) as page:
        case = await agreed(desk)
        shown = await desk.mediation.case(case)
        assert shown is not None
        assert await desk.case_papers.paper(case, "application/") is not None
        conflict: dict[str, Value] = {
            "subject": case,
            "subject_kind": "mediation_case",
            "progress": "open",
            "cell": "facts",
        }
        await desk.received("conflict", shown.records.case.scope, conflict)
        await open_case(page, case)
        await until(lambda: "A conflict waits for a decision" in shown_texts(page.view.papers))
        assert not any(each.isEnabled() for each in page.view.papers.findChildren(PaperButton))
        assert await desk.case_papers.paper(case, "application/") is None
        assert await desk.case_papers.whole(case) is None


async def test_the_whole_file_counts_its_pages_through_and_lists_them(folder: Path) -> None:
    async with at_desk(folder) as desk:
        case = await agreed(desk)
        for kind in ("evidence", "investigation"):
            values = getattr(case_samples, kind.upper())
            await desk.save(await desk.mediation.new_part(case, kind), values)
        whole = await desk.case_papers.whole(case)
        assert whole is not None
        listed = await desk.case_papers.listed(case)
        assert listed is not None
        names = [each.name for each in whole.papers]
        assert names == [each.name for each in listed.papers]
        assert "人民调解调查记录（赵敏）" in names
        assert whole.file.community["name"] == "北辛街道春晓社区", "its cover may need it"
        assert pdf_of(whole).count(b"/Type /Page\n") == len(names) + 3


def _lists(page: MediationPage, case: RecordId) -> bool:
    """Whether the list holds this case alone."""
    row = page.list.rows.row(0)
    return page.list.rows.rowCount() == 1 and row is not None and row.records.case.record == case


async def test_each_count_by_outcome_opens_the_cases_that_it_counts(folder: Path, qtbot: QtBot) -> None:
    async with at_desk(folder) as desk:
        first = await agreed(desk)
        open_case_ = await desk.found(title="停车纠纷")
        async with open_page(desk, qtbot) as page:
            chips_of = page.list.chips
            await until(lambda: chips_of.chip("agreed_written").text().endswith(" 1"))
            assert not chips_of.chip("terminated").isVisibleTo(page)
            assert "2,600 yuan agreed in all" in shown_texts(page.list.header)
            for name, case in (("open", open_case_), ("agreed_written", first)):
                chips_of.clear()
                chips_of.chip(name).click()
                await until(partial(_lists, page, case))
            chips_of.clear()
            chips_of.chip("open").click()
            assert "yuan" not in shown_texts(page.list.header)
