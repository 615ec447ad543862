"""Who gets a scope by an edit: of a case its founder, its named members, and the supervisors while it waits;
of a grid those who work the one that its buildings came from."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy.engine import Connection

from gridcore.fields import ScopeKind
from gridcore.grid_plans import WorkersFollow
from gridcore.ids import RecordId, ScopeId
from gridcore.permissions import Assignment
from gridcore.records import RECORD_TYPES
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
from gridcore.workflows import MACHINES
from gridcore.workflows.decision import OPEN
from gridserver.db import accounts, departures, edit_log, records
from gridserver.db.accounts import Validity
from gridserver.db.audit import Entry, append
from gridserver.db.scopes import day_of, supervisors_of
from gridserver.installation import Installation

_PROPOSAL, _LOOK = "proposal", "case_look"


def _shared_states() -> dict[str, tuple[str, frozenset[str]]]:
    """For each kind that a supervisor decides about: its machine's cell, and the states in which it waits."""
    found = {_PROPOSAL: ("progress", frozenset({OPEN}))}
    for kind, declared in RECORD_TYPES.items():
        if declared.scope is ScopeKind.CASE and declared.machine_cell is not None:
            machine = MACHINES[declared.fields[declared.machine_cell].machine or ""]
            found[kind] = (declared.machine_cell, machine.shared)
    return found


_SHARED_STATES = _shared_states()


def follow_effects(
    connection: Connection,
    installation: Installation,
    author: Author,
    effects: Sequence[Effect],
    changed: Sequence[tuple[Stored | None, Stored]],
    now: datetime,
) -> None:
    """Write what decided edits mean for assignments, in their transaction and after their records.

    `changed` are the records before and after.
    """
    community, today = author.community, day_of(now)
    _end_memberships(connection, installation, author, leavers(changed), now)
    for effect in (*effects, *returned(changed)):
        match effect:
            case ScopeFounded(scope=scope, lead=lead):
                led = Assignment(lead or author.user, Role.MEDIATOR, scope)
                accounts.assign(connection, community, led, Validity(today), by=author.user, now=now)
            case MemberNamed(scope=scope, user=user, until=until):
                if accounts.user_of(connection, user) is not None:
                    days = Validity(today, date.fromisoformat(until) if until is not None else None)
                    member = Assignment(user, Role.MEDIATOR, scope)
                    accounts.assign(connection, community, member, days, by=author.user, now=now)
            case GridFounded(grid=grid):
                append(connection, community, Entry(now, author.user, "found-grid", grid))
            case WorkersFollow(grid=grid, to=to):
                accounts.assign_alike(connection, community, grid, to, today, by=author.user, now=now)
            case Departed(household=household, to=to):
                departures.write(connection, installation.sealer, community, effect, now)
                append(connection, community, Entry(now, author.user, "depart", f"{household} {to}"))
            case ApprovalWaits() | ParkedAnswered() | Erased():
                pass  # the first follows from the records below, the others are written with the log
    looks = [each for before, each in changed if before is None and each.kind == _LOOK]
    append(connection, community, *(_opening(connection, author, each, now) for each in looks))
    touched = {each.scope for _, each in changed if each.kind in _SHARED_STATES}
    for scope in sorted(each for each in touched if each.startswith(f"{ScopeKind.CASE}/")):
        held = records.of_kinds(connection, installation.sealer, community, scope, sorted(_SHARED_STATES))
        _share(connection, author, scope, waits=any(_waits(each) for each in held), now=now)


def _opening(connection: Connection, author: Author, look: Stored, now: datetime) -> Entry:
    """That a case was opened, by whoever wrote so; a supervisor who admits that has not opened anything."""
    by = edit_log.maker_of(connection, author.community, look.id) or author.user
    return Entry(now, by, "open-case", look.scope.partition("/")[2])


def _end_memberships(
    connection: Connection,
    installation: Installation,
    author: Author,
    gone: Sequence[Leaver],
    now: datetime,
) -> None:
    """Who is a member no more loses the case with this very request; whoever founded it leads it on."""
    community, yesterday = author.community, day_of(now) - timedelta(days=1)
    for scope, user in gone:
        held = records.of_kinds(connection, installation.sealer, community, scope, [CASE_MEMBER])
        lead = edit_log.maker_of(connection, community, RecordId(scope.partition("/")[2]))
        if user != lead and user not in {each.cells.get("user") for each in held}:
            member = Assignment(user, Role.MEDIATOR, scope)
            accounts.end_assignment(connection, community, member, yesterday, by=author.user, now=now)


def _share(connection: Connection, author: Author, scope: ScopeId, *, waits: bool, now: datetime) -> None:
    """Supervisors follow the case while it waits for them, and not a moment longer."""
    community, today = author.community, day_of(now)
    for supervisor in supervisors_of(connection, community, today):
        given = Assignment(supervisor, Role.SUPERVISOR, scope)
        has = given in accounts.assignments_of(connection, community, supervisor, today)
        if waits and not has:
            accounts.assign(connection, community, given, Validity(today), by=author.user, now=now)
        elif has and not waits:
            yesterday = today - timedelta(days=1)
            accounts.end_assignment(connection, community, given, yesterday, by=author.user, now=now)


def _waits(stored: Stored) -> bool:
    cell, states = _SHARED_STATES[stored.kind]
    return stored.cells.get(cell) in states
