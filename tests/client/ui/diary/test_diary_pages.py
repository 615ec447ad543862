"""A diary is told by itself and sent with one key; who reads it marks it and scores nothing."""

from __future__ import annotations

import asyncio
import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gridclient.actions.diaries import READ, Day, Diaries, ReadDay
from gridclient.actions.records import Saved, Unsaved
from gridclient.ui.diary.diaries_page import DiariesPage
from gridclient.ui.diary.diary_page import DiaryPage
from gridclient.ui.papers.pdf import pdf_of
from gridcore.fields import Value
from gridcore.ids import UserId
from gridcore.roles import Role
from gridcore.sync.edits import Create, Step
from tests.client.ui.conftest import commit, until
from tests.client.ui.visits.store import NOW, SUPERVISOR, WORKER, Store, visit

TODAY = datetime.date(2026, 11, 22)
VISITS = [
    visit("a", "h1", "p1", visited_on="2026-11-22", follow_up="errand", recorded_at="2026-11-22T01:00:00Z"),
    visit("b", "h2", "p3", visited_on="2026-11-22", met=False, recorded_at="2026-11-22T02:00:00Z"),
]


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1160, 740)
    made.show()
    made.activateWindow()
    return made


def diaries(store: Store, name: str = WORKER, role: Role = Role.GRID_WORKER) -> Diaries:
    return Diaries(
        store.database,
        store.records,
        store.ports,
        user=UserId("u1"),
        author=name,
        roles=frozenset({role}),
    )


async def own_page(parent: QWidget, store: Store) -> DiaryPage:
    page = DiaryPage(diaries(store), lambda: NOW, parent)
    page.resize(parent.size())
    page.show()
    page.page_shown()
    await until(lambda: page.day is not None and page.rows.is_loaded)
    return page


def sent(**cells: Value) -> tuple[str, str, dict[str, Value]]:
    """A diary that the server knows."""
    noted: dict[str, Value] = {"visit": "a", "kind": "care", "way": "door", "follow_up": "errand"}
    made: dict[str, Value] = {
        "day": "2026-11-22",
        "author": WORKER,
        "visits": [{**noted, "met": True, "declined": None, "mark": "00000000"}],
        "counts": {"visits": 1, "met": 1},
        "paragraph": "老人盼着装电梯。",
        "sent_at": "2026-11-22T01:00:00Z",
        "progress": "sent",
    }
    return "diary", "d1", made | cells


async def test_the_day_tells_itself_and_is_sent_with_one_paragraph(store: Store, parent: QWidget) -> None:
    await store.receive(VISITS)
    page = await own_page(parent, store)
    await until(lambda: page.rows.rowCount() == 2)
    assert "2 visits" in page.counts.text()
    page.paragraph.setFocus()
    commit(page.paragraph, "老人盼着装电梯。")
    QTest.keyClick(page.paragraph, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: page.day is not None and page.day.state == "sent")
    (made,) = [each for each in await store.edits() if isinstance(each, Create)]
    assert (made.kind, made.scope, made.cells["paragraph"]) == (
        "diary",
        "grid/3705020010010101",
        "老人盼着装电梯。",
    )
    assert "张桂英" not in str(made.cells)
    commit(page.paragraph, "还想换路灯。")
    assert page.paragraph.toPlainText() == "老人盼着装电梯。还想换路灯。", "the cursor stayed where one wrote"


async def test_what_is_typed_is_kept_and_days_are_turned_by_keys(store: Store, parent: QWidget) -> None:
    await store.receive(VISITS)
    page = await own_page(parent, store)
    page.paragraph.setFocus()
    commit(page.paragraph, "写到一半")
    QTest.keyClick(page.paragraph, Qt.Key.Key_PageUp, Qt.KeyboardModifier.AltModifier)
    await until(lambda: page.day is not None and page.day.day == TODAY - datetime.timedelta(days=1))
    assert page.paragraph.toPlainText() == ""
    QTest.keyClick(page.paragraph, Qt.Key.Key_PageDown, Qt.KeyboardModifier.AltModifier)
    await until(lambda: page.paragraph.toPlainText() == "写到一半")
    commit(page.paragraph, "，接着写")
    assert page.paragraph.toPlainText() == "写到一半，接着写"
    QTest.keyClick(page.paragraph, Qt.Key.Key_PageDown, Qt.KeyboardModifier.AltModifier)
    await until(lambda: page.day is not None and page.day.day == TODAY)
    assert not page.after.isEnabled()


