"""Reads the people of one row: values put right, values left out, and why."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gridcore.codes.people import ID_DOCUMENT, REGISTERED_HERE, RELATION, RESIDENT_STATUS, SEX
from gridcore.field_problems import Tidied, problem
from gridcore.fields import Values
from gridcore.forbidden import forbidden_topic
from gridcore.identity_number import (
    birth_and_sex,
    check_agreement,
    tidy_document_number,
    tidy_identity_number,
)
from gridcore.kinship import HEADS
from gridcore.records import RECORD_TYPES
from gridcore.roster.columns import Column
from gridcore.roster.notes import Note, NoteKind, mended, problems
from gridcore.roster.values import Cells, read_code, read_day, read_value, text_of
from gridcore.roster.workbook import Cell
from gridcore.rules import broken_rules
from gridcore.tidy import (
    is_written_empty,
    names_in,
    phones_in,
    tidy_code,
    tidy_name,
    tidy_phone,
    tidy_text,
)
from gridcore.validation import IDENTITY_CARD

_RESIDENT = RECORD_TYPES["resident"].fields
_NUMBER_LENGTH = RECORD_TYPES["resident_identity"].fields["document_number"].max_length
_USUAL_NAME = re.compile("[\u4e00-\u9fff]{2,4}")
_USUAL_PHONE = re.compile("1[0-9]{10}")
_BETWEEN = (re.compile(r"[、,，;；\n]+"), re.compile(r"[、,，;；\n/／\s]+"))
_NUMBERS = re.compile(r"[0-9]{17}[0-9Xx]|[0-9]{15}")
_YES = frozenset({"是", "√", "✓", "y", "yes", "1", "户主", "true"})
_NO = frozenset({"否", "不是", "n", "no", "0", "×", "x", "false"})


@dataclass(frozen=True)
class Reading:
    """The day of the import, whether made-up numbers are allowed, and what the importer chose."""

    today: datetime.date
    allow_demo: bool = False
    fill_from_number: bool = False
    """Whether birth date and sex are taken from the identity number where their columns say nothing."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a roster, with values as they will be stored."""

    name: str
    number: str | None = None
    document: str | None = None
    sex: str | None = None
    birth_date: str | None = None
    relation: str | None = None
    phone: str | None = None
    registered_here: str | None = None
    status: str | None = None
    remark: str | None = None
    is_head: bool = False
    further_phones: tuple[str, ...] = ()
    moved_in_on: str | None = None

    @property
    def tail(self) -> str | None:
        """The last four characters of an identity card's number."""
        return self.number[-4:] if self.number and self.document == IDENTITY_CARD else None

    @property
    def known_birth_date(self) -> str | None:
        """The birth date by which the person is recognised: as written, else as the number has it."""
        if self.birth_date is not None or self.number is None or self.tail is None:
            return self.birth_date
        inside = birth_and_sex(self.number)
        return inside[0].isoformat() if inside is not None else None


def read_people(cells: Cells, reading: Reading) -> tuple[tuple[Person, ...], tuple[Note, ...]]:
    """The people whom a row names, and what is told about them; nobody where the row is refused."""
    written = text_of(cells, Column.NAME)
    if _USUAL_NAME.fullmatch(written):
        names: tuple[str, ...] = (written,)
    else:
        names = names_in(tidy_text(written, lines=True).value or "")
    if not names or is_written_empty(written):
        return (), (Note(Column.NAME, NoteKind.REFUSED, "name_missing", written),)
    if len(names) == 1:
        person, notes = _read_person(cells, reading)
        return (() if person is None else (person,)), tuple(notes)
    apart = _taken_apart(cells, names)
    if apart is None:
        count = {"count": len(names)}
        return (), (Note(Column.NAME, NoteKind.REFUSED, "several_people", written, "", count),)
    found = [_read_person(each, reading) for each in apart]
    notes = [Note(Column.NAME, NoteKind.MENDED, "split", written, "、".join(names), {"count": len(names)})]
    for _, own in found:
        notes.extend(own)
    if any(person is None for person, _ in found):
        return (), tuple(notes)
    return tuple(person for person, _ in found if person is not None), tuple(notes)


def _taken_apart(cells: Cells, names: Sequence[str]) -> list[dict[Column, Cell]] | None:
    """A row of several people as rows of one; None where it is not certain which value is whose."""
    rows: list[dict[Column, Cell]] = [{**cells, Column.NAME: name} for name in names]
    for column in (Column.IDENTITY_NUMBER, Column.SEX, Column.BIRTH_DATE, Column.RELATION, Column.PHONE):
        written = text_of(cells, column)
        pieces = _pieces(column, written, len(names))
        if len(pieces) == len(names):
            own: Sequence[Cell] = pieces
        elif not pieces:
            own = [None] * len(names)
        elif column is Column.PHONE:
            own = [pieces[0], *[None] * (len(names) - 1)]
        else:
            return None
        for row, value in zip(rows, own, strict=True):
            row[column] = value
    return rows


def _pieces(column: Column, written: str, count: int) -> Sequence[str]:
    if is_written_empty(written) or not written.strip():
        return ()
    if column is Column.PHONE:
        return phones_in(written) or (written,)
    if column is Column.IDENTITY_NUMBER:
        numbers = _NUMBERS.findall((tidy_text(written).value or "").replace("\n", " "))
        if len(numbers) == count:
            return numbers
    for between in _BETWEEN:
        pieces = [each for each in between.split(written) if each]
        if len(pieces) == count:
            return pieces
    return (written,)


