"""What must hold for every page: names, keyboard order, room for the words, contrast, visible focus.

Each function returns what is wrong, as sentences; an empty list is a good page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from gridclient.ui.tokens import NORMAL_TEXT_CONTRAST, contrast
from gridclient.ui.widgets.texts import ElidedText

_CONTROLS = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView)
_SAME_LINE = 4
_LETTER = re.compile(r"(?<!&)&(\w)")
_ANTIALIASING = 0.85
"""Thin strokes never reach the full colour of their pen; a wrong colour falls far below."""


def walk(page: QWidget) -> list[str]:
    """Everything that is wrong with a page or window in sight."""
    return [
        *unnamed_controls(page),
        *keyboard_problems(page),
        *shared_letters(page),
        *clipped_texts(page),
        *faint_texts(page),
        *invisible_focus(page),
    ]


def unnamed_controls(page: QWidget) -> list[str]:
    """Controls that a screen reader cannot name."""
    return [f"{_described(each)} has no accessible name" for each in _controls(page) if not _name(each)]


def keyboard_problems(page: QWidget) -> list[str]:
    """Controls that Tab does not reach, and steps of Tab that go back up or left."""
    wanted = [each for each in _controls(page) if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
    wanted = [each for each in wanted if each.focusProxy() is None and not _is_idle_radio(each)]
    if not wanted:
        return []
    _activate(page)
    wanted[0].setFocus(Qt.FocusReason.TabFocusReason)
    visited: list[QWidget] = []
    for _ in range(4 * len(wanted) + 40):
        now = QApplication.focusWidget()
        if now is None or now in visited:
            break
        visited.append(now)
        QTest.keyClick(now, Qt.Key.Key_Tab)
    reached = set(visited)
    found = [f"Tab does not reach {_described(each)}" for each in wanted if not _is_reached(each, reached)]
    inside = [each for each in visited if page.isAncestorOf(each)]
    for before, after in pairwise(inside):
        if _goes_back(*_compared(before, after, page)):
            found.append(f"Tab goes back from {_described(before)} to {_described(after)}")
    return found


def shared_letters(page: QWidget) -> list[str]:
    """Controls in sight that want the same letter with Alt: the keyboard would only step between them."""
    wanted: dict[str, QAbstractButton] = {}
    found = []
    for each in _visible(page):
        letter = _LETTER.search(each.text()) if isinstance(each, QAbstractButton) else None
        if letter is None or not isinstance(each, QAbstractButton):
            continue
        other = wanted.setdefault(letter[1].upper(), each)
        if other is not each:
            found.append(f"{_described(other)} and {_described(each)} have one letter: {letter[1]}")
    return found


def clipped_texts(page: QWidget) -> list[str]:
    """Texts that have less room than they need, and controls that stick out of what holds them."""
    found = []
    least, room = page.minimumSizeHint(), page.size()
    if least.width() > room.width() or least.height() > room.height():
        found.append(f"the page needs {least.toTuple()} and has {room.toTuple()}")
    for each in _visible(page):
        if isinstance(each, QLabel) and not isinstance(each, ElidedText) and each.text():
            found.extend(_clipped_label(each))
        elif isinstance(each, QAbstractButton) and each.text():
            hint, least = each.sizeHint(), each.minimumSizeHint()
            wanted = QSize(hint.width(), (least if least.isValid() else hint).height())
            if wanted.width() > each.width() or wanted.height() > each.height() + 1:
                found.append(f"{_described(each)} is {each.size().toTuple()} and needs {wanted.toTuple()}")
        elif isinstance(each, QLineEdit) and not each.text() and each.placeholderText():
            needed = each.fontMetrics().horizontalAdvance(each.placeholderText()) + 24
            if needed > each.width():
                found.append(f"the hint of {_described(each)} needs {needed} and has {each.width()}")
        found.extend(_sticks_out(each, page))
    return found


def faint_texts(page: QWidget) -> list[str]:
    """Labels and buttons whose drawn text does not stand out from its drawn background."""
    image = page.grab().toImage()
    ratio = image.devicePixelRatio()
    found = []
    for each in _visible(page):
        if isinstance(each, QLabel | QAbstractButton) and each.text() and each.isEnabled():
            place = _seen_part(each, page)
            if place.width() < 8 or place.height() < each.fontMetrics().height():
                continue
            part = image.copy(_times(place, ratio))
            reached = _drawn_contrast(part)
            if reached < NORMAL_TEXT_CONTRAST * _ANTIALIASING:
                found.append(f"{_described(each)} has a contrast of {reached:.1f}")
    return found


def invisible_focus(page: QWidget) -> list[str]:
    """Controls that look the same with and without the keyboard on them."""
    found = []
    _activate(page)
    for each in _controls(page):
        if not each.focusPolicy() & Qt.FocusPolicy.TabFocus or each.focusProxy() is not None:
            continue
        each.clearFocus()
        plain = each.grab().toImage()
        each.setFocus(Qt.FocusReason.TabFocusReason)
        if each.hasFocus() and each.grab().toImage() == plain:
            found.append(f"nobody sees the focus on {_described(each)}")
    return found


def _activate(page: QWidget) -> None:
    page.window().activateWindow()
    QApplication.processEvents()
    assert page.window().isActiveWindow()


def _visible(page: QWidget) -> Iterator[QWidget]:
    for each in page.findChildren(QWidget):
        if each.isVisibleTo(page) and each.window() is page.window() and not _is_part_of_control(each):
            yield each


def _controls(page: QWidget) -> list[QWidget]:
    return [each for each in _visible(page) if isinstance(each, _CONTROLS) and each.isEnabled()]


def _is_part_of_control(each: QWidget) -> bool:
    """Qt builds controls from controls: the line of a combo box, the corner of a table."""
    above = each.parentWidget()
    while above is not None:
        if isinstance(above, QComboBox | QLineEdit | QAbstractItemView):
            return True
        above = above.parentWidget()
    return False


def _is_idle_radio(each: QWidget) -> bool:
    """Of exclusive buttons Tab stops at one; the arrow keys reach the others."""
    return isinstance(each, QAbstractButton) and each.autoExclusive() and not each.isChecked()


def _is_reached(each: QWidget, reached: set[QWidget]) -> bool:
    return each in reached or any(each.isAncestorOf(other) for other in reached)


def _name(each: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(each)
    return "" if interface is None else interface.text(QAccessible.Text.Name).strip()


def _described(each: QWidget) -> str:
    text = each.text() if isinstance(each, QLabel | QAbstractButton) else ""
    return f"{type(each).__name__} “{_name(each) or text or each.objectName()}”"


def _place(each: QWidget, page: QWidget) -> QRect:
    return QRect(each.mapTo(page, QPoint(0, 0)), each.size())


def _compared(before: QWidget, after: QWidget, page: QWidget) -> tuple[QRect, QRect]:
    """Where two controls stand; what only one of them scrolls with stands where its scroll area does."""
    one, other = _scroll_area(before, page), _scroll_area(after, page)
    if one is other:
        return _place(before, page), _place(after, page)
    return _place(one or before, page), _place(other or after, page)


def _scroll_area(each: QWidget, page: QWidget) -> QScrollArea | None:
    above = each.parentWidget()
    while above is not None and above is not page:
        if isinstance(above, QScrollArea):
            return above
        above = above.parentWidget()
    return None


def _seen_part(each: QWidget, page: QWidget) -> QRect:
    """The part of a widget that no scroll area hides."""
    place = _place(each, page)
    above = each.parentWidget()
    while above is not None and above is not page:
        place = place.intersected(_place(above, page))
        above = above.parentWidget()
    return place.intersected(page.rect())


def _goes_back(before: QRect, after: QRect) -> bool:
    same_line = before.top() < after.bottom() - _SAME_LINE and after.top() < before.bottom() - _SAME_LINE
    if same_line:
        return after.right() <= before.left()
    same_column = after.left() < before.right() and before.left() < after.right()
    return same_column and after.bottom() <= before.top()


def _clipped_label(label: QLabel) -> list[str]:
    if label.wordWrap():
        needed = label.heightForWidth(label.width())
        is_clipped = needed > label.height() + 1
    else:
        needed = label.sizeHint().width()
        is_clipped = needed > label.width() + 1 or label.fontMetrics().height() > label.height() + 1
    return [f"{_described(label)} needs {needed} and has {label.size().toTuple()}"] if is_clipped else []


def _sticks_out(each: QWidget, page: QWidget) -> list[str]:
    above = each.parentWidget()
    if above is None or above is page.parentWidget() or not isinstance(each, (*_CONTROLS, QLabel)):
        return []
    holder = above.parentWidget()
    if isinstance(holder, QAbstractScrollArea) and not isinstance(holder, QScrollArea):
        return []
    if above.rect().adjusted(-1, -1, 1, 1).contains(each.geometry()):
        return []
    return [f"{_described(each)} sticks out of {type(above).__name__}"]


def _times(rect: QRect, ratio: float) -> QRect:
    parts = (round(each * ratio) for each in (rect.x(), rect.y(), rect.width(), rect.height()))
    return QRect(*parts)


def _drawn_contrast(image: QImage) -> float:
    """The greatest contrast of any drawn colour with the commonest one, which is the background."""
    plain = image.convertToFormat(QImage.Format.Format_ARGB32)  # kept: its bits do not keep it
    counts = Counter(memoryview(plain.constBits()).cast("I"))
    ground = max(counts, key=lambda each: counts[each])
    return max(_contrast(pixel, ground) for pixel in counts)


@cache
def _contrast(one: int, other: int) -> float:
    return contrast(QColor(one).name(), QColor(other).name())
