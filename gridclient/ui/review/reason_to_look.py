"""Why somebody wants to see what is sensitive: asked before it is shown, and kept in the log."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.form_row import FieldProblemText, problem_words
from gridclient.ui.widgets.personal_text import NOT_LEARNED
from gridclient.ui.widgets.text_fields import TextField
from gridclient.ui.widgets.texts import Subtitle
from gridcore.field_problems import problem

_LONGEST = 200


class ReasonToLook(QWidget):
    """Emits `given` with the reason. Without one nothing is shown."""

    given = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, example: str = "") -> None:
        super().__init__(parent)
        asked = self.tr("This is sensitive. Say why you look at it; that is kept in the log.")
        self.reason = TextField(self)
        self.reason.setMaxLength(_LONGEST)
        self.reason.setInputMethodHints(NOT_LEARNED)
        self.reason.setAccessibleName(self.tr("Reason for looking"))
        self.reason.setPlaceholderText(example or self.tr("for example: to decide this proposal"))
        self.button = QPushButton(self.tr("&Show it"), self)
        self._problem = FieldProblemText("", self, wraps=True)
        self._problem.hide()
        row = QHBoxLayout()
        row.setSpacing(RHYTHM)
        row.addWidget(self.reason, 1)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RHYTHM // 2)
        column.addWidget(Subtitle(asked, self, wraps=True))
        column.addLayout(row)
        column.addWidget(self._problem)
        self.reason.returnPressed.connect(self.show_it)
        self.button.clicked.connect(self.show_it)

    def begin(self) -> None:
        """Put the cursor where the reason is typed."""
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_it(self) -> None:
        """Hand the reason on."""
        reason = self.reason.value()
        if not isinstance(reason, str):
            self._problem.setText(problem_words(problem("reason", "required")))
            self._problem.show()
            self.begin()
            return
        self._problem.hide()
        self.given.emit(reason)
