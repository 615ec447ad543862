"""Who may do what, and which scopes a laptop follows. Nothing else in the program decides this.

The table follows the default role matrix; reading follows from the scopes alone, because a laptop receives a
scope whole or not at all.
"""

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gridcore.fields import (
    CARE,
    CASE,
    COMMUNITY,
    GRID,
    IDENTITY,
    INTAKE,
    RESTRICTED,
    REVIEW,
    STAFF,
    USER,
    RecordType,
    ScopeKind,
)
from gridcore.ids import CommunityId, ScopeId, UserId
from gridcore.records import RECORD_TYPES
from gridcore.roles import Role


class Verb(enum.StrEnum):
    """What somebody may do to records of a kind; steps stand in the tables of `gridcore.workflows`."""

    CREATE = "create"
    EDIT = "edit"
    REMOVE = "remove"
    RESOLVE = "resolve"


_CREATE = frozenset({Verb.CREATE})
_WRITE = frozenset({Verb.CREATE, Verb.EDIT})
_ALL = frozenset({Verb.CREATE, Verb.EDIT, Verb.REMOVE})

_HOUSEHOLD_KINDS = (
    *("building", "room", "facility"),
    *("household", "resident", "membership", "phone_number", "told_apart"),
)
_CARE_KINDS = ("consent", "aid_pair")
_PLANNING_KINDS = ("visit_exception", "life_change", "extra_visit_change")
_PATROL_KINDS = ("patrol_plan", "patrol_point", "patrol")
_CASE_KINDS = (
    *("mediation_case", "party", "mediation_session", "evidence", "agreement", "case_member"),
    *("power_of_attorney", "investigation", "case_helper", "case_extension"),
    *("performance_item", "return_visit", "confirmation"),
)


def _grants(*rows: tuple[Iterable[str], frozenset[Verb]]) -> dict[str, frozenset[Verb]]:
    return {kind: verbs for kinds, verbs in rows for kind in kinds}


_WORKER = _grants(
    (_HOUSEHOLD_KINDS, _ALL),
    (("resident_identity",), _CREATE),
    (("visit", "diary", *_PLANNING_KINDS, *_CARE_KINDS), _WRITE),
    (("list_export", "rights_request", "dispute_report", "danger_report"), _CREATE),
    (("quick_note", "grid_activity", "aid_grant", *_PATROL_KINDS), _ALL),
    (("patrol_check",), _WRITE),
)

GRANTS: Mapping[Role, Mapping[str, frozenset[Verb]]] = {
    Role.GRID_WORKER: _WORKER,
    Role.GRID_LEADER: _WORKER,
    Role.CARE_SPECIALIST: _grants(
        (("care_plan", "care_reason", "visit", "diary", *_PLANNING_KINDS, *_CARE_KINDS), _WRITE),
        (("resident_identity", "given_file", "list_export", "care_look", "rights_request"), _CREATE),
        (("dispute_report", "danger_report"), _CREATE),
        (("quick_note",), _ALL),
    ),
    Role.MEDIATOR: _grants(
        (_CASE_KINDS, _ALL),
        (("signed_paper", "case_danger", "danger_report", "case_look"), _CREATE),
        (("quick_note",), _ALL),
    ),
    Role.SUPERVISOR: _grants(
        (_HOUSEHOLD_KINDS, _ALL),
        (("resident_identity", "given_file", "list_export", "care_look", "rights_request"), _CREATE),
        (("community",), frozenset({Verb.EDIT})),
        (("grid", "grid_period"), _WRITE),
        (("campaign", "stand_in", "legal_adviser", "mediation_room", "aid_grant"), _ALL),
        (("aid_project",), _WRITE),
        (("grid_change",), frozenset({Verb.CREATE, Verb.REMOVE})),
        (("visit", "agreement", "mediation_case"), frozenset({Verb.EDIT})),
        (("case_member",), _WRITE),
        (("case_look",), _CREATE),
        (("quick_note", *_PATROL_KINDS), _ALL),
        (("patrol_check",), _WRITE),
    ),
    Role.SUBDISTRICT: {},
    Role.HANDLER: {},
    Role.LEGAL_ADVISER: {},
    Role.VOLUNTEER: {},
    Role.INFO_HELPER: {},
    Role.PRIVACY_OFFICER: {},
    Role.SYSTEM_KEEPER: {},
}

