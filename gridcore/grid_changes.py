"""Grids that are split and merged: buildings go to another grid on a day, which may be new; one may end.

All of it is one group of edits, so that it happens whole or not at all.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from gridcore.codes.divisions import check_place_code, grid_code
from gridcore.field_problems import FieldProblem, problem
from gridcore.fields import GRID, Value
from gridcore.ids import CommunityId, RecordId, ScopeId
from gridcore.moving import Saving
from gridcore.permissions import COMMUNITY_SCOPE
from gridcore.records import RECORD_TYPES
from gridcore.regrouping import Placed, regroup_edits
from gridcore.roster.ids import community_id, grid_id
from gridcore.sync.changes import Seen, changes, creation
from gridcore.sync.edits import Create, Edit, Move

_BASIC = "1"
_AT_SERIAL = 13
_LAST_SERIAL = 999


@dataclass(frozen=True)
class NewGrid:
    """A grid that begins with the buildings that go there; its worker is known by name, or not yet."""

    code: str
    name: str
    worker: str | None = None


@dataclass(frozen=True)
class EndedGrid:
    """A grid that all its buildings leave."""

    id: RecordId
    seen: Seen


@dataclass(frozen=True)
class Going:
    """A building that goes. `first`: what is moved before it, by itself.

    These are the facilities in it, which hang on nothing; and the rooms of a tower that has more records than
    one move carries.
    """

    placed: Placed
    seen: Seen
    first: tuple[RecordId, ...] = ()


@dataclass(frozen=True)
class Change:
    """Buildings go to a grid on a day (ISO). `beside`: what else of the grid goes, whatever the building."""

    community: CommunityId
    going: Sequence[Going]
    to: str
    on: str
    beside: Sequence[RecordId] = ()
    founded: NewGrid | None = None
    ended: EndedGrid | None = None


def next_grid_code(community: CommunityId, codes: Collection[str]) -> str:
    """The code for the next basic grid of a community: serials are never used again. Empty after the last."""
    first = f"{community}{_BASIC}"
    sound = [each for each in codes if each.startswith(first) and check_place_code("grid", each) is None]
    serial = max((int(each[_AT_SERIAL:]) for each in sound), default=0) + 1
    return grid_code(community, _BASIC, serial) if serial <= _LAST_SERIAL else ""


def new_grid_problem(community: CommunityId, new: NewGrid, codes: Collection[str]) -> FieldProblem | None:
    """Why there cannot be such a grid; `codes` are those of all grids that there ever were."""
    if not new.name.strip():
        return problem("name", "required")
    if check_place_code("grid", new.code) is not None:
        return problem("code", "place_code")
    if not new.code.startswith(community):
        return problem("code", "grid_outside")
    return problem("code", "code_taken") if new.code in codes else None


def change_edits(change: Change, saving: Saving) -> list[Edit]:
    """The edits of one group: the new grid first, then what goes there, last the end of the old one."""
    edits: list[Edit] = []
    if change.founded is not None:
        edits.append(_founding(change, change.founded, saving))
    for each in change.going:
        *noted, leaves = regroup_edits(each.placed, each.seen, change.to, change.on, saving)
        edits += [*noted, *_moves(each.first, change.to, saving), leaves]
    edits += _moves(change.beside, change.to, saving)
    if change.ended is not None:
        ended: dict[str, Value] = {"ended_on": change.on}
        declared = RECORD_TYPES["grid"]
        edits += changes(declared, change.ended.id, change.ended.seen, ended, grp=saving.grp, at=saving.at)
    return edits


def _founding(change: Change, new: NewGrid, saving: Saving) -> Create:
    cells: dict[str, Value] = {
        "code": new.code,
        "name": new.name.strip(),
        "grid_kind": new.code[_AT_SERIAL - 1],
        "community": community_id(change.community),
        "worker": new.worker,
        "in_use_since": change.on,
    }
    record = grid_id(new.code)
    return creation(RECORD_TYPES["grid"], record, cells, grp=saving.grp, at=saving.at, scope=COMMUNITY_SCOPE)


def _moves(records: Sequence[RecordId], to: str, saving: Saving) -> list[Edit]:
    return [Move(0, saving.grp, each, ScopeId(f"{GRID}/{to}"), saving.at) for each in records]
