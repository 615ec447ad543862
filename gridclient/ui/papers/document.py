"""A filled paper set as a text document: the layout of `resources/papers/layout.json`, in points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from PySide6.QtCore import QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QBitmap,
    QColor,
    QFont,
    QGuiApplication,
    QImage,
    QRegion,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextImageFormat,
    QTextLength,
    QTextTableCellFormat,
    QTextTableFormat,
)

from gridclient.resources_path import resource
from gridclient.ui.papers.fonts import paper_families
from gridcore.papers.filled_paper import (
    Clauses,
    Line,
    Paper,
    Part,
    Picture,
    Remark,
    Section,
    Signatures,
    Statement,
    Table,
)
from gridcore.papers.signing import Drawn

_INDENT = "　　"
"""Two ideographic spaces begin a paragraph, as in every Chinese paper; QTextDocument ignores text-indent."""
_LEFT, _RIGHT, _CENTRE = (
    Qt.AlignmentFlag.AlignLeft,
    Qt.AlignmentFlag.AlignRight,
    Qt.AlignmentFlag.AlignHCenter,
)
_POINTS_AN_INCH = 72
_MM_AN_INCH = 25.4
_CLOSE = 100
"""A picture is a line as high as it is: there is no spacing within it."""
_SIGNATURE_POINTS = QSizeF(110, 30)
"""The room of a drawn signature, which is fitted into it."""
_FIXED = QTextBlockFormat.LineHeightTypes.FixedHeight.value
_PROPORTIONAL = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value


class PaperLayout(msgspec.Struct, frozen=True):
    """Sizes of a paper."""

    margin_mm: float
    title_points: float
    body_points: float
    table_points: float
    remark_points: float
    line_percent: float
    table_line_percent: float
    gap_points: float
    cell_points: float
    signing_points: float


def paper_layout(*, is_large: bool = False) -> PaperLayout:
    """The layout that is shipped, of usual papers or of those in large letters."""
    found = msgspec.json.decode(resource("papers", "layout.json").read_bytes(), type=dict[str, PaperLayout])
    return found["large" if is_large else "usual"]


@dataclass(frozen=True)
class SetPaper:
    """A paper as a document, and the block with which its closing begins: what is signed stays together."""

    document: QTextDocument
    closing: int


def set_paper(paper: Paper, layout: PaperLayout, drawn: Sequence[Drawn] = ()) -> SetPaper:
    """Set a paper with the signatures that were drawn on it.

    The page and the device that it is for are told to the document afterwards.
    """
    setter = _Setter(layout, drawn)
    if paper.remark is not None:
        setter.add(paper.remark)
    setter.title(paper.title)
    closing = 0
    for part in paper.parts:
        if isinstance(part, Statement):  # the last one stands before the signatures
            closing = setter.next_block
        setter.add(part)
    return SetPaper(setter.document, closing)


class _Setter:
    """Writes part after part at the end of a document."""

    def __init__(self, layout: PaperLayout, drawn: Sequence[Drawn]) -> None:
        self._layout = layout
        self._drawn = {each.line: each.picture for each in drawn if each.picture}
        self._lines = 0
        # QTextDocument takes spaces in pixels of the screen and scales them for the device itself.
        self._scale = QGuiApplication.primaryScreen().logicalDotsPerInchY() / _POINTS_AN_INCH
        self.document = QTextDocument()
        self.document.setDocumentMargin(0)
        self.document.setUndoRedoEnabled(False)
        font = QFont()
        font.setFamilies(paper_families())
        font.setPointSizeF(layout.body_points)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        self.document.setDefaultFont(font)
        self._cursor = QTextCursor(self.document)
        self._is_fresh = True

    @property
    def next_block(self) -> int:
        """The number of the block that the next part begins with."""
        return self._cursor.blockNumber() + (0 if self._is_fresh else 1)

    def title(self, text: str) -> None:
        size = self._layout.title_points
        self._block(_CENTRE, before=size / 4, after=size / 2)
        self._cursor.insertText(text, self._chars(size, bold=True))

    def add(self, part: Part) -> None:
        match part:
            case Remark(text=text):
                self._block(_CENTRE)
                self._cursor.insertText(text, self._chars(self._layout.remark_points))
            case Line(text=text):
                self._block(_RIGHT, before=self._layout.gap_points)
                self._cursor.insertText(text, self._chars())
            case Table():
                self._table(part)
            case Section(heading=heading, paragraphs=paragraphs):
                self._heading(heading)
                for each in paragraphs:
                    self._paragraph(each)
            case Clauses(heading=heading, clauses=clauses):
                self._heading(heading)
                for number, each in enumerate(clauses, start=1):
                    self._paragraph(f"{number}. {each}")
            case Statement(lead=lead, text=text):
                self._block(before=self._layout.gap_points)
                self._cursor.insertText(lead or _INDENT, self._chars(bold=bool(lead)))
                self._cursor.insertText(text, self._chars())
            case Signatures():
                self._signatures(part)
            case Picture(content=content, height_mm=height):
                self._block(_CENTRE, before=self._layout.gap_points, percent=_CLOSE)
                points = height / _MM_AN_INCH * _POINTS_AN_INCH
                self._picture(self._cursor, QImage.fromData(content), QSizeF(10 * points, points))

    def _heading(self, text: str) -> None:
        self._block(before=self._layout.gap_points)
        self._cursor.insertText(text, self._chars(bold=True))

    def _paragraph(self, text: str) -> None:
        self._block()
        self._cursor.insertText(_INDENT + text, self._chars())

    def _table(self, part: Table) -> None:
        layout = self._layout
        form = QTextTableFormat()
        form.setBorder(1)
        form.setBorderBrush(Qt.GlobalColor.black)
        form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        form.setBorderCollapse(True)
        form.setCellPadding(layout.cell_points * self._scale)
        form.setHeaderRowCount(1)
        self._columns(form, part.widths)
        table = self._cursor.insertTable(len(part.rows) + 1, len(part.widths), form)
        size, spacing = layout.table_points, layout.table_line_percent
        for row, cells in enumerate((part.headings, *part.rows)):
            for column, text in enumerate(cells):
                cursor = table.cellAt(row, column).firstCursorPosition()
                is_centred = row == 0 or column in part.centred
                cursor.setBlockFormat(self._block_format(_CENTRE if is_centred else _LEFT, percent=spacing))
                cursor.insertText(text, self._chars(size, bold=row == 0))
        self._leave_table(layout.gap_points)

    def _signatures(self, part: Signatures) -> None:
        form = QTextTableFormat()
        form.setBorder(0)
        form.setCellSpacing(0)
        self._columns(form, (58, 42))
        table = self._cursor.insertTable(max(len(part.left), len(part.right)), 2, form)
        room = QTextTableCellFormat()
        room.setTopPadding((self._layout.signing_points - self._layout.body_points) * self._scale)
        for column, texts in enumerate((part.left, part.right)):
            for row, text in enumerate(texts):
                cell = table.cellAt(row, column)
                cell.setFormat(room)
                cursor = cell.firstCursorPosition()
                cursor.insertText(text, self._chars())
                self._lines += 1
                if self._lines in self._drawn:
                    self._picture(cursor, _ink(self._drawn[self._lines]), _SIGNATURE_POINTS)
        self._leave_table(self._layout.signing_points)

    def _picture(self, cursor: QTextCursor, image: QImage, room: QSizeF) -> None:
        """A picture as large as fits into so many points; one that cannot be read leaves its place empty."""
        if image.isNull():
            return
        size = QSizeF(image.size()).scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        name = QUrl(f"picture:{cursor.position()}")
        self.document.addResource(QTextDocument.ResourceType.ImageResource.value, name, image)
        form = QTextImageFormat()
        form.setName(name.toString())
        form.setWidth(size.width() * self._scale)
        form.setHeight(size.height() * self._scale)
        form.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignMiddle)
        cursor.insertImage(form)

    def _columns(self, form: QTextTableFormat, widths: tuple[int, ...]) -> None:
        form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        form.setColumnWidthConstraints(
            [QTextLength(QTextLength.Type.PercentageLength, each) for each in widths]
        )

    def _leave_table(self, space: float) -> None:
        """Qt gives the block after a table neither margins nor, where it is empty, a height: it is filled."""
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
        form = QTextBlockFormat()
        form.setLineHeight(space * self._scale, _FIXED)
        self._cursor.setBlockFormat(form)
        self._cursor.insertText(" ", self._chars(1))

    def _block(
        self,
        align: Qt.AlignmentFlag = _LEFT,
        *,
        before: float = 0,
        after: float = 0,
        percent: float | None = None,
    ) -> None:
        spacing = percent or self._layout.line_percent
        form = self._block_format(align, before=before, after=after, percent=spacing)
        if self._is_fresh:
            self._cursor.setBlockFormat(form)
            self._is_fresh = False
        else:
            self._cursor.insertBlock(form)

    def _block_format(
        self, align: Qt.AlignmentFlag, *, before: float = 0, after: float = 0, percent: float
    ) -> QTextBlockFormat:
        form = QTextBlockFormat()
        form.setAlignment(align)
        form.setTopMargin(before * self._scale)
        form.setBottomMargin(after * self._scale)
        form.setLineHeight(percent, _PROPORTIONAL)
        return form

    def _chars(self, points: float | None = None, *, bold: bool = False) -> QTextCharFormat:
        form = QTextCharFormat()
        form.setFont(self.document.defaultFont())
        form.setFontPointSize(points or self._layout.body_points)
        form.setFontWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
        return form


def _ink(picture: bytes) -> QImage:
    """A signature without the white around it, so that every hand is as large on the paper."""
    image = QImage.fromData(picture)
    if image.isNull():
        return image
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    mono = grey.convertToFormat(QImage.Format.Format_Mono, Qt.ImageConversionFlag.ThresholdDither)
    mask = mono.createMaskFromColor(QColor(Qt.GlobalColor.black).rgb(), Qt.MaskMode.MaskOutColor)
    ink = QRegion(QBitmap.fromImage(mask)).boundingRect()
    return image.copy(ink.adjusted(-4, -4, 4, 4).intersected(image.rect()))
