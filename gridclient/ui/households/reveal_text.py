"""A personal value inside running text: its mask, and a button that shows it for a while."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from gridclient.ui.icons import IconButton
from gridclient.ui.widgets.masked_field import HIDDEN_AGAIN_AFTER_MS
from gridclient.ui.widgets.texts import Text


class RevealText(QWidget):
    """`revealed` is emitted each time the value comes into sight: log it. It is never selected or copied."""

    revealed = Signal()

    def __init__(
        self,
        title: str,
        masked: str,
        plain: Callable[[], str],
        parent: QWidget | None = None,
        *,
        wraps: bool = False,
    ) -> None:
        super().__init__(parent)
        self._title, self._masked, self._plain = title, masked, plain
        self._text = Text(masked, self, wraps=wraps)
        self._button = IconButton("eye", "", self)
        self._timer = QTimer(self, singleShot=True, interval=HIDDEN_AGAIN_AFTER_MS)
        self._timer.timeout.connect(self.hide_again)
        self._button.clicked.connect(self._turn)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self._text, 1 if wraps else 0)
        row.addWidget(self._button, 0, Qt.AlignmentFlag.AlignTop)
        if wraps:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        else:
            row.addStretch(1)
        self.setFocusProxy(self._button)
        self.hide_again()

    @property
    def is_revealed(self) -> bool:
        """Whether the value is in sight."""
        return self._timer.isActive()

    def text(self) -> str:
        """What is in sight now."""
        return self._text.text()

    def reveal(self) -> None:
        """Show the value for a while."""
        if self.is_revealed:
            return
        self._timer.start()
        self._show(self._plain(), self.tr("Hide {title}"), "eye-off")
        self.revealed.emit()

    def hide_again(self) -> None:
        """Back to the mask."""
        self._timer.stop()
        self._show(self._masked, self.tr("Reveal {title}"), "eye")

    def _turn(self) -> None:
        if self.is_revealed:
            self.hide_again()
        else:
            self.reveal()

    def _show(self, text: str, title: str, symbol: str) -> None:
        self._text.setText(text)
        self._button.show_icon(symbol)
        self._button.setAccessibleName(title.format(title=self._title))
        self._button.setToolTip(self._button.accessibleName())