REMARK_CELLS: Mapping[str, frozenset[str]] = {
    "visit": frozenset({"remark", "remark_field"}),
    "agreement": frozenset({"remark"}),
    "mediation_case": frozenset({"remark", "closed_on"}),
    "list_export": frozenset({"remark", "file_hash"}),
    "rights_request": frozenset({"remark"}),
}
"""All that a supervisor may write into what is submitted; its words stay its author's.

A list that a second person allowed gets its hash when its file is written."""

_FIXED_CELLS: Mapping[str, frozenset[str]] = {
    "grid": frozenset({"code"}),
    "stand_in": frozenset({"grid", "by_grid", "starts_on"}),
    "aid_grant": frozenset({"household", "project"}),
}
"""What is said once, when the record is made: scopes follow from it, and work that is on its way in them.

A grid with another code is another grid. Who had a grid as a stand-in was given it by these cells; were they
changed, what that person recorded offline would come from nowhere. A place in a project is its household's.
"""

_FIXED_KINDS = frozenset({"dispute_report", "danger_report", "case_danger"})
"""Whose every cell stays, but the one of their steps: what was handed in is out of its author's hands."""

_SAID_BY_SERVER: Mapping[str, frozenset[str]] = {
    "dispute_report": frozenset({"reported_by"}),
    "danger_report": frozenset({"reported_by", "reported_at", "read_by", "read_at"}),
    "case_danger": frozenset({"reported_by", "read_by", "read_at"}),
}
"""Who handed in, and who has read it: what a laptop says there does not count."""

_CELL_GRANTS: Mapping[tuple[str, str], frozenset[Role]] = {
    ("care_plan", "consent"): frozenset({Role.GRID_WORKER, Role.GRID_LEADER}),
}
"""Single cells that a role may change of a record whose other cells it only reads.

Who hears at the door that somebody agrees, or takes it back, writes it at once."""


@dataclass(frozen=True)
class Assignment:
    """A user's role at a place: a community's code, a grid's code, or `case/…` for one mediation case."""

    user: UserId
    role: Role
    place: str


def may(roles: Iterable[Role], kind: str, verb: Verb) -> bool:
    """Whether one of the roles grants the verb on records of a kind."""
    return any(verb in GRANTS[role].get(kind, frozenset()) for role in roles)


def reads(roles: Iterable[Role], scope: ScopeKind) -> bool:
    """Whether one of the roles follows scopes of a kind that lie at a grid."""
    return any(scope in _GRID_SCOPES.get(each, ()) for each in roles)


def is_fixed(kind: str, cell: str) -> bool:
    """Whether a cell of a record of a kind stays as it was when the record was made."""
    if kind in _FIXED_KINDS:
        return cell != RECORD_TYPES[kind].machine_cell
    return cell in _FIXED_CELLS.get(kind, ())


def said_by_server(kind: str) -> frozenset[str]:
    """The cells of a new record of a kind that the server fills, whatever its author says."""
    return _SAID_BY_SERVER.get(kind, frozenset())


def may_edit_cell(roles: frozenset[Role], kind: str, cell: str) -> bool:
    """Whether one of the roles grants changing this cell of a record of a kind."""
    if is_fixed(kind, cell):
        return False
    remarks = REMARK_CELLS.get(kind)
    if remarks is not None and cell in remarks:
        return Role.SUPERVISOR in roles
    if remarks is not None and roles == {Role.SUPERVISOR}:
        return False
    return may(roles, kind, Verb.EDIT) or not roles.isdisjoint(_CELL_GRANTS.get((kind, cell), frozenset()))


_GRID_SCOPES: Mapping[Role, tuple[ScopeKind, ...]] = {
    Role.GRID_WORKER: (ScopeKind.GRID,),
    Role.GRID_LEADER: (ScopeKind.GRID,),
    Role.CARE_SPECIALIST: (ScopeKind.GRID, ScopeKind.CARE, ScopeKind.REVIEW),
    Role.SUPERVISOR: (ScopeKind.GRID, ScopeKind.REVIEW),
    Role.MEDIATOR: (ScopeKind.INTAKE,),
}
_STAFF_ROLES = frozenset({Role.SUPERVISOR})
_SHARED_ROLES = frozenset(Role) - {Role.VOLUNTEER, Role.INFO_HELPER}

COMMUNITY_SCOPE = ScopeId("community")
STAFF_SCOPE = ScopeId("staff")


def restricted_scope(community: CommunityId) -> ScopeId:
    """Where reports of danger lie: handed in by whoever works in a community, for its supervisors alone."""
    return ScopeId(f"{RESTRICTED}/{community}")


