"""Carries out splits and merges of grids whose day has come, before any laptop is told of that day."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.engine import Connection

from gridcore.fields import GRID
from gridcore.grid_changes import change_edits
from gridcore.grid_plans import GRID_CHANGE, GridPlan, obstacle, plan_of, planned_change, waits
from gridcore.ids import CommunityId, GroupId, RecordId, ScopeId
from gridcore.moving import Saving
from gridcore.permissions import COMMUNITY_SCOPE
from gridcore.shapes import as_text
from gridcore.sync.edits import Edit, Set
from gridcore.sync.stored import Stored
from gridcore.sync.verdicts import REFUSES_THE_GROUP
from gridserver.actions.decide import in_one_transaction
from gridserver.actions.write_as_server import write
from gridserver.db import accounts, edit_log, records, statistics
from gridserver.db.records import Lock
from gridserver.db.scopes import day_of, moment_of
from gridserver.installation import Installation

_MANY_RECORDS = 1_500
"""A grid with more is taken along room by room: one move carries 2,000."""
_REFUSED = "refused"
"""What is noted where the rules about edits have changed since it was planned."""


class GridPlans:
    """Looks once a day for plans of a community, and after each request that brought one."""

    def __init__(self, installation: Installation) -> None:
        self._installation = installation
        self._looked: dict[CommunityId, date] = {}

    def carry_out(self, community: CommunityId, bodies: Sequence[bytes] = ()) -> None:
        """Carry out what is due; `bodies` are the edits of the request."""
        today = day_of(self._installation.clock())
        named = f'"{GRID_CHANGE}"'.encode()
        if self._looked.get(community) == today and not any(named in each for each in bodies):
            return
        self._looked[community] = today
        carry_out_plans(self._installation, community)


def carry_out_plans(installation: Installation, community: CommunityId) -> int:
    """Carry out the plans whose day has come, in the order of their days; how many were looked at."""
    today = day_of(installation.clock()).isoformat()
    with installation.database.snapshot() as connection:
        sealer = installation.sealer
        held = records.of_kinds(connection, sealer, community, COMMUNITY_SCOPE, [GRID_CHANGE])
    due = [each for each in held if waits(each.cells) and plan_of(each.cells).is_due(today)]
    for each in sorted(due, key=lambda each: (plan_of(each.cells).on, each.id)):

        def attempt(connection: Connection, record: RecordId = each.id) -> None:
            _carry_out(connection, installation, community, record)

        in_one_transaction(installation, community, attempt)
    return len(due)


def _carry_out(
    connection: Connection, installation: Installation, community: CommunityId, record: RecordId
) -> None:
    """All of one plan or nothing of it; what stands in its way is noted where everybody sees it."""
    held = records.read(connection, installation.sealer, community, [record], Lock.ALONE)
    if not held or not waits(held[0].cells):
        return
    now, plan = installation.clock(), plan_of(held[0].cells)
    by = edit_log.maker_of(connection, community, record) or record
    saving = Saving(GroupId(f"plan-{record}"), moment_of(now))
    town = records.of_kinds(
        connection, installation.sealer, community, COMMUNITY_SCOPE, ["grid", "grid_period"]
    )
    inside = _inside(connection, installation, community, plan)
    buildings = [each.id for each in inside if each.kind == "building"]
    grids = {as_text(each.cells.get("code")): each for each in town if each.kind == "grid"}
    stands_in_way = obstacle(
        plan, {code: each.cells.get("ended_on") for code, each in grids.items()}, buildings
    )
    if stands_in_way is None:
        is_large = _is_large(connection, community, plan)
        change = planned_change(community, plan, town, inside, room_by_room=is_large)
        done = Set(0, saving.grp, record, "done_on", day_of(now).isoformat(), held[0].seq, saving.at)
        edits: list[Edit] = [*change_edits(change, saving), done]
        verdicts = write(connection, installation, community, edits, by=by)
        if not any(each.code in REFUSES_THE_GROUP for each in verdicts):
            if plan.keeps_workers:
                today = day_of(now)
                accounts.assign_alike(connection, community, plan.grid, plan.to, today, by=by, now=now)
            return
        stands_in_way = _REFUSED
    noted = Set(0, GroupId(f"{saving.grp}-not"), record, "obstacle", stands_in_way, held[0].seq, saving.at)
    write(connection, installation, community, [noted], by=by)


def _inside(
    connection: Connection, installation: Installation, community: CommunityId, plan: GridPlan
) -> list[Stored]:
    scope = ScopeId(f"{GRID}/{plan.grid}")
    kinds = ["building", "room", "facility"]
    return records.of_kinds(connection, installation.sealer, community, scope, kinds)


def _is_large(connection: Connection, community: CommunityId, plan: GridPlan) -> bool:
    scope = ScopeId(f"{GRID}/{plan.grid}")
    stat = statistics.stats_of(connection, community, [scope]).get(scope)
    return stat is not None and stat.rows > _MANY_RECORDS
