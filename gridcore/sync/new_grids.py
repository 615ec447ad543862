"""Deciding the creation of a grid: its scope is made from its code, so that is checked before all else."""

from gridcore.codes.divisions import check_place_code
from gridcore.roster.ids import grid_id
from gridcore.shapes import as_text
from gridcore.sync.edits import Create
from gridcore.sync.known import Author, GridFounded, Overlay
from gridcore.sync.outcomes import NOT_ALLOWED, Outcome, invalid

GRID_KIND = "grid"


def take_grid(known: Overlay, author: Author, edit: Create) -> Outcome | None:
    """Why somebody cannot make a grid; None where they can, and then buildings may go there at once.

    Two records of one code cannot be: the id follows from the code.
    """
    if author.is_system:
        return None
    if not author.may_found_grid():
        return NOT_ALLOWED
    code = as_text(edit.cells.get("code"))
    lies_here = code.startswith(author.community) and check_place_code("grid", code) is None
    if not lies_here or edit.id != grid_id(code):
        return invalid("value_does_not_fit")
    known.effects.append(GridFounded(code))
    return None
