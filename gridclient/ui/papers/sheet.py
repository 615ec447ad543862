"""A long list on A4 across: rows are never cut, every page has its head, its sums and its number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPen

from gridclient.ui.papers.fonts import paper_families
from gridcore.papers.sheet import Sheet

_MARGIN_MM = 15
_TITLE, _BODY, _SMALL = 14, 9, 8
"""Points."""
_MOST_LINES = 4
_WRAP = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop) | int(_WRAP)
_CENTRE = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop) | int(_WRAP)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)


@dataclass(frozen=True)
class _Measures:
    """What a page is drawn by, in the device's dots."""

    width: float
    height: float
    padding: float
    title: QFont
    body: QFont
    bold: QFont
    small: QFont
    device: QPagedPaintDevice

    def line(self, font: QFont) -> float:
        """The height of a line."""
        return QFontMetricsF(font, self.device).height()

    def text(self, text: str, width: float, font: QFont) -> float:
        """The height of a text that wraps; nothing takes more than a few lines."""
        box = QFontMetricsF(font, self.device).boundingRect(QRectF(0, 0, width, 1e6), _LEFT, text)
        return min(box.height(), _MOST_LINES * self.line(font))


def draw_sheet(sheet: Sheet, device: QPagedPaintDevice) -> None:
    """Draw a list on the pages of a PDF or a printer."""
    device.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    device.setPageOrientation(QPageLayout.Orientation.Landscape)
    device.setPageMargins(QMarginsF(*[_MARGIN_MM] * 4), QPageLayout.Unit.Millimeter)
    measures = _Measures(
        *(device.width(), device.height(), device.logicalDpiX() * 3 / 72),
        *(_font(_TITLE, bold=True), _font(_BODY), _font(_BODY, bold=True), _font(_SMALL)),
        device,
    )
    columns = _columns(sheet, measures.width)
    heights = [_height(row, columns, measures) for row in sheet.rows]
    head = _head_height(sheet, columns, measures)
    foot = 3 * measures.line(measures.small)
    cuts = pages(heights, measures.height - head - foot)
    painter = QPainter(device)
    for number, (first, end) in enumerate(cuts):
        if number:
            device.newPage()
        top = _draw_head(painter, sheet, columns, measures)
        for row, height in zip(sheet.rows[first:end], heights[first:end], strict=True):
            _draw_row(painter, row, columns, (top, height), measures, measures.body)
            top += height
        painter.setFont(measures.small)
        below = QRectF(0, top + measures.padding, measures.width, foot)
        painter.drawText(below, int(Qt.AlignmentFlag.AlignLeft), sheet.foot(first, end))
        painter.drawText(below, _RIGHT, f"第 {number + 1} 页　共 {len(cuts)} 页")
    painter.end()


def pages(heights: Sequence[float], room: float) -> list[tuple[int, int]]:
    """Which rows stand on which page: as many as there is room for, and one at least."""
    cuts: list[tuple[int, int]] = []
    first, used = 0, 0.0
    for at, height in enumerate(heights):
        if at > first and used + height > room:
            cuts.append((first, at))
            first, used = at, 0.0
        used += height
    return [*cuts, (first, len(heights))]


def _draw_head(
    painter: QPainter, sheet: Sheet, columns: Sequence[tuple[float, float]], measures: _Measures
) -> float:
    """Title, notes and headings; gives where the rows begin."""
    top = 0.0
    for text, font in ((sheet.title, measures.title), *((each, measures.small) for each in sheet.notes)):
        height = measures.text(text, measures.width, font)
        painter.setFont(font)
        painter.drawText(QRectF(0, top, measures.width, height), _CENTRE, text)
        top += height + measures.padding
    height = _height(sheet.headings, columns, measures)
    _draw_row(painter, sheet.headings, columns, (top, height), measures, measures.bold)
    return top + height


def _head_height(sheet: Sheet, columns: Sequence[tuple[float, float]], measures: _Measures) -> float:
    texts = ((sheet.title, measures.title), *((each, measures.small) for each in sheet.notes))
    told = sum(measures.text(text, measures.width, font) + measures.padding for text, font in texts)
    return told + _height(sheet.headings, columns, measures)


def _draw_row(
    painter: QPainter,
    row: Sequence[str],
    columns: Sequence[tuple[float, float]],
    place: tuple[float, float],
    measures: _Measures,
    font: QFont,
) -> None:
    top, height = place
    pad = measures.padding
    painter.setFont(font)
    painter.setPen(QPen(Qt.GlobalColor.black, pad / 6))
    for text, (left, width) in zip(row, columns, strict=True):
        painter.drawRect(QRectF(left, top, width, height))
        painter.drawText(QRectF(left + pad, top + pad, width - 2 * pad, height - 2 * pad), _LEFT, text)


def _height(row: Sequence[str], columns: Sequence[tuple[float, float]], measures: _Measures) -> float:
    pad = measures.padding
    texts = zip(row, columns, strict=True)
    return max(measures.text(text, width - 2 * pad, measures.bold) for text, (_, width) in texts) + 2 * pad


def _columns(sheet: Sheet, width: float) -> list[tuple[float, float]]:
    """Where each column begins, and how wide it is."""
    whole, left, found = sum(sheet.widths), 0.0, []
    for each in sheet.widths:
        found.append((left, width * each / whole))
        left += width * each / whole
    return found


def _font(points: int, *, bold: bool = False) -> QFont:
    font = QFont()
    font.setFamilies(paper_families())
    font.setPointSizeF(points)
    font.setBold(bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
