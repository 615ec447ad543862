"""Who opened the case: the last openings, and how many there are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtWidgets import QWidget

from gridclient.actions.case_looks import Look
from gridclient.ui.widgets.card import Card
from gridclient.ui.widgets.texts import Subtitle, Text
from gridclient.ui.words import moment_words

_SHOWN = 5


class LooksCard(Card):
    """Everybody who has the case sees who else opened it."""

    def __init__(self, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, heading=heading)
        self._lines = Text("", self, wraps=True)
        self._all = Subtitle("", self, wraps=True)
        self.body.addWidget(self._lines)
        self.body.addWidget(self._all)

    def told(self) -> str:
        """What stands on it."""
        return self._lines.text()

    def show_looks(self, looks: Sequence[Look], now: datetime) -> None:
        """The newest first."""
        zone = now.astimezone().tzinfo or UTC
        told = [f"{each.by} · {moment_words(datetime.fromisoformat(each.at), now, zone)}" for each in looks]
        self._lines.setText("\n".join(told[:_SHOWN]))
        self._all.setText(self.tr("%n opening(s) known here; each one goes to the server.", "", len(looks)))
