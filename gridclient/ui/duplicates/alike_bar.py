"""A hint beside the form of somebody new: who is recorded already and may be the same person."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gridclient.actions.duplicates import Alike
from gridclient.ui.async_slot import async_slot
from gridclient.ui.duplicates.pair_words import reasons_listed, title_words
from gridclient.ui.widgets.problem_bar import ProblemBar, ProblemText
from gridcore.fields import Values
from gridcore.ids import RecordId

FindsAlike = Callable[[RecordId, Values], Awaitable[Sequence[Alike]]]
"""Who may be the one that a form describes (`gridclient.actions.duplicates.Duplicates.alike`)."""


class AlikeBar(QWidget):
    """Looks each time when typing stops; it never stands in the way of saving.

    `chosen` carries the household of the one who is recorded already. Whom somebody dismissed is not
    named again while the form is open.
    """

    chosen = Signal(str)

    def __init__(self, find: FindsAlike, record: RecordId, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._find, self._record = find, record
        self._shown: Alike | None = None
        self._dismissed: set[RecordId] = set()
        self.bar = ProblemBar(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.bar)
        self.bar.dismissed.connect(self._dismiss)
        self.hide()

    @async_slot(again="restart")
    async def look(self, values: Values) -> None:
        """Name the likeliest, if there is one."""
        found = await self._find(self._record, values)
        likely = next((each for each in found if each.record not in self._dismissed), None)
        if likely is None:
            self._shown = None
            self.hide()
        elif likely != self._shown:
            self._show(likely)

    def _show(self, likely: Alike) -> None:
        self._shown = likely
        told = ProblemText(
            self.tr("This may be somebody who is recorded already: {who}").format(
                who=title_words(likely.title)
            ),
            self.tr("Why: {why}. You can save all the same.").format(why=reasons_listed(likely.reasons)),
            severity="warning",
        )
        household = likely.household
        self.bar.show_problem(
            told, self.tr("&Open that one instead"), lambda: self.chosen.emit(str(household))
        )
        self.show()

    def _dismiss(self) -> None:
        if self._shown is not None:
            self._dismissed.add(self._shown.record)
        self._shown = None
        self.hide()
