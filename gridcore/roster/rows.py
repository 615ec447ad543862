"""From the rows of a sheet to people and places, each row with what is told about it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from gridcore.codes.people import TENURE
from gridcore.roster.columns import Column, column_of
from gridcore.roster.headings import Headings
from gridcore.roster.notes import Note, NoteKind, mended
from gridcore.roster.people import HEADS, Cells, Person, Reading, read_people, text_of
from gridcore.roster.places import Place, read_address, read_columns
from gridcore.roster.workbook import Cell, Sheet
from gridcore.tidy import is_written_empty, tidy_code

_PLACE_COLUMNS = (Column.ESTATE, Column.BUILDING, Column.UNIT, Column.FLOOR, Column.ROOM, Column.ADDRESS)
_SHARED = frozenset({*_PLACE_COLUMNS, Column.GRID, Column.HOUSEHOLD_NUMBER, Column.TENURE, Column.HEAD_NAME})
"""What merged cells say for every row beside them."""
_CARRIED = (Column.GRID, Column.ESTATE, Column.BUILDING, Column.UNIT)
_WITHIN_EXPLANATION = 3
_EXPLAINS = re.compile(
    r"必填|选填|示例|样例|例如|^例|如[::]|格式|填写|请填|请选|下拉|可不填|[0-9]位|yyyy|example|required|optional",
    re.IGNORECASE,
)
_FOOTER = re.compile(
    r"(?:合计|总计|小计|共计|总人数|总户数|共[0-9]+[户人]|填表人|填报人|制表|审核|负责人|统计人|填表日期|填报日期|填报单位|以上|注[::]"
    r"|备注[::]|说明[::]|total)",
    re.IGNORECASE,
)
_VACANT_WORDS = frozenset({"空户", "空房", "空置", "无人", "无人居住", "空关", "空挂", "未入住"})
_VACANT = "vacant"


class Verdict(StrEnum):
    """What becomes of a row."""

    TAKEN = "taken"
    MENDED = "mended"
    REFUSED = "refused"
    DROPPED = "dropped"


@dataclass(frozen=True)
class ReadRow:
    """One row; `number` is what the spreadsheet shows. A row without people may be a vacant room."""

    sheet: str
    number: int
    people: tuple[Person, ...] = ()
    place: Place | None = None
    grid: str = ""
    tenure: str | None = None
    household_number: str = ""
    notes: tuple[Note, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """The heaviest of the notes decides."""
        kinds = {each.kind for each in self.notes}
        if NoteKind.REFUSED in kinds:
            return Verdict.REFUSED
        if NoteKind.DROPPED in kinds:
            return Verdict.DROPPED
        return Verdict.MENDED if kinds & {NoteKind.MENDED, NoteKind.LEFT_OUT} else Verdict.TAKEN

    @property
    def is_taken(self) -> bool:
        """Whether something of the row is imported."""
        return self.verdict in (Verdict.TAKEN, Verdict.MENDED)

    def noted(self, *notes: Note) -> "ReadRow":
        """The row with more told about it."""
        return replace(self, notes=(*self.notes, *notes))


def read_rows(sheet: Sheet, headings: Headings, reading: Reading) -> Iterator[ReadRow]:
    """The rows below the headings, in their order."""
    above: Cells = {}
    before: ReadRow | None = None
    for place, cells in _cells(sheet, headings):
        why = _nobody(sheet.rows[place], cells, headings, place - headings.row)
        if why is not None:
            yield ReadRow(sheet.name, place + 1, notes=(Note(None, NoteKind.DROPPED, why),))
            continue
        row = _read_row(sheet.name, place + 1, cells, above, before, reading)
        if row.place is not None:
            above, before = {**{each: above.get(each) for each in _CARRIED}, **_present(cells)}, row
        yield row


def _cells(sheet: Sheet, headings: Headings) -> Iterator[tuple[int, Cells]]:
    """Each row below the headings as cells by column; merged cells hold what their first cell says."""
    filled: dict[tuple[int, int], Cell] = {}
    for area in sheet.merged:
        if area.bottom > area.top > headings.row and headings.columns.get(area.left) in _SHARED:
            value = sheet.rows[area.top][area.left]
            filled.update({(row, area.left): value for row in range(area.top + 1, area.bottom + 1)})
    columns = tuple(headings.columns.items())
    for place in range(headings.row + 1, len(sheet.rows)):
        row = sheet.rows[place]
        cells = {column: row[at] for at, column in columns if row[at] is not None}
        if filled and cells:
            cells = {**{c: filled[place, at] for at, c in columns if (place, at) in filled}, **cells}
        yield place, cells


def _present(cells: Cells) -> dict[Column, Cell]:
    return {column: value for column, value in cells.items() if column in _CARRIED}


def _nobody(row: Sequence[Cell], cells: Cells, headings: Headings, below: int) -> str | None:
    """Why a row is no person's; None for one that seems to be."""
    if not cells or set(cells) == {Column.SERIAL}:
        first = next((each for each in row if each is not None), None)
        return "footer" if first is not None and _is_footer(str(first)) else "empty_row"
    again = sum(column_of(value) is column for column, value in cells.items() if isinstance(value, str))
    if again >= 2 and again * 2 > len(cells):
        return "heading_again"
    written = [str(each) for each in row if each is not None]
    if any(map(_is_footer, (*written[:2], text_of(cells, Column.NAME)))):
        return "footer"
    if below <= _WITHIN_EXPLANATION:
        explained = sum(_EXPLAINS.search(each) is not None for each in written)
        if explained >= 2 or (explained and _EXPLAINS.search(written[0]) is not None):
            return "explanatory_row"
    return None


