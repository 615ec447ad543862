"""Deciding the creation of a grid, of what says that grids are cut anew, and of a building."""

from gridcore.codes.divisions import check_place_code
from gridcore.grid_plans import WorkersFollow, plan_of
from gridcore.ids import ScopeId
from gridcore.permissions import may_found_grid
from gridcore.roster.ids import grid_id
from gridcore.shapes import as_text
from gridcore.sync.edits import Create
from gridcore.sync.known import Author, GridFounded, Overlay
from gridcore.sync.outcomes import NOT_ALLOWED, Outcome, invalid
from gridcore.sync.own_matters import supervises
from gridcore.sync.stored import FRESH, Stored
from gridcore.sync.twins import building_trait

GRID_KIND = "grid"


def take_grid(known: Overlay, author: Author, edit: Create) -> Outcome | None:
    """Why somebody cannot make a grid; None where they can, and then buildings may go there at once.

    Its scope is made of its code, so that is checked before all else. Two records of one code cannot be:
    the id follows from the code.
    """
    if author.is_system:
        return None
    if not may_found_grid(author.assignments, author.community):
        return NOT_ALLOWED
    code = as_text(edit.cells.get("code"))
    if not _lies_here(author, code) or edit.id != grid_id(code):
        return invalid("value_does_not_fit")
    known.effects.append(GridFounded(code))
    return None


def take_grid_change(known: Overlay, author: Author, edit: Create) -> Outcome | None:
    """Why somebody cannot split or merge grids; None where they can.

    What is done lets the workers of the one grid work the other one, so its author supervises both. A plan
    may name a grid that is still to be made.
    """
    if author.is_system:
        return None
    plan, is_done = plan_of(edit.cells), edit.cells.get("done_on") is not None
    if not plan.on or not plan.grid or plan.to == plan.grid:
        return invalid("value_does_not_fit")
    will_be = plan.founded is not None and not is_done
    if will_be and not _lies_here(author, plan.to):
        return invalid("value_does_not_fit")
    may_take = (
        may_found_grid(author.assignments, author.community) if will_be else supervises(author, plan.to)
    )
    if not (supervises(author, plan.grid) and may_take):
        return NOT_ALLOWED
    if is_done and plan.keeps_workers:
        known.effects.append(WorkersFollow(plan.grid, plan.to))
    return None


def take_building(known: Overlay, author: Author, edit: Create, scope: ScopeId) -> Outcome | None:
    """Why there cannot be such a building: one of its estate and name stands in another grid."""
    if author.is_system or building_trait(edit.cells) is None:
        return None
    made = Stored(edit.id, edit.kind, scope, edit.cells, {}, {}, FRESH)
    return invalid("building_twice") if known.twin(made) is not None else None


def _lies_here(author: Author, code: str) -> bool:
    return code.startswith(author.community) and check_place_code("grid", code) is None
