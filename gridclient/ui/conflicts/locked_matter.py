"""A conflict about something sensitive before it is in sight: what it is about, and the question why."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gridclient.actions.conflicts import Matter
from gridclient.ui.conflicts.matter_view import about_words
from gridclient.ui.review.reason_to_look import ReasonToLook
from gridclient.ui.widgets.card import Card
from gridclient.ui.widgets.texts import Heading

SEEN_FOR_MS = 120_000


class LockedMatter(Card):
    """Emits `given` with the reason for looking."""

    given = Signal(str)

    def __init__(self, matter: Matter, parent: QWidget) -> None:
        super().__init__(parent)
        self.matter = matter
        self.ask = ReasonToLook(self, example=self.tr("for example: to decide this conflict"))
        self.ask.given.connect(self.given)
        self.body.addWidget(Heading(about_words(matter), self, wraps=True))
        self.body.addWidget(self.ask)

    def begin(self) -> None:
        """Put the cursor where the reason is typed."""
        self.ask.begin()
