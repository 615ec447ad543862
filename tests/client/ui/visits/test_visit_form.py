"""A visit is recorded with few keys on one screen, and what is half typed survives."""

from __future__ import annotations

import asyncio
import multiprocessing
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from gridclient.actions.life_changes import LifeChanges
from gridclient.actions.visits import VisitAsked, Visits
from gridclient.db.listing import row
from gridclient.ui.shell.main_window import MainWindow, WindowActions
from gridclient.ui.shell.navigation import Identity
from gridclient.ui.shell.pages import PageEntry
from gridclient.ui.theme import Scheme, apply_theme
from gridclient.ui.visits.visit_form_page import VisitFormPage
from gridclient.ui.widgets.date_field import DateField
from gridclient.ui.widgets.question import Question
from gridcore.fields import Value, label
from gridcore.ids import RecordId
from gridcore.sync.edits import Create, Set, Step, Text
from tests.client.ui.conftest import commit, until
from tests.client.ui.households.test_merged_forms import taken_away
from tests.client.ui.sample_page import find_commands
from tests.client.ui.visits.store import TODAY, WORKER, WORKER_ROLES, Store, found, opened, visit
from tests.client.ui.visits.typing import type_until_killed
from tests.client.ui.walk import walk

DUE = VisitAsked(RecordId("h1"), RecordId("p1"))


@dataclass
class Desk:
    """The page in its window, and what it told."""

    window: MainWindow
    page: VisitFormPage
    told: list[str] = field(default_factory=list)

    def show(self, asked: VisitAsked) -> None:
        """Go to the page with something to open."""
        self.window.show_page("visit", asked)

    def editor(self, name: str) -> QWidget:
        """A field of the open form."""
        assert self.page.form is not None
        return self.page.form.editor(name)

    def texts(self) -> str:
        """Everything that stands on the page."""
        return "\n".join(each.text() for each in self.page.findChildren(QLabel) if each.isVisible())


def visits_of(store: Store) -> Visits:
    return Visits(store.database, store.records, store.work, store.ports, worker=WORKER, roles=WORKER_ROLES)


async def desk_of(qtbot: QtBot, store: Store, asked: VisitAsked = DUE) -> Desk:
    visits, life = visits_of(store), LifeChanges(store.database, store.records, store.ports, WORKER)
    entry = PageEntry(
        "visit",
        label("Test", "走访登记(&I)"),
        "visit",
        lambda parent: VisitFormPage(visits, lambda: date.fromisoformat(TODAY), parent, life=life),
    )
    nothing = WindowActions(find_commands, lambda: None, lambda: None, lambda: None)
    window = MainWindow(Identity("网格工作台", "第三网格", WORKER), [entry], WORKER_ROLES, nothing)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    page = window.page("visit")
    assert isinstance(page, VisitFormPage)
    desk = Desk(window, page)
    page.finished.connect(desk.told.append)
    desk.show(asked)
    await until(lambda: page.form is not None and page.isAncestorOf(QApplication.focusWidget() or window))
    return desk


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifier)


async def test_a_due_visit_takes_two_keys(qtbot: QtBot, store: Store) -> None:
    desk = await desk_of(qtbot, store)
    focused = QApplication.focusWidget()
    assert isinstance(focused, QRadioButton)
    assert desk.editor("met").isAncestorOf(focused)
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: bool(desk.told))
    create, step, last = await store.edits()
    assert isinstance(create, Create)
    assert create.cells["resident"] == "p1"
    assert create.cells["visited_on"] == TODAY
    assert create.cells["met"] is True
    assert create.cells["needs"] == ["medicine_reminder", "chat"]
    assert isinstance(step, Step)
    assert step.to == "submitted"
    assert isinstance(last, Set)
    assert last.cell == "last_visit"


async def test_whether_somebody_was_met_must_be_said(qtbot: QtBot, store: Store) -> None:
    desk = await desk_of(qtbot, store)
    press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    await asyncio.sleep(0)
    await until(lambda: "Please fill this in." in desk.texts())
    focused = QApplication.focusWidget()
    assert focused is not None
    assert desk.editor("met").isAncestorOf(focused)
    assert await store.edits() == []
    assert desk.told == []


