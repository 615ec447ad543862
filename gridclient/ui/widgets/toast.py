"""A short notice above the buttons at a page's lower edge, with undo, which goes away by itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from gridclient.ui.icons import IconSign
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.texts import Text

_SHOWN_FOR_MS = 6_000


class Toast(QFrame):
    """Belongs to the widget that it floats over."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self._undo: Callable[[], None] | None = None
        self._text = Text("", self)
        self._button = QPushButton(self.tr("&Undo"), self)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * RHYTHM, RHYTHM, RHYTHM, RHYTHM)
        row.addWidget(IconSign("check", "ok", self))
        row.addWidget(self._text)
        row.addWidget(self._button)
        self._timer = QTimer(self, singleShot=True, interval=_SHOWN_FOR_MS)
        self._timer.timeout.connect(self.hide)
        self._button.clicked.connect(self._take_back)
        over.installEventFilter(self)
        self.hide()

    def show_message(self, text: str, undo: Callable[[], None] | None = None) -> None:
        """Show a notice; the one before goes."""
        self._undo = undo
        self._text.setText(text)
        self._button.setVisible(undo is not None)
        self.setAccessibleName(text)
        self.show()
        self.raise_()
        self._place()
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._timer.start()
        super().leaveEvent(event)

    def _place(self) -> None:
        self.adjustSize()
        self.setMaximumWidth(max(self._over.width() - 4 * RHYTHM, 0))
        left = (self._over.width() - self.width()) // 2
        above_buttons = self._button.sizeHint().height() + 2 * RHYTHM
        self.move(left, self._over.height() - self.height() - above_buttons)

    def _take_back(self) -> None:
        undo, self._undo = self._undo, None
        self.hide()
        if undo is not None:
            undo()
