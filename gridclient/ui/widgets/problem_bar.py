"""Where a page says that the world failed: what happened, what is safe, what to do next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gridclient.ui.icons import IconButton, IconSign
from gridclient.ui.tokens import TintName
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.restyle import restyle
from gridclient.ui.widgets.texts import Strong, Text
from gridclient.ui.words import in_a_row

Severity = Literal["error", "warning", "info"]

_SYMBOLS: dict[Severity, tuple[str, TintName]] = {
    "error": ("needs-you", "danger"),
    "warning": ("warning", "warning"),
    "info": ("info", "info"),
}


@dataclass(frozen=True)
class ProblemText:
    """What a person reads about a problem; three short sentences without blame."""

    happened: str
    safe: str = ""
    next_step: str = ""
    severity: Severity = "error"


class ProblemBar(QFrame):
    """Hidden until there is a problem; stays until it is dismissed or solved."""

    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._symbol = IconSign("warning", "warning", self, scale=1.1)
        self._happened = Strong("", self, wraps=True)
        self._rest = Text("", self, wraps=True)
        self._action = QPushButton(self)
        self._dismiss = IconButton("cross", self.tr("Dismiss"), self)
        self._do: Callable[[], None] | None = None
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._happened)
        words.addWidget(self._rest)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * RHYTHM, RHYTHM, RHYTHM, RHYTHM)
        row.setSpacing(RHYTHM)
        row.addWidget(self._symbol)
        row.addLayout(words, 1)
        row.addWidget(self._action)
        row.addWidget(self._dismiss)
        self._action.clicked.connect(self._act)
        self._dismiss.clicked.connect(self.dismiss)
        self.hide()

    def show_problem(self, text: ProblemText, action: str = "", do: Callable[[], None] | None = None) -> None:
        """Say what happened; with a button for the next step where the program can take it."""
        symbol, tint = _SYMBOLS[text.severity]
        self._symbol.show_icon(symbol, tint)
        self._happened.setText(text.happened)
        self._rest.setText(in_a_row(text.safe, text.next_step))
        self._rest.setVisible(bool(self._rest.text()))
        self._action.setText(action)
        self._action.setVisible(do is not None)
        self._do = do
        self.setAccessibleName(in_a_row(text.happened, self._rest.text()))
        restyle(self, "severity", text.severity)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def dismiss(self) -> None:
        """Take the problem away."""
        if not self.isHidden():
            self.hide()
            self.dismissed.emit()

    def _act(self) -> None:
        do = self._do
        self.dismiss()
        if do is not None:
            do()
