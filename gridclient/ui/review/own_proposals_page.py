"""What one proposed or asked for oneself: how it stands, since when, and the way to take it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from gridclient.actions.own_proposals import OwnProposal
from gridclient.ui.async_slot import async_slot
from gridclient.ui.export.export_words import ledger_words
from gridclient.ui.households.value_words import field_title, time_words
from gridclient.ui.review.whole_lines import WHOLE
from gridclient.ui.review.withdrawing import confirm_withdrawal
from gridclient.ui.widgets.badge import Badge
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.empty_state import EmptyState
from gridclient.ui.widgets.page_header import PageHeader
from gridclient.ui.widgets.paged_rows import Column, Page, PagedRows, Sort
from gridclient.ui.widgets.record_table import RecordTable
from gridclient.ui.words import NOT_HERE, language, words
from gridcore.codes.rights import RIGHTS_WISH
from gridcore.fields import label
from gridcore.records import RECORD_TYPES
from gridcore.sync.proposals import SCOPE
from gridcore.workflows import MACHINES

_MOVE = label("OwnProposals", "Goes to another place")
_ACCEPTED, _REFUSED = frozenset({"accepted", "granted", "allowed"}), frozenset({"declined", "refused"})


class OwnWaits(Protocol):
    """What the page asks (`gridclient.actions.own_proposals.OwnProposals`)."""

    async def lines(self) -> Sequence[OwnProposal]:
        """What waits, then what was decided."""

    async def withdraw(self, line: OwnProposal) -> bool:
        """Take one back."""


class OwnProposalsPage(QWidget):
    """`saved` after something was withdrawn, `told` with a notice."""

    saved = Signal()
    told = Signal(str)

    def __init__(
        self, proposals: OwnWaits, now: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._proposals, self._now = proposals, now
        self._lines: Sequence[OwnProposal] = ()
        self.header = PageHeader(self.tr("My proposals"), "", self)
        self.withdraw_button = QPushButton(self.tr("&Withdraw…"), self)
        self.withdraw_button.setEnabled(False)
        self.header.add_control(self.withdraw_button)
        empty = EmptyState(
            "flag",
            self.tr("You proposed nothing that a second person decides."),
            self.tr("Merges, erasures, requests and lists of many people wait here until somebody answers."),
            self,
        )
        self.list = PagedRows(self._columns(), self._page, key=lambda line: line.record)
        self.table = RecordTable(self.list, self.tr("My proposals"), empty, self)
        self.withdraw_button.clicked.connect(self.withdraw)
        self.table.opened.connect(lambda _: self.withdraw())
        self.table.chosen.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RHYTHM)
        column.addWidget(self.header)
        column.addWidget(self.table, 1)

    def page_shown(self) -> None:
        """Read them anew."""
        self.list.reload()

    @async_slot(again="ignore")
    async def withdraw(self) -> None:
        """Take the chosen one back, after a question."""
        line = self.table.current()
        if line is None or not line.is_open or not await confirm_withdrawal(self):
            return
        if await self._proposals.withdraw(line):
            self.saved.emit()
            self.told.emit(self.tr("Withdrawn on this computer; it will be sent."))
        else:
            self.told.emit(
                self.tr("It was decided meanwhile, or is still on its way: nothing was withdrawn.")
            )
        self.list.reload()

    def _choose(self, line: OwnProposal | None) -> None:
        self.withdraw_button.setEnabled(line is not None and line.is_open)

    async def _page(self, offset: int, limit: int, sort: Sort | None) -> Page[OwnProposal]:
        if offset == 0:
            self._lines = await self._proposals.lines()
            count = sum(each.is_open for each in self._lines)
            self.header.set_subtitle(self.tr("%n waiting", "", count))
        return Page(self._lines[offset : offset + limit], len(self._lines))

    def _columns(self) -> list[Column[OwnProposal]]:
        return [
            Column(self.tr("Since"), lambda line: time_words(line.since, self._now()), width=11),
            Column(self.tr("What"), _what, width=16),
            Column(self.tr("Whom"), _whom, width=10, stretches=True),
            Column(self.tr("State"), lambda line: self._state(line).word, badge=self._state, width=12),
        ]

    def _state(self, line: OwnProposal) -> Badge:
        declared = RECORD_TYPES[line.kind]
        machine = MACHINES[declared.fields[declared.machine_cell or ""].machine or ""]
        found = machine.states.get(line.state)
        word = words(found) if found is not None else line.state
        if line.is_waiting:
            return Badge(self.tr("{state}, not sent yet").format(state=word), "waiting", "service")
        if line.state in _ACCEPTED:
            return Badge(word, "check", "ok")
        if line.state in _REFUSED:
            return Badge(word, "cross", "care")
        if line.is_open:
            return Badge(self.tr("Waits for a second person"), "clock", "service")
        return Badge(word, "undo", "vacant")


def _what(line: OwnProposal) -> str:
    if line.kind == "rights_request":
        return f"{words(RECORD_TYPES[line.kind].label)} · {RIGHTS_WISH.text(line.sort, language())}"
    if line.kind == "list_export":
        return f"{words(RECORD_TYPES[line.kind].label)} · {ledger_words(line.sort)}"
    if line.sort == SCOPE:
        return words(_MOVE)
    if line.sort in WHOLE:
        return words(WHOLE[line.sort])
    if line.subject_kind not in RECORD_TYPES:
        return words(RECORD_TYPES[line.kind].label)
    return f"{words(RECORD_TYPES[line.subject_kind].label)} · {field_title(line.subject_kind, line.sort)}"


def _whom(line: OwnProposal) -> str:
    """Whom or what it is about: a list is about nobody, and what went as a whole may not be here."""
    if line.kind == "list_export":
        return ""
    return " · ".join(line.title.words) or (words(NOT_HERE) if line.sort in WHOLE else "")
