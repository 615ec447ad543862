"""What somebody asked to export and has not got: how it stands, and the button once it is allowed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from gridclient.actions.export import ExportLine
from gridclient.ui.export.export_words import column_words, people_words, purpose_words
from gridclient.ui.households.value_words import date_words
from gridclient.ui.widgets.card import RHYTHM, Card
from gridclient.ui.widgets.texts import Strong, Subtitle
from gridcore.workflows.export import ALLOWED, REFUSED


class RequestCard(Card):
    """Emits `wanted` when the file is to be written."""

    wanted = Signal(object)

    def __init__(self, line: ExportLine, parent: QWidget, *, is_over: bool = False) -> None:
        super().__init__(parent)
        self.line, self._is_over = line, is_over
        self.button: QPushButton | None = None
        row = QHBoxLayout()
        row.setSpacing(RHYTHM)
        row.addWidget(Strong(self._standing(), self, wraps=True), 1)
        if line.progress == ALLOWED and not is_over:
            self.button = QPushButton(self.tr("&Write this file…"), self)
            self.button.clicked.connect(lambda: self.wanted.emit(line))
            row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)
        about = [people_words(line.people), purpose_words(line), column_words(line.ledger, line.columns)]
        self.body.addWidget(Subtitle(" · ".join(about), self, wraps=True))

    def _over(self, day: str) -> str:
        if self.line.progress == ALLOWED:
            return self.tr("It was allowed until {day} and not written. You can ask again.").format(day=day)
        return self.tr("Nobody answered until {day}: this request is over. You can ask again.").format(
            day=day
        )

    def _standing(self) -> str:
        day = date_words(self.line.valid_until or "")
        if self._is_over:
            return self._over(day)
        if self.line.progress == ALLOWED:
            return self.tr("Allowed: you can write this list until {day}.").format(day=day)
        if self.line.progress == REFUSED:
            why = self.line.remark or "—"
            return self.tr("Not allowed: “{why}”. You can ask again for another purpose.").format(why=why)
        return self.tr(
            "Waits for another supervisor, who finds it under Review. The answer appears here, until {day}."
        ).format(day=day)
