"""What is told about a row of a roster, as codes with sentences for people.

A note may hold what stood in the cell: the preview shows it to the person who opened the file. Notes are
never logged, and no failure carries one.
"""

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from gridcore.field_problems import MENDED, PROBLEMS, FieldProblem
from gridcore.fields import Label, label
from gridcore.roster.columns import Column


class NoteKind(StrEnum):
    """What a note means for its row, from the lightest to the heaviest."""

    CHECK = "check"
    """Taken as it is, and worth a look."""
    MENDED = "mended"
    """Put right without asking."""
    LEFT_OUT = "left_out"
    """This value is not taken, the rest of the row is."""
    DROPPED = "dropped"
    """The row is nobody."""
    REFUSED = "refused"
    """The row is not taken."""


@dataclass(frozen=True)
class Note:
    """One thing about a row: in which column, what stood there, what is taken instead."""

    column: Column | None
    kind: NoteKind
    code: str
    before: str = ""
    after: str = ""
    params: Mapping[str, str | int] = dataclasses.field(default_factory=dict, hash=False)

    @property
    def sentence(self) -> Label:
        """What a person is told; `{…}` is filled in from the parameters."""
        return MENDED[self.code] if self.kind is NoteKind.MENDED and self.code in MENDED else _ALL[self.code]


ROSTER_PROBLEMS: Mapping[str, Label] = {
    # dropped rows
    "empty_row": label("Roster", "The row is empty."),
    "heading_again": label("Roster", "The headings stand here once more."),
    "explanatory_row": label("Roster", "The row explains how to fill in the list."),
    "footer": label("Roster", "The row is a total or a signature."),
    # refused rows
    "name_missing": label("Roster", "There is no name."),
    "several_people": label(
        "Roster", "There are {count} people in one cell. Please give each a row of their own."
    ),
    "place_missing": label("Roster", "There is no address."),
    "place_unreadable": label("Roster", "The address does not say which building and room."),
    "grid_missing": label("Roster", "It is not known which grid this address belongs to."),
    "grid_unknown": label("Roster", "This community has no such grid."),
    "grid_not_yours": label("Roster", "You do not follow this grid. Please ask whoever does to import it."),
    "building_elsewhere": label(
        "Roster",
        "This building belongs to another grid. "
        "If it has changed, please let it go there in the program first.",
    ),
    "person_elsewhere": label(
        "Roster", "Row {row} has the same person at another address. Please decide which is right."
    ),
    "known_elsewhere": label(
        "Roster", "This person is known at another address already. Please move the record in the program."
    ),
    "facility_name_missing": label("Roster", "The name of the facility is missing."),
    "kind_missing": label("Roster", "The kind of facility is missing. Kinds are: {kinds}."),
    "kind_unknown": label("Roster", "No kind of facility is called so. Kinds are: {kinds}."),
    # people and households
    "same_person": label("Roster", "The same person as in row {row}: both rows become one record."),
    "name_variant": label("Roster", "Row {row} has the same identity number under another name."),
    "number_twice": label("Roster", "Row {row} has this identity number for somebody else. Please check it."),
    "other_number": label("Roster", "Row {row} gives another identity number for this person."),
    "maybe_elsewhere": label("Roster", "Row {row} has the same name and date of birth at another address."),
    "place_from_above": label("Roster", "The address is that of the rows above."),
    "split": label("Roster", "{count} people stood in one cell."),
    "two_heads": label("Roster", "This household has more than one head."),
    "several_phones": label(
        "Roster", "There are {count} numbers here; those after the first are kept as further ones."
    ),
    "filled_from_number": label("Roster", "Filled in from the identity number."),
    "household_differs": label("Roster", "Another row of this household says something else."),
    # facilities
    "same_facility": label("Roster", "The same facility as in row {row}: both rows become one record."),
    "facility_differs": label("Roster", "Row {row} says something else of this facility; that one counts."),
    "building_as_address": label(
        "Roster", "This building is not known in the grid: its name is kept as the address."
    ),
    "building_unknown": label("Roster", "This building is not known in the grid."),
    "first_phone": PROBLEMS["several_phones"],
}
"""Sentences of the roster alone; those about single values stand in `gridcore.field_problems`."""

WORKBOOK_PROBLEMS: Mapping[str, Label] = {
    "cannot_be_opened": label("Workbook", "The file cannot be opened. Is another program using it?"),
    "empty_file": label("Workbook", "The file is empty."),
    "web_page": label(
        "Workbook", "This is a web page, not a workbook. Open it in Excel and save it as .xlsx."
    ),
    "text_file": label("Workbook", "This is a text file. Open it in Excel and save it as .xlsx."),
    "image": label("Workbook", "This is a picture or a PDF, not a workbook."),
    "other_format": label(
        "Workbook", "This is an older or another format. Open it in Excel or WPS and save it as .xlsx."
    ),
    "password_protected": label(
        "Workbook", "The workbook is protected by a password. Remove the password in Excel, then try again."
    ),
    "not_a_workbook": label("Workbook", "This is not an Excel workbook."),
    "damaged": label("Workbook", "The workbook is damaged or not complete. Ask for the file once more."),
    "too_large": label("Workbook", "The workbook is too large. Divide it into several files."),
    "too_many_rows": label("Workbook", "The sheet has too many rows. Divide it into several files."),
    "too_many_columns": label(
        "Workbook", "The sheet has too many columns. Delete those that are not needed."
    ),
    "no_headings": label(
        "Workbook",
        "No row of headings was found, such as 姓名 and 住址, or 场所名称 and 类型. Is this the right sheet?",
    ),
    "columns_missing": label("Workbook", "A column that is needed is missing."),
}
"""Why a whole file or sheet is not read."""

_ALL: Mapping[str, Label] = {**PROBLEMS, **ROSTER_PROBLEMS}


def mended(column: Column, codes: Iterable[str], before: str, after: str | None) -> list[Note]:
    """A note for each thing put right; how a spreadsheet stores a number is nothing to tell."""
    return [
        Note(column, NoteKind.MENDED, code, before, after or "") for code in codes if code != "number_as_text"
    ]


def problems(column: Column, found: Iterable[FieldProblem], before: str) -> list[Note]:
    """A note for each problem of a value: an error leaves the value out, a warning asks for a look."""
    return [
        Note(
            column,
            NoteKind.LEFT_OUT if each.severity == "error" else NoteKind.CHECK,
            each.code,
            before,
            "",
            each.params,
        )
        for each in found
    ]
