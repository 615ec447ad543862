"""Who seems to be one person: the same document number, or the same name and day of birth at one address.

And which building is one that is there already: the same estate and name, in another grid.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from gridcore.fields import Value
from gridcore.identity_number import number_key
from gridcore.ids import RecordId, derived_id
from gridcore.records import RECORD_TYPES
from gridcore.roster.ids import place_key
from gridcore.shapes import as_text
from gridcore.sync.stored import RecordState, Stored

TOLD_APART = "told_apart"
DOCUMENT_NUMBER, NAME_AND_BIRTH = "document_number", "name_and_birth"
BUILDING, PLACE = "building", "place"

COMPARED: Mapping[str, frozenset[str]] = {
    "resident": frozenset({"name", "birth_date"}),
    "resident_identity": frozenset({"paper"}),
}
"""The cells that a trait is made of."""


@dataclass(frozen=True)
class Twin:
    """Two records that seem to be one: what was compared, never the value itself."""

    record: RecordId
    field: str


class Trait(NamedTuple):
    """What a record of a kind is recognised by; the value is for comparing, never for a table or a log."""

    kind: str
    field: str
    value: str


def trait_of(kind: str, cells: Mapping[str, Value]) -> Trait | None:
    """The trait of a record of a kind, if it is of a person and complete."""
    if kind == "resident":
        name, born = as_text(cells.get("name")), as_text(cells.get("birth_date"))
        return Trait(kind, NAME_AND_BIRTH, f"{name}\x1f{born}") if name and born else None
    if kind == "resident_identity":
        number = number_key(as_text(RECORD_TYPES[kind].value_of(cells, "document_number")))
        return Trait(kind, DOCUMENT_NUMBER, number) if number else None
    return building_trait(cells) if kind == BUILDING else None


def building_trait(cells: Mapping[str, Value]) -> Trait | None:
    """The trait of a building of an estate, however its name is written; by itself "3号楼" is nowhere."""
    estate, name = place_key(as_text(cells.get("estate"))), place_key(as_text(cells.get("name")))
    return Trait(BUILDING, PLACE, f"{estate}\x1f{name}") if estate and name else None


def are_one(record: Callable[[RecordId], Stored | None], one: Stored, other: Stored) -> bool:
    """Whether two records of one trait seem to be one; `record` finds what they hang on."""
    if one.kind == BUILDING:
        return one.scope != other.scope
    if one.kind == "resident_identity":
        return one.cells.get("resident") != other.cells.get("resident")
    address = _address(record, one)
    return bool(address) and address == _address(record, other) and not are_told_apart(record, one, other)


def told_apart_id(one: RecordId, other: RecordId) -> RecordId:
    """The id of the record that says of two that they are two, whichever is named first."""
    return derived_id(TOLD_APART, *sorted((one, other)))


def are_told_apart(record: Callable[[RecordId], Stored | None], one: Stored, other: Stored) -> bool:
    """Whether somebody who may say so has said of two residents that they are two (ADR 0033).

    Whoever said so had not compared their document numbers: where these are the same, both are shown.
    """
    both, said = sorted((one.id, other.id)), record(told_apart_id(one.id, other.id))
    if said is None or said.state is not RecordState.PRESENT or said.scope not in (one.scope, other.scope):
        return False
    return said.cells.get("stands") is True and pair_told_apart(said) == both


def pair_told_apart(said: Stored) -> list[RecordId]:
    """The two residents that a record tells apart, sorted; none where it is of households."""
    named = (said.cells.get("resident"), said.cells.get("other_resident"))
    return sorted(RecordId(each) for each in named if isinstance(each, str))


def _address(record: Callable[[RecordId], Stored | None], resident: Stored) -> str:
    """Where somebody lives; nothing by a household elsewhere, of which the author may not know."""
    household = record(RecordId(str(resident.cells.get("household"))))
    is_beside = household is not None and household.scope == resident.scope
    address = household.cells.get("address") if household is not None and is_beside else None
    return "".join(address.split()) if isinstance(address, str) else ""
