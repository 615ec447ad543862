"""Quick notes: lines caught on the street, the user's own."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from gridcore.ids import RecordId


@dataclass(frozen=True)
class Note:
    """A note that is not done, with the address where it belongs to a household."""

    note: RecordId
    said: str
    household: RecordId | None
    address: str
    noted_at: str
    is_waiting: bool

    @property
    def day(self) -> str:
        """The day on which it was caught, where the user is: kept is the time of the whole world."""
        return datetime.fromisoformat(self.noted_at).astimezone().date().isoformat() if self.noted_at else ""


_NOTES = """
SELECT n.id, coalesce(n.said, ''), h.id, coalesce(h.address, ''), coalesce(n.noted_at, ''), n.waiting
FROM shown_quick_note n LEFT JOIN shown_household h ON h.id = n.household
WHERE n.removed = 0 AND coalesce(n.done, 0) = 0
"""


def open_notes(connection: Connection) -> list[Note]:
    """The notes that are not done, latest first."""
    rows = connection.exec_driver_sql(f"{_NOTES} ORDER BY n.noted_at DESC, n.id")
    return [_note(*row) for row in rows]


def note(connection: Connection, record: RecordId) -> Note | None:
    """One note that is not done."""
    row = connection.exec_driver_sql(f"{_NOTES} AND n.id = ?", (record,)).one_or_none()
    return None if row is None else _note(*row)


def _note(record: str, said: str, household: str | None, address: str, at: str, waiting: int) -> Note:
    home = None if household is None else RecordId(household)
    return Note(RecordId(record), said, home, address, at, bool(waiting))
