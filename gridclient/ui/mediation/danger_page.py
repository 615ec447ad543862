"""Somebody is in danger: whom to call, and the report of it that goes to the supervisor."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gridclient.actions.danger import DangerAsked, DangerReports
from gridclient.ui.async_slot import async_slot
from gridclient.ui.mediation.danger_card import DangerCard
from gridclient.ui.mediation.form_view import FormTexts, FormView
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.scroll_column import ScrollColumn


class DangerPage(QWidget):
    """Emits `finished` with what to say when it was handed in, `left` when it was not."""

    finished = Signal(str)
    left = Signal()
    saved = Signal()
    revealed = Signal(str, str, str)

    def __init__(
        self, reports: DangerReports, clock: Callable[[], datetime.date], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._reports = reports
        self.form = FormView(reports, clock, self)
        self.card = DangerCard(self)
        beside = ScrollColumn(self)
        beside.add(self.card)
        columns = QHBoxLayout(self)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(RHYTHM)
        columns.addWidget(self.form, 3)
        columns.addWidget(beside, 2)
        self.form.left.connect(self.left)
        self.form.saved.connect(self._tell)
        self.form.revealed.connect(self.revealed)

    def open_record(self, argument: object) -> None:
        """Begin a report about a household or a case."""
        if isinstance(argument, DangerAsked):
            self._open(argument)

    def flush(self) -> None:
        """Keep at once what is typed."""
        self.form.flush()

    @async_slot(again="restart")
    async def _open(self, asked: DangerAsked) -> None:
        form = await self._reports.begin(asked)
        hint = self.tr(
            "First call whoever can help at once; this program calls nobody. The report goes to the"
            " supervisor with the next sync, and then leaves this computer."
        )
        self.form.show_form(form, FormTexts(self.tr("Report danger"), hint))
        self.card.show_reports(await self._reports.own())
        self.form.focus_first()

    def _tell(self, _: str) -> None:
        self.saved.emit()
        self.finished.emit(self.tr("The report is saved. The supervisor gets it with the next sync."))
