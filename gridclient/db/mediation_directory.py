"""The legal advisers and the mediation rooms of a community, as the directory shows them."""

from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection

from gridcore.ids import RecordId
from gridcore.legal_advisers import Term

ADVISER, ROOM = "legal_adviser", "mediation_room"


@dataclass(frozen=True)
class DirectoryLine:
    """An adviser or a room; `where` is the law firm of the one and the address of the other."""

    kind: str
    record: RecordId
    name: str
    where: str
    phone: str
    more: str
    """The licence number, or the opening hours."""
    complaint_phone: str
    since: str | None
    until: str | None
    """The last day of an adviser, the first day on which a room is closed."""
    is_waiting: bool
    is_disputed: bool
    photo: str = ""
    """The element of the adviser's photograph."""

    @property
    def term(self) -> Term:
        """From when until when the adviser is in office."""
        return Term(self.record, self.since, self.until)

    def is_over(self, day: str) -> bool:
        """Whether the adviser has gone, or the room is closed, on a day (ISO)."""
        if self.kind == ADVISER:
            return self.term.has_ended(day)
        return self.until is not None and self.until <= day

    def is_there(self, day: str) -> bool:
        """Whether the adviser or the room can be asked for on a day (ISO)."""
        return (self.since is None or self.since <= day) and not self.is_over(day)


_LINES = """
SELECT * FROM (
    SELECT 'legal_adviser' AS kind, t.id, coalesce(t.name, '') AS name, coalesce(t.firm, ''),
           coalesce(t.phone, ''), coalesce(t.licence, ''), coalesce(t.complaint_phone, ''), t.since,
           t.until AS ended, t.waiting, t.disputed, coalesce(t.photo, '[]')
    FROM shown_legal_adviser t WHERE t.removed = 0
    UNION ALL
    SELECT 'mediation_room', t.id, coalesce(t.name, ''), coalesce(t.address, ''), coalesce(t.phone, ''),
           coalesce(t.hours, ''), '', t.since, t.closed_on, t.waiting, t.disputed,
           '[]'
    FROM shown_mediation_room t WHERE t.removed = 0
) ORDER BY kind, ended IS NOT NULL, name, id
"""


def directory(connection: Connection) -> list[DirectoryLine]:
    """The advisers, then the rooms; of each those that have an end last."""
    found = connection.exec_driver_sql(_LINES)
    return [
        DirectoryLine(
            kind=row[0],
            record=RecordId(row[1]),
            name=row[2],
            where=row[3],
            phone=row[4],
            more=row[5],
            complaint_phone=row[6],
            since=row[7],
            until=row[8],
            is_waiting=bool(row[9]),
            is_disputed=bool(row[10]),
            photo=max(msgspec.json.decode(row[11], type=list[str]), default=""),
        )
        for row in found
    ]


def rooms_of(connection: Connection, day: str) -> list[str]:
    """The names of the rooms that are open on a day (ISO)."""
    return [each.name for each in directory(connection) if each.kind == ROOM and each.is_there(day)]


_PLACES = """
SELECT place FROM shown_mediation_session WHERE removed = 0 AND place IS NOT NULL
ORDER BY "case" = ? DESC, held_on DESC, id
"""


def room_for(connection: Connection, case: RecordId, day: str) -> str | None:
    """Where a session of a case will be held, as far as that is likely.

    It is the open room in which the case, or else another one on this laptop, met last; else the only one.
    """
    rooms = rooms_of(connection, day)
    met = connection.exec_driver_sql(_PLACES, (case,)).scalars() if rooms else ()
    only = rooms[0] if len(rooms) == 1 else None
    return next((each for each in met if each in rooms), only)
