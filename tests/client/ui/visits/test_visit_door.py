"""A visit fits its door, what follows is ticked once, and goods are signed for."""

from __future__ import annotations

import asyncio
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QRadioButton
from pytestqt.qtbot import QtBot

from gridclient.actions.attachments import Attachments
from gridclient.actions.visits import VisitAsked
from gridclient.db.blob_files import BlobFolder
from gridclient.ui.attachments.signature_pad import SignatureDialog
from gridclient.ui.attachments.signature_row import SignatureRow
from gridclient.ui.visits.visit_form_page import VisitFormPage
from gridclient.ui.widgets.choice_fields import ChoiceField
from gridclient.ui.widgets.date_field import DateField
from gridcore.attachments import Media, attachment_of
from gridcore.ids import RecordId
from gridcore.sync.edits import Create
from tests.client.ui.conftest import commit, until
from tests.client.ui.drawn import draw_line
from tests.client.ui.file_dialogs import file_dialog, save_as
from tests.client.ui.households.test_merged_forms import taken_away
from tests.client.ui.visits.store import Cells, Store
from tests.client.ui.visits.test_visit_form import DUE, Desk, desk_of, press, visits_of
from tests.fakes.pictures import png

SAID = "老人说下周女儿来接。"


def choose(desk: Desk, name: str, value: object) -> None:
    field = desk.editor(name)
    assert isinstance(field, ChoiceField)
    field.set_value(str(value))
    field.edited.emit()


async def submitted(desk: Desk, store: Store) -> Create:
    desk.page.submit()
    await until(lambda: bool(desk.told))
    made = (await store.edits())[0]
    assert isinstance(made, Create)
    return made


def meet(desk: Desk) -> None:
    desk.editor("met").findChildren(QRadioButton)[0].click()


async def refused(desk: Desk, store: Store, sentence: str) -> None:
    """The sentence stands there, nothing is saved, and the text is kept."""
    meet(desk)
    desk.page.submit()
    await until(lambda: sentence in desk.texts())
    desk.page.flush()
    while not any(each.typed.get("said") == SAID for each in await store.records.drafts("visit")):
        await asyncio.sleep(0.002)
    assert await store.edits() == []


async def test_a_visit_of_tomorrow_is_told_and_its_text_kept(qtbot: QtBot, store: Store) -> None:
    desk = await desk_of(qtbot, store)
    commit(desk.editor("said"), SAID)
    desk.editor("visited_on").set_value("2026-11-23")  # type: ignore[attr-defined]
    desk.editor("visited_on").edited.emit()  # type: ignore[attr-defined]
    await refused(desk, store, "This day has not come yet.")


async def test_a_visit_before_anybody_lived_there_is_told_and_its_text_kept(
    qtbot: QtBot, store: Store
) -> None:
    lives = {"household": "h2", "name": "李建国", "status": "lives_here", "moved_in_on": "2020-05-01"}
    await store.receive([("resident", "p3", lives)], seq=20)
    desk = await desk_of(qtbot, store, VisitAsked(RecordId("h2")))
    commit(desk.editor("said"), SAID)
    desk.editor("visited_on").set_value("2020-04-30")  # type: ignore[attr-defined]
    desk.editor("visited_on").edited.emit()  # type: ignore[attr-defined]
    await refused(desk, store, "Nobody of this household lived here yet")


async def test_who_moved_out_while_the_laptop_was_away_is_still_named_and_the_text_kept(
    qtbot: QtBot, store: Store
) -> None:
    first = await desk_of(qtbot, store)
    commit(first.editor("said"), SAID)
    press(Qt.Key.Key_Escape)
    while not await visits_of(store).drafts():
        await asyncio.sleep(0.002)
    gone = {"household": "h1", "name": "张桂英", "status": "moved_away", "moved_out_on": "2026-11-10"}
    await store.receive([("resident", "p1", gone)], seq=20)
    desk = await desk_of(qtbot, store)
    field = desk.editor("resident")
    assert isinstance(field, ChoiceField)
    assert field.currentText() == "张桂英 (no longer lives here)"
    assert desk.page.form is not None
    assert desk.page.form.whole()["said"] == SAID
    await refused(desk, store, "This person had moved out by that day.")


async def test_a_follow_up_that_is_ticked_says_when_one_comes_again(qtbot: QtBot, store: Store) -> None:
    desk = await desk_of(qtbot, store, VisitAsked(RecordId("h2")))
    assert not desk.editor("promised").isVisible()
    choose(desk, "follow_up", "visit_again")
    desk.page.flush()
    hint = desk.editor("next_date")
    assert isinstance(hint, DateField)
    assert "2026年11月29日" in hint.placeholderText()
    commit(desk.editor("promised"), "带一盏台灯")
    meet(desk)
    made = await submitted(desk, store)
    assert made.cells["next_date"] == "2026-11-29"
    assert made.cells["promised"] == "带一盏台灯"


