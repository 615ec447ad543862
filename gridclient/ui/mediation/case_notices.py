"""Lines on Today for who mediates, or reported danger: limits of cases that end, reports that were read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gridclient.actions.danger import OwnReport
from gridclient.actions.mediation import Case
from gridclient.ui.async_slot import async_slot
from gridclient.ui.households.value_words import date_words
from gridclient.ui.mediation.case_words import clock_words
from gridclient.ui.today.notice import Notice


class KnowsLimits(Protocol):
    """Knows the cases on this computer (`gridclient.actions.mediation.Mediation`)."""

    async def ending(self) -> Sequence[Case]:
        """Cases with a limit that has ended, or ends within days."""


class KnowsReports(Protocol):
    """Knows what the user reported (`gridclient.actions.danger.DangerReports`)."""

    async def news(self) -> OwnReport | None:
        """The report of which there is something to tell."""


class LimitsNotice(Notice):
    """`cases_asked` by its button; `told` when it was read anew."""

    cases_asked = Signal()
    told = Signal()

    def __init__(self, cases: KnowsLimits, parent: QWidget) -> None:
        super().__init__(parent)
        self._cases = cases
        self.on_click(self.cases_asked.emit)

    @async_slot(again="restart")
    async def reload(self) -> None:
        """Read anew, and say it, or take no room."""
        found = await self._cases.ending()
        clock = found[0].clock if found else None
        text = self.tr("%n mediation case(s) with a limit that ends, the first: {limit}", "", len(found))
        self.show_text(
            text.format(limit=clock_words(clock)) if clock is not None else "", self.tr("See the &cases")
        )
        self.told.emit()


class DangerNotice(Notice):
    """Whether a supervisor has read what the user reported; `told` when it was read anew."""

    told = Signal()

    def __init__(self, reports: KnowsReports, parent: QWidget) -> None:
        super().__init__(parent)
        self._reports = reports

    @async_slot(again="restart")
    async def reload(self) -> None:
        """Read anew, and say it, or take no room."""
        found = await self._reports.news()
        self.show_text(self._words(found) if found is not None else "")
        self.told.emit()

    def _words(self, report: OwnReport) -> str:
        day = date_words(report.seen_on)
        if report.read_at:
            told = self.tr("Your report of danger of {day} was read by {supervisor}")
            return told.format(day=day, supervisor=report.read_by)
        return self.tr("Your report of danger of {day} was not read yet").format(day=day)