def _read_person(cells: Cells, reading: Reading) -> tuple[Person | None, list[Note]]:
    written = text_of(cells, Column.NAME)
    name = Tidied(written) if _USUAL_NAME.fullmatch(written) else tidy_name(written)
    notes = mended(Column.NAME, name.mended, written, name.value) + problems(
        Column.NAME, name.problems, written
    )
    limit = _RESIDENT["name"].max_length
    if not name.is_usable or name.value is None or len(name.value) > limit:
        code = next((each.code for each in name.problems if each.severity == "error"), "too_long")
        return None, [Note(Column.NAME, NoteKind.REFUSED, code, written, "", {"limit": limit})]
    number, document = _read_number(cells, reading, notes)
    relation = read_code(cells, Column.RELATION, RELATION, notes)
    phones = _read_phones(cells, notes)
    person = Person(
        name=name.value,
        number=number,
        document=document,
        sex=read_code(cells, Column.SEX, SEX, notes),
        birth_date=read_day(cells, Column.BIRTH_DATE, reading.today, notes),
        relation=relation,
        phone=phones[0] if phones else None,
        further_phones=tuple(phones[1:]),
        moved_in_on=read_day(cells, Column.MOVED_IN_ON, reading.today, notes),
        registered_here=read_code(cells, Column.REGISTERED_HERE, REGISTERED_HERE, notes),
        status=read_code(cells, Column.STATUS, RESIDENT_STATUS, notes),
        remark=_read_remark(cells, notes),
        is_head=relation in HEADS or _says_head(cells),
    )
    if number is not None and person.tail is not None:
        person = _compared(person, number, reading, notes)
    return _in_order(person, notes), notes


def _in_order(person: Person, notes: list[Note]) -> Person:
    """Without the day of coming, where that lies before the birth."""
    days: Values = {"birth_date": person.known_birth_date, "moved_in_on": person.moved_in_on}
    for rule in broken_rules("resident", days):
        notes.append(Note(Column.MOVED_IN_ON, NoteKind.LEFT_OUT, rule.code, person.moved_in_on or ""))
        person = replace(person, moved_in_on=None)
    return person


def _compared(person: Person, number: str, reading: Reading, notes: list[Note]) -> Person:
    """Birth date and sex beside the identity number: warned about where they differ, filled in if wished."""
    for each in check_agreement(number, birth_date=person.birth_date, sex=person.sex):
        notes.append(Note(Column(each.field), NoteKind.CHECK, each.code))
    inside = birth_and_sex(number) if reading.fill_from_number else None
    if inside is None or inside[0] > reading.today:
        return person
    born, sex = inside[0].isoformat(), inside[1]
    if person.birth_date is None:
        notes.append(Note(Column.BIRTH_DATE, NoteKind.MENDED, "filled_from_number", "", born))
        person = replace(person, birth_date=born)
    if person.sex is None:
        notes.append(Note(Column.SEX, NoteKind.MENDED, "filled_from_number", "", sex))
        person = replace(person, sex=sex)
    return person


def _read_number(cells: Cells, reading: Reading, notes: list[Note]) -> tuple[str | None, str | None]:
    """The number of a document, and which document it is."""
    document = read_code(cells, Column.DOCUMENT, ID_DOCUMENT, notes)
    if cells.get(Column.IDENTITY_NUMBER) is None:
        return None, None

    def read(text: str, field: str) -> Tidied[str]:
        if document in (None, IDENTITY_CARD):
            return tidy_identity_number(text, today=reading.today, allow_demo=reading.allow_demo, field=field)
        return Tidied(None) if is_written_empty(text) else tidy_document_number(text, field)

    number = read_value(cells, Column.IDENTITY_NUMBER, read, _NUMBER_LENGTH, notes)
    return (number, document or IDENTITY_CARD) if number is not None else (None, None)


def _read_phones(cells: Cells, notes: list[Note]) -> list[str]:
    """The person's number, and the further ones of both columns, each once."""
    written = cells.get(Column.PHONE)
    if Column.FURTHER_PHONE not in cells:
        if written is None:
            return []
        if isinstance(written, str) and _USUAL_PHONE.fullmatch(written):
            return [written]
    limit = _RESIDENT["phone"].max_length
    found = [read_value(cells, Column.PHONE, tidy_phone, limit, notes)]
    for column in (Column.PHONE, Column.FURTHER_PHONE):
        several = phones_in(text_of(cells, column))
        for each in several[1:] if column is Column.PHONE else several:
            found.append(read_value({column: each}, column, tidy_phone, limit, notes))
    return list(dict.fromkeys(each for each in found if each is not None))


def _read_remark(cells: Cells, notes: list[Note]) -> str | None:
    def read(text: str, field: str) -> Tidied[str]:
        found = tidy_text(text, lines=True)
        warned = forbidden_topic(text, free_text=True) is not None
        return replace(found, problems=(problem(field, "forbidden_topic"),) if warned else ())

    return read_value(cells, Column.REMARK, read, _RESIDENT["remark"].max_length, notes)


def _says_head(cells: Cells) -> bool:
    """Whether the row says that this person is the head, in a column of its own or by repeating the name."""
    if Column.HEAD_NAME not in cells and Column.IS_HEAD not in cells:
        return False
    named = (tidy_code(text_of(cells, Column.HEAD_NAME)).value or "").lower()
    own = (tidy_code(text_of(cells, Column.IS_HEAD)).value or "").lower()
    if own in _YES or named in _YES:
        return True
    return (
        bool(named)
        and named not in _NO
        and named == (tidy_name(text_of(cells, Column.NAME)).value or "").lower()
    )
