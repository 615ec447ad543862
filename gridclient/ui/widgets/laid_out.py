"""Texts that delegates draw again and again, each laid out once."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QStaticText, QTransform

_PLAIN, _UPRIGHT = Qt.TextFormat.PlainText, QTransform()


def laid_out(text: str, font: QFont, width: int) -> tuple[QStaticText, QSize]:
    """A line of text, which ends in an ellipsis where there is no room, and how much room it takes."""
    shown, size = _laid_out(text, font)
    if size.width() > width:
        shown, size = _laid_out(QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, width), font)
    return shown, size


def _laid_out(text: str, font: QFont) -> tuple[QStaticText, QSize]:
    shown = QStaticText(text)
    shown.setTextFormat(_PLAIN)
    shown.prepare(_UPRIGHT, font)
    return shown, shown.size().toSize()
