"""What a diary is made from: an author's own records of a day; and the diaries that were sent."""

from collections.abc import Collection
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection

from gridclient.db.listing import ShownRecord, Where, rows, rows_of
from gridcore.fields import GRID
from gridcore.ids import RecordId, ScopeId

_NAMES = """
SELECT v.id, coalesce(r.name, ''), coalesce(h.address, ''), v.household
FROM shown_visit v LEFT JOIN shown_household h ON h.id = v.household
LEFT JOIN shown_resident r ON r.id = v.resident
WHERE v.id IN (SELECT value FROM json_each(?))
"""
_NOTES = "SELECT count(*) FROM shown_quick_note WHERE removed = 0 AND noted_at >= ? AND noted_at < ?"
_SESSIONS = """
SELECT count(*) FROM shown_mediation_session s LEFT JOIN shown_mediation_case c ON c.id = s."case"
WHERE s.removed = 0 AND s.held_on = ?1 AND (s.recorder = ?2 OR c.mediator = ?2)
"""


@dataclass(frozen=True)
class Door:
    """Who was visited, and where."""

    name: str
    address: str
    household: RecordId


def visits_on(connection: Connection, author: str, day: str) -> list[ShownRecord]:
    """The visits that somebody recorded for a day (ISO), in the order in which they were recorded."""
    wanted = [Where("visited_on", "=", day), Where("worker", "=", author)]
    return rows(connection, "visit", wanted, order=["recorded_at"], limit=500)


def visits_named(connection: Connection, visits: Collection[RecordId]) -> list[ShownRecord]:
    """Visits by their ids, as far as they are here."""
    return [each for each in rows_of(connection, "visit", visits) if not each.removed]


def doors_of(connection: Connection, visits: Collection[RecordId]) -> dict[RecordId, Door]:
    """Who was visited, as far as that is here."""
    found = connection.exec_driver_sql(_NAMES, (msgspec.json.encode(sorted(visits)).decode(),))
    return {
        RecordId(visit): Door(name, address, RecordId(home or "")) for visit, name, address, home in found
    }


def notes_between(connection: Connection, since: str, until: str) -> int:
    """How many notes one caught between two moments (ISO, UTC)."""
    return int(connection.exec_driver_sql(_NOTES, (since, until)).scalar_one())


def sessions_on(connection: Connection, author: str, day: str) -> int:
    """In how many sessions of mediation somebody took part as mediator: only who follows the cases knows."""
    return int(connection.exec_driver_sql(_SESSIONS, (day, author)).scalar_one())


def followed_grid(connection: Connection, visits: Collection[ShownRecord]) -> ScopeId | None:
    """The grid of most of the visits; on a day without visits the first that is followed."""
    scopes = [each.scope for each in visits]
    if scopes:
        return max(sorted(set(scopes)), key=scopes.count)
    found = connection.exec_driver_sql(
        "SELECT scope FROM cursor WHERE scope LIKE ? ORDER BY scope LIMIT 1", (f"{GRID}/%",)
    ).scalar()
    return None if found is None else ScopeId(found)


def diaries(connection: Connection, limit: int, offset: int) -> list[ShownRecord]:
    """Diaries that were sent: those that nobody has read first, then the newest days."""
    found = connection.exec_driver_sql(
        "SELECT id FROM shown_diary WHERE removed = 0"
        " ORDER BY coalesce(progress, 'sent') = 'sent' DESC, day DESC, author, id LIMIT ? OFFSET ?",
        (limit, offset),
    )
    ids = [RecordId(each) for (each,) in found]
    held = {each.id: each for each in rows_of(connection, "diary", ids)}
    return [held[each] for each in ids]


def count_diaries(connection: Connection) -> int:
    """How many there are."""
    return int(connection.exec_driver_sql("SELECT count(*) FROM shown_diary WHERE removed = 0").scalar_one())
