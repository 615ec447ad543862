"""A form follows from its declarations, saves only what was changed, and hides what is personal."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from gridclient.ui.widgets.choice_fields import ChoiceField, RadioField
from gridclient.ui.widgets.field_editors import rules_of
from gridclient.ui.widgets.masked_field import MaskedField
from gridclient.ui.widgets.record_form import RecordForm
from gridclient.ui.widgets.text_fields import TextField
from gridcore.field_problems import problem
from gridcore.fields import Value, Values, record_type
from gridcore.records.people import Resident
from gridcore.records.places import Room
from gridcore.records.visits import Visit
from tests.client.ui.conftest import commit
from tests.client.ui.sample_page import RESIDENT, VISIT

TODAY = date(2026, 10, 12)


def form(qtbot: QtBot, declared: type, values: Values) -> RecordForm:
    """A form in sight."""
    kind = record_type(declared)
    made = RecordForm(kind.fields.values(), values, rules=rules_of(kind, lambda: TODAY))
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    QApplication.processEvents()
    return made


def line(of: RecordForm, name: str) -> TextField:
    """The editor of a text."""
    editor = of.editor(name)
    assert isinstance(editor, TextField)
    return editor


def remarks(of: RecordForm) -> list[str]:
    """What is said beside the fields."""
    kinds = ("FieldProblemText", "FieldWarningText", "FieldNote")
    labels = [each for each in of.findChildren(QLabel) if each.metaObject().className() in kinds]
    return [each.text() for each in labels if each.isVisible()]


def write(of: RecordForm, name: str, text: str) -> None:
    """Type over what stands in a line."""
    editor = line(of, name)
    of.reveal_all()
    editor.setFocus()
    editor.selectAll()
    if text:
        commit(editor, text)
    else:
        QTest.keyClick(editor, Qt.Key.Key_Delete)


def test_a_form_that_nobody_touched_changes_nothing(qtbot: QtBot) -> None:
    for declared, values in ((Visit, VISIT), (Resident, RESIDENT)):
        made = form(qtbot, declared, values)
        assert not made.is_changed
        assert made.changes() == {}
        assert made.values() == values


def test_only_changed_fields_are_saved(qtbot: QtBot) -> None:
    made = form(qtbot, Resident, RESIDENT)
    write(made, "name", "张桂芳")
    assert made.changes() == {"name": "张桂芳"}
    write(made, "name", "张桂英")
    assert made.changes() == {}, "typing the old value again is no change"


def test_fields_of_a_group_are_saved_together(qtbot: QtBot) -> None:
    stored: dict[str, Value] = {
        "building": "b1",
        "unit": 3,
        "floor": 5,
        "room_number": "0503",
        "status": None,
    }
    made = form(qtbot, Room, stored)
    write(made, "room_number", "0504")
    assert made.changes() == {"building": "b1", "unit": 3, "floor": 5, "room_number": "0504"}


def test_a_personal_value_stays_masked_until_it_is_revealed(qtbot: QtBot) -> None:
    made = form(qtbot, Resident, RESIDENT)
    assert not line(made, "phone").isVisible()
    assert line(made, "name").isVisible()
    masked = next(each for each in made.findChildren(MaskedField) if each.isAncestorOf(made.editor("phone")))
    with qtbot.waitSignal(made.revealed) as signal:
        masked.reveal()
    assert signal.args == ["phone"]
    assert line(made, "phone").isVisible()


def test_a_new_personal_value_is_typed_in_the_open(qtbot: QtBot) -> None:
    made = form(qtbot, Resident, {"household": "h1", "phone": None})
    assert line(made, "phone").isVisible()
    assert not made.findChildren(MaskedField)


def test_a_draft_is_told_when_typing_stops(qtbot: QtBot) -> None:
    made = form(qtbot, Resident, RESIDENT)
    with qtbot.waitSignal(made.edited):
        write(made, "name", "张桂芳")
    again = form(qtbot, Resident, RESIDENT)
    again.restore(made.changes())
    assert again.changes() == made.changes() == {"name": "张桂芳"}


def test_leaving_a_field_tells_the_draft_at_once(qtbot: QtBot) -> None:
    made = form(qtbot, Resident, RESIDENT)
    told: list[bool] = []
    made.edited.connect(lambda: told.append(True))
    write(made, "name", "张桂芳")
    assert told == []
    QTest.keyClick(line(made, "name"), Qt.Key.Key_Tab)
    assert told == [True]


def test_what_is_certain_is_put_right_and_shown(qtbot: QtBot) -> None:
    made = form(qtbot, Resident, {"household": "h1", "name": "张桂英"})
    write(made, "identity_tail", "００２x")
    QTest.keyClick(line(made, "identity_tail"), Qt.Key.Key_Tab)
    assert line(made, "identity_tail").text() == "002X"
    assert any("full-width" in each and "small letters" in each for each in remarks(made))


def test_a_problem_stands_beside_the_field_once_it_was_touched(qtbot: QtBot) -> None:
    made = form(qtbot, Resident, {"household": "h1", "name": "张桂英"})
    write(made, "name", "")
    assert remarks(made) == []
    with qtbot.waitSignal(made.edited):
        pass
    assert remarks(made) == ["Please fill this in."]
    assert line(made, "name").property("problem") is True
    write(made, "name", "张桂芳")
    made.flush()
    assert remarks(made) == []


def test_all_problems_are_shown_before_saving_and_the_first_gets_the_keyboard(qtbot: QtBot) -> None:
    made = form(qtbot, Visit, VISIT)
    problems = made.show_all_problems()
    assert [each.field for each in problems if each.severity == "error"] == ["kind", "way"]
    assert remarks(made) == ["Please fill this in."] * 2
    assert made.editor("kind").hasFocus()


def test_a_date_that_is_none_is_named_and_kept(qtbot: QtBot) -> None:
    made = form(qtbot, Visit, VISIT)
    made.editor("visited_on").setFocus()
    editor = made.editor("visited_on")
    editor.selectAll()  # type: ignore[attr-defined]
    commit(editor, "2026-02-31")
    made.flush()
    assert made.values()["visited_on"] == "2026-02-31"
    assert remarks(made) == ["There is no such day. Please check month and day."]


def test_problems_that_saving_found_are_shown(qtbot: QtBot) -> None:
    made = form(qtbot, Resident, {"household": "h1", "name": "张桂英"})
    made.set_problems([problem("phone", "phone_length"), problem("name", "required")])
    assert len(remarks(made)) == 2
    assert line(made, "name").hasFocus()


def test_a_remote_change_is_followed_where_nothing_was_written(qtbot: QtBot) -> None:
    made = form(qtbot, Resident, RESIDENT)
    made.update_values({"name": "张桂花"})
    assert line(made, "name").text() == "张桂花"
    assert not made.is_changed
    assert any("Changed meanwhile" in each for each in remarks(made))


def test_a_remote_change_never_overwrites_what_was_written(qtbot: QtBot) -> None:
    made = form(qtbot, Resident, RESIDENT)
    write(made, "name", "张桂芳")
    made.update_values({"name": "张桂花"})
    assert line(made, "name").text() == "张桂芳"
    assert made.changes() == {"name": "张桂芳"}
    assert any("Changed meanwhile" in each for each in remarks(made))


def test_few_required_choices_are_buttons_and_others_a_list(qtbot: QtBot) -> None:
    made = form(qtbot, Visit, VISIT)
    assert isinstance(made.editor("way"), RadioField)
    assert isinstance(made.editor("purpose"), ChoiceField)


def test_every_editor_is_named_after_its_label(qtbot: QtBot) -> None:
    made = form(qtbot, Visit, VISIT)
    assert made.editor("visited_on").accessibleName() == "Date of the visit"
    assert "required" in made.editor("visited_on").accessibleDescription()


def test_a_field_that_does_not_apply_can_be_hidden(qtbot: QtBot) -> None:
    made = form(qtbot, Visit, VISIT)
    made.set_row_visible("follow_up", False)
    assert not made.editor("follow_up").isVisible()


@pytest.mark.parametrize("name", ["approval", "household", "nothing"])
def test_a_field_that_the_form_does_not_show_is_an_error(qtbot: QtBot, name: str) -> None:
    made = form(qtbot, Visit, VISIT)
    with pytest.raises(KeyError):
        made.editor(name)
    assert isinstance(made, QWidget)
