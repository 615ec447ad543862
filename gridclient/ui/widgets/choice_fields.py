"""Editors for codes: one of a list, some of a list, yes or no."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QCompleter,
    QListView,
    QRadioButton,
    QStyledItemDelegate,
    QWidget,
)

from gridclient.ui.widgets.flow_layout import FlowLayout
from gridcore.codes import CodeList, Language
from gridcore.fields import Value

_TYPED_FROM = 13
"""A longer list is searched by typing."""
_UNCHOSEN = "—"


@dataclass(frozen=True)
class Option:
    """What a choice offers: the stored value and its words."""

    value: str
    words: str
    is_usual: bool = True
    """Others are found by typing alone."""


def options_of(codes: CodeList, language: Language) -> list[Option]:
    """What a form offers of a code list."""
    usual = {each.code for each in codes.usual()}
    offered = [*codes.usual(), *(each for each in codes.enabled() if each.code not in usual)]
    return [Option(each.code, codes.text(each.code, language), each.code in usual) for each in offered]


class CalmComboBox(QComboBox):
    """A combo box that the mouse wheel does not change: forms scroll past it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMaxVisibleItems(14)
        self.setItemDelegate(QStyledItemDelegate(self))  # the stock one ignores the style sheet

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ChoiceField(CalmComboBox):
    """One of a list, or nothing. A long list opens filtered while one types any part of a word."""

    edited = Signal()

    def __init__(self, options: Sequence[Option], parent: QWidget | None = None, *, other: str = "") -> None:
        """`other` are the words for a value that is not offered; without them it stands for itself."""
        super().__init__(parent)
        self._other = other
        self.offer(options)
        self.activated.connect(lambda _: self.edited.emit())

    def offer(self, options: Sequence[Option]) -> None:
        """Offer these, and nothing else; nothing is chosen."""
        self.clear()
        self.addItem(_UNCHOSEN, None)
        for each in options:
            self.addItem(each.words, each.value)
        listed = self.view()
        for at, each in enumerate(options, start=1):
            if not each.is_usual and isinstance(listed, QListView):
                listed.setRowHidden(at, True)
        if len(options) >= _TYPED_FROM and not self.isEditable():
            self._search_by_typing()

    def value(self) -> Value:
        """The chosen value, or None."""
        found: Value = self.currentData()
        return found

    def set_value(self, value: Value) -> None:
        """Choose; a value that the list does not offer is added, so that it is not lost."""
        at = self.findData(value)
        if at < 0:
            self.addItem(self._other or str(value), value)
            at = self.count() - 1
        self.setCurrentIndex(at)

    def _search_by_typing(self) -> None:
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(completer)
        line = self.lineEdit()
        if line is not None:
            line.editingFinished.connect(self._settle)

    def _settle(self) -> None:
        """What was typed is chosen if it is one of the words, else the choice before stands."""
        typed = self.currentText().strip()
        at = self.findText(typed, Qt.MatchFlag.MatchFixedString) if typed else 0
        if at < 0 or at == self.currentIndex():
            self.setEditText(self.itemText(self.currentIndex()))
            return
        self.setCurrentIndex(at)
        self.edited.emit()


class _ButtonsField(QWidget):
    """Buttons beside each other that wrap like words; the arrow keys move between them."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = FlowLayout(self, gap=12)
        self._buttons: dict[str, QAbstractButton] = {}

    def setAccessibleName(self, name: str) -> None:
        """The field's title stands before each button's own word."""
        super().setAccessibleName(name)
        for each in self._buttons.values():
            each.setAccessibleName(f"{name}: {each.text()}")

    def _add(self, value: str, button: QAbstractButton) -> None:
        self._buttons[value] = button
        self._row.addWidget(button)
        if len(self._buttons) == 1:
            self.setFocusProxy(button)
        button.clicked.connect(self.edited)


class RadioField(_ButtonsField):
    """One of a few; Delete takes the choice back."""

    def __init__(self, options: Sequence[Option], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for each in options:
            self._add(each.value, QRadioButton(each.words, self))
        self._foreign: Value = None

    def value(self) -> Value:
        """The chosen value, or None."""
        chosen = [value for value, button in self._buttons.items() if button.isChecked()]
        return chosen[0] if chosen else self._foreign

    def set_value(self, value: Value) -> None:
        """Choose."""
        self._foreign = value if isinstance(value, str) and value not in self._buttons else None
        self._clear()
        if isinstance(value, str) and value in self._buttons:
            self._buttons[value].setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._foreign = None
            self._clear()
            self.edited.emit()
            return
        super().keyPressEvent(event)

    def _clear(self) -> None:
        for each in self._buttons.values():
            each.setAutoExclusive(False)
            each.setChecked(False)
        for each in self._buttons.values():
            each.setAutoExclusive(True)


class FlagField(RadioField):
    """Yes, no, or not said."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((), parent)
        for value, text in (("yes", self.tr("Yes")), ("no", self.tr("No"))):
            self._add(value, QRadioButton(text, self))

    def value(self) -> Value:
        """True, False, or None."""
        match super().value():
            case "yes":
                return True
            case "no":
                return False
            case _:
                return None

    def set_value(self, value: Value) -> None:
        """Choose."""
        super().set_value({True: "yes", False: "no"}.get(value) if isinstance(value, bool) else None)


class ChoicesField(_ButtonsField):
    """Some of a list, in the list's order."""

    def __init__(self, options: Sequence[Option], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for each in options:
            self._add(each.value, QCheckBox(each.words, self))
        self._foreign: list[Value] = []

    def value(self) -> Value:
        """The chosen values, or None when none is; values that the list does not offer are kept."""
        chosen: list[Value] = [value for value, button in self._buttons.items() if button.isChecked()]
        return chosen + self._foreign or None

    def set_value(self, value: Value) -> None:
        """Choose."""
        wanted = value if isinstance(value, list) else []
        self._foreign = [each for each in wanted if each not in self._buttons]
        for name, button in self._buttons.items():
            button.setChecked(name in wanted)
