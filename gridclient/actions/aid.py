"""Funded projects: how far each is, whom it proposes, and giving a household its place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gridclient.db import aid as kept
from gridclient.db.aid import Home, KnownGrant, KnownProject
from gridclient.db.facts import facts, save
from gridclient.db.merged import standing_here
from gridclient.db.pending import Pending, forget_aside, set_aside
from gridclient.db.search import search
from gridclient.db.threads import Connection, Database
from gridclient.ports import Ports
from gridcore.aid import AID_GRANT, AID_PROJECT, Reason, aid_grant_id, has_place, yuan_each
from gridcore.fields import Value, Values
from gridcore.ids import CommunityId, RecordId
from gridcore.permissions import Assignment, Verb, may, may_found_grid
from gridcore.records import RECORD_TYPES
from gridcore.sync.changes import creation
from gridcore.sync.edits import Create, Edit, Restore, Set

__all__ = ["Aid", "AidLine", "Figures", "KnownGrant", "KnownProject", "Why"]

_MOST_FOUND = 50


@dataclass(frozen=True)
class Why:
    """Why a household is proposed: somebody by name, of what age, living how."""

    resident: RecordId
    name: str
    age: int | None
    living: str | None


@dataclass(frozen=True)
class AidLine:
    """A household in a project's list: one with a place, one that is proposed, or one that found none."""

    household: RecordId
    address: str
    grid: str
    why: Sequence[Why] = ()
    grant: KnownGrant | None = None
    found_none: bool = False
    """The server gave the last place to somebody else; what was written is kept and can be sent again."""

    @property
    def record(self) -> RecordId:
        """Which one."""
        return self.household


@dataclass(frozen=True)
class Figures:
    """A project in figures. `given` counts households with a place, those with a day of it are `handed_over`.

    A worker's laptop knows its own grids alone: then these count there, and `places` everywhere.
    """

    given: int
    handed_over: int
    places: int
    proposed: int
    found_none: int
    yuan_each: Decimal | None
    budget: int
    is_whole: bool


@dataclass(frozen=True)
class Opened:
    """A project with its list: first who found no place, then who has one, then who is proposed."""

    project: KnownProject
    figures: Figures
    lines: Sequence[AidLine]


