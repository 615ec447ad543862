"""Writes rosters as offices keep them, and says what should come of every row.

The same community, dirt and seed give the same bytes. A workbook has merged titles above the headings, which
stand in the third row; households share an address by repeating it, by merged cells, or by leaving it empty.
"""

import datetime
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import xlsxwriter

from demo.community import SEED, Community
from demo.people import Household
from demo.places import Grid, Room
from demo.roster_dirt import CLEAN, FILTHY, USUAL, Dirt
from demo.roster_lines import (
    ADDRESS,
    BIRTH_DATE,
    BUILDING,
    ESTATE,
    FORBIDDEN,
    GRID,
    NAME,
    NUMBER,
    PHONE,
    REGISTERED,
    RELATION_COLUMN,
    REMARK,
    ROOM,
    SERIAL,
    SEX,
    SHARED,
    STATUS,
    TENURE_COLUMN,
    UNIT,
    UNREAD,
    Line,
    TruePerson,
    TrueRow,
    Truth,
    Written,
    dropped_line,
    numbered,
    shared_cells,
)
from demo.roster_spoiling import Spoiling

__all__ = [
    "CLEAN",
    "CLEAN_FORM",
    "FILTHY",
    "OFFICE_FORM",
    "USUAL",
    "Dirt",
    "Form",
    "TruePerson",
    "TrueRow",
    "Truth",
    "write_roster",
]

_ONE_SHEET = "人员信息"
_WRITTEN_ON = datetime.datetime(2026, 1, 5, 9, 0)
_PAGE = 300
"""After so many lines the headings stand there once more, where sheets were glued together."""
_PLACE_IN_COLUMNS = (ESTATE, BUILDING, UNIT, ROOM)
_PERSON = (NAME, RELATION_COLUMN, SEX, BIRTH_DATE, NUMBER, PHONE, REGISTERED, STATUS)
_EXPLANATIONS = {
    NAME: "必填",
    RELATION_COLUMN: "请选择",
    BIRTH_DATE: "如：1956-03-04",
    NUMBER: "18位，末位X大写",
    PHONE: "选填",
}


@dataclass(frozen=True)
class Form:
    """How a workbook is laid out."""

    place: Literal["columns", "words"] = "columns"
    """Whether the address has columns of its own or is written in words."""
    shared: Literal["repeated", "merged", "first"] = "repeated"
    """Where a household's address stands: in every line, in merged cells, or in the first line alone."""
    titles: bool = False
    """Merged titles above the headings, then in the third row."""
    explanations: bool = False
    """A row below the headings that tells how to fill them in."""
    glued: bool = False
    """Headings and subtotals in the middle, empty lines, signatures at the end, vacant rooms."""
    grid_column: bool = True
    sheet_a_grid: bool = False


CLEAN_FORM = Form()
OFFICE_FORM = Form(shared="merged", titles=True, explanations=True, glued=True)


def write_roster(
    path: Path,
    community: Community,
    *,
    grids: Sequence[Grid] | None = None,
    dirt: Dirt = CLEAN,
    form: Form | None = None,
    seed: int = SEED,
) -> Truth:
    """Write a roster of some grids, or of all, and tell what should come of it.

    Without a `form` a clean roster is a plain table and a dirty one is laid out as offices do it.
    """
    chosen = form or (CLEAN_FORM if dirt == CLEAN else OFFICE_FORM)
    if not chosen.grid_column:
        dirt = replace(dirt, foreign_grids=0)
    spoiling = Spoiling(dirt, random.Random(f"{seed}/roster"))
    columns = _columns(dirt, chosen)
    placed: list[tuple[str, int, Line]] = []
    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"title": community.name, "created": _WRITTEN_ON})
        for name, of_sheet in _sheets(grids or community.grids, chosen):
            lines = list(_lines(community, of_sheet, chosen, spoiling, columns))
            sheet = _Sheet(book, name, columns, chosen)
            first = sheet.head(community)
            sheet.body(lines, first)
            placed.extend((name, first + place + 1, line) for place, line in enumerate(lines))
    forbidden = dirt.forbidden_columns
    return Truth(numbered(placed), FORBIDDEN if forbidden else (), UNREAD if forbidden else ())


def _columns(dirt: Dirt, form: Form) -> tuple[str, ...]:
    place = _PLACE_IN_COLUMNS if form.place == "columns" else (ADDRESS,)
    grid = (GRID,) if form.grid_column else ()
    other = (*FORBIDDEN, *UNREAD) if dirt.forbidden_columns else ()
    remark = (REMARK,) if dirt.remarks else ()
    return (SERIAL, *grid, *place, TENURE_COLUMN, *_PERSON, *other, *remark)


