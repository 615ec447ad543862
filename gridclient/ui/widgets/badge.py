"""A state as symbol, word and tint; as a widget, and as paint for delegates."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gridclient.ui.icons import paint_icon
from gridclient.ui.tokens import TintName, Tokens, shown_tokens

_SIDE = 9
_ABOVE = 2


@dataclass(frozen=True)
class Badge:
    """What a chip shows. Colour never stands alone: the word is required, the symbol usual."""

    word: str
    symbol: str | None = None
    tint: TintName = "plain"


def badge_size(badge: Badge, metrics: QFontMetrics) -> QSize:
    """How much room a badge takes."""
    height = metrics.height() + 2 * _ABOVE
    symbol = _symbol_side(metrics) + 4 if badge.symbol else 0
    return QSize(metrics.horizontalAdvance(badge.word) + symbol + 2 * _SIDE, height)


def paint_badge(painter: QPainter, at: QPoint, badge: Badge, tokens: Tokens) -> None:
    """Draw a badge whose upper left corner is `at`, in the painter's font."""
    metrics = painter.fontMetrics()
    rect = QRect(at, badge_size(badge, metrics))
    tint = tokens.tint(badge.tint)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(tokens.line))
    painter.setBrush(QColor(tint.background))
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), rect.height() / 2, rect.height() / 2)
    left = rect.left() + _SIDE
    if badge.symbol:
        side = _symbol_side(metrics)
        paint_icon(
            painter, QRect(left, rect.center().y() - side // 2 + 1, side, side), badge.symbol, tint.text
        )
        left += side + 4
    painter.setPen(QColor(tint.text))
    inside = QRect(left, rect.top(), rect.right() - left, rect.height())
    painter.drawText(inside, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), badge.word)


def _symbol_side(metrics: QFontMetrics) -> int:
    return metrics.ascent()


class Chip(QWidget):
    """A badge that stands in a layout."""

    def __init__(self, badge: Badge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._badge = badge
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_badge(badge)

    @property
    def badge(self) -> Badge:
        """What is shown."""
        return self._badge

    def show_badge(self, badge: Badge) -> None:
        """Change what is shown."""
        self._badge = badge
        self.setAccessibleName(badge.word)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return badge_size(self._badge, self.fontMetrics())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_badge(painter, QPoint(0, 0), self._badge, shown_tokens())
        painter.end()
