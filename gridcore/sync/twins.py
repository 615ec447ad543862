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
    values = RECORD_TYPES[stored.kind].values_of(stored.cells)
    number, name, born = (values.get(each) for each in ("document_number", "name", "birth_date"))
    if stored.kind == "resident_identity" and isinstance(number, str) and number:
        return Trait(stored.kind, DOCUMENT_NUMBER, number)
    if stored.kind == "resident" and isinstance(name, str) and isinstance(born, str):
        return Trait(stored.kind, NAME_AND_BIRTH, f"{name}\x1f{born}")
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
