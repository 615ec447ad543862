"""What would become of two grids: their sizes before and after, who works there, and what moves."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gridclient.actions.grid_changes import SizeChange
from gridclient.ui.widgets.badge import Badge, Chip
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.texts import Strong, Subtitle, Text

_MOST, _TOLD = 2, 5


class SizePreview(QWidget):
    """A line for each of the two grids, then what happens on laptops."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = [Strong("", self) for _ in range(_MOST)]
        self._sizes = [Text("", self, wraps=True) for _ in range(_MOST)]
        self._workers = [Subtitle("", self, wraps=True) for _ in range(_MOST)]
        self._chips = [Chip(Badge(self.tr("Too large"), "warning", "service"), self) for _ in range(_MOST)]
        self.told = [Subtitle("", self, wraps=True) for _ in range(_TOLD)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RHYTHM // 2)
        for at in range(_MOST):
            row = QHBoxLayout()
            row.setSpacing(RHYTHM)
            row.addWidget(self._names[at])
            row.addWidget(self._chips[at])
            row.addStretch(1)
            column.addLayout(row)
            column.addWidget(self._sizes[at])
            column.addWidget(self._workers[at])
        column.addSpacing(RHYTHM)
        for each in self.told:
            column.addWidget(each)
        column.addStretch(1)

    def show_changes(self, changes: Sequence[SizeChange], buildings: int, records: int) -> None:
        """Show what becomes of the grid that is left, and of the other one once it is known."""
        for at in range(_MOST):
            known = changes[at] if at < len(changes) else None
            for each in (self._names[at], self._sizes[at], self._workers[at]):
                each.setVisible(known is not None)
            self._chips[at].setVisible(known is not None and known.is_too_large)
            if known is not None:
                self._show(at, known)
        going = self.tr("%n building(s) go", "", buildings)
        here = self.tr("%n record(s) here", "", records)
        self.told[0].setText(f"{going} · {here}")
        self.told[-1].setText(self.tr("Reports about earlier days still find the old grid."))

    def show_workers(self, *, goes_along: bool, is_new: bool, planned: str) -> None:
        """Say who sees the buildings afterwards; `planned`: the day in words, if it lies ahead."""
        if goes_along:
            laptops = self.tr(
                "Who works the old grid works the other one too, from the same moment; nothing leaves their"
                " laptops. When somebody takes over, your administrator ends that."
            )
        else:
            laptops = self.tr(
                "Laptops of the old grid first send what is unsent; what they had of these buildings is then"
                " deleted there."
            )
        nobody = self.tr(
            "Until your administrator assigns somebody to the new grid, only supervisors see these buildings."
        )
        ahead = self.tr("It happens by itself on {day}; until then it can be taken back under Grids.")
        told = (laptops, nobody if is_new and not goes_along else "", ahead.format(day=planned))
        for line, text in zip(self.told[1:-1], told, strict=True):
            line.setText(text)
            line.setVisible(bool(text) and (text is not told[-1] or bool(planned)))

    def _show(self, at: int, known: SizeChange) -> None:
        self._names[at].setText(known.name or self.tr("The new grid"))
        text = self.tr("Households {h0} → {h1} · people {p0} → {p1}")
        (h0, h1), (p0, p1) = known.households, known.people
        self._sizes[at].setText(text.format(h0=h0, h1=h1, p0=p0, p1=p1))
        nobody = self.tr("nobody is named yet")
        self._workers[at].setText(self.tr("On duty: {name}").format(name=known.worker or nobody))
