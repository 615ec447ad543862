"""Each kind of field gets an editor that keeps its values, forgives typing and guards what is personal."""

from __future__ import annotations

import datetime

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCalendarWidget,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gridclient.ui.households.value_words import value_words
from gridclient.ui.widgets.choice_fields import (
    ChoiceField,
    ChoicesField,
    FlagField,
    Option,
    RadioField,
    options_of,
)
from gridclient.ui.widgets.date_field import DateField
from gridclient.ui.widgets.field_editors import FormRules, is_in_form, make_editor
from gridclient.ui.widgets.text_fields import LongTextField, NumberField, TextField
from gridcore.codes.people import RELATION, RELATION_SHORT
from gridcore.dates import tidy_date
from gridcore.fields import RecordType, Value, record_type
from gridcore.records.people import Household, Resident
from gridcore.records.places import Building
from gridcore.records.visits import Visit
from tests.client.ui.conftest import commit

OPTIONS = [Option("a", "甲"), Option("b", "乙")]
LINKS = FormRules(links={"resident": OPTIONS})


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    page = QWidget()
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    QApplication.processEvents()
    return page


def in_sight(widget: QWidget) -> QWidget:
    """Put the keyboard into an editor."""
    widget.show()
    widget.setFocus()
    return widget


@pytest.mark.parametrize("declared", [Household, Resident, Visit, Building])
def test_every_field_that_people_fill_in_has_an_editor(page: QWidget, declared: type) -> None:
    for each in record_type(declared).fields.values():
        if is_in_form(each, LINKS):
            assert make_editor(each, LINKS, "zh", page).parentWidget() is page


@pytest.mark.parametrize("name", ["approval", "remark", "worker", "recorded_at", "plan"])
def test_what_a_program_writes_is_not_in_a_form(page: QWidget, name: str) -> None:
    assert not is_in_form(record_type(Visit).fields[name], LINKS)


def test_a_link_needs_something_to_offer() -> None:
    field = record_type(Visit).fields["resident"]
    assert is_in_form(field, LINKS)
    assert not is_in_form(field, FormRules())


def _date_field(page: QWidget) -> DateField:
    return DateField(lambda text: tidy_date(text).value, page)


@pytest.mark.parametrize("value", ["2026-11-22", None])
def test_a_date_field_keeps_its_day(page: QWidget, value: Value) -> None:
    field = _date_field(page)
    field.set_value(value)
    assert field.value() == value


@pytest.mark.parametrize(
    "typed", ["2026-11-22", "2026年11月22日", "2026/11/22", "20261122", "２０２６．１１．２２"]
)
def test_a_day_may_be_typed_in_any_usual_way(page: QWidget, typed: str) -> None:
    field = _date_field(page)
    in_sight(field)
    commit(field, typed)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.value() == "2026-11-22"
    assert field.text() == "2026年11月22日"


def test_what_is_no_day_stays_as_it_was_typed(page: QWidget) -> None:
    field = _date_field(page)
    in_sight(field)
    commit(field, "清明前后")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == field.value() == "清明前后"


def test_arrow_keys_move_a_day(page: QWidget, qtbot: QtBot) -> None:
    field = _date_field(page)
    field.set_value("2026-02-28")
    in_sight(field)
    with qtbot.waitSignal(field.edited):
        QTest.keyClick(field, Qt.Key.Key_Up)
    assert field.value() == "2026-03-01"
    QTest.keyClick(field, Qt.Key.Key_PageDown)
    assert field.value() == "2026-02-01"


def test_a_day_can_be_picked_from_a_calendar(page: QWidget, qtbot: QtBot) -> None:
    field = _date_field(page)
    field.set_value("2026-10-12")
    in_sight(field)
    QTest.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = field.findChild(QCalendarWidget)
    assert calendar is not None
    assert calendar.selectedDate().day() == 12
    with qtbot.waitSignal(field.edited):
        calendar.clicked.emit(calendar.selectedDate().addDays(3))
    assert field.value() == "2026-10-15"


@pytest.mark.parametrize(
    ("typed", "value"), [("12", 12), ("１２", 12), (" -3 ", -3), ("", None), ("十二", "十二")]
)
def test_a_number_may_be_typed_in_full_width_digits(page: QWidget, typed: str, value: Value) -> None:
    field = NumberField(page)
    in_sight(field)
    commit(field, typed)
    assert field.value() == value


def test_a_choice_keeps_a_code_that_the_list_no_longer_offers(page: QWidget) -> None:
    field = ChoiceField(OPTIONS, page)
    field.set_value("retired")
    assert field.value() == "retired"
    field.set_value(None)
    assert field.value() is None


def test_a_wheel_over_a_form_changes_nothing(page: QWidget) -> None:
    field = ChoiceField(OPTIONS, page)
    field.set_value("a")
    in_sight(field)
    turn = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(field, turn)
    assert field.value() == "a"


def test_a_long_list_is_searched_by_typing_and_never_takes_other_words(page: QWidget) -> None:
    field = ChoiceField([Option(str(at), f"第{at}类") for at in range(20)], page)
    in_sight(field)
    line = field.lineEdit()
    assert line is not None
    line.setText("第7类")
    line.editingFinished.emit()
    assert field.value() == "7"
    line.setText("不存在")
    line.editingFinished.emit()
    assert field.value() == "7"
    assert field.currentText() == "第7类"


