"""Paints the doors of the chart: tint, number, name, how many people, symbols, a bar for long unvisited.

A tower has hundreds of doors in sight, and Qt would ask the model and a delegate about each in some fifteen
calls. So all of them are painted in one walk; what lies under a door's words is drawn once for all doors that
look alike, and each text is laid out and placed once: all doors are of one size.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QObject, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap, QStaticText
from PySide6.QtWidgets import QTableView

from gridclient.actions.buildings import Flat
from gridclient.ui.buildings.chart_model import ChartModel
from gridclient.ui.buildings.flat_signs import Sign, door_words, ground_of, people_words, signs_of
from gridclient.ui.fonts import scaled
from gridclient.ui.icons import clear_picture, paint_icon
from gridclient.ui.tokens import TintName, Tokens, as_colour, shown_tokens
from gridclient.ui.widgets.laid_out import laid_out

_GAP, _PADDING, _RADIUS, _BAR = 3, 7, 6.0, 4
_LEAST_CHARACTERS, _MOST_CHARACTERS = 5.64, 21
_MOST_KEPT = 4_000


class _Line(NamedTuple):
    """A line of words in a door."""

    left: int
    top: int
    width: int
    height: int

    def middle(self, size: QSize) -> int:
        """Where what is so high begins."""
        return self.top + (self.height - size.height()) // 2


class _Text(NamedTuple):
    """A text as it is drawn: where in its door, laid out, and how wide it is."""

    left: int
    top: int
    shown: QStaticText
    width: int


class _Face(NamedTuple):
    """What a door of one size shows, but for the keyboard."""

    ground: TintName
    bar: str
    small: tuple[_Text, ...]
    """Its number, and how many people there are."""
    whose: _Text
    signs: tuple[tuple[int, int, Sign], ...]


class _Door(NamedTuple):
    """A door in sight: where it stands, and whether the keyboard is on it."""

    left: int
    top: int
    face: _Face
    is_current: bool


@dataclass(frozen=True)
class _Look:
    """What all doors have in common while a frame is drawn."""

    tokens: Tokens
    font: QFont
    scale: float


class DoorPainter(QObject):
    """For a table view of a `ChartModel` whose rows and columns are all of one size."""

    def __init__(self, model: ChartModel, view: QTableView) -> None:
        super().__init__(view)
        self._model, self._view = model, view
        self._faces: dict[tuple[int, int], _Face] = {}
        self._numbers: dict[str, _Text] = {}
        self._names: dict[str, _Text] = {}
        self._people: dict[int, tuple[_Text, _Text]] = {}
        self._grounds: dict[tuple[TintName, str, str, QSize], QPixmap] = {}
        self._images: dict[Sign, QPixmap] = {}
        self._measure(QSize())
        self._wear(_Look(shown_tokens(), view.font(), view.devicePixelRatioF()))
        view.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # nothing shines through
        model.modelReset.connect(self._faces.clear)

    def paint(self, painter: QPainter, dirty: QRect) -> None:
        """Paint what stands in this part of the view."""
        view = self._view
        look = _Look(shown_tokens(), view.font(), view.devicePixelRatioF())
        if look != self._look or len(self._names) + len(self._numbers) > _MOST_KEPT:
            self._wear(look)
        size = QSize(view.columnWidth(0), view.rowHeight(0))
        if size != self._size:
            self._measure(size)
        painter.fillRect(dirty, as_colour(look.tokens.surface))
        doors = self._doors(dirty)
        self._paint_entrances(painter, dirty)
        self._paint_pictures(painter, doors)
        self._paint_words(painter, doors)

    def _measure(self, size: QSize) -> None:
        """Doors are of this size from now on."""
        self._size = size
        self._forget_texts()
        inside = self._door().adjusted(_PADDING, 3, -_PADDING, -3)
        left, width, half = inside.left(), inside.width(), inside.height() // 2
        first = _Line(left, inside.top(), width, half)
        self._lines = first, _Line(left, inside.top() + half, width, inside.height() - half)

    def _doors(self, dirty: QRect) -> list[_Door]:
        """The doors of this part."""
        view, current = self._view, self._view.currentIndex()
        chosen = (current.row(), current.column())
        found, faces = [], self._faces
        columns = _span(view.columnAt(dirty.left()), view.columnAt(dirty.right()), self._model.columnCount())
        lefts = [(column, view.columnViewportPosition(column)) for column in columns]
        for row in _span(view.rowAt(dirty.top()), view.rowAt(dirty.bottom()), self._model.rowCount()):
            top = view.rowViewportPosition(row)
            for column, left in lefts:
                face = faces.get((row, column)) or self._read(row, column)
                if face is not None:
                    found.append(_Door(left, top, face, (row, column) == chosen))
        return found

    def _paint_entrances(self, painter: QPainter, dirty: QRect) -> None:
        """A line before each entrance but the first."""
        painter.setPen(as_colour(self._look.tokens.outline))
        end = self._view.rowViewportPosition(self._model.rowCount() - 1) + self._size.height() - 1
        for column in range(self._model.columnCount()):
            if self._model.begins_entrance(column):
                left = self._view.columnViewportPosition(column)
                painter.drawLine(left, dirty.top(), left, min(dirty.bottom(), end))

    def _paint_pictures(self, painter: QPainter, doors: list[_Door]) -> None:
        for left, top, face, is_current in doors:
            painter.drawPixmap(left, top, self._ground(face, is_current=is_current))
            for beside, below, sign in face.signs:
                painter.drawPixmap(left + beside, top + below, self._image(sign))

    def _paint_words(self, painter: QPainter, doors: list[_Door]) -> None:
        """Font by font, which is changed as seldom as can be."""
        tokens, draw = self._look.tokens, painter.drawStaticText
        painter.setFont(self._small)
        painter.setPen(as_colour(tokens.muted))
        for left, top, face, _ in doors:
            for beside, below, shown, _ in face.small:
                draw(left + beside, top + below, shown)
        painter.setFont(self._look.font)
        worn = ""
        for left, top, face, _ in doors:
            if face.ground != worn:
                worn = face.ground
                painter.setPen(as_colour(tokens.tint(face.ground).text))
            beside, below, shown, _ = face.whose
            draw(left + beside, top + below, shown)

    def _wear(self, look: _Look) -> None:
        """Draw like this from now on."""
        self._look, self._small = look, scaled(look.font, 0.9)
        self._side = round(QFontMetrics(look.font).ascent() * 0.9)
        self._forget_texts()
        self._grounds.clear()
        self._images.clear()

    def _forget_texts(self) -> None:
        for each in (self._faces, self._numbers, self._names, self._people):
            each.clear()

    def _read(self, row: int, column: int) -> _Face | None:
        """Lay out what a door shows; None where there is no door."""
        flat = self._model.flat_at(row, column)
        if flat is None:
            return None
        number = self._numbers.get(flat.number) or self._number(flat.number)
        words = door_words(flat)
        whose = self._names.get(words) or self._name(words)
        count = self._count(flat.people, whose.width) if flat.is_lived_in else ()
        bar = "long" if flat.is_long_unvisited else "never" if flat.is_never_visited else ""
        signs = self._signs(flat, number.width)
        face = self._faces[row, column] = _Face(ground_of(flat), bar, (number, *count), whose, signs)
        return face

    def _signs(self, flat: Flat, taken: int) -> tuple[tuple[int, int, Sign], ...]:
        """As many symbols as there is room for beside the number, one at least."""
        line, wide = self._lines[0], self._side + 2
        shown = signs_of(flat)[: max((line.width - taken - 4) // wide, 1)]
        left = line.left + line.width - len(shown) * wide
        top = line.top + (line.height - 1) // 2 - self._side // 2 + 1
        return tuple([(left + at * wide, top, each) for at, each in enumerate(shown)])

    def _count(self, people: int, taken: int) -> tuple[_Text, ...]:
        """How many people, in words where there is room for them, at the right."""
        second = self._lines[1]
        if people not in self._people:
            in_words, in_digits = people_words(people), str(people)
            self._people[people] = self._at_right(in_words, second), self._at_right(in_digits, second)
        for each in self._people[people]:
            if each.width <= second.width - taken - 4:
                return (each,)
        return ()

    def _number(self, words: str) -> _Text:
        found = self._numbers[words] = _placed(words, self._small, self._lines[0])
        return found

    def _name(self, words: str) -> _Text:
        found = self._names[words] = _placed(words, self._look.font, self._lines[1])
        return found

    def _at_right(self, words: str, line: _Line) -> _Text:
        text = _placed(words, self._small, line)
        return text._replace(left=line.left + line.width - text.width)

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

    def _image(self, sign: Sign) -> QPixmap:
        """A symbol."""
        if sign not in self._images:
            side = self._side
            painter = QPainter(picture := clear_picture(QSize(side, side), self._look.scale))
            paint_icon(painter, QRect(0, 0, side, side), sign.symbol, self._look.tokens.tint(sign.tint).text)
            painter.end()
            self._images[sign] = picture
        return self._images[sign]


def _placed(words: str, font: QFont, line: _Line) -> _Text:
    """A text at the left of a line."""
    shown, size = laid_out(words, font, line.width)
    return _Text(line.left, line.middle(size), shown, size.width())


def _span(first: int, last: int, count: int) -> range:
    """From one section to another; Qt calls what lies beyond the end -1."""
    return range(first if first >= 0 else count, (last if last >= 0 else count - 1) + 1)


def row_height(view: QTableView) -> int:
    """Two lines with room to breathe."""
    return view.fontMetrics().height() * 2 + 2 * _GAP + 10


def least_width(view: QTableView) -> int:
    """A name of three characters beside the number of people: twelve such doors fit on an office laptop."""
    return round(view.fontMetrics().horizontalAdvance("中") * _LEAST_CHARACTERS) + 2 * _GAP


def most_width(view: QTableView) -> int:
    """Wider doors only make the way of the eye longer."""
    return view.fontMetrics().horizontalAdvance("中") * _MOST_CHARACTERS
