"""Why something goes back: which field, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QWidget

from gridclient.actions.review import StepRule
from gridclient.ui.widgets.card import RHYTHM, Card
from gridclient.ui.widgets.choice_fields import ChoiceField, Option
from gridclient.ui.widgets.form_row import FieldProblemText, problem_words
from gridclient.ui.widgets.page_header import primary_button
from gridclient.ui.widgets.personal_text import NOT_LEARNED
from gridclient.ui.widgets.text_fields import TextField
from gridclient.ui.widgets.texts import Text
from gridclient.ui.words import words
from gridcore.field_problems import problem
from gridcore.fields import Field

_USUAL = "said"
_LONGEST = 500


class ReturnPanel(Card):
    """Emits `given` with remark and field (empty for the whole). Enter sends, Escape leaves."""

    given = Signal(str, str)
    left = Signal()

    def __init__(self, step: StepRule, fields: Sequence[Field], parent: QWidget) -> None:
        super().__init__(parent)
        title = words(step.label)
        self.setAccessibleName(title)
        self.field = ChoiceField([Option(each.name, words(each.label)) for each in fields], self)
        self.field.setAccessibleName(self.tr("Field of the remark"))
        self.field.set_value(_USUAL if any(each.name == _USUAL for each in fields) else None)
        self.remark = TextField(self)
        self.remark.setMaxLength(_LONGEST)
        self.remark.setAccessibleName(self.tr("Remark"))
        self.remark.setInputMethodHints(NOT_LEARNED)
        self._problem = FieldProblemText("", self, wraps=True)
        self._problem.hide()
        self._cancel = QPushButton(self.tr("&Cancel"), self)
        self._send = primary_button(title, self)
        self._lay_out(has_fields=bool(fields))
        self.remark.returnPressed.connect(self.send)
        self._send.clicked.connect(self.send)
        self._cancel.clicked.connect(self.left)

    def begin(self) -> None:
        """Put the cursor where the remark is typed."""
        self.remark.setFocus(Qt.FocusReason.OtherFocusReason)

    def controls(self) -> tuple[QWidget, ...]:
        """Where Tab stops, in order."""
        return (self.field, self.remark, self._cancel, self._send)

    def send(self) -> None:
        """Hand the remark on; without words nobody would know what to mend."""
        remark = self.remark.value()
        if not isinstance(remark, str):
            self._problem.setText(problem_words(problem("remark", "required")))
            self._problem.show()
            self.begin()
            return
        field = self.field.value()
        self.given.emit(remark, field if isinstance(field, str) else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _lay_out(self, *, has_fields: bool) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * RHYTHM)
        grid.setColumnStretch(1, 1)
        concerns = Text(self.tr("Concerns"), self)
        grid.addWidget(concerns, 0, 0)
        grid.addWidget(self.field, 0, 1)
        concerns.setVisible(has_fields)
        self.field.setVisible(has_fields)
        grid.addWidget(Text(self.tr("Remark") + " *", self), 1, 0)
        grid.addWidget(self.remark, 1, 1)
        grid.addWidget(self._problem, 2, 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._send)
        self.body.addLayout(grid)
        self.body.addLayout(buttons)
