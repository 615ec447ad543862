"""Counts a community's mediation cases for who supervises it; no case and no small figure leaves."""

from collections.abc import Iterable

from sqlalchemy.engine import Connection

from gridcore.case_contents import gathered
from gridcore.fields import ScopeKind, Values
from gridcore.ids import CommunityId, UserId
from gridcore.records import RECORD_TYPES
from gridcore.reports.case_counts import (
    COUNTED_KINDS,
    COUNTS_FOR,
    CountedCase,
    YearOfCases,
    counted,
    of_year,
)
from gridcore.sync.case_steps import CASE
from gridcore.sync.known import parent_of
from gridcore.sync.stored import Stored
from gridserver.actions.follows import followed
from gridserver.db import accounts, records
from gridserver.db.audit import Entry, append
from gridserver.db.devices import Device
from gridserver.db.scopes import day_of
from gridserver.installation import Installation


def count_cases(
    installation: Installation, device: Device, community: CommunityId, year: int
) -> YearOfCases | None:
    """The figures of a year; None for whoever does not supervise the community. Each look is audited."""
    with installation.database.write() as connection:
        if not followed(installation, connection, device, community):
            return None
        if not _may_count(connection, installation, community, device.user_id):
            return None
        held = records.of_scope_kind(
            connection, installation.sealer, community, ScopeKind.CASE, COUNTED_KINDS
        )
        entry = Entry(installation.clock(), device.user_id, "count-cases", str(year), device.device_id)
        append(connection, community, entry)
    return of_year(_cases(held), year)


def _may_count(
    connection: Connection, installation: Installation, community: CommunityId, user: UserId
) -> bool:
    given = accounts.assignments_of(connection, community, user, day_of(installation.clock()))
    return any(each.role in COUNTS_FOR and each.place == community for each in given)


def _cases(held: Iterable[Stored]) -> list[CountedCase]:
    parts: dict[str, dict[str, list[tuple[str, Values]]]] = {}
    cases: dict[str, Values] = {}
    for each in held:
        values, above = RECORD_TYPES[each.kind].values_of(each.cells), parent_of(each)
        if each.kind == CASE:
            cases[each.id] = values
        elif above is not None:
            parts.setdefault(above, {}).setdefault(each.kind, []).append((each.id, values))
    return [counted(case, gathered(values, parts.get(case, {}))) for case, values in cases.items()]