async def test_the_plan_suggests_the_next_day(qtbot: QtBot, store: Store) -> None:
    desk = await desk_of(qtbot, store)
    hint = desk.editor("next_date")
    assert isinstance(hint, DateField)
    assert "2026年12月21日" in hint.placeholderText(), "the 20th is a Sunday"
    assert hint.value() is None


async def test_what_this_program_does_not_keep_is_asked_gently(qtbot: QtBot, store: Store) -> None:
    desk = await desk_of(qtbot, store)
    commit(desk.editor("said"), "老人提到宗教信仰。")
    desk.page.flush()
    assert "does not keep such information" in desk.texts()
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: bool(desk.told))
    assert len(await store.edits()) == 3, "a warning never stops a save"


async def test_leaving_keeps_the_draft_and_coming_back_finds_it(qtbot: QtBot, store: Store) -> None:
    desk = await desk_of(qtbot, store)
    commit(desk.editor("said"), "门口遇见，约好下周再来。")
    press(Qt.Key.Key_Escape)
    while not await visits_of(store).drafts():
        await asyncio.sleep(0.002)
    again = await desk_of(qtbot, store)
    assert again.page.form is not None
    assert again.page.form.whole()["said"] == "门口遇见，约好下周再来。"
    assert "Your draft is back" in again.texts()
    commit(again.editor("said"), "带药。")
    whole = again.page.form.whole()
    assert whole["said"] == "门口遇见，约好下周再来。带药。", "one goes on where one stopped"
    assert await store.edits() == []


async def test_discarding_asks_and_forgets(qtbot: QtBot, store: Store) -> None:
    desk = await desk_of(qtbot, store)
    commit(desk.editor("said"), "写错了。")
    desk.page.flush()
    while not await visits_of(store).drafts():
        await asyncio.sleep(0.002)
    desk.page.discard()
    await until(lambda: bool(desk.page.findChildren(Question)))
    desk.page.findChildren(Question)[0].accept()
    await until(lambda: bool(desk.told))
    assert await visits_of(store).drafts() == []
    assert await store.edits() == []


async def test_a_returned_visit_opens_at_the_remark_and_is_submitted_again(
    qtbot: QtBot, store: Store
) -> None:
    back = visit("v5", "h1", "p1", approval="returned", remark="请写明下次时间。", remark_field="next_date")
    await store.receive([back], seq=20)
    desk = await desk_of(qtbot, store, VisitAsked(visit=RecordId("v5")))
    assert QApplication.focusWidget() is desk.editor("next_date")
    assert "Supervisor: 请写明下次时间。" in desk.texts()
    commit(desk.editor("next_date"), "2026-12-01")
    commit(desk.editor("said"), "补充：")
    press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: bool(desk.told))
    said, day, step = sorted(await store.edits(), key=lambda each: each.__class__.__name__ != "Text")[:3]
    assert isinstance(said, Text)
    assert said.base == 20
    assert isinstance(day, Set)
    assert (day.cell, day.value, day.base) == ("next_date", "2026-12-01", 0), "there was no day before"
    assert isinstance(step, Step)
    assert (step.source, step.to) == ("returned", "submitted")


async def test_a_return_comes_into_sight_under_an_open_form_and_takes_nothing_from_it(
    qtbot: QtBot, store: Store
) -> None:
    await store.receive([visit("v5", "h1", "p1", approval="submitted", said="老人很好。")], seq=20)
    desk = await desk_of(qtbot, store, VisitAsked(visit=RecordId("v5")))
    desk.editor("next_date").setFocus()
    commit(desk.editor("next_date"), "2026-12-01")
    back = {"approval": "returned", "remark": "请写明用药情况。", "remark_field": "said"}
    await store.receive([visit("v5", "h1", "p1", said="老人很好。", **back)], seq=21)
    desk.page.records_changed()
    await until(lambda: "Supervisor: 请写明用药情况。" in desk.texts())
    assert QApplication.focusWidget() is desk.editor("next_date")
    assert "again" in desk.page.submit_button.text()
    press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: bool(desk.told))
    (day,) = [each for each in await store.edits() if isinstance(each, Set) and each.cell == "next_date"]
    (step,) = [each for each in await store.edits() if isinstance(each, Step)]
    assert day.value == "2026-12-01"
    assert (step.source, step.to, step.base) == ("returned", "submitted", 21)


