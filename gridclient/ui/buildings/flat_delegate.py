"""Draws a door of the chart: tint, number, name, how many people, symbols, and a bar for long unvisited.

A tower has hundreds of doors in sight: what lies under a door's words is drawn once for all doors that look
alike, and each text is laid out once.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap, QStaticText, QTransform
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QStyle, QStyleOptionViewItem

from gridclient.actions.buildings import Flat
from gridclient.ui.buildings.chart_model import ChartModel
from gridclient.ui.buildings.flat_signs import Sign, door_words, ground_of, people_words, signs_of
from gridclient.ui.fonts import scaled
from gridclient.ui.icons import clear_picture, paint_icon
from gridclient.ui.tokens import TintName, Tokens, as_colour, shown_tokens

_GAP, _PADDING, _RADIUS, _BAR = 3, 7, 6.0, 4
_LEAST_CHARACTERS, _MOST_CHARACTERS = 5.64, 21
_SELECTED = QStyle.StateFlag.State_Selected.value
_MOST_KEPT = 4_000


@dataclass(frozen=True)
class _Text:
    """A text as it is drawn: laid out, and where in its door."""

    shown: QStaticText
    at: QPoint


@dataclass(frozen=True)
class _Face:
    """What a door of one size shows, but for the keyboard."""

    ground: TintName
    bar: str
    number: _Text
    count: _Text | None
    whose: _Text
    signs: tuple[tuple[QRect, Sign], ...]


@dataclass(frozen=True)
class _Look:
    """What all doors have in common while a frame is drawn."""

    tokens: Tokens
    font: QFont
    scale: float


class FlatDelegate(QAbstractItemDelegate):
    """For the view of a `ChartModel`, which says when it begins a frame."""

    def __init__(self, model: ChartModel, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._model, self._view = model, view
        self._faces: dict[tuple[int, int], _Face] = {}
        self._texts: dict[tuple[str, int, bool], tuple[QStaticText, QSize]] = {}
        self._grounds: dict[tuple[TintName, str, str, QSize], QPixmap] = {}
        self._images: dict[tuple[Sign, int], QPixmap] = {}
        self._size = QSize()
        self._wear(_Look(shown_tokens(), view.font(), view.devicePixelRatioF()))
        model.modelReset.connect(self._faces.clear)

    def begin_frame(self) -> None:
        """The view is about to paint; its look stays the same until it has."""
        look = _Look(shown_tokens(), self._view.font(), self._view.devicePixelRatioF())
        if look != self._look or len(self._texts) > _MOST_KEPT:
            self._wear(look)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect: QRect = option.rect
        tokens, column = self._look.tokens, index.column()
        if self._model.begins_entrance(column):
            painter.setPen(as_colour(tokens.outline))
            painter.drawLine(rect.left(), rect.top(), rect.left(), rect.bottom())
        flat = self._model.flat(index)
        if flat is None:
            return
        if rect.size() != self._size:
            self._size = rect.size()
            self._faces.clear()
        face = self._faces.get((index.row(), column))
        if face is None:
            face = self._faces[index.row(), column] = self._read(flat)
        is_current = bool(option.state.value & _SELECTED)
        corner = rect.topLeft()
        painter.drawPixmap(corner, self._ground(face, is_current=is_current))
        painter.setFont(self._small)
        painter.setPen(as_colour(tokens.muted))
        for text in (face.number, face.count):
            if text is not None:
                painter.drawStaticText(corner + text.at, text.shown)
        painter.setFont(self._look.font)
        painter.setPen(as_colour(tokens.tint(face.ground).text))
        painter.drawStaticText(corner + face.whose.at, face.whose.shown)
        for place, sign in face.signs:
            painter.drawPixmap(corner + place.topLeft(), self._image(sign, place.width()))

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(least_width(self._view), row_height(self._view))

    def _wear(self, look: _Look) -> None:
        """Draw like this from now on."""
        self._look, self._small = look, _small(look.font)
        for each in (self._faces, self._texts, self._grounds, self._images):
            each.clear()

    def _read(self, flat: Flat) -> _Face:
        """Lay out what a door shows."""
        inside = self._door().adjusted(_PADDING, 3, -_PADDING, -3)
        half = inside.height() // 2
        first = QRect(inside.left(), inside.top(), inside.width(), half)
        second = QRect(inside.left(), inside.top() + half, inside.width(), inside.height() - half)
        number, taken = self._text(flat.number, first, is_small=True)
        whose, wide = self._text(door_words(flat), second, is_small=False)
        count = self._count(flat, second, second.width() - wide - 4) if flat.is_lived_in else None
        bar = "long" if flat.is_long_unvisited else "never" if flat.is_never_visited else ""
        signs = self._signs(flat, first, first.width() - taken - 4)
        return _Face(ground_of(flat), bar, number, count, whose, signs)

    def _signs(self, flat: Flat, line: QRect, free: int) -> tuple[tuple[QRect, Sign], ...]:
        """As many symbols as there is room for beside the number, one at least."""
        side = round(QFontMetrics(self._look.font).ascent() * 0.9)
        shown = signs_of(flat)[: max(free // (side + 2), 1)]
        left = line.right() + 1 - len(shown) * (side + 2)
        top = line.center().y() - side // 2 + 1
        return tuple((QRect(left + at * (side + 2), top, side, side), each) for at, each in enumerate(shown))

    def _count(self, flat: Flat, line: QRect, free: int) -> _Text | None:
        """How many people, in words where there is room for them, at the right."""
        for words in (people_words(flat.people), str(flat.people)):
            shown, size = self._laid_out(words, line.width(), is_small=True)
            if size.width() <= free:
                return _Text(shown, QPoint(line.right() + 1 - size.width(), _middle(line, size)))
        return None

    def _text(self, words: str, line: QRect, *, is_small: bool) -> tuple[_Text, int]:
        """A text at the left of a line, and how wide it is."""
        shown, size = self._laid_out(words, line.width(), is_small=is_small)
        return _Text(shown, QPoint(line.left(), _middle(line, size))), size.width()

    def _laid_out(self, words: str, width: int, *, is_small: bool) -> tuple[QStaticText, QSize]:
        known = self._texts.get((words, width, is_small))
        if known is not None:
            return known
        font = self._small if is_small else self._look.font
        metrics = QFontMetrics(font)
        if metrics.horizontalAdvance(words) > width:
            words = metrics.elidedText(words, _ELIDE, width)
        shown = QStaticText(words)
        shown.setTextFormat(Qt.TextFormat.PlainText)
        shown.prepare(QTransform(), font)
        found = self._texts[words, width, is_small] = shown, shown.size().toSize()
        return found

    def _door(self) -> QRect:
        """Where the door stands in its place."""
        return QRect(QPoint(), self._size).adjusted(_GAP + 1, _GAP, -_GAP, -_GAP)

    def _ground(self, face: _Face, *, is_current: bool) -> QPixmap:
        """What lies under the words: tint, frame and bar; one picture for all doors that look alike."""
        tokens = self._look.tokens
        frame = tokens.line
        if is_current:
            frame = tokens.primary if self._view.hasFocus() else tokens.outline
        key = (face.ground, face.bar, frame, self._size)
        if key not in self._grounds:
            self._grounds[key] = self._drawn(face, QPen(QColor(frame), 2.4 if is_current else 1))
        return self._grounds[key]

    def _drawn(self, face: _Face, frame: QPen) -> QPixmap:
        tokens, door = self._look.tokens, self._door()
        painter = QPainter(picture := clear_picture(self._size, self._look.scale))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(frame)
        painter.setBrush(QColor(tokens.tint(face.ground).background))
        painter.drawRoundedRect(QRectF(door).adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
        bar = QRectF(door.left() - 1, door.top() + 5, _BAR, door.height() - 10)
        if face.bar == "long":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.care.text))
            painter.drawRoundedRect(bar, 1.5, 1.5)
        elif face.bar == "never":
            painter.setPen(QPen(QColor(tokens.outline), 1))
            painter.setBrush(QColor(tokens.surface))
            painter.drawRoundedRect(bar.adjusted(0.5, 0.5, -0.5, -0.5), 1.5, 1.5)
        painter.end()
        return picture

    def _image(self, sign: Sign, side: int) -> QPixmap:
        """A symbol."""
        if (sign, side) not in self._images:
            painter = QPainter(picture := clear_picture(QSize(side, side), self._look.scale))
            paint_icon(painter, QRect(0, 0, side, side), sign.symbol, self._look.tokens.tint(sign.tint).text)
            painter.end()
            self._images[sign, side] = picture
        return self._images[sign, side]


_ELIDE = Qt.TextElideMode.ElideRight


def _small(font: QFont) -> QFont:
    return scaled(font, 0.9)


def _middle(line: QRect, size: QSize) -> int:
    return line.top() + (line.height() - size.height()) // 2


def row_height(view: QAbstractItemView) -> int:
    """Two lines with room to breathe."""
    return view.fontMetrics().height() * 2 + 2 * _GAP + 10


def least_width(view: QAbstractItemView) -> int:
    """A name of three characters beside the number of people: twelve such doors fit on an office laptop."""
    return round(view.fontMetrics().horizontalAdvance("中") * _LEAST_CHARACTERS) + 2 * _GAP


def most_width(view: QAbstractItemView) -> int:
    """Wider doors only make the way of the eye longer."""
    return view.fontMetrics().horizontalAdvance("中") * _MOST_CHARACTERS
