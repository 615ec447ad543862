"""The head of a page: title, what explains it, a few controls, one primary action."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.texts import ElidedSubtitle, Title


class PageHeader(QWidget):
    """Stands above the cards of every page."""

    def __init__(self, title: str, subtitle: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._title = Title(title, self)
        self._subtitle = ElidedSubtitle(subtitle, self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(RHYTHM)
        self._row.addWidget(self._title)
        self._row.addSpacing(RHYTHM // 2)
        self._row.addWidget(self._subtitle)
        self._row.addStretch(1)
        self.primary: QPushButton | None = None

    def set_title(self, title: str) -> None:
        """Change the title."""
        self._title.setText(title)

    def set_subtitle(self, subtitle: str) -> None:
        """Change what explains the title."""
        self._subtitle.setText(subtitle)

    def add_control(self, control: QWidget) -> None:
        """Put a control at the right, before the primary action."""
        at = self._row.count() - (1 if self.primary else 0)
        self._row.insertWidget(at, control)

    def set_primary(self, text: str) -> QPushButton:
        """Add the page's one primary action. Raises ValueError when there is one already."""
        if self.primary is not None:
            raise ValueError("a page has one primary action")
        self.primary = primary_button(text, self)
        self._row.addWidget(self.primary)
        return self.primary


def primary_button(text: str, parent: QWidget) -> QPushButton:
    """The button for what a page or a dialog is for."""
    button = QPushButton(text, parent)
    button.setProperty("primary", True)
    return button
