"""Two records that became one: which was kept, what the other one said otherwise, and the way back."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from gridclient.actions.conflicts import Decision, Matter, MergedPair
from gridclient.ui.households.value_words import time_words, value_words
from gridclient.ui.widgets.badge import Badge, Chip
from gridclient.ui.widgets.card import Card
from gridclient.ui.widgets.texts import Heading, Subtitle, Text
from gridclient.ui.words import words
from gridcore.records import RECORD_TYPES


class MergedCard(Card):
    """What a merge did. `undone`: they are two after all; `record_asked` carries kind and record."""

    undone = Signal(object)
    record_asked = Signal(str, str)

    def __init__(
        self, matter: Matter, pair: MergedPair, now: datetime, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        name = " · ".join(pair.kept.title.words) if pair.kept is not None else "…"
        title = self.tr("Two records became one: {name}").format(name=name)
        self.setAccessibleName(title)
        self.body.addWidget(Heading(title, self, wraps=True))
        if matter.decision is not None:
            self.body.addWidget(Subtitle(self._who(matter.decision, now), self))
        if pair.differs:
            self.body.addWidget(Text(self.tr("The other record said, and this one says otherwise:"), self))
            self.body.addWidget(Text(_differing(pair), self, wraps=True))
        else:
            told = self.tr("The other record said nothing that this one does not say.")
            self.body.addWidget(Subtitle(told, self, wraps=True))
        if pair.is_undone:
            self.body.addWidget(Chip(Badge(self.tr("is to be undone"), "clock", "info"), self))
        self.body.addLayout(self._buttons(matter, pair))

    def _who(self, decision: Decision, now: datetime) -> str:
        when = time_words(decision.at, now) if decision.at else ""
        return " · ".join(each for each in (decision.author, when) if each)

    def _buttons(self, matter: Matter, pair: MergedPair) -> QHBoxLayout:
        row = QHBoxLayout()
        kept = pair.kept
        if kept is not None:
            open_it = QPushButton(self.tr("&Open the record that was kept"), self)
            open_it.clicked.connect(lambda: self.record_asked.emit(kept.kind, kept.record))
            row.addWidget(open_it, 0, Qt.AlignmentFlag.AlignLeft)
        if matter.may_undo and not pair.is_undone:
            undo = QPushButton(self.tr("&Propose to undo the merge"), self)
            undo.clicked.connect(lambda: self.undone.emit(pair))
            row.addWidget(undo, 0, Qt.AlignmentFlag.AlignLeft)
        row.addStretch(1)
        return row


def _differing(pair: MergedPair) -> str:
    fields = RECORD_TYPES[pair.kind].fields
    return "\n".join(
        f"{words(fields[name].label)}  {value_words(fields[name], value, pair.linked)}"
        for name, value in pair.differs.items()
    )
