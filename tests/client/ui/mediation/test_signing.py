"""Papers signed on the laptop: drawn by everybody, kept as they were, and never on another text."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gridclient.actions.case_papers import SIGNED_PAPER, ToSign
from gridclient.actions.records import Saved
from gridclient.db.listing import rows
from gridclient.ui.attachments.signature_pad import SignatureDialog
from gridclient.ui.mediation.mediation_page import MediationPage
from gridclient.ui.mediation.signing_dialog import SigningDialog
from gridclient.ui.papers.pdf import pdf_of
from gridclient.ui.theme import apply_theme
from gridclient.ui.widgets.question import Question
from gridcore.fields import Value
from gridcore.ids import RecordId
from gridcore.papers.signing import Signer, content_hash, signers
from tests.client.ui.conftest import until
from tests.client.ui.drawn import draw_line
from tests.client.ui.mediation.desk import Desk, at_desk
from tests.client.ui.mediation.test_file_of_the_case import chips, choose_signing
from tests.client.ui.mediation.test_mediation_page import open_case, open_page, shown_texts
from tests.client.ui.walk import clipped_texts, faint_texts, shared_letters, unnamed_controls
from tests.fakes.pictures import png

APPLICATION, RIGHTS = "application/", "rights_notice/"
RIGHTS_NAME = "人民调解当事人权利义务告知书"
_W = TypeVar("_W", bound=QWidget)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "store"


def in_sight(kind: type[_W]) -> list[_W]:
    widgets = QApplication.topLevelWidgets()
    return [each for each in widgets if isinstance(each, kind) and each.isVisible()]


async def opened(kind: type[_W]) -> _W:
    """The dialog of a kind that comes into sight."""
    await until(lambda: bool(in_sight(kind)))
    return in_sight(kind)[0]


async def begin(page: MediationPage) -> SigningDialog:
    """Open the signing of the notice of rights by the menu beside it."""
    choose_signing(page, RIGHTS_NAME, "computer")
    dialog = await opened(SigningDialog)
    await until(lambda: bool(dialog.sheet.toPlainText()))
    return dialog


async def sign(dialog: SigningDialog, line: int) -> None:
    """One of them draws a signature."""
    before = len(dialog.signatures)
    dialog.buttons[line].click()
    pad = await opened(SignatureDialog)
    draw_line(pad.pad, 60 + 10 * line)
    pad.keep.click()
    await until(lambda: len(dialog.signatures) == before + 1)


async def leave(page: MediationPage, dialog: SigningDialog) -> None:
    """Sign later; the page has read the case anew after that."""
    loaded = asyncio.Event()
    page.loaded.connect(loaded.set)
    dialog.leave.click()
    await loaded.wait()
    page.loaded.disconnect(loaded.set)


async def begun(desk: Desk) -> RecordId:
    case = await desk.found()
    await desk.name_parties(case)
    return case


async def drawn(desk: Desk, case: RecordId, key: str, salt: int = 0) -> tuple[ToSign, list[str]]:
    """Signatures of everybody on a paper, as the dialog leaves them in the draft; not yet kept as signed."""
    paper = await desk.case_papers.to_sign(case, key)
    assert paper is not None
    form = await desk.mediation.new_part(case, SIGNED_PAPER, paper.known)
    made = []
    for each in signers(paper.filed.paper):
        content = png(90, 30, salt=each.line + salt)
        attached = await desk.attachments.attach(form, {}, content, each.file_name)
        made.append(getattr(attached, "element", ""))
    await desk.mediation.keep_draft(form, {**form.values, "signatures": [*made]})
    return paper, made


async def kept(desk: Desk, case: RecordId, key: str) -> RecordId:
    """A paper signed by everybody."""
    paper, made = await drawn(desk, case, key)
    form = await desk.mediation.new_part(case, SIGNED_PAPER, paper.known)
    return await desk.save(form, paper.signed(made))


async def change(desk: Desk, case: RecordId, **values: Value) -> None:
    form = await desk.mediation.open_form("mediation_case", case)
    assert form is not None
    assert isinstance(await desk.mediation.save(form, values), Saved)


async def test_everybody_signs_on_the_pad_and_who_leaves_in_between_finds_the_signatures_again(
    folder: Path, qtbot: QtBot
) -> None:
    async with at_desk(folder) as desk, open_page(desk, qtbot) as page:
        case = await begun(desk)
        await open_case(page, case)
        dialog = await begin(page)
        assert not dialog.keep.isEnabled(), "nobody has signed"
        assert dialog.focusWidget() is dialog.sheet, "read first"
        for look in (unnamed_controls, shared_letters, clipped_texts, faint_texts):
            assert look(dialog) == []
        await sign(dialog, 1)
        await leave(page, dialog)
        again = await begin(page)
        await until(lambda: len(again.signatures) == 1)
        again.keep.click()
        question = await opened(Question)
        assert "李建国" in shown_texts(question)
        question.reject()
        await sign(again, 2)
        again.keep.click()
        await until(lambda: "signed on" in chips(page.view.papers))
        (made,) = await desk.database.read(partial(rows, kind=SIGNED_PAPER))
        paper = await desk.case_papers.paper(case, RIGHTS)
        assert paper is not None
        assert [each.line for each in paper.drawn] == [1, 2]
        assert made.values["content_hash"] == content_hash(paper.paper, paper.drawn)


async def test_a_drawn_signature_stands_in_the_pdf_of_what_was_signed_and_on_nothing_else(
    folder: Path, qapp: QApplication
) -> None:
    async with at_desk(folder) as desk:
        case = await begun(desk)
        bare = await desk.case_papers.paper(case, APPLICATION)
        record = await kept(desk, case, APPLICATION)
        signed = await desk.case_papers.paper(case, APPLICATION)
        assert bare is not None
        assert signed is not None
        assert b"/Subtype /Image" in pdf_of(signed)
        assert b"/Subtype /Image" not in pdf_of(bare)
        await change(desk, case, requests="赔偿4,000元。")
        now = await desk.case_papers.paper(case, APPLICATION)
        assert now is not None
        assert now.drawn == ()
        assert now.paper != signed.paper
        old = await desk.case_papers.as_signed(case, record)
        assert old is not None
        assert (old.paper, old.drawn) == (signed.paper, signed.drawn)
        whole = await desk.case_papers.whole(case)
        assert whole is not None
        assert next(each for each in whole.papers if each.key == APPLICATION).paper == signed.paper
        listed = await desk.case_papers.listed(case)
        assert listed is not None
        assert [each.is_changed for each in listed.papers if each.key == APPLICATION] == [True]


async def test_a_signed_paper_stays_in_the_archive_when_its_record_is_taken_away(folder: Path) -> None:
    async with at_desk(folder) as desk:
        case = await begun(desk)
        await desk.hold_session(case)
        (session,) = await desk.database.read(partial(rows, kind="mediation_session"))
        record = await kept(desk, case, f"mediation_record/{session.id}")
        await desk.records.remove(session.id)
        listed = await desk.case_papers.listed(case)
        assert listed is not None
        (left,) = [each for each in listed.papers if each.kind == "mediation_record"]
        assert (left.name, left.key, left.may_be_signed) == ("人民调解记录（2026-11-22）", "", False)
        assert [each.record for each in left.archived] == [record]
        old = await desk.case_papers.as_signed(case, record)
        assert old is not None
        assert old.drawn


async def test_signatures_that_wait_for_the_others_are_not_taken_for_another_text(folder: Path) -> None:
    async with at_desk(folder) as desk:
        case = await begun(desk)
        paper, made = await drawn(desk, case, APPLICATION)
        again = await desk.mediation.new_part(case, SIGNED_PAPER, paper.known)
        assert again.values["signatures"] == sorted(made)
        await change(desk, case, requests="赔偿4,000元。")
        changed = await desk.case_papers.to_sign(case, APPLICATION)
        assert changed is not None
        fresh = await desk.mediation.new_part(case, SIGNED_PAPER, changed.known)
        assert not fresh.values["signatures"]
        assert await desk.records.drafts(SIGNED_PAPER) == []


async def test_nobody_signs_a_draft_of_an_agreement_and_nobody_while_a_conflict_waits(folder: Path) -> None:
    async with at_desk(folder) as desk:
        case = await desk.until_submitted()
        listed = await desk.case_papers.listed(case)
        assert listed is not None
        unsigned = [each.key for each in listed.papers if not each.may_be_signed]
        assert unsigned == ["identity_proof/", "agreement/"], "nobody signs a sheet for copies"
        assert await desk.case_papers.to_sign(case, "agreement/") is None
        await desk.server_says(case, approval="approved")
        assert await desk.case_papers.to_sign(case, "agreement/") is not None
        shown = await desk.mediation.case(case)
        assert shown is not None
        conflict: dict[str, Value] = {"subject": case, "subject_kind": "mediation_case", "cell": "facts"}
        await desk.received("conflict", shown.records.case.scope, {**conflict, "progress": "open"})
        assert await desk.case_papers.to_sign(case, "agreement/") is None


async def test_a_paper_is_black_on_white_whatever_the_windows_are(
    folder: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    apply_theme(qapp, "dark", 100)
    async with at_desk(folder) as desk, open_page(desk, qtbot) as page:
        await open_case(page, await begun(desk))
        dialog = await begin(page)
        shown = dialog.sheet.palette()
        colours = [shown.color(each).name() for each in (QPalette.ColorRole.Base, QPalette.ColorRole.Text)]
        assert colours == ["#ffffff", "#000000"]
        await leave(page, dialog)


async def test_the_agreement_has_its_number_before_anybody_signs_it(folder: Path, qtbot: QtBot) -> None:
    async with at_desk(folder) as desk, open_page(desk, qtbot) as page:
        case = await desk.until_submitted()
        await desk.server_says(case, approval="approved")
        await open_case(page, case)
        choose_signing(page, "人民调解协议书", "computer")
        dialog = await opened(SigningDialog)
        await until(lambda: "北辛人调字第" in dialog.sheet.toPlainText())
        await leave(page, dialog)


async def test_a_paper_is_not_printed_before_its_signatures_have_arrived(folder: Path, qtbot: QtBot) -> None:
    told: list[str] = []
    async with at_desk(folder) as desk, open_page(desk, qtbot) as page:
        page.told.connect(told.append)
        case = await begun(desk)
        paper = await desk.case_papers.to_sign(case, APPLICATION)
        assert paper is not None
        form = await desk.mediation.new_part(case, SIGNED_PAPER, paper.known)
        elsewhere = f"{'a' * 64} 900 png {Signer(1, '申请人张桂英').file_name}"
        await desk.save(form, paper.signed([elsewhere]))
        await open_case(page, case)
        assert await page.view.papers.made(lambda: desk.case_papers.paper(case, APPLICATION)) is None
        assert "has not arrived" in told[-1]


async def test_what_lies_in_the_archive_is_opened_and_cannot_be_changed(folder: Path, qtbot: QtBot) -> None:
    async with at_desk(folder) as desk, open_page(desk, qtbot) as page:
        case = await begun(desk)
        await kept(desk, case, RIGHTS)
        await open_case(page, case)
        choose_signing(page, RIGHTS_NAME, "Open what was signed")
        await until(page.form.isVisible)
        assert not page.form.save_button.isVisibleTo(page.form)
        names = [each.text() for each in page.form.findChildren(QPushButton) if each.isVisibleTo(page.form)]
        assert "&Back" in names
