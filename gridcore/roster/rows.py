"""From the rows of a sheet to people and places, each row with what is told about it."""

import functools
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from gridcore.codes.people import TENURE
from gridcore.roster.columns import OF_HOMES, PLACE_COLUMNS, Column
from gridcore.roster.facilities import Facility, read_facility
from gridcore.roster.headings import Headings, holds_both, is_list_of_facilities, is_list_of_rooms
from gridcore.roster.notes import Note, NoteKind, mended
from gridcore.roster.people import Person, Reading, read_people
from gridcore.roster.places import Place, read_address, read_columns
from gridcore.roster.values import Cells, text_of
from gridcore.roster.workbook import Cell, Sheet
from gridcore.tidy import is_written_empty, tidy_code

_SHARED = OF_HOMES | {Column.HEAD_NAME, Column.FACILITY_KIND}
"""What merged cells say for every row beside them."""
_PLACED = (Column.GRID, *PLACE_COLUMNS)
_CARRIED = (Column.GRID, Column.ESTATE, Column.BUILDING, Column.UNIT)
_WITHIN_EXPLANATION = 3
_EXPLAINS = re.compile(
    r"必填|选填|示例|样例|例如|^例|如[:：]|格式|填写|请填|请选|下拉|可不填|[0-9]位|yyyy|example|required|optional",
    re.IGNORECASE,
)
_FOOTER = re.compile(
    r"\s*(?:合\s*计|总\s*计|小\s*计|共\s*计|总人数|总户数|共\s*[0-9]+\s*[户人]|填表人|填报人|制表|审核|负责人"
    r"|统计人|填表日期|填报日期|填报单位|以上|(?:注|备注|说明)\s*[:：]|total)",
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


class RowCells(Mapping[Column, Cell]):
    """A row as cells by column, without a table of its own: a hundred thousand of them are kept."""

    __slots__ = ("_columns", "_row")

    def __init__(self, columns: Mapping[Column, int], row: Sequence[Cell]) -> None:
        self._columns, self._row = columns, row

    def __getitem__(self, column: Column) -> Cell:
        value = self._row[self._columns[column]]
        if value is None:
            raise KeyError(column)
        return value

    def __iter__(self) -> Iterator[Column]:
        return (column for column, at in self._columns.items() if self._row[at] is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row, `number` as the spreadsheet has it. Without people it may be a vacant room or a facility."""

    sheet: str
    number: int
    people: tuple[Person, ...] = ()
    place: Place | None = None
    grid: str = ""
    tenure: str | None = None
    household_number: str = ""
    notes: tuple[Note, ...] = ()
    facility: Facility | None = None
    cells: Cells = field(default_factory=dict, hash=False, repr=False)
    """What stands in the row, with what merged cells and the rows above say for it."""

    @property
    def verdict(self) -> Verdict:
        """The heaviest of the notes decides."""
        if not self.notes:
            return Verdict.TAKEN
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

    @property
    def names(self) -> tuple[str, ...]:
        """Who or what the row is about; of one that is refused, what stands there."""
        if self.facility is not None:
            return (self.facility.name,)
        if self.people or self.verdict is not Verdict.REFUSED:
            return tuple(person.name for person in self.people)
        written = text_of(self.cells, Column.FACILITY_NAME) or text_of(self.cells, Column.NAME)
        return (written,) if written else ()

    @property
    def address(self) -> str:
        """Where that is, in words; empty where it is not known."""
        if self.facility is not None:
            return self.facility.place
        return self.place.address if self.place is not None else ""

    def noted(self, *notes: Note) -> "ReadRow":
        """The row with more told about it."""
        return replace(self, notes=(*self.notes, *notes))


def read_rows(sheet: Sheet, headings: Headings, reading: Reading) -> Iterator[ReadRow]:
    """The rows below the headings, in their order."""
    reader = _RowReader(sheet.name, reading, of_rooms=is_list_of_rooms(headings.columns))
    has_both = holds_both(headings)
    has_facilities = has_both or is_list_of_facilities(headings.columns)
    for place, cells, kept in _cells(sheet, headings):
        why = _nobody(_without(sheet.rows[place], headings.told), cells, headings, place - headings.row)
        if why is not None:
            yield ReadRow(sheet.name, place + 1, notes=(Note(None, NoteKind.DROPPED, why),))
        elif has_facilities and (Column.FACILITY_NAME in cells or not has_both):
            yield _read_facility(sheet.name, place + 1, cells, kept, reading)
        else:
            yield reader.read(place + 1, cells, kept)


def _cells(sheet: Sheet, headings: Headings) -> Iterator[tuple[int, Cells, Cells]]:
    """Each row below the headings as cells by column, to read and to keep.

    Merged cells hold what their first cell says.
    """
    filled: dict[tuple[int, int], Cell] = {}
    for area in sheet.merged:
        if area.bottom > area.top > headings.row and headings.columns.get(area.left) in _SHARED:
            value = sheet.rows[area.top][area.left]
            filled.update({(row, area.left): value for row in range(area.top + 1, area.bottom + 1)})
    columns = tuple(headings.columns.items())
    places = {column: at for at, column in columns}
    for place in range(headings.row + 1, len(sheet.rows)):
        row = sheet.rows[place]
        cells = {column: row[at] for at, column in columns if row[at] is not None}
        if filled and cells:
            cells = {**{c: filled[place, at] for at, c in columns if (place, at) in filled}, **cells}
            yield place, cells, cells
        else:
            yield place, cells, RowCells(places, row)


def _without(row: Sequence[Cell], told: Sequence[int]) -> Sequence[Cell]:
    """A row without what an earlier report says of it."""
    return [None if at in told else cell for at, cell in enumerate(row)] if told else row


def _nobody(row: Sequence[Cell], cells: Cells, headings: Headings, below: int) -> str | None:
    """Why a row is no person's; None for one that seems to be."""
    if not cells or set(cells) == {Column.SERIAL}:
        written = [str(each) for each in row if each is not None]
        return "footer" if written and _is_footer(written[0]) else "empty_row"
    titles = headings.titles
    again = [at for at in headings.columns if row[at] == titles[at] and titles[at]]
    if len(again) >= 2 and len(again) * 2 > len(cells):
        return "heading_again"
    first = itertools.islice((str(each) for each in row if each is not None), 2)
    if any(map(_is_footer, (*first, text_of(cells, Column.NAME)))):
        return "footer"
    if below <= _WITHIN_EXPLANATION:
        written = [str(each) for each in row if each is not None]
        explained = sum(_EXPLAINS.search(each) is not None for each in written)
        if explained >= 2 or (explained and _EXPLAINS.search(written[0]) is not None):
            return "explanatory_row"
    return None


def _is_footer(written: str) -> bool:
    return _FOOTER.match(written) is not None


def _read_facility(sheet: str, number: int, cells: Cells, kept: Cells, reading: Reading) -> ReadRow:
    """The row of a facility, with what it says of its grid."""
    facility, notes = read_facility(cells, reading.today)
    grid = text_of(cells, Column.GRID)
    return ReadRow(sheet, number, grid=grid, notes=notes, facility=facility, cells=kept)


class _RowReader:
    """Reads row after row; one without an address may go on with the place above it."""

    def __init__(self, sheet: str, reading: Reading, *, of_rooms: bool) -> None:
        self._sheet, self._reading, self._of_rooms = sheet, reading, of_rooms
        self._above: dict[Column, Cell] = {}
        self._before: ReadRow | None = None
        self._numbers: set[str] = set()
        self._places: dict[tuple[str, ...], tuple[Place | None, tuple[Note, ...]]] = {}

    def read(self, number: int, cells: Cells, kept: Cells) -> ReadRow:
        """One row with its people and its place; `kept` says the same as its cells."""
        tenure = _tenure(cells)
        is_empty = self._of_rooms or _is_vacant(cells, tenure)
        people, notes = ((), ()) if is_empty else read_people(cells, self._reading)
        if tenure is None and (use := text_of(cells, Column.TENURE)) and not is_written_empty(use):
            notes = (*notes, Note(Column.TENURE, NoteKind.LEFT_OUT, "unknown_code", use))
        place, told = self._place(cells)
        row = ReadRow(
            sheet=self._sheet,
            number=number,
            people=people,
            place=place,
            grid=text_of(cells, Column.GRID),
            tenure=tenure,
            household_number=text_of(cells, Column.HOUSEHOLD_NUMBER).strip(),
            notes=(*notes, *told),
            cells=kept,
        )
        if place is None:
            row = self._from_above(cells, row)
        if row.place is not None:
            self._above.update((each, cells[each]) for each in _CARRIED if each in cells)
            if place is not None:
                self._numbers.clear()
            self._numbers.update(each.number for each in row.people if each.number is not None)
            self._before = row
        elif row.verdict is not Verdict.REFUSED:
            row = row.noted(_no_place(cells))
        return row

    def _from_above(self, cells: Cells, row: ReadRow) -> ReadRow:
        """The row at the place of the rows above, where it leaves out what they have said."""
        if Column.ROOM in cells and Column.BUILDING not in cells:
            carried = {**self._above, **cells}
            place, told = self._place(carried)
            if place is None:
                return row
            note = Note(Column.BUILDING, NoteKind.MENDED, "place_from_above")
            grid = text_of(carried, Column.GRID)
            return replace(row, grid=grid, place=place, cells=carried).noted(*told, note)
        before = self._before
        if before is None or not (_belongs_above(cells, row, before) or self._is_again(cells, row)):
            return row
        note = Note(Column.ADDRESS, NoteKind.MENDED, "place_from_above")
        above = {each: before.cells[each] for each in _PLACED if each in before.cells}
        grid = row.grid or before.grid
        return replace(row, grid=grid, place=before.place, cells={**above, **cells}).noted(note)

    def _is_again(self, cells: Cells, row: ReadRow) -> bool:
        """Whether a row without any address has somebody of the household above once more."""
        numbers = {each.number for each in row.people}
        return _has_no_place(cells) and bool(numbers) and numbers <= self._numbers

    def _place(self, cells: Cells) -> tuple[Place | None, tuple[Note, ...]]:
        """Where a row is; the people of one household repeat the words."""
        words = tuple(text_of(cells, column) for column in PLACE_COLUMNS)
        if words not in self._places:
            place = _read_place(*words)
            notes = _place_notes(words) if place is not None else ()
            self._places[words] = (place, notes)
        return self._places[words]


def _belongs_above(cells: Cells, row: ReadRow, before: ReadRow) -> bool:
    """Whether a row without any address goes on with the household above: a relative of its head."""
    if not _has_no_place(cells):
        return False
    if row.household_number and before.household_number:
        return row.household_number == before.household_number
    return bool(row.people) and all(each.relation is not None and not each.is_head for each in row.people)


def _has_no_place(cells: Cells) -> bool:
    return not any(column in cells for column in PLACE_COLUMNS)


def _read_place(estate: str, building: str, unit: str, floor: str, room: str, address: str) -> Place | None:
    """Where a row is, from its columns, else from the address in words."""
    place = read_columns(estate, building, unit, floor, room) if room else None
    named = read_address(address) if address else None
    if place is None or named is None:
        own = tidy_code(estate).value
        found = place or (replace(named, estate=own) if named is not None and own else named)
        return found
    return place if place.estate else replace(place, estate=named.estate)


def _place_notes(words: tuple[str, ...]) -> tuple[Note, ...]:
    notes: list[Note] = []
    for column, written in zip(PLACE_COLUMNS, words, strict=True):
        tidy = tidy_code(written)
        notes += mended(column, (each for each in tidy.mended if each != "spaces"), written, tidy.value)
    return tuple(notes)


def _no_place(cells: Cells) -> Note:
    for column in (Column.ADDRESS, Column.ROOM, Column.BUILDING):
        if text := text_of(cells, column):
            return Note(column, NoteKind.REFUSED, "place_unreadable", text)
    return Note(Column.ADDRESS, NoteKind.REFUSED, "place_missing")


def _tenure(cells: Mapping[Column, Cell]) -> str | None:
    written = text_of(cells, Column.TENURE)
    return _tenure_code(written) if written else None


@functools.lru_cache(maxsize=256)
def _tenure_code(written: str) -> str | None:
    return TENURE.find(tidy_code(written).value or "")


def _is_vacant(cells: Cells, tenure: str | None) -> bool:
    name = tidy_code(text_of(cells, Column.NAME)).value or ""
    return name in _VACANT_WORDS or (tenure == _VACANT and (not name or is_written_empty(name)))
