"""Kinds of text. Each is a class, because fonts and colours are given by class (`fonts.py`, `app.qss`)."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class Text(QLabel):
    """Plain body text: what stands in a record is never read as markup."""

    def __init__(self, text: str = "", parent: QWidget | None = None, *, wraps: bool = False) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wraps)
        if wraps:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)  # a fresh policy forgets that the text wraps
            self.setSizePolicy(policy)


class Title(Text):
    """The one title of a page."""


class Heading(Text):
    """The heading of a card."""


class Strong(Text):
    """Body text that leads the eye."""


class Subtitle(Text):
    """What explains a title."""


class Small(Text):
    """A remark in smaller letters."""


class ElidedText(QLabel):
    """One line that ends in an ellipsis where there is no room; the whole text is its tool tip and name."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.setText(text)

    def setText(self, text: str) -> None:
        self._whole = text
        super().setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()
        self._show_tool_tip()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._whole) + 2, metrics.height())

    def minimumSizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(min(metrics.horizontalAdvance("…") * 3, self.sizeHint().width()), metrics.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_tool_tip()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), int(self.alignment()), shown)
        painter.end()

    def _show_tool_tip(self) -> None:
        self.setToolTip(self._whole if self.sizeHint().width() > self.width() else "")


class ElidedSubtitle(ElidedText):
    """What explains a title, as far as there is room."""
