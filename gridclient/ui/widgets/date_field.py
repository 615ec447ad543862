"""A field for a day: typed in any usual way, shown as people write it, or picked from a calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QColor, QFocusEvent, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QVBoxLayout, QWidget

from gridclient.ui.icons import LOOK_CHANGES, icon
from gridclient.ui.tokens import shown_tokens
from gridclient.ui.widgets.personal_text import PersonalLine
from gridclient.ui.words import day_words
from gridcore.fields import Value

DayReader = Callable[[str], str | None]
"""Reads what was typed as `YYYY-MM-DD`, or not at all."""


class DateField(PersonalLine):
    """A day. Up and Down go by days, Page keys by months, Alt+Down opens the calendar."""

    edited = Signal()

    def __init__(self, read: DayReader, parent: QWidget | None = None, *, hint: str = "") -> None:
        super().__init__(parent)
        self._read = read
        self.setPlaceholderText(hint)
        # Made here: of one that Qt makes, PySide may find the wrapper of a dead action at the same address.
        self._pick = QAction(icon("calendar", "muted"), self.tr("Open the calendar"), self)
        self.addAction(self._pick, QLineEdit.ActionPosition.TrailingPosition)
        self._pick.triggered.connect(self.open_calendar)
        self.textEdited.connect(self.edited)
        self.editingFinished.connect(self._settle)

    def value(self) -> Value:
        """The day as `YYYY-MM-DD`, None when empty, or the text as it stands when it is no day."""
        text = self.text().strip()
        if not text:
            return None
        return self._read(text) or text

    def set_value(self, value: Value) -> None:
        """Show a day."""
        day = _day(value)
        self.setText(day_words(day) if day else str(value or ""))
        self.setCursorPosition(0)

    def open_calendar(self) -> None:
        """Pick the day from a calendar."""
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(popup)
        column.setContentsMargins(1, 1, 1, 1)
        calendar = QCalendarWidget(popup)
        calendar.setAccessibleName(self.accessibleName())
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        weekend = QTextCharFormat()
        weekend.setForeground(QColor(shown_tokens().care.text))  # Qt's own red is too faint in both schemes
        for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            calendar.setWeekdayTextFormat(weekday, weekend)
        day = _day(self.value())
        if day:
            calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        column.addWidget(calendar)

        def take(picked: QDate) -> None:
            self.set_value(picked.toString(Qt.DateFormat.ISODate))
            popup.close()
            self.edited.emit()

        calendar.clicked.connect(take)
        calendar.activated.connect(take)
        popup.adjustSize()
        popup.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        popup.show()
        calendar.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
            return
        steps = {
            Qt.Key.Key_Up: (1, 0),
            Qt.Key.Key_Down: (-1, 0),
            Qt.Key.Key_PageUp: (0, 1),
            Qt.Key.Key_PageDown: (0, -1),
        }
        day = _day(self.value())
        if event.key() in steps and day is not None and not self.isReadOnly():
            days, months = steps[Qt.Key(event.key())]
            moved = QDate(day.year, day.month, day.day).addDays(days).addMonths(months)
            self.set_value(moved.toString(Qt.DateFormat.ISODate))
            self.edited.emit()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self.selectAll()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in LOOK_CHANGES and hasattr(self, "_pick"):
            self._pick.setIcon(icon("calendar", "muted"))

    def _settle(self) -> None:
        self.set_value(self.value())


def _day(value: Value) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