class SlowDisk(Diaries):
    """Keeps what is typed when it is let."""

    let: asyncio.Event

    async def keep_typed(self, day: Day, paragraph: str) -> None:
        """Wait first."""
        await self.let.wait()
        await super().keep_typed(day, paragraph)


async def test_a_day_is_turned_when_what_was_typed_is_kept(store: Store, parent: QWidget) -> None:
    own, roles = UserId("u1"), frozenset({Role.GRID_WORKER})
    slow = SlowDisk(store.database, store.records, store.ports, user=own, author=WORKER, roles=roles)
    slow.let = asyncio.Event()
    page = DiaryPage(slow, lambda: NOW, parent)
    page.show()
    page.page_shown()
    await until(lambda: page.day is not None)
    commit(page.paragraph, "写到一半")
    page.turn(-1)
    for _ in range(3):
        await slow.day(TODAY - datetime.timedelta(days=1))
    assert page.day is not None
    assert page.day.day == TODAY, "its words are not on the disk yet"
    slow.let.set()
    await until(lambda: page.day is not None and page.day.day < TODAY)
    page.turn(1)
    await until(lambda: page.day is not None and page.day.day == TODAY)
    assert page.paragraph.toPlainText() == "写到一半"


class SlowPost(Diaries):
    """Sends when it is let."""

    begun: asyncio.Event
    let: asyncio.Event

    async def send(self, day: Day, paragraph: str) -> Saved | Unsaved:
        """Wait first."""
        self.begun.set()
        await self.let.wait()
        return await super().send(day, paragraph)


@pytest.mark.parametrize("turns", [False, True])
async def test_what_is_typed_while_the_diary_is_being_written_stays_and_is_sent_with_the_next_key(
    store: Store, parent: QWidget, turns: bool
) -> None:
    await store.receive(VISITS)
    own, roles = UserId("u1"), frozenset({Role.GRID_WORKER})
    slow = SlowPost(store.database, store.records, store.ports, user=own, author=WORKER, roles=roles)
    slow.begun, slow.let = asyncio.Event(), asyncio.Event()
    page = DiaryPage(slow, lambda: NOW, parent)
    page.show()
    page.page_shown()
    await until(lambda: page.day is not None)
    commit(page.paragraph, "老人盼着装电梯。")
    page.send()
    await slow.begun.wait()
    commit(page.paragraph, "下午再去一次。")
    page.flush()
    if turns:
        page.turn(-1)
    slow.let.set()
    if turns:
        await until(lambda: page.day is not None and page.day.day < TODAY)
        page.turn(1)
    await until(lambda: page.day is not None and page.day.day == TODAY and page.day.state == "sent")
    await until(lambda: page.paragraph.toPlainText() == "老人盼着装电梯。下午再去一次。")
    page.send()
    whole = "老人盼着装电梯。下午再去一次。"
    await until(lambda: page.day is not None and page.day.form.values.get("paragraph") == whole)
    assert page.paragraph.toPlainText() == whole
    made, *later = await store.edits()
    assert isinstance(made, Create)
    assert made.cells["paragraph"] == "老人盼着装电梯。"
    assert not any(isinstance(each, Create) for each in later), "it goes on from what was sent"


async def test_words_about_what_is_never_kept_are_warned_about(store: Store, parent: QWidget) -> None:
    page = await own_page(parent, store)
    page.paragraph.setFocus()
    commit(page.paragraph, "他是少数民族")
    assert page._warning.isVisible()
    assert page.send_button.isEnabled()


