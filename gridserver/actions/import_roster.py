"""Imports households and facilities for a community: the plan first, the edits once somebody agrees."""

from collections import Counter
from collections.abc import Mapping

from sqlalchemy.engine import Connection

from gridcore.codes.divisions import DEMO_COUNTY
from gridcore.fields import ScopeKind
from gridcore.ids import CommunityId, ScopeId
from gridcore.permissions import COMMUNITY_SCOPE
from gridcore.roster.grids import Grids
from gridcore.roster.known import KINDS, Known, KnownRecord
from gridcore.roster.mappings import NO_MAPPINGS, Mappings
from gridcore.roster.people import Reading
from gridcore.roster.plan import RosterPlan, plan_roster
from gridcore.roster.report import report_sheets
from gridcore.roster.report_book import report_book
from gridcore.roster.workbook import WorkbookProblem, read_workbook
from gridcore.shapes import moment_text
from gridcore.sync.stored import Stored
from gridcore.sync.verdicts import VerdictCode
from gridserver.actions.write_as_server import write_as_server
from gridserver.chinese_words import in_chinese
from gridserver.db import records
from gridserver.db.scopes import day_of
from gridserver.installation import Installation


def preview_roster(
    installation: Installation,
    community: CommunityId,
    content: bytes,
    *,
    grid: str | None = None,
    fill_from_number: bool = False,
    mappings: Mappings = NO_MAPPINGS,
) -> RosterPlan | WorkbookProblem:
    """What importing a workbook would do to a community.

    `grid` is meant by rows that name none; `mappings` say what headings mean.
    """
    workbook = read_workbook(content)
    if isinstance(workbook, WorkbookProblem):
        return workbook
    now = installation.clock()
    with installation.database.snapshot() as connection:
        names = _grids(connection, installation, community)
        known = _known(connection, installation, community, names)
    return plan_roster(
        workbook,
        grids=Grids(community, names, frozenset(names), default=grid),
        known=known,
        reading=Reading(
            day_of(now), allow_demo=community.startswith(DEMO_COUNTY), fill_from_number=fill_from_number
        ),
        at=moment_text(now),
        mappings=mappings,
    )


def refusal_report(installation: Installation, plan: RosterPlan) -> bytes:
    """What a plan refuses, mends and doubts, as a workbook that can be corrected and imported."""
    return report_book(report_sheets(plan, in_chinese), installation.clock())


def import_roster(
    installation: Installation, community: CommunityId, plan: RosterPlan, *, by: str
) -> Mapping[VerdictCode, int]:
    """Do what a plan says, and count the answers; what met other edits since the plan was made is among them.

    Raises AccountError if there is no such community.
    """
    verdicts = write_as_server(installation, community, list(plan.edits()), by=by)
    return Counter(each.code for each in verdicts)


def _grids(connection: Connection, installation: Installation, community: CommunityId) -> dict[str, str]:
    """The names of a community's grids by code."""
    found = records.of_kinds(connection, installation.sealer, community, COMMUNITY_SCOPE, ["grid"])
    return {str(each.cells["code"]): str(each.cells.get("name") or "") for each in found}


def _known(
    connection: Connection, installation: Installation, community: CommunityId, grids: Mapping[str, str]
) -> Known:
    """Every record of the grids that a roster may speak of, identity documents included."""
    found = (
        _known_record(stored)
        for grid in grids
        for kind in (ScopeKind.GRID, ScopeKind.IDENTITY)
        for stored in records.of_kinds(
            connection, installation.sealer, community, ScopeId(f"{kind}/{grid}"), KINDS
        )
    )
    return Known(found, sees_identities=True)


def _known_record(stored: Stored) -> KnownRecord:
    bases = {cell: stamp.v for cell, stamp in stored.vers.items()}
    return KnownRecord(stored.id, stored.kind, stored.scope, stored.cells, bases)
