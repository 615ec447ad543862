"""The parts of a page do what they say."""

from __future__ import annotations

import asyncio

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QEnterEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gridclient.ui.theme import apply_theme
from gridclient.ui.widgets.badge import Badge, Chip
from gridclient.ui.widgets.empty_state import EmptyState
from gridclient.ui.widgets.flow_layout import FlowLayout
from gridclient.ui.widgets.form_dialog import FormDialog
from gridclient.ui.widgets.masked_field import HIDDEN_AGAIN_AFTER_MS, MaskedField, masked_value
from gridclient.ui.widgets.page_header import PageHeader
from gridclient.ui.widgets.problem_bar import ProblemBar, ProblemText
from gridclient.ui.widgets.progress_panel import ProgressPanel
from gridclient.ui.widgets.question import Question, confirm
from gridclient.ui.widgets.search_field import SearchField
from gridclient.ui.widgets.texts import ElidedText, Text
from gridclient.ui.widgets.toast import Toast
from gridcore.fields import record_type
from gridcore.records.people import Resident
from tests.client.ui.conftest import until

PHONE = record_type(Resident).fields["phone"]
NUMBER = "13800138000"


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(600, 400)
    page.show()
    page.activateWindow()
    QApplication.processEvents()
    return page


def shown(widget: QWidget) -> QWidget:
    """Lay a widget out over its page."""
    parent = widget.parentWidget()
    assert parent is not None
    widget.setGeometry(parent.rect())
    widget.show()
    return widget


def test_words_of_a_record_are_never_read_as_markup(page: QWidget) -> None:
    label = Text("<img src='http://example.invalid/x.png'><b>王</b>", page)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert ElidedText("<b>王</b>", page).textFormat() == Qt.TextFormat.PlainText


def test_what_has_no_room_is_told_by_tool_tip_and_name(page: QWidget) -> None:
    text = ElidedText("春晓苑12号楼3单元0503室 · 张桂英 · 关爱户", page)
    text.show()
    text.resize(60, 20)
    assert text.toolTip() == text.accessibleName() == "春晓苑12号楼3单元0503室 · 张桂英 · 关爱户"
    text.resize(600, 20)
    assert not text.toolTip()


def test_a_page_has_one_primary_action(page: QWidget) -> None:
    header = PageHeader("住户", "11,108 户", page)
    button = header.set_primary("登记走访")
    assert header.primary is button
    with pytest.raises(ValueError, match="one primary"):
        header.set_primary("导出")


def test_controls_of_a_header_stand_before_its_primary_action(page: QWidget) -> None:
    header = PageHeader("住户", "", page)
    primary = header.set_primary("登记走访")
    control = QPushButton("导出", header)
    header.add_control(control)
    shown(header)
    QApplication.processEvents()
    assert control.x() < primary.x()


def test_an_empty_page_says_why_and_what_to_do(page: QWidget, qtbot: QtBot) -> None:
    empty = EmptyState("today", "今天没有到期的走访。", "可以登记临时走访。", page)
    assert empty.accessibleName() == "今天没有到期的走访。 可以登记临时走访。"
    button = empty.add_action("登记走访")
    shown(empty)
    with qtbot.waitSignal(button.clicked):
        button.click()
    empty.show_text("没有符合条件的住户。")
    assert empty.accessibleName() == "没有符合条件的住户。"


def test_a_chip_is_as_wide_as_its_symbol_and_word(page: QWidget) -> None:
    chip = Chip(Badge("关爱户", "heart", "care"), page)
    assert chip.accessibleName() == "关爱户"
    wide = chip.sizeHint().width()
    chip.show_badge(Badge("关爱户"))
    assert chip.sizeHint().width() < wide
    assert chip.badge == Badge("关爱户")


def test_a_problem_says_what_happened_what_is_safe_and_what_to_do(page: QWidget, qtbot: QtBot) -> None:
    bar = ProblemBar(page)
    assert bar.isHidden()
    tried: list[str] = []
    text = ProblemText("磁盘已满。", "已保存的记录都在。", "请清理磁盘。", "error")
    bar.show_problem(text, "再试一次", lambda: tried.append("again"))
    assert not bar.isHidden()
    assert bar.accessibleName() == "磁盘已满。已保存的记录都在。请清理磁盘。"
    assert bar.property("severity") == "error"
    button = next(each for each in bar.findChildren(QPushButton) if each.text() == "再试一次")
    with qtbot.waitSignal(bar.dismissed):
        button.click()
    assert tried == ["again"]
    assert bar.isHidden()


def test_a_notice_can_be_taken_back_once(page: QWidget) -> None:
    taken: list[str] = []
    toast = Toast(page)
    toast.show_message("已删除 1 条便签", lambda: taken.append("back"))
    assert page.rect().contains(toast.geometry())
    button = toast.findChild(QPushButton)
    assert button is not None
    button.click()
    button.click()
    assert taken == ["back"]
    assert toast.isHidden()


def test_a_notice_stays_while_the_pointer_is_on_it(page: QWidget, qtbot: QtBot) -> None:
    toast = Toast(page)
    toast._timer.setInterval(20)
    toast.show_message("已保存")
    place = QPoint(5, 5)
    QApplication.sendEvent(toast, QEnterEvent(place, place, place))
    qtbot.wait(60)
    assert toast.isVisible()
    QApplication.sendEvent(toast, QEvent(QEvent.Type.Leave))
    qtbot.waitUntil(toast.isHidden)


