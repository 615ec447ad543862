"""Reads an Excel workbook from bytes into rows of plain values, or says why it cannot be read.

A file is somebody else's: the limits are checked on the packed parts before anything is laid out as a table,
and the reader is given those measured parts alone, so that a directory that lies is of no use.
"""

import datetime
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from gridcore.roster.letting_go import let_go, let_go_through

Cell = str | int | float | bool | datetime.date | datetime.datetime | None
"""What a cell of a sheet holds; an empty cell, and one of blanks alone, is None."""

MOST_BYTES = 40_000_000
"""Of a file. Whoever opens it reads at most one byte more."""
MOST_PARTS = 2_000
MOST_UNPACKED = 120_000_000
"""Of all parts together: a roster of 100,000 people takes about 100 MB."""
MOST_ROWS = 200_000
MOST_COLUMNS = 500
MOST_CELLS = 2_000_000
MOST_SHEETS = 200
MOST_LETTERS = 40_000_000
"""Of shared texts laid out in the cells that name them."""
_LONG_TEXT = 60
_SHORT_WORD = 10
"""Letters; names and addresses repeat, numbers of people do not."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"%PDF")
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|meta|script)\b", re.IGNORECASE)

# Element names may have a prefix. No pattern looks past the next tag, so that none takes quadratic time.
_TAG = rb"<(?:[^\s<>/:]+:)?"
_REFERENCE = rb"\sr\s*=\s*[\"']([A-Za-z]{1,7})([0-9]{1,9})[\"']"
_CELL = re.compile(_TAG + rb"c(?=[\s>])([^<>]*)(?<!/)>")
"""A cell with something inside; empty ones carry a format alone and are not laid out."""
_PLACED_CELL = re.compile(_TAG + rb"c(?=\s)[^<>]{0,200}?" + _REFERENCE + rb"[^<>]{0,200}(?<!/)>")
_PLACE = re.compile(_REFERENCE)
_ANY_PLACE = re.compile(rb"\sr\s*=")
_ROW = re.compile(_TAG + rb"row(?=[\s>/])([^<>]*)")
_ROW_PLACE = re.compile(rb"\sr\s*=\s*[\"']([0-9]{1,7})[\"']")
_TEXT_ITEM = re.compile(_TAG + rb"si[\s>]")
_LAST_BEGINNING = re.compile(rb".*(?=<[^/])", re.DOTALL)
_PIECE = 200_000
"""Searched in one go: some milliseconds."""
_Part = list[bytes]
"""In pieces, each but the first from the beginning of an element on: whatever is done with a large one in one
go holds up every other thread."""
_VALUE = re.compile(_TAG + rb"v(?:\s[^<>]*)?>([^<]*)(</)?")


@dataclass(frozen=True)
class Area:
    """Merged cells: the first and last row and column, counted from 0, both inside."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Sheet:
    """One sheet; `rows[0]` is row 1, every row is as long as the longest."""

    name: str
    rows: Sequence[tuple[Cell, ...]]
    merged: tuple[Area, ...] = ()
    is_hidden: bool = False


@dataclass(frozen=True)
class Workbook:
    """The sheets in their order."""

    sheets: tuple[Sheet, ...]

    @property
    def height(self) -> int:
        """How many rows all sheets have."""
        return sum(len(each.rows) for each in self.sheets)

    def let_go(self) -> None:
        """Forget the rows that were read."""
        let_go(*(each.rows for each in self.sheets if isinstance(each.rows, list)))


@dataclass(frozen=True)
class WorkbookProblem:
    """Why a file cannot be read; the code has a sentence in `gridcore.roster.notes`."""

    code: str


class _Refused(Exception):
    """Carries a problem's code to `read_workbook`."""


def read_workbook(content: bytes) -> Workbook | WorkbookProblem:
    """The sheets of an `.xlsx` file. Never raises, whatever the bytes are."""
    try:
        parts = _parts(content)
        _check_sizes(parts)
        return Workbook(tuple(_sheets(_repacked(parts))))
    except _Refused as refused:
        return WorkbookProblem(str(refused))


