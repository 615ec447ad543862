"""Ctrl+N: a line caught on the street. Type, Enter, done."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gridclient.actions.notes import QUICK_NOTE
from gridclient.actions.records import Form, Saved, Unsaved
from gridclient.ui.async_slot import async_slot
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.form_row import FieldProblemText, FieldWarningText, problem_words
from gridclient.ui.widgets.page_header import primary_button
from gridclient.ui.widgets.personal_text import NOT_LEARNED
from gridclient.ui.widgets.text_fields import LongTextField
from gridclient.ui.widgets.texts import ElidedSubtitle, Heading, Small
from gridclient.ui.widgets.typing_pause import TypingPause
from gridclient.ui.words import words
from gridcore.field_problems import problem
from gridcore.forbidden import forbidden_topic
from gridcore.ids import RecordId

_TYPING_MS = 400
"""So long after the last key what is typed is kept."""


class KeepsNotes(Protocol):
    """What the dialog asks (`gridclient.actions.notes.Notes`)."""

    async def begin(self) -> Form:
        """A new note, or the one that was left unsaved."""

    async def keep_typed(self, form: Form, said: str) -> None:
        """Keep what is typed so far."""

    async def keep(
        self, said: str, household: RecordId | None = None, *, form: Form | None = None
    ) -> Saved | Unsaved:
        """Keep a note."""


class QuickNoteDialog(QDialog):
    """One field. Enter or Ctrl+S saves, Shift+Enter begins a new line, Escape closes. `saved` after each.

    What is typed is kept as it is typed: a note that was not saved is there again the next time.
    """

    saved = Signal()

    def __init__(
        self,
        notes: KeepsNotes,
        parent: QWidget,
        *,
        household: RecordId | None = None,
        address: str = "",
    ) -> None:
        super().__init__(parent)
        self._notes, self._household = notes, household
        self.form: Form | None = None
        self._is_saving = False
        self._pause = TypingPause(self, _TYPING_MS)
        self._pause.timeout.connect(self._keep_typed)
        title = self.tr("Quick note")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.field = _NoteField(self, lines=3)
        self.field.setAccessibleName(words(QUICK_NOTE.fields["said"].label))
        self.field.setInputMethodHints(NOT_LEARNED)
        self._problem = FieldProblemText("", self, wraps=True)
        self._warning = FieldWarningText("", self, wraps=True)
        self._close = QPushButton(self.tr("&Close"), self)
        self._save = primary_button(self.tr("&Save"), self)
        self._lay_out(title, address)
        for each in (self._save, self._close):
            each.setAutoDefault(False)
        self.field.entered.connect(self.save)
        self.field.edited.connect(self._warn)
        self.field.edited.connect(self._pause.typed)
        self._save.clicked.connect(self.save)
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self.save)
        self._close.clicked.connect(self.reject)
        self.field.setFocus()
        self._begin()

    def flush(self) -> None:
        """Keep at once what waits for typing to stop."""
        if self._pause.isActive():
            self._pause.stop()
            self._keep_typed()

    def done(self, result: int) -> None:
        self.flush()
        super().done(result)

    @async_slot
    async def _begin(self) -> None:
        form = await self._notes.begin()
        self.form = form
        left = (form.typed or {}).get("said")
        if isinstance(left, str) and not self.field.toPlainText():
            self.field.set_value(left)
            self.field.moveCursor(QTextCursor.MoveOperation.End)

    @async_slot
    async def _keep_typed(self) -> None:
        """Keep what is typed so far; what is being saved, or was, leaves no draft."""
        if self._is_saving:
            return
        typed = self.field.toPlainText()
        await self._notes.keep_typed(self.form or await self._notes.begin(), typed)

    @async_slot(again="ignore")
    async def save(self) -> None:
        """Keep the note and close; an empty one is asked for."""
        self._pause.stop()
        said = self.field.value()
        text = said if isinstance(said, str) else ""
        self._is_saving = True
        is_saved = False
        try:
            result = await self._notes.keep(text, self._household, form=self.form)
            is_saved = isinstance(result, Saved)
        finally:
            self._is_saving = is_saved
        if isinstance(result, Unsaved):
            self._problem.setText(" ".join(problem_words(each) for each in result.problems))
            self._problem.show()
            self.field.setFocus()
            return
        self.saved.emit()
        self.accept()

    def _warn(self) -> None:
        """The gentle question about what this program does not keep."""
        topic = forbidden_topic(self.field.toPlainText(), free_text=True)
        self._warning.setText(problem_words(problem("said", "forbidden_topic")) if topic else "")
        self._warning.setVisible(topic is not None)
        self._problem.hide()

    def _lay_out(self, title: str, address: str) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(Small(self.tr("Only you receive your notes."), self))
        buttons.addStretch(1)
        buttons.addWidget(self._close)
        buttons.addWidget(self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * RHYTHM, 2 * RHYTHM, 2 * RHYTHM, 2 * RHYTHM)
        column.setSpacing(RHYTHM)
        column.addWidget(Heading(title, self))
        if address:
            column.addWidget(ElidedSubtitle(address, self))
        column.addWidget(self.field)
        for each in (self._problem, self._warning):
            each.hide()
            column.addWidget(each)
        column.addLayout(buttons)
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("0") * 60)


class _NoteField(LongTextField):
    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.entered.emit()
            return
        super().keyPressEvent(event)
