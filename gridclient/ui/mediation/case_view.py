"""One case: what it is about on the left, what comes next on the right."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gridclient.actions.case_papers import CasePapers, FileList
from gridclient.actions.danger import OwnReport
from gridclient.actions.mediation import Case, Held
from gridclient.ui.mediation.agreement_card import AgreementCard
from gridclient.ui.mediation.case_cards import ApplicationCard, PartiesCard, SessionsCard
from gridclient.ui.mediation.danger_card import DangerCard
from gridclient.ui.mediation.file_card import FileCard
from gridclient.ui.mediation.looks_card import LooksCard
from gridclient.ui.mediation.next_card import NextCard
from gridclient.ui.mediation.papers_card import PapersCard
from gridclient.ui.widgets.card import RHYTHM, Card
from gridclient.ui.widgets.page_header import PageHeader
from gridclient.ui.widgets.scroll_column import ScrollColumn
from gridclient.ui.widgets.tab_order import tab_through
from gridclient.ui.widgets.texts import Text


class CaseView(QWidget):
    """Shows a case and tells what the user asks for."""

    left = Signal()
    form_asked = Signal(str, str)

    def __init__(self, papers: CasePapers, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.header = PageHeader(self.tr("Case"), "", self)
        self.back = QPushButton(self.tr("All &cases"), self)
        self.header.add_control(self.back)
        self.application = ApplicationCard(self.tr("Application"), self)
        self.parties = PartiesCard(self.tr("Parties"), self)
        self.sessions = SessionsCard(self.tr("Sessions"), self)
        self.agreement = AgreementCard(self.tr("Agreement"), self)
        self.file = FileCard(self.tr("What belongs to the file"), self)
        self.papers = PapersCard(self.tr("Papers"), papers, self)
        self.next = NextCard(self.tr("What comes next"), self)
        self.danger = DangerCard(self)
        self.looks = LooksCard(self.tr("Who opened this case"), self)
        self._rights = Card(self, heading=self.tr("Remember"))
        free = self.tr("Mediation is voluntary and free of charge. Each party may ask to stop at any time.")
        self._rights.body.addWidget(Text(free, self._rights, wraps=True))
        self._cards = (
            *(self.application, self.parties, self.sessions, self.agreement),
            *(self.file, self.papers),
        )
        self._lay_out()
        self.back.clicked.connect(self.left)
        for card in self._cards:
            card.form_asked.connect(self.form_asked)

    def show_case(self, case: Case, numbers_left: int, file: FileList | None) -> None:
        """Fill in a case."""
        self.header.set_subtitle(case.records.case.text("title"))
        self.application.show_case(case)
        self.parties.show_case(case)
        self.sessions.show_case(case)
        self.agreement.show_case(case, numbers_left)
        self.file.show_case(case)
        self.papers.show_papers(case, file)
        self.next.show_case(case)
        self.danger.report.setVisible(case.may_add)
        self.danger.show_reports([_reported(each) for each in case.records.of("case_danger")])
        parts = (part for card in self._cards for part in card.parts)
        tab_through(self.back, *parts, self.next, self.danger, self.looks)

    def _lay_out(self) -> None:
        left, right = ScrollColumn(self), ScrollColumn(self)
        for card in self._cards:
            left.add(card)
        for each in (self.next, self.danger, self._rights, self.looks):
            right.add(each)
        columns = QHBoxLayout()
        columns.setSpacing(RHYTHM)
        columns.addWidget(left, 3)
        columns.addWidget(right, 2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(RHYTHM)
        whole.addWidget(self.header)
        whole.addLayout(columns, 1)


def _reported(each: Held) -> OwnReport:
    told = (each.text("reported_on"), each.text("read_by"), each.text("read_at"))
    return OwnReport(each.record, *told, each.is_waiting)