def handed_in_beside(scope: ScopeId, community: CommunityId) -> ScopeId | None:
    """What whoever hands in to a scope follows: the grid of its identities, care or disputes; of reports of
    danger what the community shares. None for a scope that takes nothing in.
    """
    if scope == restricted_scope(community):
        return COMMUNITY_SCOPE
    kind, _, place = scope.partition("/")
    return ScopeId(f"{GRID}/{place}") if kind in (IDENTITY, CARE, INTAKE) else None


def scopes_of(
    user: UserId, assignments: Iterable[Assignment], grids: Iterable[str], community: CommunityId
) -> tuple[ScopeId, ...]:
    """The scopes of one community that assignments give a user, sorted; `grids` are the community's codes."""
    of_community = list(grids)
    found: set[ScopeId] = {ScopeId(f"{ScopeKind.USER}/{user}")}
    for each in assignments:
        if each.place.startswith(f"{ScopeKind.CASE}/"):
            found.add(ScopeId(each.place))
            continue
        followed = of_community if each.place == community else [g for g in of_community if g == each.place]
        if each.place != community and not followed:
            continue
        kinds = _GRID_SCOPES.get(each.role, ())
        if each.role is Role.MEDIATOR and each.place != community:
            kinds = ()  # who founds no case takes no dispute on
        found.update(ScopeId(f"{k}/{g}") for k in kinds for g in followed)
        if each.role in _SHARED_ROLES:
            found.add(COMMUNITY_SCOPE)
        if each.role in _STAFF_ROLES:
            found.add(STAFF_SCOPE)
        if each.role in _STAFF_ROLES and each.place == community:
            found.add(restricted_scope(community))
    return tuple(sorted(found))


def roles_in(scope: ScopeId, assignments: Iterable[Assignment], community: CommunityId) -> frozenset[Role]:
    """The roles that count for a record in a scope.

    Identity and care of a grid count as the grid's place, so that a worker may hand in what the laptop
    never receives; a new case belongs to whoever mediates in the community.
    """
    kind, _, place = scope.partition("/")
    found = set()
    for each in assignments:
        covers_all = each.place == community and kind != CASE
        in_place = bool(place) and each.place in (place, scope)
        shared = kind in (COMMUNITY, STAFF, USER, RESTRICTED) and each.role in _SHARED_ROLES
        if covers_all or in_place or shared:
            found.add(each.role)
    return frozenset(found)


def may_found(scope: ScopeId, assignments: Iterable[Assignment], community: CommunityId) -> bool:
    """Whether a first edit may found this scope: a mediator of the community founds cases."""
    return scope.startswith(f"{ScopeKind.CASE}/") and any(
        each.role is Role.MEDIATOR and each.place == community for each in assignments
    )


def supervises_grid(grid: str, assignments: Iterable[Assignment], community: CommunityId) -> bool:
    """Whether somebody supervises a grid of the community: that one alone, or all of them."""
    return Role.SUPERVISOR in roles_in(ScopeId(f"{ScopeKind.GRID}/{grid}"), assignments, community)


def may_found_grid(assignments: Iterable[Assignment], community: CommunityId) -> bool:
    """Whether somebody may make a new grid: whoever supervises the whole community."""
    return any(each.role is Role.SUPERVISOR and each.place == community for each in assignments)


def scope_for(declared: RecordType, place: str) -> ScopeId:
    """The scope of a new record of a kind at a grid, a case or a user; the shared ones need no place."""
    if declared.scope in (COMMUNITY, STAFF):
        return ScopeId(str(declared.scope))
    return ScopeId(f"{declared.scope}/{place}")


def sibling_scope(declared: RecordType, parent_scope: ScopeId) -> ScopeId:
    """The scope of a record whose parent lies in `parent_scope`: a grid's identity and care lie beside it."""
    _, _, place = parent_scope.partition("/")
    return scope_for(declared, place) if place else parent_scope


def deciding_scope(scope: ScopeId) -> ScopeId:
    """Where a proposal about a record of a scope waits: where those who decide it receive it, and no more."""
    kind, _, place = scope.partition("/")
    return ScopeId(f"{REVIEW}/{place}") if kind == CARE else scope


def decided_scope(scope: ScopeId) -> ScopeId:
    """Where a proposal lies after its decision: with the record that it is about."""
    kind, _, place = scope.partition("/")
    return ScopeId(f"{CARE}/{place}") if kind == REVIEW else scope
