"""The walk finds what is wrong, and finds nothing on a window built from our widgets."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gridclient.ui.shell.main_window import MainWindow
from gridclient.ui.shell.sync_status import SyncState, SyncStatus
from gridclient.ui.theme import Scheme, apply_theme
from gridclient.ui.widgets.problem_bar import ProblemText
from tests.client.ui.conftest import until
from tests.client.ui.sample_page import FormPage, ListPage, sample_window
from tests.client.ui.walk import (
    clipped_texts,
    faint_texts,
    invisible_focus,
    keyboard_problems,
    unnamed_controls,
    walk,
)


@pytest.mark.parametrize(
    ("scheme", "percent"), [("light", 100), ("dark", 100), ("light", 150), ("dark", 150)]
)
async def test_every_page_of_the_sample_window_passes(
    qtbot: QtBot, qapp: QApplication, scheme: Scheme, percent: int
) -> None:
    apply_theme(qapp, scheme, percent)
    window = sample_window()
    qtbot.addWidget(window)
    window.show_sync(SyncStatus(SyncState.OFFLINE, 128))
    window.show_status("数据已加密保存在本机")
    window.problem_bar.show_problem(ProblemText("暂时连不上服务器。", "记录已保存。", "", "warning"))
    window.show()
    assert window.size().toTuple() == (1366, 768)
    wrong: dict[str, list[str]] = {}
    for page_id in window.page_ids():
        window.show_page(page_id)
        await _filled(window)
        wrong[page_id] = walk(window)
    assert {page_id: found for page_id, found in wrong.items() if found} == {}


async def _filled(window: MainWindow) -> None:
    page = window.page(window.current_page or "")
    if isinstance(page, ListPage):
        await until(lambda: page.rows.is_loaded)
    if isinstance(page, FormPage):
        page.visit.show_all_problems()
    QApplication.processEvents()


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(400, 300)
    return page


def test_a_field_without_a_name_is_found(page: QWidget) -> None:
    QLineEdit(page)
    page.show()
    assert unnamed_controls(page)


def test_a_wrong_tab_order_is_found(page: QWidget) -> None:
    column = QVBoxLayout(page)
    first, second, third = (QLineEdit(page) for _ in range(3))
    for each in (first, second, third):
        column.addWidget(each)
    page.show()
    assert not keyboard_problems(page)
    QWidget.setTabOrder(third, second)
    QWidget.setTabOrder(second, first)
    assert keyboard_problems(page)


def test_a_clipped_text_is_found(page: QWidget) -> None:
    label = QLabel("这一行文字放不下", page)
    label.setGeometry(QRect(0, 0, 30, 20))
    page.show()
    assert clipped_texts(page)


def test_a_faint_text_is_found(page: QWidget) -> None:
    column = QVBoxLayout(page)
    column.addWidget(QLabel("看得清的文字", page))
    page.show()
    assert not faint_texts(page)
    faint = QLabel("看不清的文字", page)
    faint.setStyleSheet("color: #C0C8D0")
    column.addWidget(faint)
    QApplication.processEvents()
    assert faint_texts(page)


def test_a_focus_that_nobody_sees_is_found(page: QWidget) -> None:
    button = QPushButton("确定", page)
    page.show()
    page.activateWindow()
    assert not invisible_focus(page)
    button.setStyleSheet("QPushButton, QPushButton:focus { border: none; outline: none; padding: 4px }")
    assert invisible_focus(page)
