"""One line on Today about what was begun on earlier days: quick notes, forms of visits."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gridclient.actions.left_over import LeftOver
from gridclient.ui.async_slot import async_slot
from gridclient.ui.today.notice import Notice
from gridclient.ui.words import day_words


class TellsLeftOvers(Protocol):
    """What the line asks (`gridclient.actions.left_over.LeftOvers`)."""

    async def before_today(self) -> LeftOver:
        """What is left of the days before."""


class LeftOverNotice(Notice):
    """`notes_asked` or `visits_asked` by its button; `told` when it was read anew."""

    notes_asked = Signal()
    visits_asked = Signal()
    told = Signal()

    def __init__(self, left: TellsLeftOvers, parent: QWidget) -> None:
        super().__init__(parent)
        self._left = left

    @async_slot(again="restart")
    async def reload(self) -> None:
        """Read anew, and say it, or take no room."""
        found = await self._left.before_today()
        self.show_text(self._words(found), self.tr("Finish the&m"))
        self.on_click(self.notes_asked.emit if found.notes else self.visits_asked.emit)
        self.told.emit()

    def _words(self, found: LeftOver) -> str:
        if found.since is None:
            return ""
        notes = [self.tr("%n quick note(s) not taken up yet", "", found.notes)] if found.notes else []
        visits = [self.tr("%n visit(s) begun and not submitted", "", found.visits)] if found.visits else []
        since = self.tr("since {day}").format(day=day_words(found.since))
        return " · ".join((*notes, *visits, since))
