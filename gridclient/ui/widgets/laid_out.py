"""Texts that delegates draw again and again, each laid out once."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QStaticText, QTransform

_PLAIN, _UPRIGHT = Qt.TextFormat.PlainText, QTransform()


def laid_out(text: str, font: QFont, width: int, *, keeps_end: bool = False) -> tuple[QStaticText, QSize]:
    """A line of text and how much room it takes; without room it ends in an ellipsis, or has one inside."""
    shown, size = _laid_out(text, font)
    if size.width() > width:
        mode = Qt.TextElideMode.ElideMiddle if keeps_end else Qt.TextElideMode.ElideRight
        shown, size = _laid_out(QFontMetrics(font).elidedText(text, mode, width), font)
    return shown, size


def _laid_out(text: str, font: QFont) -> tuple[QStaticText, QSize]:
    shown = QStaticText(text)
    shown.setTextFormat(_PLAIN)
    shown.prepare(_UPRIGHT, font)
    return shown, shown.size().toSize()
