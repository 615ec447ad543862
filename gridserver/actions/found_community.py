"""Founds a community and its grids: the accounts' rows, and the records that laptops receive."""

from collections.abc import Mapping

from gridcore.codes.places import COMMUNITY_KIND
from gridcore.fields import Value
from gridcore.ids import CommunityId, GroupId
from gridcore.permissions import COMMUNITY_SCOPE
from gridcore.records import RECORD_TYPES
from gridcore.roster.ids import community_id, grid_id
from gridcore.shapes import fits_cell
from gridcore.sync.edits import Create, Set
from gridserver.actions.write_as_server import write_as_server
from gridserver.db import accounts, records
from gridserver.db.accounts import AccountError
from gridserver.db.records import Lock
from gridserver.db.scopes import grids_of
from gridserver.installation import Installation

_URBAN = "urban"
_BASIC_GRID, _DEDICATED_GRID = "1", "2"
_KIND_OF_GRID_AT = 12
"""The 13th character of a grid's code tells its kind."""


def found_community(
    installation: Installation,
    community: CommunityId,
    name: str,
    *,
    by: str,
    kind: str = _URBAN,
    committee: str = "",
) -> None:
    """Make a community. Raises AccountError where it exists already, ValueError for an unknown kind."""
    if kind not in COMMUNITY_KIND:
        raise ValueError(f"{kind} is no kind of community")
    with installation.database.write() as connection:
        accounts.create_community(connection, community, name, by=by, now=installation.clock())
    made = community_made(community, name, kind=kind, committee=committee)
    write_as_server(installation, community, [made], by=by)


def community_made(community: CommunityId, name: str, *, kind: str = _URBAN, committee: str = "") -> Create:
    """The record of a new community."""
    cells: dict[str, Value] = {"code": community, "name": name, "community_kind": kind}
    if committee:
        cells["committee"] = committee
    group = GroupId(f"found-{community}")
    return Create(0, group, community_id(community), "community", cells, scope=COMMUNITY_SCOPE)


def name_committee(installation: Installation, community: CommunityId, committee: str, *, by: str) -> None:
    """Give the community's mediation committee its short name: from then on mediators get paper numbers.

    Raises AccountError if there is no such community, ValueError for a name that does not fit.
    """
    cell = RECORD_TYPES["community"].cells["committee"]
    if not committee.strip() or not fits_cell(cell, committee):
        raise ValueError("that is no short name of a committee")
    record = community_id(community)
    with installation.database.snapshot() as connection:
        found = records.read(connection, installation.sealer, community, [record], Lock.NONE)
    if not found:
        raise AccountError(f"there is no community {community}")
    base = found[0].seq
    named = Set(0, GroupId(f"committee-{community}-{base}"), record, cell.name, committee, base)
    write_as_server(installation, community, [named], by=by)


def add_grids(
    installation: Installation, community: CommunityId, grids: Mapping[str, str], *, by: str
) -> None:
    """Add grids, {code: name}; one that is there already stays as it is.

    Raises AccountError if there is no such community.
    """
    with installation.database.snapshot() as connection:
        there = grids_of(connection, community)
    missing = {code: name for code, name in grids.items() if code not in there}
    write_as_server(installation, community, grids_made(community, missing), by=by)


def grids_made(community: CommunityId, grids: Mapping[str, str]) -> list[Create]:
    """The records of new grids, {code: name}."""
    return [
        Create(
            0,
            GroupId(f"grid-{code}"),
            grid_id(code),
            "grid",
            {
                "code": code,
                "name": name,
                "grid_kind": _DEDICATED_GRID if code[_KIND_OF_GRID_AT:][:1] == "2" else _BASIC_GRID,
                "community": community_id(community),
            },
            scope=COMMUNITY_SCOPE,
        )
        for code, name in grids.items()
    ]
