"""Changes the plan of a visit in the panel under the list: saved at once, told, and taken back."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gridclient.actions.records import Saved, Unsaved
from gridclient.actions.today import DuePerson
from gridclient.actions.visit_changes import Change, Changed, HandOn, Move, Skip, TakeBack, Withdraw
from gridclient.ui.async_slot import async_slot
from gridclient.ui.today.change_panel import ChangePanel
from gridclient.ui.words import day_words


class ChangesVisits(Protocol):
    """Changes a planned visit (`gridclient.actions.visit_changes.VisitChanges`)."""

    async def change(self, due: DuePerson, wanted: Change) -> Changed | Unsaved:
        """Change it."""

    async def take_back(self, changed: Changed) -> Saved | Unsaved | None:
        """As it was."""


class Changing(QObject):
    """`done` when the day is to be read anew, `left` when the keyboard goes back to the list."""

    told = Signal(str, object)
    done = Signal()
    left = Signal()

    def __init__(self, changes: ChangesVisits, clock: Callable[[], datetime.date], page: QWidget) -> None:
        super().__init__(page)
        self._changes, self._clock, self._page = changes, clock, page

    @cached_property
    def panel(self) -> ChangePanel:
        """Under the list, made when a visit is changed for the first time."""
        panel = ChangePanel(self._clock, self._page)
        panel.given.connect(self._save)
        panel.left.connect(self._leave)
        column = self._page.layout()
        if isinstance(column, QVBoxLayout):
            column.addWidget(panel)
        return panel

    def begin(self, due: DuePerson, colleagues: Sequence[str]) -> None:
        """Ask what shall change about a visit."""
        self.panel.begin(due, colleagues)

    @async_slot(again="ignore")
    async def _save(self, due: DuePerson, wanted: Change) -> None:
        done = await self._changes.change(due, wanted)
        if isinstance(done, Unsaved):
            self.panel.show_problems(done.problems)
            return
        self._leave()
        if done.is_done:
            can_take_back = not isinstance(wanted, TakeBack | Withdraw)
            way_back = self._way_back(done) if can_take_back else None
            self.told.emit(self._words(due.person.name, wanted), way_back)
        else:
            told = self.tr("Somebody else was first, and nothing was changed. Please look at the list again.")
            self.told.emit(told, None)
        self.done.emit()

    def _words(self, name: str, wanted: Change) -> str:
        match wanted:
            case Move(to=to):
                text = self.tr("The visit to {name} is now planned for {day}.")
                return text.format(name=name, day=day_words(to))
            case Skip():
                return self.tr("The visit to {name} is left out this time.").format(name=name)
            case HandOn(to=whom):
                text = self.tr(
                    "{colleague} is asked to make the visit to {name}. Until they accept it is yours."
                )
                return text.format(colleague=whom, name=name)
            case Withdraw():
                return self.tr("The visit to {name} is offered to nobody any more.").format(name=name)
            case TakeBack():
                return self.tr("The visit to {name} is in your list again.").format(name=name)

    def _way_back(self, changed: Changed) -> Callable[[], None]:
        return lambda: self._take_back(changed)

    @async_slot
    async def _take_back(self, changed: Changed) -> None:
        await self._changes.take_back(changed)
        self.done.emit()

    def _leave(self) -> None:
        self.panel.hide()
        self.left.emit()
