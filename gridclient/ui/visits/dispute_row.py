"""A dispute in the form of a visit: whether it may be passed on to the mediators, asked once it is ticked."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.choice_fields import Option, RadioField
from gridclient.ui.widgets.form_row import FieldProblemText, problem_words
from gridclient.ui.widgets.texts import Subtitle, Text
from gridcore.field_problems import problem
from gridcore.fields import Value

_AGREED, _NOT = "agreed", "not"


class DisputeRow(QWidget):
    """`edited` when something was answered."""

    edited = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        title = self.tr("Do they agree that the mediators hear of it?")
        self.setAccessibleName(title)
        self.answer = RadioField(
            [Option(_AGREED, self.tr("Yes: hand it in")), Option(_NOT, self.tr("No, or not asked"))], self
        )
        self.answer.setAccessibleName(title)
        self._told = Subtitle("", self, wraps=True)
        self._problem = FieldProblemText("", self, wraps=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RHYTHM // 2)
        for each in (Text(title, self, wraps=True), self.answer, self._told, self._problem):
            column.addWidget(each)
        self.answer.edited.connect(self._follow)
        self.answer.edited.connect(self.edited)
        self._follow()

    @property
    def agreed(self) -> bool | None:
        """What was answered; None where nothing is asked, or was answered."""
        return self.answer.value() == _AGREED if not self.isHidden() and self.answer.value() else None

    def restore(self, value: Value) -> None:
        """Show what a draft kept."""
        self.answer.set_value({True: _AGREED, False: _NOT}.get(value) if isinstance(value, bool) else None)
        self._follow()

    def show_problem(self) -> bool:
        """Say that it is not answered, if it is asked and is not, and go there."""
        lacks = not self.isHidden() and self.agreed is None
        self._problem.setText(problem_words(problem("agreed", "required")) if lacks else "")
        self._problem.setVisible(lacks)
        if lacks:
            self.answer.setFocus()
            self._come_into_sight()
        return lacks

    def _come_into_sight(self) -> None:
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            above.ensureWidgetVisible(self)

    def _follow(self) -> None:
        self._problem.hide()
        if self.answer.value() == _NOT:
            told = self.tr("Nothing is handed in; the supervisor reads the follow-up with this visit.")
        else:
            told = self.tr(
                "What was said goes to the mediators with this visit. You will read whether they took it on."
            )
        self._told.setText(told)
