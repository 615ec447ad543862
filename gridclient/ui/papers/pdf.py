"""A filled paper as PDF, made in memory: no temporary file ever holds it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFont,
    QGuiApplication,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPaintDevice,
    QPainter,
    QPdfWriter,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextTable,
    QTextTableCellFormat,
)

from gridclient.ui.papers.document import SetPaper, paper_layout, set_paper
from gridclient.ui.papers.sheet import draw_sheet
from gridcore.papers.filed_paper import FiledPaper
from gridcore.papers.filled_paper import Paper
from gridcore.papers.mediation_file import WholeFile
from gridcore.papers.sheet import Sheet
from gridcore.papers.signing import Drawn

_DOTS_AN_INCH = 1200
_PAGE_NUMBER_POINTS = 9
AnyPaper = Paper | FiledPaper | Sheet | WholeFile
"""What can be printed, or kept as a PDF."""
_CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop


def pdf_of(paper: AnyPaper) -> bytes:
    """The paper on A4, with its font inside; more than one page get page numbers."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DOTS_AN_INCH)
    writer.setTitle(paper.title)
    writer.setCreator("Gridclient")
    draw_paper(paper, writer)
    buffer.close()
    return bytes(data.data())


def lay_out(paper: Paper, device: QPagedPaintDevice, drawn: Sequence[Drawn] = ()) -> SetPaper:
    """Prepare the pages of a PDF or a printer, and set the paper for them, with what was drawn on it."""
    layout = paper_layout(is_large=paper.is_large)
    device.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    margin = layout.margin_mm
    device.setPageMargins(QMarginsF(margin, margin, margin, margin), QPageLayout.Unit.Millimeter)
    made = set_paper(paper, layout, drawn)
    made.document.documentLayout().setPaintDevice(device)
    made.document.setPageSize(QSizeF(device.width(), device.height()))
    _keep_rows_whole(made.document, _screen_scale(device))
    _keep_closing_together(made)
    return made


def draw_paper(paper: AnyPaper, device: QPagedPaintDevice) -> None:
    """Draw a paper on the pages of a PDF or a printer."""
    if isinstance(paper, Sheet):
        draw_sheet(paper, device)
        return
    if isinstance(paper, WholeFile):
        _draw_file(paper, device)
        return
    filed = paper if isinstance(paper, FiledPaper) else FiledPaper("", paper)
    made = lay_out(filed.paper, device, filed.drawn)
    pages = made.document.pageCount()
    painter = QPainter(device)
    told = [f"第 {page + 1} 页　共 {pages} 页" for page in range(pages)] if pages > 1 else [""]
    _draw_pages(painter, device, made, told)
    painter.end()


def _draw_file(file: WholeFile, device: QPagedPaintDevice) -> None:
    """Cover and contents carry no number; the papers are counted through."""
    papers = [lay_out(each.paper, device, each.drawn) for each in file.papers]
    counts = [each.document.pageCount() for each in papers]
    starts = [1 + sum(counts[:at]) for at in range(len(counts))]
    fronts = [lay_out(each, device) for each in (file.cover, file.contents(starts))]
    back = lay_out(file.back(sum(counts)), device)
    painter, is_first = QPainter(device), True
    for made, start in [*((each, 0) for each in fronts), *zip(papers, starts, strict=True), (back, 0)]:
        if not is_first:
            device.newPage()
        is_first = False
        pages = made.document.pageCount()
        told = [f"第 {start + at} 页" for at in range(pages)] if start else [""] * pages
        _draw_pages(painter, device, made, told)
    painter.end()


def _draw_pages(painter: QPainter, device: QPagedPaintDevice, made: SetPaper, told: Sequence[str]) -> None:
    """Draw all pages of a paper, each with what is told below it."""
    size = made.document.pageSize()
    for page, text in enumerate(told):
        if page:
            device.newPage()
        _draw_page(painter, made, page, size)
        if text:
            painter.setFont(_page_number_font(made.document.defaultFont()))
            below = QRectF(0, size.height(), size.width(), size.height())
            painter.drawText(below, int(_CENTRE), f"\n{text}")


def _draw_page(painter: QPainter, made: SetPaper, page: int, size: QSizeF) -> None:
    painter.save()
    painter.translate(0, -page * size.height())
    context = QAbstractTextDocumentLayout.PaintContext()
    context.clip = QRectF(0, page * size.height(), size.width(), size.height())
    context.palette.setColor(context.palette.ColorRole.Text, Qt.GlobalColor.black)
    painter.setClipRect(context.clip)
    made.document.documentLayout().draw(painter, context)
    _close_tables(painter, made.document, (page + 1) * size.height())
    painter.restore()


def _close_tables(painter: QPainter, document: QTextDocument, page_end: float) -> None:
    """Qt leaves a table open where its page ends, and its upright lines end two pixels above."""
    for each in document.rootFrame().childFrames():
        box = document.documentLayout().frameBoundingRect(each)
        if each.frameFormat().border() and box.top() < page_end < box.bottom():
            width = each.frameFormat().border() / _screen_scale(painter.device())
            line = QRectF(0, page_end - 3 * width, document.pageSize().width(), width)  # tables fill the page
            painter.fillRect(line, Qt.GlobalColor.black)


def _screen_scale(device: QPaintDevice) -> float:
    """QTextDocument takes spaces in pixels of the screen: how many of them a dot of the device is."""
    return QGuiApplication.primaryScreen().logicalDotsPerInchY() / device.logicalDpiY()


def _page_number_font(body: QFont) -> QFont:
    font = QFont(body)
    font.setPointSizeF(_PAGE_NUMBER_POINTS)
    return font


def page_of_block(made: SetPaper, number: int) -> int:
    """On which page, from 0, a block of a set paper begins."""
    block = made.document.findBlockByNumber(number)
    top = made.document.documentLayout().blockBoundingRect(block).top()
    return int(top // made.document.pageSize().height())


def _keep_rows_whole(document: QTextDocument, scale: float) -> None:
    """Qt lets a page end in the middle of a row: the row before it is made as long as its page instead."""
    page = document.pageSize().height()
    for table in document.rootFrame().childFrames():
        if not isinstance(table, QTextTable):
            continue
        whole = table.format().toTableFormat()
        for row in range(whole.headerRowCount() + 1, table.rows()):
            top, bottom = _edges(table, row)
            if top // page == bottom // page or bottom - top > page:
                continue
            form = QTextTableCellFormat()
            form.setBottomPadding(((top // page + 1) * page - top) * scale)
            for column in range(table.columns()):  # any of them may be the longest
                table.cellAt(row - 1, column).setFormat(form)
            document.markContentsDirty(0, document.characterCount())  # what follows has no height else


def _edges(table: QTextTable, row: int) -> tuple[float, float]:
    """Where the text of a row begins and ends on the long strip of all pages, in the device's dots."""
    boxes = []
    for column in range(table.columns()):
        cell = table.cellAt(row, column)
        for cursor in (cell.firstCursorPosition(), cell.lastCursorPosition()):
            boxes.append(table.document().documentLayout().blockBoundingRect(cursor.block()))
    return min(each.top() for each in boxes), max(each.bottom() for each in boxes)


def _keep_closing_together(made: SetPaper) -> None:
    """Signatures never stand on a page without a sentence of the paper, nor on two pages."""
    last = made.document.blockCount() - 1
    if page_of_block(made, made.closing) == page_of_block(made, last):
        return
    cursor = QTextCursor(made.document.findBlockByNumber(made.closing))
    form = cursor.blockFormat()
    form.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
    cursor.setBlockFormat(form)