async def test_a_returned_visit_opens_at_the_remark_also_where_a_draft_was_left_before(
    qtbot: QtBot, store: Store
) -> None:
    await store.receive([visit("v5", "h1", "p1", approval="submitted")], seq=20)
    visits = visits_of(store)
    opened = await visits.open(VisitAsked(visit=RecordId("v5")))
    assert opened is not None
    await visits.keep_draft(opened, {"next_date": "2026-12-01"})
    back = visit("v5", "h1", "p1", approval="returned", remark="请写明用药情况。", remark_field="said")
    await store.receive([back], seq=21)
    desk = await desk_of(qtbot, store, VisitAsked(visit=RecordId("v5")))
    assert QApplication.focusWidget() is desk.editor("said")
    assert "Supervisor: 请写明用药情况。" in desk.texts()
    assert desk.page.form is not None
    assert desk.page.form.changes() == {"next_date": "2026-12-01"}


async def test_a_household_that_is_not_here_says_so(qtbot: QtBot, store: Store) -> None:
    desk = await desk_of(qtbot, store)
    desk.show(VisitAsked(RecordId("elsewhere")))
    await until(lambda: "not on this computer" in desk.texts())


@pytest.mark.parametrize(
    ("scheme", "percent"), [("light", 100), ("dark", 100), ("light", 150), ("dark", 150)]
)
async def test_the_form_passes_the_walk(
    qtbot: QtBot, qapp: QApplication, store: Store, scheme: Scheme, percent: int
) -> None:
    apply_theme(qapp, scheme, percent)
    desk = await desk_of(qtbot, store)
    assert desk.window.size().toTuple() == (1366, 768)
    assert walk(desk.window) == []
    await store.receive(
        [visit("v5", "h1", "p1", approval="returned", remark="请补充。", remark_field="said")], seq=20
    )
    desk.show(VisitAsked(visit=RecordId("v5")))
    await until(lambda: "came back" in desk.texts())
    assert walk(desk.window) == []


async def test_the_whole_form_is_in_sight_on_an_office_laptop(qtbot: QtBot, store: Store) -> None:
    desk = await desk_of(qtbot, store)
    assert desk.page.form is not None
    assert desk.page.form.visibleRegion().boundingRect().size() == desk.page.form.size()


def test_a_half_filled_form_survives_the_kill_of_its_process(
    qloop: asyncio.AbstractEventLoop, tmp_path: Path
) -> None:
    folder, text = tmp_path / "store", "老人说下周女儿来接。"
    keys = found(folder)

    async def fill() -> None:
        async with opened(folder, keys):
            pass

    qloop.run_until_complete(fill())
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=type_until_killed, args=(folder, keys, text, theirs))
    child.start()
    theirs.close()
    assert ours.poll(60), "the child keeps no draft"
    assert ours.recv() == "kept"
    child.kill()
    child.join(60)
    child.close()

    async def look() -> None:
        async with opened(folder, keys) as store:
            back = await visits_of(store).open(DUE)
            assert back is not None
            assert back.is_restored
            assert back.form.typed["said"] == text
            assert back.form.typed["visited_on"] == TODAY

    qloop.run_until_complete(look())


async def test_a_household_that_was_merged_away_leads_to_the_one_that_stands_for_it(
    qtbot: QtBot, store: Store
) -> None:
    told: dict[str, Value] = {"winner": "h2", "loser": "h1", "choice": "same", "author": "陈书记"}
    cells: dict[str, Value] = {"subject": "h1", "subject_kind": "household", "conflict_kind": "duplicate"}
    await store.receive([("conflict", "note", cells | {"progress": "resolved", "decided": told})], seq=20)
    desk = await desk_of(qtbot, store)
    assert "merged into this household" not in desk.texts(), "as long as it is here, it is itself"
    await taken_away(store, "h1")
    desk.show(VisitAsked(RecordId("h1")))
    await until(lambda: "merged into this household" in desk.texts())
    home = await store.database.read(partial(row, kind="household", record=RecordId("h2")))
    assert home is not None
    assert str(home.values["address"]) in desk.texts()
    assert desk.page.form is not None
    assert desk.page.form.to_save()["household"] == "h2"
