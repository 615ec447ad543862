"""The agreement of a case: writing it, its approval, its number, its paper."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from gridclient.actions.mediation import Case, Offered
from gridclient.ui.mediation.case_cards import CaseCard
from gridclient.ui.mediation.case_words import state_badge
from gridclient.ui.widgets.badge import Chip
from gridclient.ui.widgets.flow_layout import FlowLayout
from gridclient.ui.widgets.texts import Strong, Subtitle, Text
from gridclient.ui.words import day_words, words
from gridcore.workflows.approval import APPROVED, RETURNED


class AgreementCard(CaseCard):
    """Asks for the form, for steps, for printing and for a file."""

    write_asked = Signal()
    signing_asked = Signal()
    print_asked = Signal()
    file_asked = Signal()
    step_asked = Signal(object)

    def __init__(self, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(heading, parent)
        self.write = QPushButton(self.tr("&Write the agreement"), self)
        self.signing = QPushButton(self.tr("Note the day of si&gning"), self)
        self.print = QPushButton(self.tr("&Print"), self)
        self.file = QPushButton(self.tr("Save as PD&F"), self)
        self._steps: list[QPushButton] = []
        self._below = QWidget(self)
        self._flow = FlowLayout(self._below)
        self.body.addWidget(self._below)
        for button, asked in (
            (self.write, self.write_asked),
            (self.signing, self.signing_asked),
            (self.print, self.print_asked),
            (self.file, self.file_asked),
        ):
            self._flow.addWidget(button)
            button.clicked.connect(asked)

    @property
    def parts(self) -> list[QWidget]:
        """What is filled in, then the buttons: there are too many for a heading."""
        return [self.inside, self._below]

    def show_case(self, case: Case, numbers_left: int) -> None:
        """Fill in how far the agreement is."""
        state, held = case.agreement_state, case.records.agreement
        is_approved = state == APPROVED
        self.write.setText(self._write_text(case))
        self.write.setVisible(case.may_write_agreement or held is not None)
        self.signing.setVisible(is_approved and case.may_write)
        self.print.setVisible(is_approved and case.may_write)
        self.file.setVisible(held is not None and case.may_write)
        self.file.setText(self.tr("Save as PD&F") if is_approved else self.tr("Save the draft as PD&F"))
        self._show_steps(case.agreement_steps)
        grid = self.refill()
        if held is None or state is None:
            grid.addWidget(Subtitle(self.tr("There is no agreement yet."), self.inside), 0, 0)
            return
        grid.addWidget(Chip(state_badge("agreement_approval", state), self.inside), 0, 0)
        number = held.text("paper_number")
        unnumbered = self.tr("The number is drawn when it is printed; %n left here.", "", numbers_left)
        grid.addWidget(
            Strong(number, self.inside) if number else Subtitle(unnumbered, self.inside, wraps=True), 0, 1
        )
        grid.setColumnStretch(1, 1)
        if held.text("remark") and state == RETURNED:
            grid.addWidget(Text(held.text("remark"), self.inside, wraps=True), 1, 0, 1, 2)
        if held.text("in_force_on"):
            day = day_words(datetime.date.fromisoformat(held.text("in_force_on")))
            grid.addWidget(Text(self.tr("In force since {day}").format(day=day), self.inside), 2, 0, 1, 2)

    def _write_text(self, case: Case) -> str:
        if not case.may_write_agreement:
            return self.tr("Read the agreeme&nt")
        return (
            self.tr("&Write the agreement")
            if case.agreement_state is None
            else self.tr("&Edit the agreement")
        )

    def _show_steps(self, offered: Sequence[Offered]) -> None:
        for button in self._steps:
            self._flow.removeWidget(button)
            button.deleteLater()
        self._steps = []
        for each in offered:
            button = QPushButton(words(each.rule.label), self._below)
            button.clicked.connect(lambda _=False, rule=each.rule: self.step_asked.emit(rule))
            self._flow.addWidget(button)
            self._steps.append(button)
