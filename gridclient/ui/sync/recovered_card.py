"""After a crash or a repair: nothing to do, but whoever typed it wants to know that it is there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from gridclient.actions.sync_status import RecoveredWork
from gridclient.ui.widgets.card import Card
from gridclient.ui.widgets.texts import Heading, Text


class RecoveredCard(Card):
    """Says what came back, until it was `understood`."""

    understood = Signal()

    def __init__(self, found: RecoveredWork, moment: Callable[[str], str], parent: QWidget) -> None:
        super().__init__(parent)
        heading, told = self._repaired(found) if found.repaired_at else self._recovered(found)
        self.setAccessibleName(heading)
        self.body.addWidget(Heading(heading, self))
        at = found.repaired_at or found.last_at
        self.body.addWidget(Text(told.format(moment=moment(at)), self, wraps=True))
        self.button = QPushButton(self.tr("&Understood"), self)
        self.button.clicked.connect(self.understood)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.button)
        self.body.addLayout(row)

    def _recovered(self, found: RecoveredWork) -> tuple[str, str]:
        told = self.tr(
            "The computer had stopped in the middle of its work."
            " What you saved last, at {moment}, is here again."
        )
        return self.tr("%n record(s) were recovered", "", found.records), told

    def _repaired(self, found: RecoveredWork) -> tuple[str, str]:
        told = self.tr(
            "The records on this computer were made anew ({moment}). The others come with the next sync; "
            "the damaged files were put aside."
        )
        if not found.records:
            return self.tr("This computer was repaired"), told
        heading = self.tr("Repaired: %n record(s) with your work are here again", "", found.records)
        return heading, told