class Aid:
    """Reads projects and gives places; what only the server can count it says when the edit arrives."""

    def __init__(
        self,
        database: Database,
        community: CommunityId,
        ports: Ports,
        assignments: Sequence[Assignment],
        worker: str,
    ) -> None:
        self._database, self._community, self._ports = database, community, ports
        self._worker = worker
        self._sees_all = may_found_grid(assignments, community)
        roles = frozenset(each.role for each in assignments)
        self.may_make = may(roles, AID_PROJECT, Verb.CREATE)
        self.may_give = may(roles, AID_GRANT, Verb.CREATE)

    async def projects(self) -> Sequence[KnownProject]:
        """The latest first."""
        return await self._database.read(kept.projects)

    async def opened(self, project: RecordId, day: date) -> Opened | None:
        """A project with its list as it is on a day; None where it is not here."""

        def read(connection: Connection) -> Opened | None:
            found = next((each for each in kept.projects(connection) if each.id == project), None)
            return None if found is None else self._opened(connection, found, day)

        return await self._database.read(read)

    async def project_of(self, grant: RecordId) -> RecordId | None:
        """The project in which a grant found no place; None for every other record."""

        def read(connection: Connection) -> RecordId | None:
            aside = [each.edit for each in set_aside(connection, self._community) if each.edit.id == grant]
            made = next((each for each in aside if isinstance(each, Create)), None)
            return RecordId(str(made.cells.get("project"))) if made is not None else None

        return await self._database.read(read)

    async def others(self, project: RecordId, text: str) -> Sequence[AidLine]:
        """Households without a place that a text finds, by their address or somebody who lives there."""

        def read(connection: Connection) -> list[AidLine]:
            given = {each.household for each in kept.grants(connection, project)}
            found = (each.household for each in search(connection, text, _MOST_FOUND) if each.household)
            homes = [kept.home(connection, each) for each in dict.fromkeys(found) if each not in given]
            return [AidLine(each.household, each.address, each.grid) for each in homes if each is not None]

        return await self._database.read(read)

    async def members(self, household: RecordId) -> Sequence[tuple[RecordId, str]]:
        """Who lives in a household, for the choice of whom the aid is for."""
        found = await self._database.read(lambda connection: kept.home(connection, household))
        return [] if found is None else list(found.names.items())

    async def give(self, project: RecordId, line: AidLine) -> bool:
        """Give a household its place; False where this laptop itself knows that none is left.

        What was written the last time comes along. Raises ProblemError as `Database.write` does.
        """

        def write(connection: Connection) -> bool:
            household = standing_here(connection, line.household)
            known = next((each for each in kept.projects(connection) if each.id == project), None)
            given = [each.household for each in kept.grants(connection, project)]
            if known is None or not has_place(known.quota, given, household):
                return False
            if household in given:
                return True
            refused = _refused(connection, self._community, project).get(household, [])
            # Where more than one person fits, nobody but the giver knows for whom it is.
            whom = standing_here(connection, line.why[0].resident) if len(line.why) == 1 else None
            edit = self._grant(connection, project, household, {"resident": whom} if whom else {}, refused)
            save(connection, self._community, [edit], edit.at)
            forget_aside(connection, self._community, [each.n for each in refused])
            return True

        return await self._database.write(write)

    def _grant(
        self,
        connection: Connection,
        project: RecordId,
        household: RecordId,
        whom: Values,
        refused: Sequence[Pending],
    ) -> Edit:
        """The edit that gives the place: a new record, or the former one of the household again."""
        record, at, grp = aid_grant_id(project, household), self._ports.moment(), self._ports.new_group()
        if facts(connection, record) is not None:
            return Restore(n=0, grp=grp, id=record, at=at)
        cells: dict[str, Value] = {**whom, **_written(refused)}
        cells |= {"household": household, "project": project, "noted_by": self._worker}
        return creation(RECORD_TYPES[AID_GRANT], record, cells, grp=grp, at=at)

    def _opened(self, connection: Connection, project: KnownProject, day: date) -> Opened:
        given = kept.grants(connection, project.id)
        taken = {each.household for each in given}
        refused = _refused(connection, self._community, project.id).keys() - taken
        when = min(max(day, project.starts_on), project.ends_on)
        proposed = _proposed(connection, project, when, taken | refused) if day <= project.ends_on else []
        homes = [kept.home(connection, each) for each in sorted(refused)]
        lines = [
            *(AidLine(each.household, each.address, each.grid, found_none=True) for each in homes if each),
            *(AidLine(each.household, each.address, each.grid, grant=each) for each in given),
            *proposed,
        ]
        figures = Figures(
            given=len(taken),
            handed_over=len({each.household for each in given if each.given_on}),
            places=project.quota,
            proposed=len(proposed),
            found_none=len(refused),
            yuan_each=yuan_each(project.budget, project.quota) if project.quota else None,
            budget=project.budget,
            is_whole=self._sees_all,
        )
        return Opened(project, figures, lines)


def _proposed(
    connection: Connection, project: KnownProject, day: date, but: frozenset[RecordId] | set[RecordId]
) -> list[AidLine]:
    """The households that the rule fits, by grid and address: no order of merit."""
    rule = project.rule
    if not rule.proposes:
        return []
    found = []
    for each in kept.homes(connection, rule, day):
        reasons = rule.reasons(each.members, day) if each.household not in but else ()
        if reasons:
            why = [_why(each, reason) for reason in reasons]
            found.append(AidLine(each.household, each.address, each.grid, why))
    return found


def _why(home: Home, reason: Reason) -> Why:
    return Why(reason.resident, home.names[reason.resident], reason.age, reason.living)


def _refused(
    connection: Connection, community: CommunityId, project: RecordId
) -> dict[RecordId, list[Pending]]:
    """The places that this laptop asked for and the server did not give, by household, the newest first."""
    of_grants = [each for each in set_aside(connection, community) if each.kind == AID_GRANT]
    homes = {
        each.edit.id: RecordId(str(each.edit.cells.get("household")))
        for each in of_grants
        if isinstance(each.edit, Create) and each.edit.cells.get("project") == project
    }
    found: dict[RecordId, list[Pending]] = {}
    for each in of_grants:
        if each.edit.id in homes:
            found.setdefault(homes[each.edit.id], []).append(each)
    return found


def _written(refused: Sequence[Pending]) -> dict[str, Value]:
    """What was written with a place that was not given, and into it before that was known."""
    cells: dict[str, Value] = {}
    for each in reversed(refused):
        match each.edit:
            case Create(cells=made):
                cells |= made
            case Set(cell=cell, value=value):
                cells[cell] = value
            case _:
                pass
    return cells