def _sheets(grids: Sequence[Grid], form: Form) -> Iterator[tuple[str, Sequence[Grid]]]:
    if not form.sheet_a_grid:
        yield _ONE_SHEET, grids
        return
    for grid in grids:
        yield grid.name, (grid,)


def _lines(
    community: Community, grids: Sequence[Grid], form: Form, spoiling: Spoiling, columns: Sequence[str]
) -> Iterator[Line]:
    """The lines below the headings, with what stands between and below the people."""
    if form.explanations:
        yield dropped_line(_EXPLANATIONS, "explanatory_row")
    serial = 0
    for grid in grids:
        homes = {home.room.id: home for home in community.households if home.grid.code == grid.code}
        people = 0
        for room in grid.rooms:
            lines = _of_room(community, form, spoiling, room, homes.get(room.id), grid)
            for line in lines:
                serial += 1
                line.cells[SERIAL] = serial
                people += len(line.people)
            yield from _shared_in(lines, form)
            if form.glued and lines and serial % _PAGE < len(lines):
                yield dropped_line({column: column for column in columns}, "heading_again")
        if form.glued:
            yield dropped_line({SERIAL: "小计", NAME: f"{people}人"}, "footer")
            yield dropped_line({}, "empty_row")
    if form.glued:
        yield dropped_line({SERIAL: "注：本表仅供演示，人员均为虚构。"}, "footer")
        yield dropped_line({SERIAL: "填表人：演示　　审核人：演示　　填表日期：2026年1月5日"}, "footer")


def _of_room(
    community: Community, form: Form, spoiling: Spoiling, room: Room, home: Household | None, grid: Grid
) -> list[Line]:
    """The lines of a room: its people's, or one that says that nobody lives there."""
    if home is not None:
        return spoiling.household(home, told_once=form.shared == "first")
    if not form.glued or community.rooms[room.id] != "vacant":
        return []
    line = Line(shared_cells(room, grid.name, "空置"), room=room.id)
    spoiling.vacant(line)
    return [line]


def _shared_in(lines: list[Line], form: Form) -> list[Line]:
    """Lines of one household as the form has them; an address in the first alone is told of the others."""
    if form.shared == "first":
        for line in lines[1:]:
            if line.keeps_place:
                continue
            line.cells.update(dict.fromkeys(SHARED))
            if line.verdict != "refused":
                line.tell("place_from_above")
    return lines


class _Sheet:
    """One sheet of the workbook."""

    def __init__(self, book: Any, name: str, columns: Sequence[str], form: Form) -> None:
        self._sheet, self._columns, self._form = book.add_worksheet(name), columns, form
        self._title = book.add_format({"bold": True, "font_size": 16, "align": "center"})
        self._bold = book.add_format({"bold": True, "align": "center", "border": 1, "bg_color": "#DDEBF7"})
        self._merged = book.add_format({"valign": "vcenter", "border": 1})
        self._day = book.add_format({"num_format": "yyyy-mm-dd"})
        self._wrapped = book.add_format({"text_wrap": True})
        self._sheet.set_column(0, len(columns) - 1, 12)

    def head(self, community: Community) -> int:
        """Titles and headings; gives the row after them, counted from 0."""
        last, row = len(self._columns) - 1, 0
        if self._form.titles:
            title = f"{community.name}居民信息登记表"
            self._sheet.merge_range(0, 0, 0, last, title, self._title)
            self._sheet.merge_range(1, 0, 1, last, f"填报单位：{community.name}　　填报日期：2026年1月")
            row = 2
        for column, heading in enumerate(self._columns):
            self._sheet.write_string(row, column, heading, self._bold)
        self._sheet.freeze_panes(row + 1, 0)
        return row + 1

    def body(self, lines: Sequence[Line], first: int) -> None:
        """The lines from a row on; those of one household share merged cells where the form says so."""
        start = 0
        while start < len(lines):
            end = start + 1
            home = lines[start].household
            while home is not None and end < len(lines) and lines[end].household == home:
                end += 1
            merged = SHARED if self._form.shared == "merged" and end - start > 1 else ()
            for place in range(start, end):
                for column, heading in enumerate(self._columns):
                    if heading not in merged:
                        self._write(first + place, column, lines[place].cells.get(heading))
            for column, heading in enumerate(self._columns):
                value = lines[start].cells.get(heading)
                if heading in merged and value is not None:
                    self._sheet.merge_range(
                        first + start, column, first + end - 1, column, value, self._merged
                    )
            start = end

    def _write(self, row: int, column: int, value: Written) -> None:
        match value:
            case None:
                return
            case str():
                self._sheet.write_string(row, column, value, self._wrapped if "\n" in value else None)
            case datetime.date():
                self._sheet.write_datetime(row, column, value, self._day)
            case _:
                self._sheet.write_number(row, column, value)
