"""One line on Today about patrols of one's own grids: what is under way, and what waits to be walked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gridclient.actions.patrols import PlanLine
from gridclient.ui.async_slot import async_slot
from gridclient.ui.today.notice import Notice
from gridclient.ui.words import listed

_MOST = 3


class TellsPatrols(Protocol):
    """What the line asks (`gridclient.actions.patrols.Patrols`)."""

    async def asked(self) -> Sequence[PlanLine]:
        """What is under way or waits in the user's own grids."""


class PatrolsNotice(Notice):
    """`patrol_asked` with a plan and, where one is under way, its walk; `told` when it was read anew."""

    patrol_asked = Signal(object, object)
    told = Signal()

    def __init__(self, patrols: TellsPatrols, parent: QWidget) -> None:
        super().__init__(parent)
        self._patrols = patrols

    @async_slot(again="restart")
    async def reload(self) -> None:
        """Read anew, and say it, or take no room."""
        found = await self._patrols.asked()
        under_way = [each for each in found if each.is_under_way]
        waiting = [each for each in found if each.is_waiting]
        lines = [
            self.tr("Patrol under way: {what}").format(what=self._names(under_way)) if under_way else "",
            self.tr("Waits to be patrolled: {what}").format(what=self._names(waiting)) if waiting else "",
        ]
        go_on, see = self.tr("Go on with the &patrol"), self.tr("See the &patrol")
        self.show_text("\n".join(filter(None, lines)), go_on if under_way else see)
        if found:
            first = found[0]
            self.on_click(lambda: self.patrol_asked.emit(first.record, first.made.open_walk))
        self.told.emit()

    def _names(self, lines: Sequence[PlanLine]) -> str:
        names = listed(each.content for each in lines[:_MOST])
        more = len(lines) - _MOST
        return " · ".join((names, self.tr("%n more", "", more))) if more > 0 else names
