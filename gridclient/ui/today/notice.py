"""One line that leads somewhere."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from gridclient.ui.widgets.card import RHYTHM, Card
from gridclient.ui.widgets.texts import Strong


class Notice(Card):
    """Not there when there is nothing to say."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, padding=RHYTHM)
        self._text = Strong("", self, wraps=True)
        self.button = QPushButton(self)
        self._click: Callable[[], None] | None = None
        row = QHBoxLayout()
        row.addWidget(self._text, 1)
        row.addWidget(self.button)
        self.body.addLayout(row)
        self.button.clicked.connect(self._act)
        self.hide()

    def show_text(self, text: str, action: str = "") -> None:
        """Say it, or hide when the text is empty; without a word for the button it only says it."""
        self._text.setText(text)
        self.button.setText(action)
        self.button.setVisible(bool(action))
        self.setVisible(bool(text))

    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def on_click(self, do: Callable[[], None]) -> None:
        """What the button does from now on."""
        self._click = do

    def _act(self) -> None:
        if self._click is not None:
            self._click()
