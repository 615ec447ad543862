"""What may happen next in a case: the steps of its table for the user's role, and what they still need."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from gridclient.actions.mediation import Case, Offered
from gridclient.ui.mediation.case_words import (
    clock_badge,
    clock_sentence,
    court_badge,
    state_badge,
    sync_badge,
)
from gridclient.ui.widgets.badge import Chip
from gridclient.ui.widgets.card import RHYTHM, Card
from gridclient.ui.widgets.flow_layout import FlowLayout
from gridclient.ui.widgets.page_header import primary_button
from gridclient.ui.widgets.texts import Small, Strong, Text
from gridclient.ui.words import words
from gridcore.workflows.case_file import MISSING_LABELS
from gridcore.workflows.court import CourtState
from gridcore.workflows.mediation import TERMINATED, WITHDRAWN

_SAID_ELSEWHERE = (CourtState.NONE, CourtState.POSSIBLE)
"""Nothing to say of the court, or its clock says it."""


class NextCard(Card):
    """State, limit and step buttons; a first step that goes on is the page's primary one."""

    step_asked = Signal(object)

    def __init__(self, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, heading=heading)
        self._inside = QWidget(self)
        self.body.addWidget(self._inside)
        self.steps: dict[str, QPushButton] = {}

    def show_case(self, case: Case) -> None:
        """Fill in the case."""
        fresh = QWidget(self)
        column = QVBoxLayout(fresh)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RHYTHM)
        chips = QWidget(fresh)
        flow = FlowLayout(chips)
        flow.addWidget(Chip(state_badge("mediation", case.state), chips))
        flow.addWidget(Chip(sync_badge(case), chips))
        for clock in case.clocks:
            flow.addWidget(Chip(clock_badge(clock), chips))
        if case.court not in _SAID_ELSEWHERE:
            flow.addWidget(Chip(court_badge(case.court), chips))
        column.addWidget(chips)
        for clock in case.clocks:
            column.addWidget(Text(clock_sentence(clock), fresh, wraps=True))
        end = _way_out(case) if case.records.is_second else None
        if end is not None:
            column.addWidget(Strong(self.tr("A colleague answered this dispute first"), fresh, wraps=True))
            told = self.tr(
                "Two cases may be about one matter now. Speak with the colleague. End this one with “{step}”"
                " if the other one goes on; what is in it is kept."
            )
            column.addWidget(Text(told.format(step=words(end.rule.label)), fresh, wraps=True))
        self.steps = {}
        for each in case.steps:
            column.addWidget(self._button(each, fresh))
            if each.missing:
                needed = " ".join(words(MISSING_LABELS[lack]) for lack in each.missing)
                column.addWidget(Small(self.tr("First: {what}").format(what=needed), fresh, wraps=True))
        if not case.steps:
            column.addWidget(Text(self.tr("Nothing is asked of you in this case now."), fresh, wraps=True))
        self.body.replaceWidget(self._inside, fresh)
        self._inside.hide()
        self._inside.deleteLater()
        self._inside = fresh

    def _button(self, offered: Offered, parent: QWidget) -> QPushButton:
        text = words(offered.rule.label)
        is_first = not self.steps and not offered.rule.needs_reason
        button = primary_button(text, parent) if is_first else QPushButton(text, parent)
        button.setEnabled(not offered.missing)
        button.clicked.connect(lambda: self.step_asked.emit(offered.rule))
        self.steps[offered.rule.to] = button
        return button


def _way_out(case: Case) -> Offered | None:
    """The step that ends a case of which there is another one; None where the user has none."""
    return next((each for each in case.steps if each.rule.to in (WITHDRAWN, TERMINATED)), None)
