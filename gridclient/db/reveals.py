"""The log of what was revealed on the screen: kind, record, field, time and reason, never a value."""

from sqlalchemy import Connection, insert

from gridclient.db.schema import revealed
from gridcore.ids import RecordId


def note_reveal(
    connection: Connection, kind: str, record: RecordId, field: str, at: str, reason: str = ""
) -> None:
    """Write one line, with the reason where one was asked for."""
    row = {"kind": kind, "record": record, "field": field, "at": at, "reason": reason or None}
    connection.execute(insert(revealed).values(row))
