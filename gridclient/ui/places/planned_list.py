"""What is planned for the grids, a line each; a supervisor takes it back before its day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gridclient.actions.grid_changes import PlannedChange
from gridclient.ui.widgets.card import RHYTHM, Card
from gridclient.ui.widgets.texts import Subtitle, Text
from gridclient.ui.words import day_words, listed, words
from gridcore.field_problems import PROBLEMS
from gridcore.fields import label

_HEADING = label("PlannedList", "Planned")
_MOST_NAMES = 6


class PlannedList(Card):
    """Hidden while nothing is planned."""

    taken_back = Signal(str)
    """A plan, by its id."""

    def __init__(self, parent: QWidget | None = None, *, may_change: bool) -> None:
        super().__init__(parent, heading=words(_HEADING))
        self._may_change = may_change
        self._rows: list[QWidget] = []
        self.hide()

    def show_plans(self, plans: Sequence[PlannedChange]) -> None:
        """Show these, the next first."""
        for each in self._rows:
            self.body.removeWidget(each)
            each.hide()
            each.deleteLater()
        self._rows = [self._row(each) for each in plans]
        for row in self._rows:
            self.body.addWidget(row)
        self.setVisible(bool(plans))

    def _row(self, planned: PlannedChange) -> QWidget:
        row = QWidget(self)
        beside = QHBoxLayout(row)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(RHYTHM)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(Text(self._words(planned), row, wraps=True))
        column.addWidget(Subtitle(self._more(planned), row, wraps=True))
        beside.addLayout(column, 1)
        if self._may_change:
            text = self.tr("Take back") if planned.obstacle is None else self.tr("Put away")
            button = QPushButton(text, row)
            button.setAccessibleName(f"{text}: {self._words(planned)}")
            button.clicked.connect(lambda _=False, plan=planned.id: self.taken_back.emit(plan))
            beside.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _words(self, planned: PlannedChange) -> str:
        plan = planned.plan
        if plan.ends:
            text = self.tr("From {day}: {grid} is merged into {to}")
        elif plan.founded is not None:
            text = self.tr("From {day}: {grid} is split; what leaves it becomes {to}")
        else:
            text = self.tr("From {day}: buildings of {grid} go to {to}")
        day = day_words(date.fromisoformat(plan.on))
        return text.format(day=day, grid=planned.grid_name, to=planned.to_name)

    def _more(self, planned: PlannedChange) -> str:
        if planned.obstacle is not None:
            known = PROBLEMS.get(planned.obstacle)
            why = words(known) if known is not None else self.tr("The rules have changed since.")
            return self.tr("It was not done. {why}").format(why=why)
        told = []
        if not planned.plan.ends:
            told.append(self.tr("%n building(s)", "", len(planned.plan.buildings)))
        names = planned.buildings[:_MOST_NAMES]
        if names:
            more = "…" if len(planned.buildings) > len(names) else ""
            told.append(listed(names) + more)
        told.append(
            self.tr("the workers go along")
            if planned.plan.keeps_workers
            else self.tr("the workers do not go along")
        )
        return " · ".join(told)
