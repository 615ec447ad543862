"""What became of work that went to the supervisor: taken over, or not and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from gridclient.actions.sync_status import Answer
from gridclient.ui.review.left_work_words import kind_words
from gridclient.ui.widgets.card import RHYTHM, Card
from gridclient.ui.widgets.texts import Strong, Subtitle, Text
from gridcore.workflows.decision import ADMITTED

_SHOWN = 30
Moment = Callable[[str], str]
"""A stored moment in words."""


class AnsweredCard(Card):
    """One row for each answer, the latest first."""

    def __init__(self, answers: Sequence[Answer], moment: Moment, parent: QWidget) -> None:
        super().__init__(parent)
        self.body.addWidget(Strong(self.tr("What your supervisor decided"), self, wraps=True))
        for each in answers[:_SHOWN]:
            counted = self.tr("%n change(s)", "", len(each.numbers))
            device = "" if each.is_of_here else each.device
            told = " · ".join(part for part in (kind_words(each.kind), counted, device) if part)
            self.body.addSpacing(RHYTHM // 2)
            self.body.addWidget(Text(told, self, wraps=True))
            self.body.addWidget(Subtitle(answer_words(each, moment), self, wraps=True))
        if len(answers) > _SHOWN:
            self.body.addWidget(Subtitle(self.tr("and %n more", "", len(answers) - _SHOWN), self))


def answer_words(answer: Answer, moment: Moment) -> str:
    """One answer as a sentence or two."""
    when = moment(answer.decided_at) if answer.decided_at else "—"
    told = {"supervisor": answer.supervisor, "moment": when, "reason": answer.reason}
    if answer.outcome != ADMITTED:
        text = QCoreApplication.translate(
            "AnsweredCard", "{supervisor} did not take it over ({moment}): {reason}"
        )
        return text.format(**told)
    text = QCoreApplication.translate("AnsweredCard", "{supervisor} took it over ({moment}).")
    found = text.format(**told)
    if {"conflict", "duplicate"} & {*answer.verdicts}:
        met = QCoreApplication.translate(
            "AnsweredCard", "It met another change; both are kept until somebody decides."
        )
        return f"{found} {met}"
    return found
