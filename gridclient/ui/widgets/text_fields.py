"""Editors for words and numbers. What cannot be read as a value stays as typed, for validation to name."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gridclient.ui.widgets.personal_text import LongText, PersonalLine
from gridcore.fields import Value


class TextField(PersonalLine):
    """One line of text."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.textEdited.connect(self.edited)

    def value(self) -> Value:
        """The text without spaces around it, or None."""
        return self.text().strip() or None

    def set_value(self, value: Value) -> None:
        """Show a value."""
        self.setText("" if value is None else str(value))
        self.setCursorPosition(0)


class NumberField(TextField):
    """A whole number, typed; full-width digits are read too."""

    def value(self) -> Value:
        """The number, None when empty, or the text as it stands when it is no number."""
        text = unicodedata.normalize("NFKC", self.text()).strip()
        digits = text.removeprefix("-")
        if digits.isascii() and digits.isdigit():
            return int(text)
        return text or None


class LongTextField(LongText):
    """Some paragraphs."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None, *, lines: int = 4) -> None:
        super().__init__(parent, lines=lines)
        self.textChanged.connect(self.edited)

    def value(self) -> Value:
        """The text without blank lines around it, or None."""
        return self.toPlainText().strip() or None

    def set_value(self, value: Value) -> None:
        """Show a value, without saying that it was edited."""
        self.blockSignals(True)
        self.setPlainText("" if value is None else str(value))
        self.blockSignals(False)
