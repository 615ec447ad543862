"""Workbooks and sheets for tests: real files by XlsxWriter, archives by hand, and rows without a file."""

import datetime
import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter

from gridcore.fields import Value
from gridcore.ids import ScopeId
from gridcore.roster.columns import Column
from gridcore.roster.grids import Grids
from gridcore.roster.known import Known, KnownRecord
from gridcore.roster.mappings import NO_MAPPINGS, Mappings
from gridcore.roster.people import Reading
from gridcore.roster.plan import RosterPlan, Step, plan_roster
from gridcore.roster.planned_rows import RowPlan
from gridcore.roster.workbook import Area, Cell, Sheet, Workbook
from gridcore.sync.edits import Create

TODAY = datetime.date(2026, 11, 22)
AT = "2026-11-22T08:00:00Z"
COMMUNITY = "999901001001"
FIRST, SECOND = f"{COMMUNITY}1001", f"{COMMUNITY}1002"
NAMES = {FIRST: "第一网格", SECOND: "第二网格"}
HEADINGS = (
    "网格",
    "小区",
    "楼栋",
    "单元",
    "房号",
    "姓名",
    "与户主关系",
    "性别",
    "出生日期",
    "身份证号",
    "联系电话",
)
HEAD = ("第一网格", "和合里", "3号楼", "2", "501", "张桂英", "户主", "女", "1956-03-04", None, "10000000001")
HUSBAND = ("第一网格", "和合里", "3号楼", "2", "501", "王建国", "夫", "男", "1954-01-02", None, None)

Row = Sequence[Cell]


def sheet(*rows: Row, name: str = "人员", merged: Sequence[Area] = (), is_hidden: bool = False) -> Sheet:
    """Rows of one length."""
    width = max(map(len, rows), default=0)
    filled = tuple((*row, *[None] * (width - len(row))) for row in rows)
    return Sheet(name, filled, tuple(merged), is_hidden)


def planned(
    *rows: Row,
    headings: Row = HEADINGS,
    known: Known | None = None,
    grids: Grids | None = None,
    reading: Reading | None = None,
    merged: Sequence[Area] = (),
    columns: Mapping[str, Mapping[int, Column]] | None = None,
) -> RosterPlan:
    """The plan of a sheet with headings in its first row."""
    book = Workbook((sheet(headings, *rows, merged=merged),))
    return planned_book(book, known=known, grids=grids, reading=reading, columns=columns)


def planned_book(
    book: Workbook,
    *,
    known: Known | None = None,
    grids: Grids | None = None,
    reading: Reading | None = None,
    columns: Mapping[str, Mapping[int, Column]] | None = None,
    mappings: Mappings = NO_MAPPINGS,
    step: Step | None = None,
) -> RosterPlan:
    """The plan of a workbook."""
    return plan_roster(
        book,
        grids=grids or Grids(COMMUNITY, NAMES, {FIRST, SECOND}),
        known=known or Known(),
        reading=reading or Reading(TODAY, allow_demo=True),
        at=AT,
        columns=columns,
        mappings=mappings,
        step=step,
    )


def only_row(plan: RosterPlan) -> RowPlan:
    """The one row of a plan."""
    (row,) = plan.rows
    return row


def codes(row: RowPlan) -> set[str]:
    """What is told about a row."""
    return {note.code for note in row.notes}


def made(plan: RosterPlan, kind: str) -> list[dict[str, Value]]:
    """The cells of the records of a kind that a plan creates, in their order."""
    edits = plan.edits()
    return [edit.cells for edit in edits if isinstance(edit, Create) and edit.kind == kind]


def known_after(plan: RosterPlan, *, sees_identities: bool = True) -> Known:
    """What is known once a plan was imported: its creations, each with version 1."""
    records = []
    for edit in plan.edits():
        assert isinstance(edit, Create)
        scope = edit.scope or ScopeId(f"grid/{FIRST}")
        if edit.kind != "resident_identity" or sees_identities:
            bases = dict.fromkeys(edit.cells, 1)
            records.append(KnownRecord(edit.id, edit.kind, scope, edit.cells, bases))
    return Known(records, sees_identities=sees_identities)


def xlsx(*sheets: tuple[str, Sequence[Sequence[Any]]], hidden: Sequence[str] = ()) -> bytes:
    """A workbook as Excel would write it; a tuple (formula, value) is a formula with its result."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        hour = book.add_format({"num_format": "hh:mm"})
        for name, rows in sheets:
            page = book.add_worksheet(name)
            if name in hidden:
                page.hide()
            for row, cells in enumerate(rows):
                for column, value in enumerate(cells):
                    if isinstance(value, tuple):
                        page.write_formula(row, column, value[0], None, value[1])
                    elif isinstance(value, datetime.date):
                        page.write_datetime(row, column, value, day)
                    elif isinstance(value, datetime.time):
                        page.write_datetime(row, column, value, hour)
                    elif value is not None:
                        page.write(row, column, value)
    return held.getvalue()


CONTENT_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def archive(
    sheet_xml: str, *, shared: str = "", sheets: int = 1, more: Mapping[str, bytes] | None = None
) -> bytes:
    """A workbook made by hand: all its sheets name the one part whose `sheetData` is given."""
    pages = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="r1"/>' for n in range(1, sheets + 1))
    parts = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": f'<Relationships xmlns="x"><Relationship Id="r1" Type="{_RELATIONS}/officeDocument"'
        ' Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>{pages}</sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="x"><Relationship Id="r1" Type="{_RELATIONS}'
        '/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="'
        f'{_RELATIONS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">{shared}</sst>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}">{sheet_xml}</worksheet>',
    }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in parts.items():
            packed.writestr(name, text)
        for name, part in (more or {}).items():
            packed.writestr(name, part)
    return held.getvalue()
