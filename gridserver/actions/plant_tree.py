"""Founds the communities and grids of a whole list of divisions; what is there already stays as it is."""

from dataclasses import dataclass

from gridcore.codes.divisions import DEMO_COUNTY
from gridcore.district_tree import COMMUNITY, Division, RowProblem, Tree, plant
from gridcore.fields import Value
from gridcore.ids import CommunityId, GroupId, RecordId, derived_id
from gridcore.permissions import COMMUNITY_SCOPE
from gridcore.roster.divisions import divisions_in
from gridcore.roster.ids import community_id
from gridcore.roster.workbook import WorkbookProblem, read_workbook
from gridcore.sync.edits import Create, Edit, Set
from gridserver.actions.found_community import community_made, found_community, grids_made
from gridserver.actions.write_as_server import write_as_server
from gridserver.db import accounts, records
from gridserver.db.records import Lock
from gridserver.db.scopes import grids_of
from gridserver.installation import Installation


@dataclass(frozen=True)
class Planted:
    """What was new."""

    communities: int
    grids: int


def read_tree(content: bytes) -> Tree | WorkbookProblem | tuple[RowProblem, ...]:
    """The tree of a workbook, or why there is none. Made-up codes stand only beside made-up codes."""
    workbook = read_workbook(content)
    if isinstance(workbook, WorkbookProblem):
        return workbook
    divisions = divisions_in(workbook)
    if divisions is None:
        return WorkbookProblem("no_headings")
    communities = [each.code for each in divisions if each.level == COMMUNITY]
    is_demo = bool(communities) and all(each.startswith(DEMO_COUNTY) for each in communities)
    return plant(divisions, allow_demo=is_demo)


def plant_tree(installation: Installation, tree: Tree, *, by: str) -> Planted:
    """Found what is missing, one community after the other; after an interruption the next call goes on."""
    communities, grids = 0, 0
    for each in tree.of_level(COMMUNITY):
        community = CommunityId(each.code)
        with installation.database.snapshot() as connection:
            is_there = accounts.is_community(connection, community)
            known = grids_of(connection, community) if is_there else ()
        if not is_there:
            found_community(installation, community, each.name, by=by)
            communities += 1
        missing = {grid.code: grid.name for grid in tree.grids_of(each.code) if grid.code not in known}
        grids += len(missing)
        edits = [*_place(installation, tree, each), *grids_made(community, missing)]
        if edits:
            write_as_server(installation, community, edits, by=by)
    return Planted(communities, grids)


def district_id(code: str) -> RecordId:
    """The id of a division above communities, from its code: every community holds the same."""
    return derived_id("district", code)


def _place(installation: Installation, tree: Tree, division: Division) -> list[Edit]:
    """What a community lacks: divisions that it lies in, its own record, and the link to the nearest."""
    community, record = CommunityId(division.code), community_id(division.code)
    above = list(tree.way_up(division.code))
    wanted = [district_id(each.code) for each in above]
    with installation.database.snapshot() as connection:
        held = {
            each.id: each
            for each in records.read(connection, installation.sealer, community, [record, *wanted], Lock.NONE)
        }
    edits: list[Edit] = [_made(tree, each) for each in reversed(above) if district_id(each.code) not in held]
    own = held.get(record)
    if own is None:  # its founding was interrupted after the accounts' row
        edits.append(community_made(community, division.name))
    if above and (own is None or own.cells.get("district") != wanted[0]):
        base = own.seq if own is not None else 0
        edits.append(Set(0, GroupId(f"district-{community}-{base}"), record, "district", wanted[0], base))
    return edits


def _made(tree: Tree, division: Division) -> Create:
    cells: dict[str, Value] = {"code": division.code, "name": division.name, "level": division.level}
    if division.above:
        cells["above"] = district_id(tree.divisions[division.above].code)
    group = GroupId(f"district-{division.code}")
    return Create(0, group, district_id(division.code), "district", cells, scope=COMMUNITY_SCOPE)
