"""A card of the household's page, and what its rows may ask of the page."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gridclient.ui.tokens import shown_tokens
from gridclient.ui.widgets.card import RHYTHM, Card
from gridclient.ui.widgets.texts import Heading


class CardAsks(QObject):
    """What a row of the card was asked for; the page does it."""

    resident_added = Signal()
    resident_edited = Signal(str)
    event_told = Signal(str, str)
    """What happened (`member_events`), and to which resident or further phone number."""
    decision_asked = Signal(str)
    """Of a conflict."""
    care_asked = Signal(str)
    """The care of a resident."""
    visit_opened = Signal(str)
    draft_opened = Signal(object)
    revealed = Signal(str, str, str)
    """Kind, record and field of a personal value that came into sight."""
    more_asked = Signal(str)
    """The rest of a section that shows only its beginning."""


class Rule(QWidget):
    """A thin line between two rows."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(shown_tokens().line))
        painter.end()


class Section(Card):
    """A heading with room for buttons beside it; what belongs to it goes into `body`."""

    def __init__(self, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading = Heading("", self)
        self.head = QHBoxLayout()
        self.head.setSpacing(RHYTHM)
        self.head.addWidget(self._heading)
        self.head.addStretch(1)
        self.body.addLayout(self.head)
        self.set_heading(heading)

    def set_heading(self, heading: str) -> None:
        """Name the card."""
        self._heading.setText(heading)
        self.setAccessibleName(heading)
