"""The fixed red card of every case, and of every report: is anyone in danger?"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gridclient.actions.danger import OwnReport
from gridclient.ui.households.value_words import date_words
from gridclient.ui.icons import IconSign
from gridclient.ui.widgets.card import RHYTHM, Card
from gridclient.ui.widgets.texts import Strong, Text


class DangerCard(Card):
    """Whom to call, and what the law asks (Anti-Domestic Violence Law, article 14; Minors Protection Law,
    article 11). Emits `report_asked` where its button is shown."""

    report_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        question = self.tr("Is anyone in danger?")
        self.setAccessibleName(question)
        self.setProperty("tint", "care")
        head = QHBoxLayout()
        head.setSpacing(RHYTHM)
        head.addWidget(IconSign("warning", "danger", self, scale=1.1))
        head.addWidget(Strong(question, self, wraps=True), 1)
        self.body.addLayout(head)
        for number, whom in (
            ("110", self.tr("police: violence, or a threat of it")),
            ("120", self.tr("ambulance: somebody is hurt, or may take their life")),
            ("12338", self.tr("women and children: advice and help")),
            ("12345", self.tr("government hotline: every other urgent matter")),
        ):
            line = QHBoxLayout()
            line.setSpacing(RHYTHM)
            line.addWidget(Strong(number, self))
            line.addWidget(Text(whom, self, wraps=True), 1)
            self.body.addLayout(line)
        duty = self.tr(
            "Violence against an adult who cannot look after themselves must be reported to the police at"
            " once; harm to a minor also to civil affairs and education. Mediation does not replace that."
        )
        self.body.addWidget(Text(duty, self, wraps=True))
        self.reports: list[Text] = []
        self._told = QVBoxLayout()
        self.body.addLayout(self._told)
        self.report = QPushButton(self.tr("Report &danger"), self)
        self.report.hide()
        self.report.clicked.connect(self.report_asked)
        self.body.addWidget(self.report)

    def show_reports(self, reports: Sequence[OwnReport]) -> None:
        """What was handed in, and whether a supervisor has read it."""
        for each in self.reports:
            each.hide()
            each.deleteLater()
        self.reports = [Text(self._words(each), self, wraps=True) for each in reports]
        for shown in self.reports:
            self._told.addWidget(shown)

    def _words(self, report: OwnReport) -> str:
        day = date_words(report.seen_on)
        if report.read_at:
            told = self.tr("Report of {day}: read by {supervisor}")
            return told.format(day=day, supervisor=report.read_by)
        if report.is_waiting:
            return self.tr("Report of {day}: not yet sent").format(day=day)
        return self.tr("Report of {day}: with the supervisor, not read yet").format(day=day)
