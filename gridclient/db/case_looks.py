"""Who opened a case, and when; newest first."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from gridcore.ids import RecordId

_MOST = 200
"""So many are shown; the rest is on the server."""


@dataclass(frozen=True)
class Look:
    """One opening."""

    at: str
    by: str


def looks_at(connection: Connection, case: RecordId) -> Sequence[Look]:
    """The openings of a case that this laptop knows of."""
    rows = connection.exec_driver_sql(
        'SELECT looked_at, looked_by FROM shown_case_look WHERE "case" = ? AND removed = 0'
        " AND looked_at IS NOT NULL"
        " ORDER BY looked_at DESC, id DESC LIMIT ?",
        (case, _MOST),
    )
    return [Look(row.looked_at or "", row.looked_by or "") for row in rows]
