"""Asks before a photo is kept: a home may be photographed only with consent."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QPushButton, QRadioButton, QVBoxLayout, QWidget

from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.page_header import primary_button
from gridclient.ui.widgets.texts import Heading, Text


class PhotoConsent(QDialog):
    """What a photo shows; inside a home it is kept only with the tick. `is_inside` holds the answer."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        question = self.tr("What does this photo show?")
        self.setWindowTitle(question)
        self.setAccessibleName(question)
        self.outside = QRadioButton(self.tr("A &paper, a corridor or another place outside of homes"), self)
        self.inside = QRadioButton(self.tr("The &inside of a home"), self)
        self.agreed = QCheckBox(self.tr("The residents have &explicitly agreed to this photo"), self)
        self.keep = primary_button(self.tr("&Keep the photo"), self)
        self.cancel = cancel = QPushButton(self.tr("&Cancel"), self)
        law = self.tr(
            "Without explicit consent nobody may photograph the private space of a home "
            "(Civil Code, article 1033). Most visits need no photo."
        )
        cancel.setAutoDefault(False)
        self.keep.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.keep.clicked.connect(self.accept)
        for each in (self.outside, self.inside, self.agreed):
            each.toggled.connect(self._follow)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.keep)
        tick = QHBoxLayout()
        tick.addSpacing(3 * RHYTHM)
        tick.addWidget(self.agreed, 1)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(3 * RHYTHM, 2 * RHYTHM, 3 * RHYTHM, 2 * RHYTHM)
        column.setSpacing(RHYTHM + 4)
        column.addWidget(Heading(question, self, wraps=True))
        column.addWidget(self.outside)
        column.addWidget(self.inside)
        column.addLayout(tick)
        column.addWidget(Text(law, self, wraps=True))
        column.addLayout(buttons)
        self._follow()

    @property
    def is_inside(self) -> bool:
        """Whether it shows the inside of a home, and the residents agreed."""
        return self.inside.isChecked() and self.agreed.isChecked()

    def showEvent(self, event: QShowEvent) -> None:
        """As wide as the longest answer, and as high as the law's words then need."""
        longest = max(each.sizeHint().width() for each in (self.outside, self.inside, self.agreed))
        width = longest + 10 * RHYTHM
        self.setMinimumSize(width, self._column.totalHeightForWidth(width))
        super().showEvent(event)

    def _follow(self) -> None:
        """The tick belongs to the second answer; without it there is no photo of a home."""
        self.agreed.setEnabled(self.inside.isChecked())
        is_allowed = self.outside.isChecked() or self.is_inside
        self.keep.setEnabled(is_allowed)
        (self.keep if is_allowed else self.cancel).setDefault(True)  # Enter keeps what was answered for alone
