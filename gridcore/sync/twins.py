"""Who seems to be one person: the same document number, or the same name and day of birth at one address."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from gridcore.ids import RecordId
from gridcore.records import RECORD_TYPES
from gridcore.sync.stored import Stored

DOCUMENT_NUMBER, NAME_AND_BIRTH = "document_number", "name_and_birth"

COMPARED: Mapping[str, frozenset[str]] = {
    "resident": frozenset({"name", "birth_date"}),
    "resident_identity": frozenset({"paper"}),
}
"""The cells that a trait is made of."""


class Trait(NamedTuple):
    """What a record of a kind is recognised by; the value is for comparing, never for a table or a log."""

    kind: str
    field: str
    value: str


def trait_of(stored: Stored) -> Trait | None:
    """The trait of a record, if it is of a person and complete."""
    kind, cells = stored.kind, stored.cells
    if kind == "resident":
        name, born = cells.get("name"), cells.get("birth_date")
        known = isinstance(name, str) and isinstance(born, str)
        return Trait(kind, NAME_AND_BIRTH, f"{name}\x1f{born}") if known else None
    if kind == "resident_identity":
        number = RECORD_TYPES[kind].value_of(cells, "document_number")
        return Trait(kind, DOCUMENT_NUMBER, number) if isinstance(number, str) and number else None
    return None


def are_one(record: Callable[[RecordId], Stored | None], one: Stored, other: Stored) -> bool:
    """Whether two records of one trait seem to be one person; `record` finds what they hang on."""
    if one.kind == "resident_identity":
        return one.cells.get("resident") != other.cells.get("resident")
    address = _address(record, one)
    return bool(address) and address == _address(record, other)


def _address(record: Callable[[RecordId], Stored | None], resident: Stored) -> str:
    household = record(RecordId(str(resident.cells.get("household"))))
    address = household.cells.get("address") if household is not None else None
    return "".join(address.split()) if isinstance(address, str) else ""
