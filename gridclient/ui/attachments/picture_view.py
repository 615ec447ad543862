"""Shows one picture inside the program; it lives in memory as long as the window is open."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from gridclient.ui.widgets.card import RHYTHM


class PictureView(QDialog):
    """A picture as large as fits; Escape closes it."""

    def __init__(self, name: str, image: QImage, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(parent.window().windowTitle())  # the system keeps titles: nobody's name in them
        self._picture = QPixmap.fromImage(image)
        self.shown = QLabel(self)
        self.shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.shown.setAccessibleName(name)
        self.shown.setMinimumSize(1, 1)
        close = QPushButton(self.tr("&Close"), self)
        close.setDefault(True)
        close.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(RHYTHM, RHYTHM, RHYTHM, RHYTHM)
        column.addWidget(self.shown, 1)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        room = parent.window().size() * 0.9
        self.resize(self._picture.size().boundedTo(room) + QSize(2 * RHYTHM, 6 * RHYTHM))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.shown.size().boundedTo(self._picture.size())
        smooth = Qt.TransformationMode.SmoothTransformation
        self.shown.setPixmap(self._picture.scaled(room, Qt.AspectRatioMode.KeepAspectRatio, smooth))
