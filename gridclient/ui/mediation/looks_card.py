"""Who opened the case: the last openings, how many there are, and all of them on paper for who asks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QWidget

from gridclient.actions.case_looks import Look
from gridclient.ui.export.export_words import moment_of
from gridclient.ui.households.value_words import time_words
from gridclient.ui.papers.paper_button import PaperButton
from gridclient.ui.widgets.card import Card
from gridclient.ui.widgets.texts import Heading, Subtitle, Text
from gridcore.papers.sheet import Sheet

_SHOWN = 5


class LooksCard(Card):
    """Everybody who has the case sees who else opened it; `paper` tells what became of the printed list."""

    def __init__(self, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(heading)
        self._heading, self._case, self._as_of = heading, "", ""
        self._looks: Sequence[Look] = ()
        self.paper = PaperButton(self.tr("Print who opened this case"), {"": self.make_sheet}, self)
        head = QHBoxLayout()
        head.addWidget(Heading(heading, self), 1)
        head.addWidget(self.paper)
        self.body.addLayout(head)
        self._lines = Text("", self, wraps=True)
        self._all = Subtitle("", self, wraps=True)
        self.body.addWidget(self._lines)
        self.body.addWidget(self._all)

    def told(self) -> str:
        """What stands on it."""
        return self._lines.text()

    def show_looks(self, case: str, looks: Sequence[Look], now: datetime) -> None:
        """The newest first."""
        self._case, self._looks = case, looks
        self._as_of = self.tr("As of {when}").format(when=moment_of(now))
        self._lines.setText("\n".join(f"{each.by} · {time_words(each.at, now)}" for each in looks[:_SHOWN]))
        self._all.setText(self.tr("%n opening(s) known here; each one goes to the server.", "", len(looks)))

    async def make_sheet(self) -> Sheet:
        """All openings, for a party who wants to know."""
        rows = [(moment_of(datetime.fromisoformat(each.at)), each.by) for each in self._looks]
        headings = (self.tr("Opened at"), self.tr("Opened by"))
        return Sheet(self._heading, (self._case, self._as_of), headings, (10, 10), tuple(rows))
