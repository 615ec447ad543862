"""The list of visits leads to each form; a note becomes a visit without typing it again."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from gridclient.actions.dispute_reports import DisputeAsked
from gridclient.actions.month_reports import MonthReports
from gridclient.actions.notes import Notes
from gridclient.actions.records import Form
from gridclient.actions.visits import VisitAsked, Visits
from gridclient.ui.notes.notes_page import NotesPage
from gridclient.ui.notes.quick_note import QuickNoteDialog
from gridclient.ui.shell.command_palette import CommandPalette
from gridclient.ui.theme import Scheme, apply_theme
from gridclient.ui.visits.visits_page import VisitsPage
from gridclient.ui.widgets.search_field import SearchField
from gridcore.ids import RecordId
from gridcore.sync.edits import Create, Set
from tests.client.ui.conftest import commit, until
from tests.client.ui.visits.store import NOW, USER, WORKER, WORKER_ROLES, Cells, Store, visit
from tests.client.ui.walk import walk


def visits_of(store: Store) -> Visits:
    return Visits(store.database, store.records, store.work, store.ports, worker=WORKER, roles=WORKER_ROLES)


def notes_of(store: Store) -> Notes:
    return Notes(store.database, store.records, store.ports, USER)


async def list_of(qtbot: QtBot, store: Store) -> VisitsPage:
    page = VisitsPage(visits_of(store), MonthReports(store.database, store.ports, worker=WORKER))
    qtbot.addWidget(page)
    page.resize(1180, 690)
    page.show()
    page.activateWindow()
    page.page_shown()
    await until(lambda: page.list.is_loaded)
    return page


async def notes_in(qtbot: QtBot, store: Store) -> NotesPage:
    page = NotesPage(notes_of(store), visits_of(store), lambda: NOW)
    qtbot.addWidget(page)
    page.resize(1180, 690)
    page.show()
    page.activateWindow()
    page.page_shown()
    await until(lambda: page.list.is_loaded)
    return page


async def choose(page: VisitsPage | NotesPage, text: str) -> None:
    """Type into the search for a household and take the first."""
    palette = page.findChild(CommandPalette)
    assert isinstance(palette, CommandPalette)
    field, found = palette.findChild(SearchField), palette.findChild(QListWidget)
    assert isinstance(field, SearchField)
    assert isinstance(found, QListWidget)
    commit(field, text)
    field.search_now()
    await until(lambda: found.count() > 0)
    QTest.keyClick(field, Qt.Key.Key_Return)


async def test_a_row_opens_its_visit_and_a_draft_its_form(qtbot: QtBot, store: Store) -> None:
    visits = visits_of(store)
    opened = await visits.open(VisitAsked(RecordId("h2")))
    assert opened is not None
    await visits.keep_draft(opened, {**opened.form.values, "said": "还没写完"})
    page = await list_of(qtbot, store)
    asked: list[VisitAsked] = []
    page.visit_asked.connect(asked.append)
    page.table.view.setFocus()
    QTest.keyClick(page.table.view, Qt.Key.Key_Return)
    QTest.keyClick(page.table.view, Qt.Key.Key_Down)
    QTest.keyClick(page.table.view, Qt.Key.Key_Return)
    assert asked == [VisitAsked(draft=opened.form.record), VisitAsked(visit=RecordId("v0"))]


async def test_of_a_visited_person_of_another_grid_the_list_says_so(qtbot: QtBot, store: Store) -> None:
    moved = visit("v7", "h1", "p-elsewhere", visited_on="2026-11-21")
    kind, number, cells = visit("v8", "h1", "p1", visited_on="2026-11-20")
    whole = (kind, number, cells | {"resident": None})
    await store.receive([moved, whole], seq=20)
    page = await list_of(qtbot, store)
    told = [page.list.index(row, 1).data() for row in range(page.list.rowCount())]
    assert told == ["not in your grids, or not here any more", "", "张桂英"]


async def test_a_new_visit_begins_with_a_search(qtbot: QtBot, store: Store) -> None:
    page = await list_of(qtbot, store)
    asked: list[VisitAsked] = []
    page.visit_asked.connect(asked.append)
    QTest.keyClick(page.record_button, Qt.Key.Key_Space)
    await choose(page, "zgy")
    await until(lambda: bool(asked))
    assert asked == [VisitAsked(RecordId("h1"), RecordId("p1"))]


async def test_a_note_is_a_line_and_enter(qtbot: QtBot, store: Store) -> None:
    page = await list_of(qtbot, store)
    dialog = QuickNoteDialog(notes_of(store), page)
    dialog.open()
    dialog.activateWindow()
    await until(lambda: QApplication.focusWidget() is dialog.field)
    commit(dialog.field, "1101 门铃坏了")
    with qtbot.waitSignal(dialog.saved, raising=False) as saved:
        QTest.keyClick(dialog.field, Qt.Key.Key_Return)
        await until(lambda: not dialog.isVisible())
    assert saved.signal_triggered
    (made,) = await store.pending()
    assert isinstance(made.edit, Create)
    assert made.scope == "user/u1"
    assert made.edit.cells == {"said": "1101 门铃坏了", "noted_at": "2026-11-22T01:30:00Z"}


async def test_a_note_that_was_not_saved_is_there_again(qtbot: QtBot, store: Store) -> None:
    page = await list_of(qtbot, store)
    first = QuickNoteDialog(notes_of(store), page)
    first.open()
    await until(lambda: QApplication.focusWidget() is first.field)
    QTest.keyClicks(first.field, "door bell 1101")
    first.reject()
    await until(lambda: not first.isVisible())
    notes = notes_of(store)

    async def typed() -> bool:
        return (await notes.begin()).typed == {"said": "door bell 1101"}

    for _ in range(200):
        if await typed():
            break
        await asyncio.sleep(0.01)
    again = QuickNoteDialog(notes, page)
    again.open()
    await until(lambda: again.field.toPlainText() == "door bell 1101")
    QTest.keyClick(again.field, Qt.Key.Key_Return)
    await until(lambda: not again.isVisible())
    assert len(await store.pending()) == 1
    assert (await notes.begin()).typed == {}


class SlowNotes(Notes):
    """What is typed is kept, and whoever asked hears of it when it is let."""

    let: asyncio.Event

    async def keep_typed(self, form: Form, said: str) -> None:
        """Hold the turn of the next one."""
        await super().keep_typed(form, said)
        await self.let.wait()


async def test_a_note_that_was_saved_comes_back_as_no_draft(qtbot: QtBot, store: Store) -> None:
    notes = SlowNotes(store.database, store.records, store.ports, USER)
    notes.let = asyncio.Event()
    window = QWidget()
    qtbot.addWidget(window)
    dialog = QuickNoteDialog(notes, window)
    dialog.open()
    await until(lambda: dialog.form is not None)
    for text in ("楼道灯", "坏了"):
        commit(dialog.field, text)
        dialog.flush()
    done: list[bool] = []
    dialog.saved.connect(lambda: done.append(True))
    dialog.save()
    await until(lambda: bool(done))
    notes.let.set()
    for _ in range(20):
        await asyncio.sleep(0)
    await store.database.write(lambda _: None)
    assert await store.records.drafts("quick_note") == [], "what waited for its turn is saved already"


async def test_an_empty_note_is_not_kept(qtbot: QtBot, store: Store) -> None:
    page = await list_of(qtbot, store)
    dialog = QuickNoteDialog(notes_of(store), page)
    dialog.open()
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    await until(lambda: any("fill this in" in each.text() for each in dialog.findChildren(QLabel)))
    assert dialog.isVisible()
    assert await store.edits() == []
    dialog.reject()


async def test_a_note_becomes_a_visit_and_is_done_with_it(qtbot: QtBot, store: Store) -> None:
    await notes_of(store).keep("李建国想办老年卡")
    page = await notes_in(qtbot, store)
    asked: list[VisitAsked] = []
    page.visit_asked.connect(asked.append)
    page.table.view.setFocus()
    QTest.keyClick(page.table.view, Qt.Key.Key_Return)
    await choose(page, "李建国")
    await until(lambda: bool(asked))
    visits = visits_of(store)
    opened = await visits.open(asked[0])
    assert opened is not None
    assert opened.form.values["said"] == "李建国想办老年卡"
    assert opened.form.values["resident"] == "p3"
    await visits.submit(opened, {**opened.form.values, "met": True})
    assert await notes_of(store).open_notes() == []
    done = [each for each in await store.edits() if isinstance(each, Set) and each.cell == "done"]
    assert [each.value for each in done] == [True]


async def test_ticking_off_can_be_taken_back(qtbot: QtBot, store: Store) -> None:
    await notes_of(store).keep("还钥匙")
    page = await notes_in(qtbot, store)
    told: list[object] = []
    page.finished.connect(lambda text, undo: told.append(undo))
    QTest.keyClick(page.done_button, Qt.Key.Key_Space)
    await until(lambda: bool(told))
    assert await notes_of(store).open_notes() == []
    undo = told[0]
    assert callable(undo)
    undo()
    await until(lambda: page.list.rowCount() == 1)
    assert len(await notes_of(store).open_notes()) == 1


@pytest.mark.parametrize(("scheme", "percent"), [("light", 100), ("dark", 150)])
async def test_the_lists_and_the_dialog_pass_the_walk(
    qtbot: QtBot, qapp: QApplication, store: Store, scheme: Scheme, percent: int
) -> None:
    apply_theme(qapp, scheme, percent)
    await store.receive([visit("v5", "h2", "p3", approval="returned", remark="补充")], seq=20)
    page = await list_of(qtbot, store)
    assert walk(page) == []
    await notes_of(store).keep("还钥匙")
    notes = await notes_in(qtbot, store)
    assert walk(notes) == []
    dialog = QuickNoteDialog(notes_of(store), notes, address="春晓苑12号楼3单元0503")
    dialog.open()
    await until(lambda: dialog.form is not None)
    assert walk(dialog) == []
    dialog.reject()


async def test_empty_lists_say_what_to_do(qtbot: QtBot, store: Store) -> None:
    notes = await notes_in(qtbot, store)
    shown = [each.text() for each in notes.findChildren(QLabel) if each.isVisible()]
    assert "No note waits." in shown


async def test_the_list_leads_to_the_entry_of_a_tour(qtbot: QtBot, store: Store) -> None:
    page = await list_of(qtbot, store)
    asked: list[bool] = []
    page.tour_asked.connect(lambda: asked.append(True))
    page.tour_button.click()
    assert asked == [True]


@pytest.fixture
def in_china(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The computer's clock shows the time of China."""
    if sys.platform == "win32":
        pytest.skip("the zone of a running program cannot be changed on Windows")
    else:
        monkeypatch.setenv("TZ", "CST-8")
        time.tzset()
        yield
        monkeypatch.undo()
        time.tzset()