def test_relations_open_with_the_usual_ones_and_all_are_found_by_typing(page: QWidget) -> None:
    field = ChoiceField(options_of(RELATION, "zh"), page)
    in_sight(field)
    listed = field.view()
    assert isinstance(listed, QListView)
    offered = [field.itemText(at) for at in range(field.count()) if not listed.isRowHidden(at)]
    assert offered == ["—", *(RELATION.text(each, "zh") for each in RELATION_SHORT)]
    line = field.lineEdit()
    assert line is not None
    line.setText("曾祖父")
    line.editingFinished.emit()
    assert field.value() == "66"


def test_a_radio_choice_can_be_taken_back(page: QWidget, qtbot: QtBot) -> None:
    field = RadioField(OPTIONS, page)
    field.set_value("b")
    assert field.value() == "b"
    in_sight(field)
    with qtbot.waitSignal(field.edited):
        QTest.keyClick(field, Qt.Key.Key_Delete)
    assert field.value() is None


def test_each_radio_button_is_named_with_its_question(page: QWidget) -> None:
    field = RadioField(OPTIONS, page)
    field.setAccessibleName("方式")
    assert [each.accessibleName() for each in field.findChildren(QAbstractButton)] == ["方式: 甲", "方式: 乙"]


@pytest.mark.parametrize("value", [True, False, None])
def test_yes_no_and_not_said_are_three_things(page: QWidget, value: bool | None) -> None:
    field = FlagField(page)
    field.set_value(value)
    assert field.value() is value


def test_choices_keep_the_order_of_the_list_and_what_it_does_not_offer(page: QWidget) -> None:
    field = ChoicesField(OPTIONS, page)
    field.set_value(["b", "a", "newer"])
    assert field.value() == ["a", "b", "newer"]
    field.set_value(None)
    assert field.value() is None


def _editor(declared: type, name: str, page: QWidget) -> QWidget:
    kind: RecordType = record_type(declared)
    return make_editor(kind.fields[name], LINKS, "zh", page)


def test_input_methods_do_not_learn_personal_fields(page: QWidget) -> None:
    hint = Qt.InputMethodHint
    phone, name, estate = (
        _editor(Resident, "phone", page),
        _editor(Resident, "name", page),
        _editor(Building, "estate", page),
    )
    assert isinstance(phone, TextField)
    assert isinstance(name, TextField)
    assert isinstance(estate, TextField)
    assert phone.inputMethodHints() & hint.ImhHiddenText
    for each in (phone, name):
        assert each.inputMethodHints() & hint.ImhNoPredictiveText
        assert each.inputMethodHints() & hint.ImhSensitiveData
    assert not name.inputMethodHints() & hint.ImhHiddenText, "Chinese input must stay possible"
    assert estate.inputMethodHints() == hint.ImhNone


def test_cutting_and_copying_protected_words_gives_a_mask(page: QWidget) -> None:
    said = _editor(Visit, "said", page)
    assert isinstance(said, LongTextField)
    said.set_value("老人身体不好，子女很少来。")
    in_sight(said)
    said.selectAll()
    said.copy()
    assert QGuiApplication.clipboard().text() == "****"
    phone = _editor(Resident, "phone", page)
    assert isinstance(phone, TextField)
    phone.set_value("13800138000")
    in_sight(phone)
    phone.selectAll()
    QTest.keyClick(phone, Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "138****8000"
    assert phone.value() is None


def test_open_words_are_copied_as_they_are(page: QWidget) -> None:
    name = _editor(Building, "name", page)
    assert isinstance(name, QLineEdit)
    name.setText("12号楼")
    name.selectAll()
    name.copy()
    assert QGuiApplication.clipboard().text() == "12号楼"


def test_tab_leaves_a_long_text(page: QWidget) -> None:
    text = _editor(Visit, "said", page)
    assert isinstance(text, QPlainTextEdit)
    assert text.tabChangesFocus()


def test_somebody_who_went_to_another_grid_is_told_in_words_and_kept(page: QWidget) -> None:
    field = record_type(Visit).fields["resident"]
    editor = make_editor(field, LINKS, "en", page)
    assert isinstance(editor, ChoiceField)
    editor.set_value("0f8fad5b-d9cb-469f-a165-70867728950e")
    assert editor.currentText() == "not in your grids, or not here any more"
    assert editor.value() == "0f8fad5b-d9cb-469f-a165-70867728950e"
    assert value_words(field, "0f8fad5b-d9cb-469f-a165-70867728950e", {}) == editor.currentText()


@pytest.mark.parametrize(
    ("record", "name", "day"),
    [(Visit, "visited_on", "2026-11-22"), (Visit, "next_date", "11.22"), (Resident, "birth_date", "11.22")],
)
def test_the_day_of_ones_own_work_is_typed_without_its_year(
    page: QWidget, record: type, name: str, day: str
) -> None:
    rules = FormRules(today=lambda: datetime.date(2026, 11, 23))
    field = make_editor(record_type(record).fields[name], rules, "zh", page)
    assert isinstance(field, DateField)
    in_sight(field)
    QTest.keyClicks(field, "11.22")
    assert field.value() == day
    field.clearFocus()
    assert (field.text() == "2026年11月22日") is (day != "11.22"), "what was understood is shown"
