"""The supervisor looks into left-behind work, takes it over or dismisses it, one or all, by keyboard."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gridclient.actions.left_behind import LeftBehind, LeftWork
from gridclient.sync.transport import Call, Reply, Transport
from gridclient.ui.households.reveal_text import RevealText
from gridclient.ui.mediation.reason_dialog import ReasonDialog
from gridclient.ui.review.left_behind_page import LeftBehindPage
from gridclient.ui.review.left_work_words import offline_words, reason_words
from gridclient.ui.theme import Scheme, apply_theme
from gridclient.ui.widgets.question import Question
from gridcore.fields import Value
from gridcore.ids import RecordId
from gridcore.problems import ProblemCode, ProblemError
from gridcore.sync.edits import Step
from gridcore.wire.parked import ParkedShown, ParkedValue, encode_parked
from tests.client.ui.conftest import commit, until
from tests.client.ui.review.handed_in import Record
from tests.client.ui.visits.store import COMMUNITY, Store
from tests.client.ui.walk import walk

PHONE = "13800138777"


def left(number: int, author: str = "李网格员", device: str = "旧笔记本", **more: Value) -> Record:
    edits: list[Value] = [
        {"n": number, "kind": "household", "record": "h1", "do": "set", "cells": ["phone"]},
        {
            "n": number + 1,
            "kind": "visit",
            "record": f"v{number}",
            "do": "create",
            "cells": ["said", "household"],
        },
    ]
    cells: dict[str, Value] = {
        "replica": "r-old",
        "device_name": device,
        "user": "li",
        "author": author,
        "received": "2026-11-21T02:00:00Z",
        "reason": "not_trusted",
        "subject": "h1",
        "subject_kind": "household",
        "edits": edits,
        "progress": "waiting",
    }
    return "parked_edit", f"k{number}", cells | more


SHOWN = ParkedShown(
    RecordId("k1"),
    [
        ParkedValue(1, "household", RecordId("h1"), "set", {"phone": PHONE}, {"phone": "13800138000"}),
        ParkedValue(2, "visit", RecordId("v1"), "create", {"said": "老人需要送药。", "household": "h1"}),
        ParkedValue(3, "resident_identity", RecordId("i1"), "create", withheld=True),
    ],
)


@dataclass
class Line:
    """A line to a server that answers one question, or to nobody."""

    problem: ProblemError | None = None
    asked: list[str] = field(default_factory=list)

    async def transport(self) -> Transport:
        return self

    def send(self, call: Call, stop: object) -> Reply:
        self.asked.append(call.target)
        if self.problem is not None:
            raise self.problem
        return Reply(200, {}, iter([encode_parked(SHOWN).rstrip()]), lambda: None)


async def page_of(qtbot: QtBot, store: Store, line: Line, *records: Record) -> LeftBehindPage:
    await store.receive(records, seq=20)
    work = LeftBehind(store.database, COMMUNITY, store.ports, line.transport)
    page = LeftBehindPage(work, store.ports.now)
    qtbot.addWidget(page)
    page.resize(1180, 690)
    page.show()
    page.activateWindow()
    page.page_shown()
    await until(lambda: page.list.is_loaded and (page.view is not None or not records))
    page.table.view.setFocus()
    QApplication.processEvents()
    return page


def texts(page: QWidget) -> str:
    labels = [each.text() for each in page.findChildren(QLabel) if each.isVisible()]
    buttons = [each.text() for each in page.findChildren(QPushButton) if each.isVisible()]
    return "\n".join((*labels, *buttons))


def press(page: QWidget, key: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget() or page, key)


async def steps(store: Store) -> list[Step]:
    return [each for each in await store.edits() if isinstance(each, Step)]


async def test_a_row_says_what_when_and_why_and_names_no_value(qtbot: QtBot, store: Store) -> None:
    line = Line()
    page = await page_of(qtbot, store, line, left(1))
    shown = texts(page)
    for told in (
        "Household · 春晓苑12号楼3单元0503",
        "李网格员 · 旧笔记本",
        reason_words("not_trusted"),
        "Phone",
    ):
        assert told in shown
    assert line.asked == []
    assert PHONE not in shown


async def test_values_come_on_demand_beside_what_stands_now(qtbot: QtBot, store: Store) -> None:
    line, seen = Line(), []
    page = await page_of(qtbot, store, line, left(1))
    page.revealed.connect(lambda *told: seen.append(told))
    press(page, Qt.Key.Key_V)
    assert page.view is not None
    view = page.view
    await until(view.button.isHidden)
    assert line.asked == [f"/parked/k1?community={COMMUNITY}"]
    shown = texts(page)
    for told in ("Left behind", "Stands now", "Only those who work there may see these values."):
        assert told in shown
    assert PHONE not in shown
    view.findChildren(RevealText)[0].reveal()
    assert PHONE in texts(page)
    assert seen == [("household", "h1", "phone")]


async def test_without_a_line_it_says_so_and_the_decision_still_works(qtbot: QtBot, store: Store) -> None:
    line = Line(ProblemError(ProblemCode.SERVER_UNREACHABLE))
    page = await page_of(qtbot, store, line, left(1), left(3))
    press(page, Qt.Key.Key_V)
    await until(lambda: "There is no connection now" in texts(page))
    press(page, Qt.Key.Key_A)
    await until(lambda: page.view is not None and page.view.work.record == "k3")
    assert [(each.id, each.source, each.to, each.base) for each in await steps(store)] == [
        ("k1", "waiting", "admitted", 20)
    ]


def test_another_failure_is_told_in_its_own_words() -> None:
    assert "There is no connection now" not in offline_words(ProblemError(ProblemCode.SERVER_GARBAGE))


async def test_dismissing_asks_for_the_reason_that_its_author_reads(qtbot: QtBot, store: Store) -> None:
    page = await page_of(qtbot, store, Line(), left(1))
    press(page, Qt.Key.Key_D)
    await until(lambda: bool(page.findChildren(ReasonDialog)))
    (dialog,) = page.findChildren(ReasonDialog)
    assert "its author reads the reason" in texts(dialog)
    assert not dialog.accept_button.isEnabled()
    commit(dialog.text, "已在新电脑上记录")
    dialog.accept_button.click()
    await until(lambda: page.list.is_loaded and page.list.rowCount() == 0)
    assert [(each.to, each.reason) for each in await steps(store)] == [("dismissed", "已在新电脑上记录")]
    assert "Nothing was left behind." in texts(page)


async def test_giving_up_the_reason_decides_nothing(qtbot: QtBot, store: Store) -> None:
    page = await page_of(qtbot, store, Line(), left(1))
    page.dismiss_button.click()
    await until(lambda: bool(page.findChildren(ReasonDialog)))
    page.findChildren(ReasonDialog)[0].reject()
    page.work.go_next()
    assert await steps(store) == []


async def test_all_of_a_person_and_device_are_taken_over_after_a_question(qtbot: QtBot, store: Store) -> None:
    others = left(9, "王海霞", "借用电脑")
    page = await page_of(qtbot, store, Line(), left(1), left(3), others)
    told: list[str] = []
    page.told.connect(told.append)
    names = [page.groups.itemText(at) for at in range(page.groups.count())]
    assert names == ["All (3)", "李网格员 · 旧笔记本 (2)", "王海霞 · 借用电脑 (1)"]
    page.groups.setCurrentIndex(1)
    page.groups.activated.emit(1)
    await until(lambda: page.list.is_loaded and page.list.rowCount() == 2)
    page.take_all_button.click()
    await until(lambda: bool(page.findChildren(Question)))
    page.findChildren(Question)[0].accept()
    await until(lambda: bool(told))
    assert sorted(each.id for each in await steps(store)) == ["k1", "k3"]
    assert len({each.grp for each in await steps(store)}) == 2


async def test_what_this_version_does_not_know_is_shown_and_can_be_decided(
    qtbot: QtBot, store: Store
) -> None:
    odd: list[Value] = [{"n": 1, "kind": "", "record": "x", "do": "set", "cells": ["mood"]}, "garbage"]
    page = await page_of(qtbot, store, Line(), left(1, edits=odd, subject="x", subject_kind="", reason="new"))
    assert "A record that this version does not know" in texts(page)
    assert reason_words("new") in texts(page)
    page.take_button.click()
    await until(lambda: page.list.is_loaded and page.list.rowCount() == 0)


async def test_enter_leads_to_the_look_and_next_goes_round(qtbot: QtBot, store: Store) -> None:
    page = await page_of(qtbot, store, Line(), left(1), left(3))
    press(page, Qt.Key.Key_Return)
    assert page.view is not None
    assert QApplication.focusWidget() is page.view.button
    press(page, Qt.Key.Key_N)
    assert current(page) == "k3"
    press(page, Qt.Key.Key_N)
    assert current(page) == "k1"


def current(page: LeftBehindPage) -> str:
    work: LeftWork | None = page.view.work if page.view is not None else None
    return work.record if work is not None else ""


@pytest.mark.parametrize(("scheme", "percent"), [("light", 100), ("dark", 100), ("light", 150)])
async def test_the_page_can_be_walked(
    qtbot: QtBot, qapp: QApplication, store: Store, scheme: Scheme, percent: int
) -> None:
    apply_theme(qapp, scheme, percent)
    page = await page_of(qtbot, store, Line(), left(1), left(3), left(9, "王海霞", "借用电脑"))
    page.resize(1600, 1000)
    await page_looked(page)
    QApplication.processEvents()
    assert walk(page) == []


async def page_looked(page: LeftBehindPage) -> None:
    page.look()
    view = page.view
    assert view is not None
    await until(view.button.isHidden)
