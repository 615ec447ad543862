"""Taking an earlier value back: one question unless it is one's own last change, and one press to undo it."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from gridclient.actions.histories import Change, History, Offer, Refusal
from gridclient.actions.records import Saved, Unsaved
from gridclient.ui.async_slot import async_slot
from gridclient.ui.history.history_section import HistoryAsks
from gridclient.ui.households.value_words import Names, field_title, masked_words
from gridclient.ui.widgets.form_row import problem_words
from gridclient.ui.widgets.question import confirm
from gridclient.ui.widgets.toast import Toast
from gridclient.ui.words import in_a_row
from gridcore.ids import RecordId
from gridcore.records import RECORD_TYPES


class KeepsHistories(Protocol):
    """Reads histories and takes values back (`gridclient.actions.histories.Histories`)."""

    async def history(self, kind: str, record: RecordId) -> History:
        """How a record came to be what it is."""

    async def offer(self, change: Change) -> Offer | Refusal:
        """Whether a value can be taken back."""

    async def take_back(self, offer: Offer) -> Saved | Unsaved:
        """Let it stand again."""

    async def undo(self, offer: Offer) -> Saved | Unsaved:
        """Not, after all."""

    async def bring_back(self, change: Change) -> bool:
        """Bring a removed record back."""


class TakesBack(QObject):
    """Does what the lines of a page's history are asked for; `changed` says that something was written."""

    changed = Signal()
    shown_more = Signal(int)
    revealed = Signal(str, str, str)

    def __init__(self, histories: KeepsHistories, page: QWidget, toast: Toast) -> None:
        super().__init__(page)
        self._histories, self._page, self._toast = histories, page, toast
        self.names: Names = {}
        """By what people know the records that values name."""
        self.asks = HistoryAsks(self)
        self.asks.taken_back.connect(self.take_back)
        self.asks.brought_back.connect(self.bring_back)
        self.asks.revealed.connect(self.revealed)
        self.asks.shown_more.connect(self.shown_more)

    @async_slot(again="ignore")
    async def take_back(self, change: Change) -> None:
        """Ask where somebody else's work, or a later value, is replaced; write; offer the way back."""
        offer = await self._histories.offer(change)
        if not isinstance(offer, Offer):
            self._toast.show_message(self._refused(offer))
            return
        if not offer.is_own_last and not await self._agreed(offer):
            return
        done = await self._histories.take_back(offer)
        if isinstance(done, Unsaved):
            self._toast.show_message(self._unsaved(done))
            return
        told = self.tr("Taken back; it will be sent.")
        if offer.is_proposal:
            told = self.tr("Proposed: it stands once a supervisor has agreed.")
        self.changed.emit()
        self._toast.show_message(told, lambda: self._undo(offer))

    @async_slot(again="ignore")
    async def bring_back(self, change: Change) -> None:
        """A removed record comes back with all that it held; of two that became one it is asked first."""
        if change.what != "removed" and not await self._are_two(change):
            return
        if not await self._histories.bring_back(change):
            self._toast.show_message(self._refused("gone"))
            return
        self.changed.emit()
        told = self.tr("It comes back with the next sync.")
        if change.what != "removed":
            told = self.tr("Proposed: the two are separate again once a supervisor has agreed.")
        self._toast.show_message(told)

    @async_slot
    async def _undo(self, offer: Offer) -> None:
        done = await self._histories.undo(offer)
        if isinstance(done, Unsaved):
            self._toast.show_message(self._unsaved(done))
        else:
            self.changed.emit()

    async def _are_two(self, change: Change) -> bool:
        named = self.names.get(change.record)
        about = change.title or (named.words[0] if named is not None and named.words else "…")
        question = self.tr("Is “{what}” somebody or something else than the record that was kept?")
        told = self.tr(
            "The other record comes back with what went over from it. What somebody has changed since then"
            " stays where it is. A supervisor decides about it, who is not the one that proposes it."
        )
        return await confirm(
            self._page, question.format(what=about), told, self.tr("&Propose to undo the merge")
        )

    async def _agreed(self, offer: Offer) -> bool:
        change = offer.change
        declared = RECORD_TYPES[change.kind].fields[change.field]
        told = self.tr("Now: {now}\nThen: {then}").format(
            now=masked_words(declared, offer.now, self.names),
            then=masked_words(declared, offer.then, self.names),
        )
        if offer.is_proposal:
            told += "\n" + self.tr("A supervisor decides about it; until then the value of now stands.")
        question = self.tr("Take the earlier value of “{field}” back?")
        title = field_title(change.kind, change.field)
        return await confirm(self._page, question.format(field=title), told, self.tr("&Take back"))

    def _refused(self, why: Refusal) -> str:
        match why:
            case "gone":
                return self.tr("This record is not on this computer any more.")
            case "same":
                return self.tr("This value stands already.")
            case "not_yours":
                return self.tr("Somebody else has to change this. You can ask for a correction.")

    def _unsaved(self, done: Unsaved) -> str:
        if not done.problems:
            return self._refused("gone")
        told = in_a_row(*(problem_words(each) for each in done.problems))
        return self.tr("The earlier value does not fit what is there now: {problems}").format(problems=told)
