"""A signature, drawn with the touch pad, a pen or the mouse; kept as a small picture."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.page_header import primary_button
from gridclient.ui.widgets.texts import Heading, Text

_PICTURE = QSize(900, 300)
_PEN = 5.0
_LEAST = 2
"""Points of a line that says something; a slip of the finger is none."""


class SignaturePad(QWidget):
    """Lines on white, in the picture's own measure however large it is shown; `changed` after each."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._lines: list[QPolygonF] = []
        self.setAccessibleName(self.tr("Signature"))
        self.setCursor(Qt.CursorShape.CrossCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is drawn."""
        return not any(each.count() >= _LEAST for each in self._lines)

    def picture(self) -> QImage:
        """Black on white, the same on every screen and in every theme."""
        image = QImage(_PICTURE, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        self._draw(painter)
        painter.end()
        return image

    def undo(self) -> None:
        """Take the last line back."""
        if self._lines:
            self._lines.pop()
            self._tell()

    def clear(self) -> None:
        """Begin anew."""
        self._lines.clear()
        self._tell()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return width * _PICTURE.height() // _PICTURE.width()

    def sizeHint(self) -> QSize:
        return _PICTURE * 2 / 3

    def minimumSizeHint(self) -> QSize:
        return _PICTURE / 3

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._lines.append(QPolygonF([self._point(event)]))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._lines and event.buttons() & Qt.MouseButton.LeftButton:
            self._lines[-1].append(self._point(event))
            self._tell()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.scale(self.width() / _PICTURE.width(), self.height() / _PICTURE.height())
        self._draw(painter)
        painter.end()

    def _draw(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rounded = (Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        painter.setPen(QPen(QColor(Qt.GlobalColor.black), _PEN, *rounded))
        for each in self._lines:
            painter.drawPolyline(each)

    def _point(self, event: QMouseEvent) -> QPointF:
        at = event.position()
        return QPointF(at.x() * _PICTURE.width() / self.width(), at.y() * _PICTURE.height() / self.height())

    def _tell(self) -> None:
        self.update()
        self.changed.emit()


class SignatureDialog(QDialog):
    """The pad with its buttons; accepted with something drawn. Ctrl+Z takes a line back, Escape leaves.

    `told` says for what, or who signs.
    """

    def __init__(self, title: str, told: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.pad = SignaturePad(self)
        self.undo = QPushButton(self.tr("&Undo"), self)
        self.undo.setShortcut("Ctrl+Z")
        self.clear = QPushButton(self.tr("C&lear"), self)
        self.keep = primary_button(self.tr("&Keep the signature"), self)
        leave = QPushButton(self.tr("&Cancel"), self)
        buttons = QHBoxLayout()
        for each in (self.undo, self.clear):
            each.setAutoDefault(False)
            buttons.addWidget(each)
        buttons.addStretch(1)
        buttons.addWidget(leave)
        buttons.addWidget(self.keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * RHYTHM, 2 * RHYTHM, 3 * RHYTHM, 2 * RHYTHM)
        column.setSpacing(RHYTHM + 4)
        column.addWidget(Heading(title, self))
        column.addWidget(Text(told, self, wraps=True))
        column.addWidget(self.pad, 1)
        column.addLayout(buttons)
        self.undo.clicked.connect(self.pad.undo)
        self.clear.clicked.connect(self.pad.clear)
        self.keep.clicked.connect(self.accept)
        leave.clicked.connect(self.reject)
        self.pad.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        for each in (self.undo, self.clear, self.keep):
            each.setEnabled(not self.pad.is_empty)