def _is_footer(written: str) -> bool:
    return _FOOTER.match(tidy_code(written).value or "") is not None


def _read_row(
    sheet: str, number: int, cells: Cells, above: Cells, before: ReadRow | None, reading: Reading
) -> ReadRow:
    tenure = _tenure(cells)
    vacant = _is_vacant(cells, tenure)
    people, notes = ((), ()) if vacant else read_people(cells, reading)
    row = ReadRow(
        sheet,
        number,
        people,
        grid=text_of(cells, Column.GRID),
        tenure=tenure,
        household_number=text_of(cells, Column.HOUSEHOLD_NUMBER).strip(),
        notes=notes,
    )
    if row.verdict is Verdict.REFUSED:
        return row
    place, told = _place(cells)
    if place is None and above and cells.get(Column.ROOM) is not None and cells.get(Column.BUILDING) is None:
        carried = {**{c: v for c, v in above.items() if v is not None}, **cells}
        place, told = _place(carried)
        row = replace(row, grid=text_of(carried, Column.GRID))
        told = [*told, Note(Column.BUILDING, NoteKind.MENDED, "place_from_above")] if place else told
    if place is None and before is not None and _belongs_above(cells, row, before):
        row = replace(row, grid=row.grid or before.grid, place=before.place)
        return row.noted(Note(Column.ADDRESS, NoteKind.MENDED, "place_from_above"))
    if place is None:
        return row.noted(_no_place(cells))
    return replace(row, place=place).noted(*told)


def _belongs_above(cells: Cells, row: ReadRow, before: ReadRow) -> bool:
    """Whether a row without any address goes on with the household above: a relative of its head."""
    if any(cells.get(column) is not None for column in _PLACE_COLUMNS):
        return False
    if row.household_number and before.household_number:
        return row.household_number == before.household_number
    return (
        bool(row.people)
        and all(each.relation is not None for each in row.people)
        and not any(each.is_head or each.relation in HEADS for each in row.people)
    )


def _place(cells: Cells) -> tuple[Place | None, list[Note]]:
    """Where the row is, from columns or else from the address in words."""
    notes: list[Note] = []
    written = {column: text_of(cells, column) for column in _PLACE_COLUMNS}
    place = None
    if written[Column.ROOM]:
        place = read_columns(*(written[column] for column in _PLACE_COLUMNS[:-1]))
    if written[Column.ADDRESS]:
        named = read_address(written[Column.ADDRESS])
        if place is None:
            estate = tidy_code(written[Column.ESTATE]).value
            place = replace(named, estate=estate) if named is not None and estate else named
        elif named is not None and not place.estate:
            place = replace(place, estate=named.estate)
    if place is not None:
        for column, text in written.items():
            if text:
                tidy = tidy_code(text)
                notes += mended(column, (each for each in tidy.mended if each != "spaces"), text, tidy.value)
    return place, notes


def _no_place(cells: Cells) -> Note:
    for column in (Column.ADDRESS, Column.ROOM, Column.BUILDING):
        if text := text_of(cells, column):
            return Note(column, NoteKind.REFUSED, "place_unreadable", text)
    return Note(Column.ADDRESS, NoteKind.REFUSED, "place_missing")


def _tenure(cells: Mapping[Column, Cell]) -> str | None:
    written = text_of(cells, Column.TENURE)
    return TENURE.find(tidy_code(written).value or "") if written else None


def _is_vacant(cells: Cells, tenure: str | None) -> bool:
    name = tidy_code(text_of(cells, Column.NAME)).value or ""
    return name in _VACANT_WORDS or (tenure == _VACANT and (not name or is_written_empty(name)))
