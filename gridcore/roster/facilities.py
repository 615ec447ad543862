"""Reads the facility of one row: what is taken, what is left out, and why."""

import datetime
from dataclasses import dataclass, fields, replace

from gridcore.codes.places import FACILITY_KIND
from gridcore.field_problems import Tidied
from gridcore.fields import Field
from gridcore.records import RECORD_TYPES
from gridcore.roster.columns import Column
from gridcore.roster.notes import Note, NoteKind
from gridcore.roster.places import Place, read_building
from gridcore.roster.values import Cells, read_code, read_day, read_value, text_of
from gridcore.tidy import is_written_empty
from gridcore.validation import LATEST, check_value, tidy_value

_FIELDS = RECORD_TYPES["facility"].fields
_FIRST_PHONE = {"several_phones": "first_phone"}
"""People have further numbers, a facility has one."""


@dataclass(frozen=True, slots=True)
class Facility:
    """A facility with values as they will be stored; `building` where the row names one."""

    name: str
    kind: str
    building: Place | None = None
    address: str | None = None
    hours: str | None = None
    phone: str | None = None
    offers: str | None = None
    closed_on: str | None = None

    @property
    def place(self) -> str:
        """Where it is, in words."""
        return self.address or (self.building.whole_building if self.building else "")

    def completed(self, other: "Facility") -> "Facility":
        """This one, and the other's words where it says nothing."""
        own = {each.name: getattr(self, each.name) or getattr(other, each.name) for each in fields(self)}
        return replace(self, **own)


def read_facility(cells: Cells, today: datetime.date) -> tuple[Facility | None, tuple[Note, ...]]:
    """The facility that a row names, and what is told about it; None where the row is refused."""
    notes: list[Note] = []
    name = _text(cells, Column.FACILITY_NAME, _FIELDS["name"], today, notes)
    kind = read_code(cells, Column.FACILITY_KIND, FACILITY_KIND, notes)
    if name is None or kind is None:
        return None, tuple(_refusals(cells, name, kind, notes))
    return Facility(
        name=name,
        kind=kind,
        building=_building(cells, notes),
        address=_text(cells, Column.ADDRESS, _FIELDS["address"], today, notes),
        hours=_text(cells, Column.HOURS, _FIELDS["hours"], today, notes),
        phone=_text(cells, Column.PHONE, _FIELDS["phone"], today, notes),
        offers=_text(cells, Column.OFFERS, _FIELDS["offers"], today, notes),
        closed_on=read_day(cells, Column.CLOSED_ON, LATEST, notes),
    ), tuple(notes)


def _refusals(cells: Cells, name: str | None, kind: str | None, notes: list[Note]) -> list[Note]:
    """Why there is no facility: a name that cannot be taken says so itself."""
    found = [replace(each, kind=NoteKind.REFUSED) for each in notes if each.column is Column.FACILITY_NAME]
    if name is None and not found:
        found.append(Note(Column.FACILITY_NAME, NoteKind.REFUSED, "facility_name_missing"))
    if kind is None:
        written = text_of(cells, Column.FACILITY_KIND)
        code = "kind_missing" if not written or is_written_empty(written) else "kind_unknown"
        kinds = {"kinds": "、".join(each.zh for each in FACILITY_KIND.enabled())}
        found.append(Note(Column.FACILITY_KIND, NoteKind.REFUSED, code, written, "", kinds))
    return found


def _text(cells: Cells, column: Column, field: Field, today: datetime.date, notes: list[Note]) -> str | None:
    """A text as the form would store it."""

    def read(text: str, name: str) -> Tidied[str]:
        if is_written_empty(text):
            return Tidied(None)
        found = tidy_value(field, text)
        value = found.value if isinstance(found.value, str) else None
        problems = found.problems or (check_value(field, value, today=today) if value is not None else ())
        return Tidied(value, found.mended, problems)

    own: list[Note] = []
    value = read_value(cells, column, read, field.max_length, own)
    notes += [replace(each, code=_FIRST_PHONE.get(each.code, each.code)) for each in own]
    return value


def _building(cells: Cells, notes: list[Note]) -> Place | None:
    written = text_of(cells, Column.BUILDING)
    if not written or is_written_empty(written):
        return None
    found = read_building(text_of(cells, Column.ESTATE), written)
    if found is None:
        notes.append(Note(Column.BUILDING, NoteKind.LEFT_OUT, "building_unknown", written))
    return found
