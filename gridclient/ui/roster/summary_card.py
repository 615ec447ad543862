"""What an import would do, in one line; how the file is read; and what is seen below."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from gridclient.ui.households.filter_chips import FilterChip
from gridclient.ui.roster.row_words import sheet_words
from gridclient.ui.widgets.card import RHYTHM, Card
from gridclient.ui.widgets.texts import Strong, Subtitle
from gridcore.roster.columns import Column
from gridcore.roster.plan import RosterPlan
from gridcore.roster.rows import Verdict

ROWS, DIFFERENCES, COLUMNS = range(3)


class SummaryCard(Card):
    """`view_asked` carries the number of what is to be seen: rows, differences or columns."""

    view_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = ""
        self._sums = Strong("", self, wraps=True)
        self._sheets = Subtitle("", self, wraps=True)
        self.chips = [
            FilterChip("rows", self.tr("Rows"), "list", self),
            FilterChip("differences", "", "conflict", self),
            FilterChip("columns", self.tr("Columns"), "pencil", self),
        ]
        self.only_doubts = QCheckBox(self.tr("Only rows worth a &look"), self)
        self.fill = QCheckBox(self.tr("Fill in missing birth dates and sex from identity &numbers"), self)
        line = QHBoxLayout()
        line.setSpacing(2 * RHYTHM)
        for number, chip in enumerate(self.chips):
            chip.clicked.connect(lambda _=False, number=number: self._view(number))
            line.addWidget(chip)
        line.addWidget(self.only_doubts)
        line.addWidget(self.fill)
        line.addStretch(1)
        for each in (self._sums, self._sheets):
            self.body.addWidget(each)
        self.body.addLayout(line)

    def show_view(self, number: int) -> None:
        """Press the chip of what is to be seen."""
        self._view(number)

    def show_plan(self, plan: RosterPlan, differences: int) -> None:
        """What would become of the rows, and how the sheets are read."""
        counted = plan.verdicts()
        taken, mended, refused, dropped = (counted[each] for each in Verdict)
        parts = [
            self.tr("%n row(s) taken", "", taken),
            self.tr("%n mended", "", mended),
            self.tr("%n refused", "", refused),
            self.tr("%n left out", "", dropped),
        ]
        self._rows = " · ".join(parts)
        read = [each.headings.columns for each in plan.sheets if each.headings is not None]
        self.fill.setVisible(any(Column.IDENTITY_NUMBER in each.values() for each in read))
        self._sheets.setText("\n".join(sheet_words(each) for each in plan.sheets))
        self.chips[DIFFERENCES].setText(self.tr("Differences ({count})").format(count=differences))

    def show_changes(self, count: int) -> None:
        """How much would be saved by now."""
        told = self.tr("%n change(s) to save", "", count) if count else self._nothing_new()
        self._sums.setText(f"{self._rows} · {told}")

    def _view(self, number: int) -> None:
        """One chip is pressed; no button group, of which the keyboard would reach one alone."""
        for each, chip in enumerate(self.chips):
            chip.setChecked(each == number)
        self.view_asked.emit(number)

    def _nothing_new(self) -> str:
        return self.tr("everything is there already")