def _parts(content: bytes) -> dict[str, _Part]:
    """The parts that hold text, unpacked within the limits."""
    if not content.startswith(b"PK\x03\x04"):
        raise _Refused(_kind_of(content))
    if len(content) > MOST_BYTES:
        raise _Refused("too_large")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            names = {each.filename.lower() for each in entries}
            if "[content_types].xml" not in names:
                raise _Refused("other_format" if "mimetype" in names else "not_a_workbook")
            if "xl/workbook.bin" in names:
                raise _Refused("other_format")
            if any(each.flag_bits & 1 for each in entries):
                raise _Refused("password_protected")
            wanted = [each for each in entries if each.filename.lower().endswith((".xml", ".rels"))]
            if len(entries) > MOST_PARTS or sum(each.file_size for each in wanted) > MOST_UNPACKED:
                raise _Refused("too_large")
            if any(each.compress_type not in _PACKED for each in wanted):
                raise _Refused("damaged")
            return {each.filename: _unpacked(archive, each) for each in wanted}
    except _Refused:
        raise
    except Exception as error:  # the reader of archives raises whatever a damaged directory leads it to
        raise _Refused("damaged") from error


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> _Part:
    """A part in its pieces; where a text is longer than one, the piece is as long as the text."""
    pieces: _Part = []
    last: list[bytes] = []
    with archive.open(part) as file:
        while read := file.read(_PIECE):
            if (found := _LAST_BEGINNING.match(read)) is not None:
                pieces.append(b"".join([*last, read[: found.end()]]))
                last, read = [], read[found.end() :]
            last.append(read)
    return [*pieces, b"".join(last)]


def _kind_of(content: bytes) -> str:
    """What a file that is no archive is instead."""
    start = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not content.strip(b"\x00"):
        return "empty_file"
    if content.startswith(_OLE):
        return "password_protected" if _ENCRYPTED in content else "other_format"
    if content.startswith(_IMAGES):
        return "image"
    if _HTML.search(start):
        return "web_page"
    if b"\x00" not in start or content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "text_file"
    return "damaged" if content.startswith(b"PK") else "not_a_workbook"


def _check_sizes(parts: Mapping[str, _Part]) -> None:
    """Refuse what would be laid out in too many rows, columns or letters."""
    sheets = []
    long_texts: dict[int, int] = {}
    for part in parts.values():
        if any(b"\x00" in piece for piece in part):  # UTF-16, in which the counting below would see nothing
            raise _Refused("damaged")
        if any(b"sheetData" in piece for piece in part):
            _check_extent(part)
            sheets.append(part)
        for place, length in enumerate(_text_lengths(part)):
            if length > max(_LONG_TEXT, long_texts.get(place, 0)):
                long_texts[place] = length
    if long_texts and sum(_letters(part, long_texts) for part in sheets) > MOST_LETTERS:
        raise _Refused("too_large")


def _letters(part: _Part, long_texts: Mapping[int, int]) -> int:
    """How many letters the cells take of long shared texts; what is written oddly counts as the longest."""
    longest = max(long_texts.values())
    total = 0
    for piece in part:
        for value, end in _VALUE.findall(piece):
            if value.isdigit():
                total += long_texts.get(int(value[:18]), 0) if end else longest
            elif not end or b"&" in value or value.strip().lstrip(b"+").isdigit():
                total += longest
    return total


def _text_lengths(part: _Part) -> Iterator[int]:
    """How much stands between the beginning of one shared text and that of the next."""
    last, before = None, 0
    for piece in part:
        for item in _TEXT_ITEM.finditer(piece):
            if last is not None:
                yield before + item.start() - last
            last = before + item.end()
        before += len(piece)
    if last is not None:
        yield before - last


