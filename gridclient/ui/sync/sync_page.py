"""Sync: how much is on the server, what waits, what was refused and why, what was handed in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLayout, QPushButton, QVBoxLayout, QWidget

from gridclient.actions.gone import GoneRecord
from gridclient.actions.sync_status import (
    HandedInRecord,
    RefusedEdit,
    SyncOverview,
    WaitingFiles,
    WaitingRecord,
)
from gridclient.ui.async_slot import async_slot
from gridclient.ui.shell.sync_status import SyncState, SyncStatus, sync_badge
from gridclient.ui.sync.answered_card import AnsweredCard, answer_words
from gridclient.ui.sync.files_card import FilesCard
from gridclient.ui.sync.gone_card import GoneCard, HoldsGone
from gridclient.ui.sync.hand_over_card import HandOverCard, HandsOver
from gridclient.ui.sync.reasons import reason_words
from gridclient.ui.sync.recovered_card import RecoveredCard
from gridclient.ui.sync.written_values import written_values
from gridclient.ui.widgets.badge import Chip
from gridclient.ui.widgets.card import RHYTHM, Card
from gridclient.ui.widgets.empty_state import EmptyState
from gridclient.ui.widgets.page_header import PageHeader
from gridclient.ui.widgets.problem_bar import ProblemBar, ProblemText
from gridclient.ui.widgets.progress_panel import ProgressPanel
from gridclient.ui.widgets.scroll_column import ScrollColumn
from gridclient.ui.widgets.tab_order import tab_through
from gridclient.ui.widgets.texts import Strong, Subtitle, Text, Title
from gridclient.ui.words import day_words, listed, moment_words, words
from gridcore.records import RECORD_TYPES
from gridcore.wire.notices import CopyNoticed, DeviceSuspended

_MANY = 200
"""More records than this take long enough to be told."""
_SHOWN = 30
"""Rows of a card; the rest is counted in words."""


@dataclass(frozen=True)
class LineStatus:
    """The line as the runner sees it: state, bytes of the last round before packing, what is wrong."""

    sync: SyncStatus
    bytes_up: int = 0
    bytes_down: int = 0
    received: int = 0
    problem: ProblemText | None = None
    is_text_only: bool = False
    """Photos wait for another line, or for the user's word."""


class ReadsSync(Protocol):
    """Reads the page (`gridclient.actions.sync_status.SyncStatus`)."""

    async def overview(self) -> SyncOverview:
        """The page as it stands."""

    async def dismiss(self, edits: Collection[int]) -> None:
        """Forget refused edits."""

    async def seen_recovered(self) -> None:
        """The user knows what came back."""

    async def seen_copies(self) -> None:
        """The supervisor knows of the copies."""