async def test_a_plain_visit_with_words_takes_three_keys_beside_them(qtbot: QtBot, store: Store) -> None:
    desk = await desk_of(qtbot, store, VisitAsked(RecordId("h2")))
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_J, Qt.KeyboardModifier.AltModifier)
    words = QApplication.focusWidget()
    assert words is desk.editor("said")
    commit(words, SAID)
    press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: bool(desk.told))
    made = (await store.edits())[0]
    assert isinstance(made, Create)
    assert made.cells["said"] == SAID


async def with_files(desk: Desk, store: Store, folder: Path) -> SignatureRow:
    """The same page with a folder for files, at the same door."""
    files = Attachments(store.database, BlobFolder(folder), store.ports)
    page = VisitFormPage(desk.page._visits, desk.page._today, desk.window, files=files)
    desk.page = page
    page.finished.connect(desk.told.append)
    page.resize(1100, 700)
    page.show()
    page.open_record(DUE)
    await until(lambda: page.form is not None)
    assert page.form is not None
    assert page.form.signature is not None
    return page.form.signature


async def test_goods_are_signed_for_on_the_pad(qtbot: QtBot, store: Store, tmp_path: Path) -> None:
    desk = await desk_of(qtbot, store)
    row = await with_files(desk, store, tmp_path / "store")
    assert not row.isVisible()
    commit(desk.editor("goods"), "大米一袋")
    desk.page.flush()
    assert row.isVisible()
    meet(desk)
    desk.page.submit()
    await until(lambda: "Goods are signed for" in desk.texts())
    assert await store.edits() == []
    row.draw()
    await until(lambda: bool(row.findChildren(SignatureDialog)))
    dialog = row.findChildren(SignatureDialog)[0]
    assert not dialog.keep.isEnabled(), "nothing is drawn yet"
    draw_line(dialog.pad)
    draw_line(dialog.pad)
    dialog.undo.click()
    dialog.clear.click()
    assert dialog.pad.is_empty
    draw_line(dialog.pad)
    dialog.keep.click()
    await until(lambda: bool(row.elements))
    made = await submitted(desk, store)
    signature = made.cells["signature"]
    assert isinstance(signature, list)
    kept = attachment_of(signature[0])
    assert kept is not None
    assert kept.media is Media.PNG
    assert (made.cells["signed"], made.cells.get("files")) == ("drawn", None)


async def test_goods_may_be_signed_for_on_paper_by_keyboard_alone(
    qtbot: QtBot, store: Store, tmp_path: Path
) -> None:
    paper = tmp_path / "paper.png"
    paper.write_bytes(png(60, 40))
    desk = await desk_of(qtbot, store)
    row = await with_files(desk, store, tmp_path / "store")
    commit(desk.editor("goods"), "棉被一床")
    desk.page.flush()
    QTest.keyClick(row.paper_button, Qt.Key.Key_Space)
    save_as(await file_dialog(), paper)
    await until(lambda: bool(row.elements))
    meet(desk)
    made = await submitted(desk, store)
    assert made.cells["signed"] == "paper"


async def left_unsaved(qtbot: QtBot, store: Store) -> None:
    """A draft of h1 whose form was closed."""
    desk = await desk_of(qtbot, store)
    commit(desk.editor("said"), SAID)
    press(Qt.Key.Key_Escape)
    while not await visits_of(store).drafts():
        await asyncio.sleep(0.002)


async def test_a_draft_follows_its_household_that_was_merged_away(qtbot: QtBot, store: Store) -> None:
    await left_unsaved(qtbot, store)
    told: Cells = {"winner": "h2", "loser": "h1", "choice": "same", "author": "陈书记"}
    cells: Cells = {"subject": "h1", "subject_kind": "household", "conflict_kind": "duplicate"}
    await store.receive([("conflict", "note", cells | {"progress": "resolved", "decided": told})], seq=20)
    await taken_away(store, "h1")
    (line,) = await visits_of(store).drafts()
    assert line.address == "春晓苑12号楼3单元0602"
    desk = await desk_of(qtbot, store, VisitAsked(draft=line.record))
    assert desk.page.form is not None
    assert desk.page.form.whole()["said"] == SAID
    assert desk.page.form.to_save()["household"] == "h2"


async def test_what_was_typed_for_a_household_that_left_the_computer_is_shown(
    qtbot: QtBot, store: Store
) -> None:
    await left_unsaved(qtbot, store)
    await taken_away(store, "h1")
    (line,) = await visits_of(store).drafts()
    assert line.address == ""
    desk = await desk_of(qtbot, store, VisitAsked(RecordId("h2")))
    desk.show(VisitAsked(draft=line.record))
    await until(lambda: SAID in desk.texts())
    assert "This household is not on this computer." in desk.texts()
