"""Whose grid a row is in, or why it cannot be imported here."""

from gridcore.roster.columns import Column
from gridcore.roster.grids import Grids
from gridcore.roster.known import Known
from gridcore.roster.notes import Note, NoteKind
from gridcore.roster.places import Place


class WhoseGrid:
    """Asks the row, else the building where it is known, else the one grid that is meant."""

    def __init__(self, grids: Grids, known: Known) -> None:
        self._grids, self._known = grids, known
        self._grid_of: dict[tuple[str, str], str] = {}

    def find(self, written: str, place: Place | None) -> str | Note:
        """The grid of a row that names it, or its place; a note why there is none."""
        known = self._known.building(place, None) if place is not None and not written else None
        if written:
            grid = self._grids.find(written)
            if grid is None:
                return Note(Column.GRID, NoteKind.REFUSED, "grid_unknown", written)
        else:
            grid = known.scope.partition("/")[2] if known is not None else self._grids.unnamed
            if grid is None:
                return Note(Column.GRID, NoteKind.REFUSED, "grid_missing")
        if grid not in self._grids.followed:
            return Note(Column.GRID, NoteKind.REFUSED, "grid_not_yours", written)
        if place is not None and place.estate and self._of_building(place, grid) != grid:
            return Note(Column.GRID, NoteKind.REFUSED, "building_elsewhere", written)
        return grid

    def _of_building(self, place: Place, named: str) -> str:
        """The grid that has a building of an estate: as it is known, else as its first row has it."""
        key = place.key[:2]
        if key not in self._grid_of:
            known = self._known.building(place, None)
            self._grid_of[key] = known.scope.partition("/")[2] if known is not None else named
        return self._grid_of[key]
