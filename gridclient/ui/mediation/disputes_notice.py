"""One line about disputes that were handed in: how many wait for a mediator, or what was answered."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gridclient.actions.dispute_reports import DisputeNews
from gridclient.ui.async_slot import async_slot
from gridclient.ui.today.notice import Notice
from gridclient.ui.words import language
from gridcore.codes.disputes import DECLINE_REASON, DISPUTE_ANSWER


class TellsDisputes(Protocol):
    """What the line asks (`gridclient.actions.dispute_reports.DisputeReports`)."""

    async def news(self) -> DisputeNews:
        """What there is to tell."""


class DisputesNotice(Notice):
    """`inbox_asked` from a mediator, `answers_asked` from an author; `told` when it was read anew."""

    inbox_asked = Signal()
    answers_asked = Signal()
    told = Signal()

    def __init__(self, disputes: TellsDisputes, parent: QWidget) -> None:
        super().__init__(parent)
        self._disputes = disputes

    @async_slot(again="restart")
    async def reload(self) -> None:
        """Read anew, and say it, or take no room."""
        news = await self._disputes.news()
        if news.waiting:
            text = self.tr("%n dispute(s) handed in wait for a mediator", "", news.waiting)
            self.show_text(text, self.tr("&Read them"))
            self.on_click(self.inbox_asked.emit)
        elif news.answered:
            last = news.answered[0]
            text = self.tr("%n dispute(s) that you handed in: {answer}", "", len(news.answered))
            why = f" · {DECLINE_REASON.text(last.reason, language())}" if last.reason else ""
            self.show_text(
                text.format(answer=DISPUTE_ANSWER.text(last.outcome, language()) + why), self.tr("&Answers")
            )
            self.on_click(self.answers_asked.emit)
        else:
            self.show_text("")
        self.told.emit()