@pytest.mark.usefixtures("in_china")
async def test_a_note_of_the_early_morning_becomes_a_visit_of_that_day(store: Store) -> None:
    early: Cells = {"said": "老人摔倒了", "household": "h1", "noted_at": "2026-11-21T22:30:00Z"}
    await store.receive([("quick_note", "n1", early)], seq=20)
    opened = await visits_of(store).open(VisitAsked(note=RecordId("n1")))
    assert opened is not None
    assert opened.form.values["visited_on"] == "2026-11-22"


async def test_a_note_goes_to_the_mediators_with_its_household_from_who_hands_in(
    qtbot: QtBot, store: Store
) -> None:
    await notes_of(store).keep("李建国家漏水，与楼下争执", RecordId("h1"))
    page = NotesPage(notes_of(store), visits_of(store), lambda: NOW, hands_in=True)
    asked: list[DisputeAsked] = []
    page.dispute_asked.connect(asked.append)
    qtbot.addWidget(page)
    page.show()
    page.dispute_button.click()
    page.page_shown()
    await until(lambda: page.table.current() is not None)
    row = page.table.current()
    assert row is not None
    page.dispute_button.click()
    assert asked == [DisputeAsked(), DisputeAsked(RecordId("h1"), row.note)]
    plain = NotesPage(notes_of(store), visits_of(store), lambda: NOW)
    qtbot.addWidget(plain)
    assert plain.dispute_button.isHidden(), "who mediates begins a case"
