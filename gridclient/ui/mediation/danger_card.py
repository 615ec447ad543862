"""The fixed red card of every case: is anyone in danger?"""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from gridclient.ui.icons import IconSign
from gridclient.ui.widgets.card import RHYTHM, Card
from gridclient.ui.widgets.texts import Strong, Text


class DangerCard(Card):
    """Whom to call, and what the law asks of a mediator (Anti-Domestic Violence Law, article 14)."""

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
            ("12338", self.tr("women and children: advice and help")),
            ("12345", self.tr("government hotline: every other urgent matter")),
        ):
            line = QHBoxLayout()
            line.setSpacing(RHYTHM)
            line.addWidget(Strong(number, self))
            line.addWidget(Text(whom, self, wraps=True), 1)
            self.body.addLayout(line)
        duty = self.tr(
            "Violence against a child, or against an adult who cannot look after themselves, must be "
            "reported to the police. Mediation does not replace the report."
        )
        self.body.addWidget(Text(duty, self, wraps=True))