def _check_extent(part: _Part) -> None:
    height, columns, unplaced = 0, set[bytes](), False
    for piece in part:
        cells = _CELL.findall(piece)
        placed = _PLACED_CELL.findall(piece)
        if len(placed) < len(cells):
            found = [_PLACE.search(each) for each in cells]
            if any(_ANY_PLACE.search(each) for each, at in zip(cells, found, strict=True) if at is None):
                raise _Refused("damaged")
            placed = [(at[1], at[2]) for at in found if at is not None]
            unplaced = unplaced or len(placed) < len(cells)
        height = max([height, *map(int, {row for _, row in placed})])
        columns.update(letters for letters, _ in placed)
    width = max(map(_column_number, columns), default=0)
    if unplaced:  # a cell without an address follows the one before it
        whole = b"".join(part)
        rows = [_ROW_PLACE.search(each) for each in _ROW.findall(whole)]
        height = max([height, *(int(row[1]) for row in rows if row is not None)]) + len(rows) + 1
        width += max(len(_CELL.findall(each)) for each in _ROW.split(whole))
    if width > MOST_COLUMNS:
        raise _Refused("too_many_columns")
    if height > MOST_ROWS or height * width > MOST_CELLS:
        raise _Refused("too_many_rows")


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _repacked(parts: dict[str, _Part]) -> bytes:
    """An archive of exactly the parts that were measured; each piece is let go as it is packed."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name in list(parts):
            with archive.open(name, "w") as file:
                for piece in let_go_through(parts.pop(name)):
                    file.write(piece)
    return held.getvalue()


def _sheets(archive: bytes) -> list[Sheet]:
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(archive)) as book:
            return _laid_out(book)
    except PasswordError as error:
        raise _Refused("password_protected") from error
    except CalamineError as error:
        raise _Refused("damaged") from error
    except BaseException as error:
        # A panic inside the reader arrives as a class of its own that is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise _Refused("damaged") from error


def _laid_out(book: CalamineWorkbook) -> list[Sheet]:
    found: list[Sheet] = []
    cells = 0
    for place, about in enumerate(book.sheets_metadata):
        if about.typ is not SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_index(place)
        rows = _rows(sheet)
        cells += len(rows) * len(rows[0]) if rows else 1
        if cells > MOST_CELLS or len(found) == MOST_SHEETS:  # many sheets may name one part
            raise _Refused("too_large")
        areas = _areas(sheet.merged_cell_ranges or (), rows)
        found.append(Sheet(about.name, rows, areas, about.visible is not SheetVisibleEnum.Visible))
    return found


def _rows(sheet: CalamineSheet) -> list[tuple[Cell, ...]]:
    """Row by row, for laying all out in one go holds up every other thread; a repeated word is kept once."""
    words: dict[str, str] = {}
    before = (None,) * (sheet.start[1] if sheet.start is not None else 0)
    return [(*before, *(_plain_cell(each, words) for each in row)) for row in sheet.iter_rows()]


def _plain_cell(value: object, words: dict[str, str]) -> Cell:
    if isinstance(value, str):
        if not value or value.isspace():
            return None
        return words.setdefault(value, value) if len(value) <= _SHORT_WORD else value
    if isinstance(value, int | float | datetime.date):
        return value
    return str(value)  # a time of day, a duration


def _areas(
    merged: Iterable[tuple[tuple[int, int], tuple[int, int]]], rows: Sequence[tuple[Cell, ...]]
) -> tuple[Area, ...]:
    """Merged cells inside the table; what overlaps more than once is left out."""
    height, width = len(rows), len(rows[0]) if rows else 0
    left_over = 2 * height * width
    found: list[Area] = []
    for (top, left), (bottom, right) in merged:
        area = Area(top, left, min(bottom, height - 1), min(right, width - 1))
        left_over -= max(0, area.bottom - top + 1) * max(0, area.right - left + 1)
        if top < height and left < width and left_over >= 0:
            found.append(area)
    return tuple(found)
