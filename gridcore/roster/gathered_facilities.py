"""Gathers rows to facilities: whose grid each is in, which one it is, what stands in the file twice."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from gridcore.ids import RecordId
from gridcore.roster import ids
from gridcore.roster.columns import Column
from gridcore.roster.facilities import Facility
from gridcore.roster.known import Known, KnownRecord
from gridcore.roster.notes import Note, NoteKind
from gridcore.roster.rows import ReadRow
from gridcore.roster.whose_grid import WhoseGrid

_Key = tuple[str, str, str]
"""Grid, name and kind: by these a facility is known again."""
_TOLD = (Column.ADDRESS, Column.HOURS, Column.PHONE, Column.OFFERS, Column.CLOSED_ON)
"""Where two rows of a facility may differ; its fields are called like them."""


@dataclass(slots=True)
class FacilityHere:
    """A facility of a grid, the building that it is in where that is known, and the rows that speak of it."""

    id: RecordId
    grid: str
    facility: Facility
    building: RecordId | None
    rows: list[int] = field(default_factory=list)


def gather_facilities(
    rows: list[ReadRow], whose: WhoseGrid, community: str, known: Known
) -> tuple[FacilityHere, ...]:
    """The facilities of the rows that are taken, in their order; what is found out is noted on the rows."""
    found: dict[_Key, FacilityHere] = {}
    for at, row in enumerate(rows):
        if row.facility is None:
            continue
        grid = whose.find(row.grid, row.facility.building)
        if isinstance(grid, Note):
            rows[at] = row.noted(grid)
            continue
        key = (grid, ids.facility_key(row.facility.name), row.facility.kind)
        placed, building, notes = _placed(row.facility, grid, known)
        if key not in found:
            derived = ids.facility_id(community, grid, placed.kind, placed.name)
            found[key] = FacilityHere(derived, grid, placed, building)
        else:
            notes += _met(found[key], placed, building, rows[found[key].rows[0]].number)
        found[key].rows.append(at)
        rows[at] = row.noted(*notes)
    kinds: dict[tuple[str, str], list[str]] = defaultdict(list)
    for grid, name, kind in found:
        kinds[grid, name].append(kind)
    for (grid, name, kind), here in found.items():
        own = _known_one(kind, kinds[grid, name], known.facilities(grid, name))
        here.id = own.id if own is not None else here.id
    return tuple(found.values())


def _placed(facility: Facility, grid: str, known: Known) -> tuple[Facility, RecordId | None, list[Note]]:
    """A facility with its building; one that nobody knows is told of, and kept as the address if need be."""
    if facility.building is None:
        return facility, None, []
    building = known.building(facility.building, grid)
    if building is not None:
        return facility, building.id, []
    words = facility.building.whole_building
    if facility.address:
        return facility, None, [Note(Column.BUILDING, NoteKind.LEFT_OUT, "building_unknown", words)]
    note = Note(Column.BUILDING, NoteKind.CHECK, "building_as_address", words)
    return replace(facility, address=words), None, [note]


def _met(here: FacilityHere, facility: Facility, building: RecordId | None, row: int) -> list[Note]:
    """What a further row of a facility adds; where both say something, the first counts."""
    params = {"row": row}
    notes = [Note(None, NoteKind.MENDED, "same_facility", params=params)]
    for column in _TOLD:
        already, own = getattr(here.facility, column), getattr(facility, column)
        if own and already and own != already:
            notes.append(Note(column, NoteKind.CHECK, "facility_differs", own, already, params))
    if building is not None and here.building not in (None, building):
        notes.append(Note(Column.BUILDING, NoteKind.CHECK, "facility_differs", params=params))
    here.facility = here.facility.completed(facility)
    here.building = here.building or building
    return notes


def _known_one(kind: str, said: Sequence[str], there: Sequence[KnownRecord]) -> KnownRecord | None:
    """Of the known ones with a name that of a kind; one of another kind only if nothing else can be meant."""
    held = [each.text("facility_kind") for each in there]
    if kind in held:
        return there[held.index(kind)]
    is_alone = len(set(said) - set(held)) == 1
    others = [each for each in there if each.text("facility_kind") not in said]
    return others[0] if is_alone and len(others) == 1 else None
