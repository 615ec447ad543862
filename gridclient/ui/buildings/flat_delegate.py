"""Draws a door of the chart: tint, number, name, how many people, symbols, and a bar for long unvisited."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QStyle, QStyleOptionViewItem

from gridclient.actions.buildings import Flat
from gridclient.ui.buildings.chart_model import ChartModel
from gridclient.ui.buildings.flat_signs import door_words, ground_of, people_words, signs_of
from gridclient.ui.fonts import scaled
from gridclient.ui.icons import paint_icon
from gridclient.ui.tokens import Tokens, shown_tokens

_GAP, _PADDING, _RADIUS, _BAR = 3, 7, 6.0, 4
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEAST_CHARACTERS, _MOST_CHARACTERS = 5.64, 21


class FlatDelegate(QAbstractItemDelegate):
    """For the view of a `ChartModel`."""

    def __init__(self, model: ChartModel, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._model, self._view = model, view

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        tokens = shown_tokens()
        if self._model.begins_entrance(index.column()):
            painter.setPen(QColor(tokens.outline))
            painter.drawLine(rect.left(), rect.top(), rect.left(), rect.bottom())
        flat = self._model.flat(index)
        if flat is None:
            return
        door = rect.adjusted(_GAP + 1, _GAP, -_GAP, -_GAP)
        is_current = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_ground(painter, door, flat, tokens, is_current)
        inside = door.adjusted(_PADDING, 3, -_PADDING, -3)
        self._draw_first_line(painter, inside, flat, tokens)
        self._draw_second_line(painter, inside, flat, tokens)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(least_width(self._view), row_height(self._view))

    def _draw_ground(
        self, painter: QPainter, door: QRect, flat: Flat, tokens: Tokens, is_current: bool
    ) -> None:
        pen = QPen(QColor(tokens.line))
        if is_current:
            pen = QPen(QColor(tokens.primary if self._view.hasFocus() else tokens.outline), 2.4)
        painter.setPen(pen)
        painter.setBrush(QColor(tokens.tint(ground_of(flat)).background))
        painter.drawRoundedRect(QRectF(door).adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
        if not (flat.is_long_unvisited or flat.is_never_visited):
            return
        bar = QRectF(door.left() - 1, door.top() + 5, _BAR, door.height() - 10)
        if flat.is_long_unvisited:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.care.text))
        else:
            painter.setPen(QPen(QColor(tokens.outline), 1))
            painter.setBrush(QColor(tokens.surface))
            bar = bar.adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(bar, 1.5, 1.5)

    def _draw_first_line(self, painter: QPainter, inside: QRect, flat: Flat, tokens: Tokens) -> None:
        painter.setFont(_small(self._view.font()))
        metrics = painter.fontMetrics()
        line = QRect(inside.left(), inside.top(), inside.width(), inside.height() // 2)
        painter.setPen(QColor(tokens.muted))
        painter.drawText(line, _LEFT, metrics.elidedText(flat.number, _ELIDE, line.width()))
        side = round(QFontMetrics(self._view.font()).ascent() * 0.9)
        free = line.width() - metrics.horizontalAdvance(flat.number) - 4
        signs = signs_of(flat)
        shown = signs[: max(free // (side + 2), 1)]
        left = line.right() + 1 - len(shown) * (side + 2)
        for sign in shown:
            place = QRect(left, line.center().y() - side // 2 + 1, side, side)
            paint_icon(painter, place, sign.symbol, tokens.tint(sign.tint).text)
            left += side + 2

    def _draw_second_line(self, painter: QPainter, inside: QRect, flat: Flat, tokens: Tokens) -> None:
        line = QRect(
            inside.left(),
            inside.top() + inside.height() // 2,
            inside.width(),
            inside.height() - inside.height() // 2,
        )
        whose, body = door_words(flat), self._view.font()
        free = line.width() - QFontMetrics(body).horizontalAdvance(whose) - 4
        painter.setFont(_small(body))
        counts = (people_words(flat.people), str(flat.people)) if flat.is_lived_in else ()
        count = next((each for each in counts if painter.fontMetrics().horizontalAdvance(each) <= free), "")
        painter.setPen(QColor(tokens.muted))
        painter.drawText(line, _RIGHT, count)
        painter.setFont(body)
        painter.setPen(QColor(tokens.tint(ground_of(flat)).text))
        painter.drawText(line, _LEFT, painter.fontMetrics().elidedText(whose, _ELIDE, line.width()))


_ELIDE = Qt.TextElideMode.ElideRight


def _small(font: QFont) -> QFont:
    return scaled(font, 0.9)


def row_height(view: QAbstractItemView) -> int:
    """Two lines with room to breathe."""
    return view.fontMetrics().height() * 2 + 2 * _GAP + 10


def least_width(view: QAbstractItemView) -> int:
    """A name of three characters beside the number of people: twelve such doors fit on an office laptop."""
    return round(view.fontMetrics().horizontalAdvance("中") * _LEAST_CHARACTERS) + 2 * _GAP


def most_width(view: QAbstractItemView) -> int:
    """Wider doors only make the way of the eye longer."""
    return view.fontMetrics().horizontalAdvance("中") * _MOST_CHARACTERS
