"""A name: one of those that are known here, or any other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from gridclient.ui.widgets.choice_fields import CalmComboBox
from gridclient.ui.widgets.personal_text import NOT_LEARNED
from gridcore.fields import Value


class NameField(CalmComboBox):
    """Known names are offered while one types; what is typed counts as it stands. Enter gives it."""

    given = Signal()

    def __init__(self, parent: QWidget | None = None, *, max_length: int = 60) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        line = self.lineEdit()
        if line is not None:
            line.setMaxLength(max_length)
            line.setInputMethodHints(NOT_LEARNED)
            line.returnPressed.connect(self.given)

    def offer(self, names: Sequence[str]) -> None:
        """Offer these; nothing is said yet."""
        self.clear()
        self.addItems(list(names))
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(completer)
        self.setCurrentIndex(-1)
        self.setEditText("")

    def value(self) -> Value:
        """The name without spaces around it, or None."""
        return self.currentText().strip() or None

    def set_value(self, value: Value) -> None:
        """Show a name."""
        self.setEditText("" if value is None else str(value))
