"""One household with everything that its card shows, read at one moment."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import msgspec
from sqlalchemy import Connection

from gridclient.db.aid import KnownGrant, grants_of
from gridclient.db.buildings import building_of
from gridclient.db.consents import with_standing
from gridclient.db.drafts import Draft, all_drafts
from gridclient.db.extra_visits import extra_changes
from gridclient.db.follow_ups import Promise, open_promises
from gridclient.db.households import room_address
from gridclient.db.listing import ShownRecord, Where, row, rows
from gridclient.db.moving_away import place_words
from gridclient.db.pending import EditState, Pending, set_aside
from gridclient.db.pending import pending_of as shown_edits_of
from gridclient.db.stays import Stay, stays
from gridclient.db.today import PlanChange, PlannedPerson, exceptions, planned_people
from gridclient.db.visit_offers import Offers, known_offers
from gridcore.deadlines import VisitChange
from gridcore.fields import Value
from gridcore.ids import CommunityId, RecordId
from gridcore.shapes import as_text
from gridcore.sync.moving_away import arrivals_scope
from gridcore.workflows.approval import RETURNED
from gridcore.workflows.decision import OPEN

MOST_VISITS = 400


@dataclass(frozen=True)
class OpenConflict:
    """A conflict about the household or something of it; `cell` is empty for what concerns a whole record."""

    conflict: RecordId
    subject: RecordId
    subject_kind: str
    cell: str


@dataclass(frozen=True)
class Place:
    """A room with its address, and its use as far as that is known."""

    room: RecordId
    address: str
    status: str | None


@dataclass(frozen=True)
class CardFacts:
    """A household, who lives there, what helps, what happened, and what waits."""

    household: ShownRecord
    building: RecordId | None
    residents: Sequence[ShownRecord]
    """Removed ones too, for as long as they are known here."""
    phones: Sequence[ShownRecord]
    """Further numbers of those who are not removed."""
    stays: Sequence[Stay]
    aid: Sequence[KnownGrant]
    """Its places in funded projects."""
    plans: Sequence[ShownRecord]
    visits: Sequence[ShownRecord]
    """The latest first."""
    planned: Sequence[PlannedPerson]
    exceptions: list[PlanChange]
    conflicts: Sequence[OpenConflict]
    returned: Sequence[ShownRecord]
    waiting: int
    """Edits that the server has not answered."""
    aside: Sequence[Pending]
    """Edits that the server did not take over."""
    identified: frozenset[RecordId]
    """Members whose identity number lies here until it is handed in."""
    promises: Sequence[Promise]
    """What was promised and not kept yet, of any day."""
    extra_changes: Mapping[tuple[RecordId, RecordId], VisitChange]
    offers: Offers
    drafts: Sequence[Draft]
    """Forms about the household or its members that were left unsaved."""
    came_from: Mapping[str, str]
    """The communities from which members came, by name."""


def card_facts(
    connection: Connection, community: CommunityId, household: RecordId, today: str, worker: str = ""
) -> CardFacts | None:
    """The household's card on a day (ISO); None when it is not on this laptop."""
    home = row(connection, "household", household)
    if home is None:
        return None
    with_removed = Where("removed", "in", [0, 1])
    residents = rows(connection, "resident", [Where("household", "=", household), with_removed])
    living: list[Value] = [each.id for each in residents if not each.removed]
    phones = rows(connection, "phone_number", [Where("resident", "in", living)])
    numbers = rows(connection, "resident_identity", [Where("resident", "in", living)])
    plans = rows(connection, "care_plan", [Where("resident", "in", living)], order=["-starts_on"])
    visits = rows(
        connection,
        "visit",
        [Where("household", "=", household)],
        order=["-visited_on", "-recorded_at"],
        limit=MOST_VISITS,
    )
    aid = grants_of(connection, household)
    records = [household, *(each.id for each in (*residents, *phones, *plans, *visits))]
    records += [each.id for each in aid]
    edits = shown_edits_of(connection, records)
    return CardFacts(
        household=home,
        building=building_of(connection, household),
        residents=residents,
        phones=phones,
        stays=stays(connection, household),
        aid=aid,
        plans=with_standing(connection, plans, today),
        visits=visits,
        planned=planned_people(connection, today, households=[household]),
        exceptions=exceptions(connection),
        promises=open_promises(connection, date.max, [household]),
        extra_changes=extra_changes(connection),
        offers=known_offers(connection, worker),
        conflicts=_open_conflicts(connection, records),
        returned=[each for each in visits if each.values.get("approval") == RETURNED],
        waiting=sum(each.state is EditState.WAITING for found in edits.values() for each in found),
        aside=[each for each in set_aside(connection, community) if each.edit.id in set(records)],
        identified=frozenset(RecordId(str(each.values.get("resident"))) for each in numbers),
        drafts=[each for each in all_drafts(connection) if _is_of(each, set(records))],
        came_from=_named(connection, {as_text(each.values.get("came_from")) for each in residents} - {""}),
    )


def _named(connection: Connection, codes: Collection[str]) -> dict[str, str]:
    return {each: place_words(connection, arrivals_scope(CommunityId(each))) for each in sorted(codes)}


def _is_of(draft: Draft, records: Collection[RecordId]) -> bool:
    if draft.kind not in ("household", "resident", "phone_number", "resident_identity"):
        return False
    above = {draft.values.get(name) for name in ("household", "resident")}
    return draft.record in records or not above.isdisjoint(records)


def place(connection: Connection, room: RecordId) -> Place | None:
    """A room that is on this laptop."""
    found = connection.exec_driver_sql(
        "SELECT coalesce(b.estate, ''), coalesce(b.name, ''), coalesce(m.unit, 0),"
        " coalesce(m.room_number, ''), b.layout, m.status"
        " FROM shown_room m LEFT JOIN shown_building b ON b.id = m.building"
        " WHERE m.id = ? AND m.removed = 0",
        (room,),
    ).one_or_none()
    if found is None:
        return None
    *parts, status = found
    return Place(room, room_address(*parts), status)


def _open_conflicts(connection: Connection, records: Collection[RecordId]) -> list[OpenConflict]:
    found = connection.exec_driver_sql(
        "SELECT id, subject, subject_kind, coalesce(cell, '') FROM shown_conflict"
        " WHERE progress = ? AND removed = 0 AND subject IN (SELECT value FROM json_each(?))"
        " ORDER BY subject, cell",
        (OPEN, _listed(records)),
    )
    return [OpenConflict(RecordId(each), RecordId(about), *rest) for each, about, *rest in found]


def _listed(records: Collection[RecordId]) -> str:
    return msgspec.json.encode(list(records)).decode()