async def test_who_reads_sees_unread_days_first_and_marks_by_keyboard(store: Store, parent: QWidget) -> None:
    older = ("diary", "d2", sent(day="2026-11-20", author="王海霞")[2])
    read = ("diary", "d3", sent(day="2026-11-21", progress="read")[2])
    await store.receive([*VISITS, older, read, sent()], seq=20)
    page = DiariesPage(diaries(store, SUPERVISOR, Role.SUPERVISOR), lambda: NOW, parent)
    page.resize(parent.size())
    page.show()
    page.page_shown()
    await until(lambda: page.shown is not None)
    assert page.shown is not None
    assert [each.diary for each in rows(page)] == ["d1", "d2", "d3"]
    assert page.paragraph.text() == "老人盼着装电梯。"
    page.table.view.setFocus()
    QTest.keyClick(page.table.view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: "d1" in {each.diary for each in rows(page) if each.state == READ})
    (step,) = [each for each in await store.edits() if isinstance(each, Step)]
    assert (step.id, step.to, step.saw["paragraph"]) == ("d1", "read", 20)


def rows(page: DiariesPage) -> list[ReadDay]:
    """What the list holds."""
    found = [page.list.row(at) for at in range(page.list.rowCount())]
    return [each for each in found if each is not None]


async def test_a_visit_that_changed_since_says_so_and_enter_leads_to_its_household(
    store: Store, parent: QWidget
) -> None:
    await store.receive([*VISITS, sent()], seq=20)
    page = DiariesPage(diaries(store, SUPERVISOR, Role.SUPERVISOR), lambda: NOW, parent)
    page.resize(parent.size())
    page.show()
    page.page_shown()
    await until(lambda: page.visits.rowCount() == 1)
    assert "changed since" in str(page.visits.data(page.visits.index(0, 4)))
    asked: list[str] = []
    page.household_asked.connect(asked.append)
    page.visit_table.view.setFocus()
    page.visit_table.view.setCurrentIndex(page.visits.index(0, 0))
    QTest.keyClick(page.visit_table.view, Qt.Key.Key_Return)
    assert asked == ["h1"]
    paper = await page._paper()
    assert paper is not None
    assert "张桂英" not in str(paper)
    assert pdf_of(paper).startswith(b"%PDF")


async def test_a_window_left_open_over_night_shows_the_new_day_and_keeps_what_was_typed_for_the_old_one(
    store: Store, parent: QWidget
) -> None:
    clock = [NOW]
    page = DiaryPage(diaries(store), lambda: clock[0], parent)
    page.show()
    page.page_shown()
    await until(lambda: page.day is not None)
    QTest.keyClicks(page.paragraph, "not done yet")
    clock[0] = NOW + datetime.timedelta(days=1)
    page.records_changed()
    await until(page.after.isEnabled)
    assert page.paragraph.toPlainText() == "not done yet", "nothing turns the page under somebody's hands"
    page.page_shown()
    tomorrow = TODAY + datetime.timedelta(days=1)
    await until(lambda: page.day is not None and page.day.day == tomorrow)
    assert page.paragraph.toPlainText() == ""
    page.turn(-1)
    await until(lambda: page.day is not None and page.day.day == TODAY)
    assert page.paragraph.toPlainText() == "not done yet"
    page.page_shown()
    await until(lambda: page.date.value() == TODAY.isoformat())
    clock[0] += datetime.timedelta(days=1)
    page.read()
    await until(lambda: page.day is not None)
    assert page.day is not None
    assert page.day.day == TODAY, "a day that was turned to stays"


async def test_a_leader_reads_the_days_of_the_grid_and_marks_none(store: Store, parent: QWidget) -> None:
    await store.receive([*VISITS, sent()], seq=20)
    page = DiariesPage(diaries(store, "周组长", Role.GRID_LEADER), lambda: NOW, parent)
    page.show()
    page.page_shown()
    await until(lambda: page.shown is not None)
    assert page.paragraph.text() == "老人盼着装电梯。"
    assert not page.mark_button.isVisible()
    page.mark()
    assert await store.edits() == []


async def test_one_own_day_is_not_marked_by_oneself(store: Store, parent: QWidget) -> None:
    await store.receive([*VISITS, sent()], seq=20)
    page = DiariesPage(diaries(store, WORKER, Role.SUPERVISOR), lambda: NOW, parent)
    page.show()
    page.page_shown()
    await until(lambda: page.shown is not None)
    assert not page.mark_button.isVisible()
    assert page.shown is not None
    assert not page.shown.may_mark
