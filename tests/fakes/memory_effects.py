"""What decided edits mean for assignments, for the server without a database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gridcore.grid_plans import WorkersFollow
from gridcore.ids import RecordId
from gridcore.roles import Role
from gridcore.sync.case_members import CASE_MEMBER, Leaver, leavers, returned
from gridcore.sync.departures import Departed
from gridcore.sync.known import (
    ApprovalWaits,
    Author,
    Effect,
    Erased,
    GridFounded,
    MemberNamed,
    ParkedAnswered,
    ScopeFounded,
)
from gridcore.sync.stored import Stored

if TYPE_CHECKING:
    from tests.fakes.memory_server import MemoryServer


def follow_effects(
    server: MemoryServer,
    author: Author,
    effects: Sequence[Effect],
    changed: Sequence[tuple[Stored | None, Stored]],
) -> None:
    """Who gets a case and who loses it (`gridserver/actions/case_access.py`); what became of parked work."""
    for gone in leavers(changed):
        _end_membership(server, gone)
    for effect in sorted((*effects, *returned(changed)), key=lambda each: isinstance(each, Erased)):
        _follow(server, author, effect)  # what was admitted is in the log before it is emptied


def _end_membership(server: MemoryServer, gone: Leaver) -> None:
    held = [each for each in server.present(gone.scope) if each.kind == CASE_MEMBER]
    founded = server.stored[RecordId(gone.scope.partition("/")[2])]
    lead = server.users[founded.vers["title"].replica]
    if gone.user != lead and gone.user not in {each.cells.get("user") for each in held}:
        server.revoke(gone.user, Role.MEDIATOR, gone.scope)


def _follow(server: MemoryServer, author: Author, effect: Effect) -> None:
    match effect:
        case ScopeFounded(scope=scope, lead=lead):
            server.assign(lead or author.user, Role.MEDIATOR, scope)
        case MemberNamed(scope=scope, user=user):
            server.assign(user, Role.MEDIATOR, scope)
        case ApprovalWaits(scope=scope, record=record, waits=True):
            server.waiting.add((scope, record))
        case ApprovalWaits(scope=scope, record=record):
            server.waiting.discard((scope, record))
        case GridFounded(grid=grid):
            server.grids = (*server.grids, grid)
        case WorkersFollow(grid=grid, to=to):
            for given in [held for held in server.assignments if held.place == grid]:
                server.assign(given.user, given.role, to)
        case ParkedAnswered(replica=replica, decided=answered):
            for each in answered:
                server.log_anew(replica, each)
        case Departed():
            server.departed.append(effect)
        case Erased(records=records):
            server.erase(records)
