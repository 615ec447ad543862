"""Packs the sheets of a report into an Excel workbook, in memory. Every cell is text, never a formula."""

import datetime
import io
from collections.abc import Sequence

from gridcore.roster.report import ReportSheet

_LONGEST = 32_767
"""Letters of a cell; the program that opens the file allows no more."""
_WIDTHS = (10, 60)
_SAMPLED = 50


def report_book(sheets: Sequence[ReportSheet], written_at: datetime.datetime) -> bytes:
    """The bytes of an `.xlsx` file that says it was written at a moment."""
    import xlsxwriter  # 11 MB that most days do without

    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        book.set_properties({"created": written_at.replace(tzinfo=None)})
        # As text a cell stays text also when somebody edits it in Excel.
        plain = book.add_format({"num_format": "@", "valign": "top"})
        title = book.add_format({"num_format": "@", "bold": True, "bg_color": "#DDEBF7", "border": 1})
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            for at, row in enumerate(sheet.rows):
                for column, text in enumerate(row):
                    if text:
                        chosen = title if sheet.has_headings and at == 0 else plain
                        page.write_string(at, column, text[:_LONGEST], chosen)
            for column in range(len(sheet.rows[0])):
                page.set_column(column, column, _width(sheet, column), plain)
            if sheet.has_headings:
                page.freeze_panes(1, 0)
                page.autofilter(0, 0, len(sheet.rows) - 1, len(sheet.rows[0]) - 1)
    return held.getvalue()


def _width(sheet: ReportSheet, column: int) -> int:
    """Wide enough for most of what stands in a column; a Chinese character takes two places."""
    longest = max(len(row[column].encode("gb18030", "replace")) for row in sheet.rows[:_SAMPLED])
    return min(max(longest + 2, _WIDTHS[0]), _WIDTHS[1])
