"""After a restore of the server: records that it does not have any more, and what can be done about each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from gridclient.actions.gone import GoneRecord, OtherState
from gridclient.ui.async_slot import async_slot
from gridclient.ui.widgets.card import RHYTHM, Card
from gridclient.ui.widgets.question import confirm
from gridclient.ui.widgets.texts import Heading, Strong, Subtitle, Text
from gridclient.ui.words import day_words, words
from gridcore.ids import RecordId

_SHOWN = 30


class HoldsGone(Protocol):
    """What the card asks (`gridclient.actions.gone.Gone`)."""

    async def records(self) -> Sequence[GoneRecord]:
        """What was set aside."""

    async def put_back(self, record: RecordId) -> Sequence[OtherState] | None:
        """Record it once more."""

    async def let_go(self, record: RecordId) -> None:
        """Forget it."""


class GoneCard(Card):
    """One row a record. `changed` tells that one is settled, `told` carries words about it."""

    changed = Signal()
    told = Signal(str)

    def __init__(
        self, gone: HoldsGone, found: Sequence[GoneRecord], moment: Callable[[str], str], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._gone = gone
        heading = self.tr("%n record(s) are no longer on the server", "", len(found))
        self.setAccessibleName(heading)
        self.body.addWidget(Heading(heading, self))
        explained = self.tr(
            "The server was restored to an earlier time and has lost these. This computer keeps them for "
            "45 days. Put back what is right; let go of what is not needed."
        )
        self.body.addWidget(Subtitle(explained, self, wraps=True))
        for each in found[:_SHOWN]:
            self._add(each, moment)
        if len(found) > _SHOWN:
            self.body.addWidget(Subtitle(self.tr("and %n more", "", len(found) - _SHOWN), self))

    def _add(self, each: GoneRecord, moment: Callable[[str], str]) -> None:
        days = [day_words(date.fromisoformat(each.title.day))] if each.title.day else []
        named = " · ".join((*each.title.words, *days))
        since = self.tr("set aside {moment}").format(moment=moment(each.at))
        row = QHBoxLayout()
        row.setSpacing(RHYTHM)
        row.addWidget(Strong(words(each.label), self))
        row.addWidget(Text(named, self, wraps=True), 1)
        row.addWidget(Subtitle(since, self))
        name = f"{words(each.label)} {named}"
        if each.may_put_back:
            back = QPushButton(self.tr("&Put back"), self)
            back.setAccessibleName(self.tr("Put back {name}").format(name=name))
            back.clicked.connect(lambda: self._put_back(each.record))
            row.addWidget(back)
        else:
            row.addWidget(Subtitle(self._who_else(each), self, wraps=each.is_handed_in))
        away = QPushButton(self.tr("&Let go"), self)
        away.setAccessibleName(self.tr("Let go of {name}").format(name=name))
        away.clicked.connect(lambda: self._let_go(each.record))
        row.addWidget(away)
        self.body.addLayout(row)

    def _who_else(self, each: GoneRecord) -> str:
        """Who brings back what this user may not record."""
        if each.is_handed_in:
            return self.tr("The computer of whoever handed it in sends it again.")
        return self.tr("Your supervisor decides.")

    @async_slot(again="ignore")
    async def _put_back(self, record: RecordId) -> None:
        others = await self._gone.put_back(record)
        if others is None:
            self.told.emit(self.tr("It hangs on a record that is not here. Put that back first, please."))
        else:
            back = self.tr("Put back. It goes up with the next sync.")
            self.told.emit(" ".join((back, *map(self._other_state, others))))
        self.changed.emit()

    def _other_state(self, each: OtherState) -> str:
        told = self.tr(
            "{record}: it was “{was}” and is “{now}” now; the rest is for somebody to decide again."
        )
        return told.format(record=words(each.label), was=words(each.was), now=words(each.now))

    @async_slot(again="ignore")
    async def _let_go(self, record: RecordId) -> None:
        question = self.tr("Let go of this record?")
        consequence = self.tr("The server does not have it. Nobody may have another copy of it.")
        if await confirm(self, question, consequence, self.tr("&Let go")):
            await self._gone.let_go(record)
            self.changed.emit()
