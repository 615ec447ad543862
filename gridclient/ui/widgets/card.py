"""A rounded surface that holds what belongs together."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from gridclient.ui.widgets.texts import Heading

RHYTHM = 8
"""Spaces are multiples of this many pixels."""


class Card(QFrame):
    """A card; put its content into `body`."""

    def __init__(
        self, parent: QWidget | None = None, *, heading: str = "", padding: int = 2 * RHYTHM
    ) -> None:
        super().__init__(parent)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(padding, padding, padding, padding)
        self.body.setSpacing(RHYTHM)
        if heading:
            self.setAccessibleName(heading)
            self.body.addWidget(Heading(heading, self))
