"""One attachment in a form: a thumbnail or a sign, its name, where it is, and a way to take it off."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QKeyEvent, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gridclient.actions.attachments import Travel
from gridclient.ui.attachments.file_words import travel_words
from gridclient.ui.icons import LOOK_CHANGES, IconButton, icon
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.texts import ElidedText, Small
from gridcore.attachments import Attachment, Media

_LETTERS = 14
"""As wide as this many digits; the thumbnail is three quarters as high."""


class FileTile(QFrame):
    """Emits `opened` to be looked at and `removed` to be taken off; Delete does the latter as well."""

    opened = Signal()
    removed = Signal()

    def __init__(self, attachment: Attachment, parent: QWidget, *, is_locked: bool = False) -> None:
        super().__init__(parent)
        self.attachment = attachment
        self.setFixedWidth(self.fontMetrics().horizontalAdvance("0") * _LETTERS)
        self._has_picture = False
        self.button = QPushButton(self)
        self.button.setProperty("tile", True)
        self.button.setAccessibleName(self.tr("Open {name}").format(name=attachment.name))
        self.button.setToolTip(attachment.name)
        self.button.setFixedSize(self.picture_size)
        self.button.clicked.connect(self.opened)
        self.remove = IconButton("cross", self.tr("Remove {name}").format(name=attachment.name), self)
        self.remove.clicked.connect(self.removed)
        self.remove.setVisible(not is_locked)
        self._place = Small("", self, wraps=True)
        below = QHBoxLayout()
        below.setSpacing(2)
        below.addWidget(ElidedText(attachment.name, self), 1)
        below.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.button)
        column.addLayout(below)
        column.addWidget(self._place)
        self._draw_sign()

    @property
    def picture_size(self) -> QSize:
        """The size of the thumbnail."""
        return QSize(self.width(), self.width() * 3 // 4)

    def show_picture(self, image: QImage) -> None:
        """Put a thumbnail in the place of the sign."""
        self._has_picture = True
        room = self.picture_size - QSize(RHYTHM, RHYTHM)
        smooth = Qt.TransformationMode.SmoothTransformation
        scaled = image.scaled(room, Qt.AspectRatioMode.KeepAspectRatio, smooth)
        self.button.setIcon(QIcon(QPixmap.fromImage(scaled)))
        self.button.setIconSize(room)

    def show_travel(self, travel: Travel) -> None:
        """Say where it is."""
        self._place.setText(travel_words(travel))
        self.button.setAccessibleDescription(self._place.text())

    @property
    def place(self) -> str:
        """Where it is, in words."""
        return self._place.text()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in LOOK_CHANGES and hasattr(self, "_place") and not self._has_picture:
            self._draw_sign()

    def _draw_sign(self) -> None:
        side = 3 * RHYTHM
        self.button.setIcon(icon("document" if self.attachment.media is Media.PDF else "eye"))
        self.button.setIconSize(QSize(side, side))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.remove.isVisibleTo(self):
            self.removed.emit()
        else:
            super().keyPressEvent(event)
