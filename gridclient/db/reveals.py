"""The log of what was revealed on the screen: kind, record, field and time, never a value."""

from sqlalchemy import Connection, insert

from gridclient.db.schema import revealed
from gridcore.ids import RecordId


def note_reveal(connection: Connection, kind: str, record: RecordId, field: str, at: str) -> None:
    """Write one line."""
    connection.execute(insert(revealed).values(kind=kind, record=record, field=field, at=at))