def test_a_cancelled_job_says_that_its_work_stays(page: QWidget, qtbot: QtBot) -> None:
    panel = ProgressPanel("正在导入名册", page)
    panel.start()
    panel.show_progress(40, 100, "已读 40 行")
    cancel = panel.findChild(QPushButton)
    assert cancel is not None
    with qtbot.waitSignal(panel.cancelled):
        cancel.click()
    assert not cancel.isEnabled()
    assert any("stays done" in each.text() for each in panel.findChildren(QLabel))
    panel.finish()
    assert panel.isHidden()


def test_a_search_waits_until_typing_stops(page: QWidget, qtbot: QtBot) -> None:
    field = SearchField("姓名", page)
    shown(field)
    said: list[str] = []
    field.searched.connect(said.append)
    QTest.keyClicks(field, "wang")
    assert said == []
    qtbot.waitUntil(lambda: said == ["wang"])
    QTest.keyClicks(field, " ")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert said == ["wang"]


def test_a_search_without_a_pause_is_made_at_each_key(page: QWidget, qtbot: QtBot) -> None:
    field = SearchField("姓名", page, pause_ms=0)
    shown(field)
    said: list[str] = []
    field.searched.connect(said.append)
    for letter in "li":
        QTest.keyClicks(field, letter)
        qtbot.waitUntil(lambda: said[-1:] == [field.text()])
    assert said == ["l", "li"]


def test_enter_searches_at_once_and_escape_clears(page: QWidget, qtbot: QtBot) -> None:
    field = SearchField("姓名", page)
    shown(field)
    said: list[str] = []
    field.searched.connect(said.append)
    QTest.keyClicks(field, "li")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert said == ["li"]
    QTest.keyClick(field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: said == ["li", ""])


def test_buttons_wrap_like_words(page: QWidget) -> None:
    holder = QWidget(page)
    flow = FlowLayout(holder)
    for text in ("提醒服药", "行动协助", "聊天陪伴", "助餐送餐"):
        flow.addWidget(QPushButton(text, holder))
    one_line = flow.sizeHint()
    assert flow.heightForWidth(one_line.width()) == one_line.height()
    assert flow.heightForWidth(one_line.width() // 2) > one_line.height()


def masked(page: QWidget) -> tuple[MaskedField, QLineEdit, QPushButton]:
    """A masked phone number on a page."""
    field = masked_value(PHONE, NUMBER, page)
    shown(field)
    line = next(each for each in field.findChildren(QLineEdit) if each.text() == NUMBER)
    button = field.findChild(QPushButton)
    assert button is not None
    return field, line, button


def test_a_personal_value_is_shown_only_after_it_was_asked_for(page: QWidget, qtbot: QtBot) -> None:
    field, line, button = masked(page)
    assert not line.isVisible()
    assert [each.text() for each in field.findChildren(QLineEdit) if each.isVisible()] == ["138****8000"]
    with qtbot.waitSignal(field.revealed):
        button.click()
    assert line.isVisible()
    assert line.hasFocus()
    button.click()
    assert not line.isVisible()


def test_a_revealed_value_is_masked_again_by_itself(page: QWidget, qtbot: QtBot) -> None:
    field, line, _ = masked(page)
    assert field._timer.interval() == HIDDEN_AGAIN_AFTER_MS == 30_000
    field._timer.setInterval(20)
    field.reveal()
    assert line.isVisible()
    qtbot.waitUntil(lambda: not line.isVisible())
    assert not field.is_revealed


def test_copying_a_revealed_value_gives_its_mask(page: QWidget) -> None:
    field, line, _ = masked(page)
    field.reveal()
    QGuiApplication.clipboard().clear()
    line.selectAll()
    QTest.keyClick(line, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "138****8000"


@pytest.mark.parametrize(("key", "answer"), [(Qt.Key.Key_Return, False), (Qt.Key.Key_Escape, False)])
async def test_the_harmless_answer_has_the_keyboard(page: QWidget, key: Qt.Key, answer: bool) -> None:
    waiting = asyncio.ensure_future(confirm(page, "删除这条便签？", "删除后不能恢复。", "删除(&D)"))
    await until(lambda: any(each.isVisible() for each in page.findChildren(Question)))
    QTest.keyClick(page.findChildren(Question)[0], key)
    assert await waiting is answer


@pytest.mark.parametrize("accept", ["&Save", "Write it"])
def test_enter_in_a_field_of_a_dialog_goes_on_and_does_not_cancel(page: QWidget, accept: str) -> None:
    dialog, line = FormDialog(page, letters=40), QLineEdit(page)
    pressed: list[str] = []
    dialog.lay_out("题目", "说明", line, accept=accept).clicked.connect(lambda: pressed.append(accept))
    dialog.show()
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert pressed == [accept]
    assert dialog.isVisible()


def test_a_question_shows_all_of_its_words_in_large_letters(page: QWidget, qapp: QApplication) -> None:
    apply_theme(qapp, "light", 150)
    question = Question(
        "确定撤回吗？", "撤回后不再有人审批，记录不变。如果送达之前已有人作出决定，" * 3, "撤回", page
    )
    question.show()
    QApplication.processEvents()
    labels = question.findChildren(QLabel)
    assert [each.height() >= each.heightForWidth(each.width()) for each in labels] == [True, True]


async def test_a_question_is_answered_by_its_verb(page: QWidget) -> None:
    waiting = asyncio.ensure_future(confirm(page, "删除这条便签？", "删除后不能恢复。", "删除"))
    await until(lambda: any(each.isVisible() for each in page.findChildren(Question)))
    next(each for each in page.findChildren(QPushButton) if each.text() == "删除").click()
    assert await waiting
