"""Answers to what is offered on Today: saved at once, and told in one sentence."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, Signal

from gridclient.actions.today import DuePerson
from gridclient.ui.async_slot import async_slot
from gridclient.ui.today.notices import TodayNotices


class AnswersOffers(Protocol):
    """Answers offers (`gridclient.actions.visit_offers.VisitOffers`)."""

    async def accept(self, due: DuePerson) -> bool:
        """Make it one's own; False where it is not offered any more."""

    async def decline(self, due: DuePerson, reason: str) -> bool:
        """Say why not."""

    async def put_away(self, due: DuePerson) -> bool:
        """Take note that it was declined, or taken back."""


class Answers(QObject):
    """Between the lines above the list and the actions; `done` when the day is to be read anew."""

    told = Signal(str, object)
    done = Signal()

    def __init__(self, offers: AnswersOffers, notices: TodayNotices) -> None:
        super().__init__(notices)
        self._offers = offers
        notices.offers.accepted.connect(self._accept)
        notices.offers.declined.connect(self._decline)
        notices.put_away_asked.connect(self._put_away)

    @async_slot(again="ignore")
    async def _accept(self, due: DuePerson) -> None:
        told = self.tr("The visit to {name} is yours now.")
        self._tell(told.format(name=due.person.name), await self._offers.accept(due))

    @async_slot(again="ignore")
    async def _decline(self, due: DuePerson, reason: str) -> None:
        told = self.tr("The visit to {name} stays with your colleague, who reads why.")
        self._tell(told.format(name=due.person.name), await self._offers.decline(due, reason))

    @async_slot(again="ignore")
    async def _put_away(self, due: DuePerson) -> None:
        await self._offers.put_away(due)
        self.done.emit()

    def _tell(self, text: str, is_done: bool) -> None:
        self.told.emit(text if is_done else self.tr("This is not offered to you any more."), None)
        self.done.emit()
