"""What a page or list says when it has nothing to show: why, and what to do."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from gridclient.ui.icons import IconSign
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.texts import Strong, Subtitle


class Incomplete(Enum):
    """Why lists are short of what belongs into them."""

    PREPARING = "preparing"
    """They are filled anew after an update of the program."""
    ARRIVING = "arriving"
    """Records come to this computer for the first time."""


class EmptyState(QWidget):
    """A quiet symbol, a sentence that says why it is empty, one that says what to do, and a button for it."""

    def __init__(self, symbol: str, why: str, advice: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said = (why, advice, symbol)
        self._incomplete: Incomplete | None = None
        self._symbol = IconSign(symbol, "muted", self, scale=2.2)
        self._why = Strong(why, self, wraps=True)
        self._advice = Subtitle(advice, self, wraps=True)
        for text in (self._why, self._advice):
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(4 * RHYTHM, 4 * RHYTHM, 4 * RHYTHM, 4 * RHYTHM)
        self._column.setSpacing(RHYTHM)
        self._column.addStretch(1)
        self._column.addWidget(self._symbol, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addWidget(self._why)
        self._column.addWidget(self._advice)
        self._column.addStretch(2)
        self.show_text(why, advice)

    def show_text(self, why: str, advice: str = "", symbol: str | None = None) -> None:
        """Change what is said."""
        self._said = (why, advice, symbol or self._said[2])
        self._tell()

    def show_incomplete(self, why: Incomplete | None) -> None:
        """Lists are short of something: nobody knows yet whether there is nothing, so that is not said."""
        self._incomplete = why
        self._tell()

    def _tell(self) -> None:
        why, advice, symbol = self._said
        match self._incomplete:
            case Incomplete.PREPARING:
                why = self.tr("The lists are being prepared.")
                advice = self.tr("This happens once after an update of the program. Nothing is missing.")
                symbol = "clock"
            case Incomplete.ARRIVING:
                why = self.tr("Records are still arriving.")
                advice = self.tr("The rest comes by itself as soon as there is a connection.")
                symbol = "clock"
            case None:
                pass
        self._why.setText(why)
        self._advice.setText(advice)
        self._advice.setVisible(bool(advice))
        self._symbol.show_icon(symbol, "muted")
        self.setAccessibleName(f"{why} {advice}".strip())

    def add_action(self, text: str) -> QPushButton:
        """A button that does what the advice says."""
        button = QPushButton(text, self)
        self._column.insertWidget(self._column.count() - 1, button, 0, Qt.AlignmentFlag.AlignHCenter)
        return button
