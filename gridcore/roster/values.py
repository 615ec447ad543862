"""Reads one value of a row: put right, left out, and why."""

import datetime
import re
from collections.abc import Callable, Mapping

from gridcore.codes import CodeList
from gridcore.dates import tidy_date
from gridcore.field_problems import Tidied, problem
from gridcore.roster.columns import Column
from gridcore.roster.notes import Note, NoteKind, mended, problems
from gridcore.roster.workbook import Cell
from gridcore.tidy import cell_text, is_written_empty, tidy_code
from gridcore.validation import EARLIEST

Cells = Mapping[Column, Cell]

_USUAL_DATE = re.compile("(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])")
"""A day that every month has."""


def text_of(cells: Cells, column: Column) -> str:
    """What stands in a cell, as text; empty where nothing does."""
    value = cells.get(column)
    if isinstance(value, str):
        return value
    return "" if value is None else cell_text(value).value or ""


def read_day(cells: Cells, column: Column, latest: datetime.date, notes: list[Note]) -> str | None:
    """A day up to the latest that may stand there."""
    value = cells.get(column)
    if value is None:
        return None
    if isinstance(value, str) and _USUAL_DATE.fullmatch(value) and value <= latest.isoformat():
        return value
    found = tidy_date(value, column.value, earliest=EARLIEST, latest=latest)
    return noted(column, text_of(cells, column), found, notes)


def read_value(
    cells: Cells, column: Column, reader: Callable[[str, str], Tidied[str]], limit: int, notes: list[Note]
) -> str | None:
    """A value by its reader, with notes about what was put right, is odd, or is left out."""
    value = cells.get(column)
    if value is None:
        return None
    cell = cell_text(value, column)
    if cell.value is None:
        notes.extend(problems(column, cell.problems, ""))
        return None
    found = reader(cell.value, column)
    if found.value is not None and len(found.value) > limit:
        found = Tidied(None, (), (problem(column, "too_long", limit=limit),))
    return noted(column, cell.value, found, notes)


def noted(column: Column, written: str, found: Tidied[str], notes: list[Note]) -> str | None:
    """What is taken of a value that was read, with notes about it."""
    if not found.is_usable:
        notes.extend(problems(column, (each for each in found.problems if each.severity == "error"), written))
        return None
    notes.extend(mended(column, found.mended, written, found.value))
    notes.extend(problems(column, found.problems, written))
    return found.value


def read_code(cells: Cells, column: Column, codes: CodeList, notes: list[Note]) -> str | None:
    """The code that a cell's words mean; words that mean none are left out."""
    written = text_of(cells, column)
    if not written or is_written_empty(written):
        return None
    if (found := codes.find(written)) is not None:
        return found
    tidy = tidy_code(written)
    found = codes.find(tidy.value or "")
    if found is None:
        notes.append(Note(column, NoteKind.LEFT_OUT, "unknown_code", written))
        return None
    notes.extend(mended(column, tidy.mended, written, tidy.value))
    return found
