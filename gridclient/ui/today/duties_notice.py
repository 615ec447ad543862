"""One line on Today about what the worker's own grid lacks this month: a reminder, compared with nobody."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from gridclient.actions.activities import GridLacks
from gridclient.ui.async_slot import async_slot
from gridclient.ui.today.notice import Notice
from gridclient.ui.widgets.badge import Badge, Chip
from gridclient.ui.words import language, listed
from gridcore.codes.activities import MONTHLY_DUTY
from gridcore.monthly_duties import first_to_note, is_pressing

_MOST = 3


class TellsLacks(Protocol):
    """What the line asks (`gridclient.actions.activities.Activities`)."""

    async def lacking(self, day: date) -> Sequence[GridLacks]:
        """The user's grids, with what each lacks."""


class DutiesNotice(Notice):
    """`activity_asked` with the `GridLacks` by its button; `told` when it was read anew."""

    activity_asked = Signal(object)
    told = Signal()

    def __init__(self, activities: TellsLacks, today: Callable[[], date], parent: QWidget) -> None:
        super().__init__(parent)
        self._activities, self._today = activities, today
        self.chip = Chip(Badge(self.tr("The month ends soon"), "calendar", "service"), self)
        self.chip.hide()
        self.body.insertWidget(0, self.chip, 0, Qt.AlignmentFlag.AlignLeft)

    @async_slot(again="restart")
    async def reload(self) -> None:
        """Read anew, and say it, or take no room."""
        day = self._today()
        found = await self._activities.lacking(day)
        lacking = [each for each in found if each.missing]
        first = next((each for each in lacking if first_to_note(each.missing)), None)
        self.show_text(self._words(lacking, len(found) > 1), self.tr("No&te an activity") if first else "")
        self.on_click(lambda: self.activity_asked.emit(first))
        self.chip.setVisible(bool(lacking) and is_pressing(day))
        self.told.emit()

    def _words(self, lacking: Sequence[GridLacks], several: bool) -> str:
        """What is missing; where somebody has several grids, of which of them."""
        told = self.tr("Still to do this month: {what}")
        lines = []
        for each in lacking[:_MOST]:
            what = listed(MONTHLY_DUTY.text(code, language()) for code in each.missing)
            line = told.format(what=what)
            lines.append(" · ".join((each.name, line)) if several else line)
        if len(lacking) > _MOST:
            lines.append(self.tr("%n more grid(s)", "", len(lacking) - _MOST))
        return "\n".join(lines)