class SyncPage(QWidget):
    """Tells where the work is. `open_asked` carries kind and record of something refused, to be mended.

    `stop_asked` ends a long receiving at its next commit line; what came stays. `revealed` names kind, record
    and field of a refused value that came into sight. `told` carries words about a file that was handed over.
    """

    open_asked = Signal(str, str)
    sync_asked = Signal()
    stop_asked = Signal()
    conflicts_asked = Signal()
    proposals_asked = Signal()
    revealed = Signal(str, str, str)
    told = Signal(str)

    def __init__(
        self,
        sync: ReadsSync,
        hand_over: HandsOver,
        clock: Callable[[], datetime],
        parent: QWidget | None = None,
        *,
        gone: HoldsGone | None = None,
    ) -> None:
        super().__init__(parent)
        self._sync, self._clock, self._gone = sync, clock, gone
        self._line: LineStatus | None = None
        self._found: tuple[SyncOverview, LineStatus | None, Sequence[GoneRecord]] | None = None
        self.header = PageHeader(self.tr("Sync"), "", self)
        self._chip: Chip | None = None
        self.proposals = QPushButton(self.tr("My p&roposals"), self)
        self.proposals.clicked.connect(self.proposals_asked)
        self.header.add_control(self.proposals)
        self.button = self.header.set_primary(self.tr("&Send now (F5)"))
        self.button.clicked.connect(self.sync_asked)
        self._problem = ProblemBar(self)
        self.progress = ProgressPanel(self.tr("Your records are being received"), self)
        self.progress.cancelled.connect(self.stop_asked)
        self._column = ScrollColumn(self, spacing=2 * RHYTHM)
        self._cards: list[QWidget] = []
        self.hand_over = HandOverCard(hand_over, self)
        self.hand_over.told.connect(self.told)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RHYTHM)
        for each in (self.header, self._problem, self.progress):
            column.addWidget(each)
        column.addWidget(self._column, 1)
        column.addWidget(self.hand_over)

    def page_shown(self) -> None:
        """Read the page anew."""
        self.reload()

    def show_line(self, line: LineStatus) -> None:
        """The runner tells how the line is."""
        before, self._line = self._line, line
        badge = sync_badge(line.sync)
        if self._chip is None:
            self._chip = Chip(badge, self)
            self.header.add_control(self._chip)
        self._chip.show_badge(badge)
        if line.problem is not None:
            self._problem.show_problem(line.problem)
        else:
            self._problem.dismiss()
        self._show_progress(line)
        is_only_progress = before is not None and before.sync == line.sync and self.progress.isVisible()
        if self.isVisible() and not is_only_progress:
            self.reload()

    def _show_progress(self, line: LineStatus) -> None:
        """A long receiving is told as it goes; how much is left nobody knows before its end."""
        if line.sync.state is not SyncState.SENDING or line.received < _MANY:
            self.progress.finish()
            return
        if self.progress.isHidden():
            self.progress.start()
        told = self.tr("%n record(s)", "", line.received) + f" · {_kilobytes(line.bytes_down)}"
        self.progress.show_progress(0, 0, told)

    @async_slot(again="restart")
    async def reload(self) -> None:
        """Read and show."""
        found = await self._sync.overview()
        gone = [] if self._gone is None else await self._gone.records()
        self._show(found, gone)

    def _show(self, found: SyncOverview, gone: Sequence[GoneRecord]) -> None:
        if self._found == (found, self._line, gone):
            return  # what the keyboard is on stays
        self._found = (found, self._line, gone)
        for card in self._cards:
            card.hide()
            card.deleteLater()
        self._cards = [self._count_card(found)]
        if found.recovered is not None:
            came_back = RecoveredCard(found.recovered, self._moment, self)
            came_back.understood.connect(self._seen_recovered)
            self._cards.append(came_back)
        if found.suspended:
            self._cards.append(self._suspended_card(found.suspended))
        if found.copies:
            self._cards.append(self._copies_card(found.copies))
        decisions = self._line.sync.needs - len(found.refused) if self._line is not None else 0
        if decisions > 0:
            self._cards.append(self._decisions_card(decisions))
        if found.refused:
            self._cards.append(self._refused_card(found))
        if found.waiting:
            self._cards.append(self._waiting_card(found))
        if found.files.count:
            self._cards.append(self._files_card(found.files))
        if gone and self._gone is not None:
            self._cards.append(self._gone_card(self._gone, gone))
        if found.answers:
            self._cards.append(AnsweredCard(found.answers, self._moment, self))
        if found.handed_in:
            self._cards.append(self._handed_in_card(found))
        for card in self._cards:
            self._column.add(card)
        tab_through(*self._cards, self.hand_over)

    def _count_card(self, found: SyncOverview) -> Card:
        card = Card(self)
        if not found.saved:
            nothing = EmptyState("synced", self.tr("Nothing was recorded on this computer yet."), "", card)
            card.body.addWidget(nothing)
        else:
            counted = self.tr("{done} of {all} on the server").format(done=found.on_server, all=found.saved)
            card.body.addWidget(Title(counted, card))
        if found.backed_up:
            told = self.tr("{done} of them in a backup of the server").format(done=found.backed_up)
            card.body.addWidget(Subtitle(told, card, wraps=True))
        card.body.addWidget(Subtitle(self._contact(found), card, wraps=True))
        if self._line is not None and (self._line.bytes_up or self._line.bytes_down):
            told = self.tr("Last time: {up} sent, {down} received, {records} records.").format(
                up=_kilobytes(self._line.bytes_up),
                down=_kilobytes(self._line.bytes_down),
                records=self._line.received,
            )
            card.body.addWidget(Subtitle(told, card, wraps=True))
        return card

    def _contact(self, found: SyncOverview) -> str:
        if not found.last_contact:
            return self.tr("This computer has not reached the server yet. All work is kept here, encrypted.")
        return self.tr("Last contact: {moment}").format(moment=self._moment(found.last_contact))

    def _copies_card(self, found: Sequence[CopyNoticed]) -> Card:
        """For a supervisor: nothing was lost, and somebody may have taken a copy."""
        card = Card(self, heading=self.tr("A laptop's records were copied or put back from earlier"))
        told = self.tr(
            "Both copies go on apart, and no work is lost. If nobody meant to do this, stop the device."
        )
        card.body.addWidget(Text(told, card, wraps=True))
        self._add_laptops(card, found)
        return card

    def _suspended_card(self, found: Sequence[DeviceSuspended]) -> Card:
        """For a supervisor: somebody has to look before the two copies go on."""
        card = Card(self, heading=self.tr("%n laptop(s) are suspended", "", len(found)))
        told = self.tr(
            "Work is done in two copies of the same records, against each other. Nothing is lost: what they"
            " send waits under left-behind work. Speak to the person, then let the administrator admit the"
            " device again, or stop it and set the laptop up anew."
        )
        card.body.addWidget(Text(told, card, wraps=True))
        self._add_laptops(card, found)
        return card

    def _add_laptops(self, card: Card, found: Sequence[CopyNoticed | DeviceSuspended]) -> None:
        for each in found:
            about = Text(each.device, card)
            card.body.addLayout(_row(Strong(each.user, card), about, Subtitle(self._moment(each.at), card)))
        self._add_understood(card, self._seen_copies)

    def _add_understood(self, card: Card, seen: Callable[[], object]) -> None:
        button = QPushButton(self.tr("&Understood"), card)
        button.clicked.connect(seen)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button)
        card.body.addLayout(row)

    def _files_card(self, found: WaitingFiles) -> Card:
        is_text_only = self._line is not None and self._line.is_text_only
        return FilesCard(found, _kilobytes(found.size), is_text_only=is_text_only, parent=self)

    def _gone_card(self, held: HoldsGone, found: Sequence[GoneRecord]) -> Card:
        card = GoneCard(held, found, self._moment, self)
        card.changed.connect(self.reload)
        card.told.connect(self.told)
        return card

    @async_slot
    async def _seen_copies(self) -> None:
        await self._sync.seen_copies()
        self.reload()

    @async_slot
    async def _seen_recovered(self) -> None:
        await self._sync.seen_recovered()
        self.reload()

    def _waiting_card(self, found: SyncOverview) -> Card:
        heading = self.tr("%n record(s) wait to be sent", "", len(found.waiting))
        card = Card(self, heading=heading)
        for each in found.waiting[:_SHOWN]:
            card.body.addLayout(self._waiting_row(card, each))
        self._add_rest(card, len(found.waiting))
        return card

    def _waiting_row(self, card: Card, each: WaitingRecord) -> QLayout:
        since = self.tr("since {moment}").format(moment=self._moment(each.since))
        return _row(
            Strong(words(each.label), card),
            Text(_named(each.title.words, each.title.day), card),
            Subtitle(since, card),
        )

    def _decisions_card(self, count: int) -> Card:
        card = Card(self)
        button = QPushButton(self.tr("D&ecide"), card)
        button.clicked.connect(self.conflicts_asked)
        told = Strong(self.tr("%n conflict(s) need a decision", "", count), card, wraps=True)
        row = QHBoxLayout()
        row.addWidget(told, 1)
        row.addWidget(button)
        card.body.addLayout(row)
        return card

    def _refused_card(self, found: SyncOverview) -> Card:
        card = Card(self, heading=self.tr("%n change(s) need you", "", len(found.refused)))
        card.body.addWidget(
            Subtitle(
                self.tr("They are not on the record. What you wrote is kept here and with your supervisor."),
                card,
                wraps=True,
            )
        )
        for each in found.refused[:_SHOWN]:
            self._add_refused(card, each)
        self._add_rest(card, len(found.refused))
        return card

    def _add_refused(self, card: Card, each: RefusedEdit) -> None:
        fields = listed(words(label) for label in each.fields)
        named = (words(each.label), _named(each.title.words, each.title.day))
        what = Strong(" · ".join(part for part in named if part), card, wraps=True)
        told_why = reason_words(each.verdict, each.reason, each.kind)
        why = Text(answer_words(each.answer, self._moment) if each.answer else told_why, card, wraps=True)
        mend = QPushButton(self.tr("Open"), card)
        done = QPushButton(self.tr("Done with it"), card)
        name = f"{words(each.label)} {_named(each.title.words, each.title.day)}"
        mend.setAccessibleName(self.tr("Open {name}").format(name=name))
        done.setAccessibleName(self.tr("Done with {name}").format(name=name))
        mend.clicked.connect(lambda: self.open_asked.emit(each.kind, each.record))
        if each.kind not in RECORD_TYPES:
            mend.hide()  # there is nothing to open
        done.clicked.connect(lambda: self._dismiss(each.n))
        shown = written_values(each, card)
        told = "" if shown.count else fields
        card.body.addLayout(_row(what, Subtitle(told, card, wraps=True), mend, done))
        card.body.addWidget(why)
        shown.revealed.connect(lambda field: self.revealed.emit(each.kind, each.record, field))
        card.body.addWidget(shown)

    @async_slot
    async def _dismiss(self, number: int) -> None:
        await self._sync.dismiss([number])
        self.reload()

    def _handed_in_card(self, found: SyncOverview) -> Card:
        card = Card(self, heading=self.tr("Handed in"))
        told = self.tr("These values have left this computer; only the server can read them.")
        card.body.addWidget(Subtitle(told, card, wraps=True))
        for each in found.handed_in[:_SHOWN]:
            card.body.addLayout(self._handed_in_row(card, each))
        self._add_rest(card, len(found.handed_in))
        return card

    def _handed_in_row(self, card: Card, each: HandedInRecord) -> QLayout:
        moment = Subtitle(self._moment(each.at), card)
        return _row(
            Strong(words(each.label), card), Text(_named(each.about.words, each.about.day), card), moment
        )

    def _add_rest(self, card: Card, count: int) -> None:
        if count > _SHOWN:
            card.body.addWidget(Subtitle(self.tr("and %n more", "", count - _SHOWN), card))

    def _moment(self, text: str) -> str:
        now = self._clock().astimezone()
        zone = now.tzinfo
        assert zone is not None, "astimezone gives a zone"
        return moment_words(datetime.fromisoformat(text), now, zone)


def _named(title: Sequence[str], day: str | None) -> str:
    told = [day_words(date.fromisoformat(day))] if day else []
    return " · ".join([*title, *told])


def _row(first: QWidget, middle: QWidget, *last: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(RHYTHM)
    row.addWidget(first)
    row.addWidget(middle, 1)
    for each in last:
        row.addWidget(each)
    return row


def _kilobytes(count: int) -> str:
    return f"{count / 1000:.1f} kB" if count < 1_000_000 else f"{count / 1_000_000:.1f} MB"
