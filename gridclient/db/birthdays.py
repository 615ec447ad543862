"""Birthdays of the very old, which a worker likes to know of."""

from collections.abc import Collection
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection

from gridcore.ids import RecordId


@dataclass(frozen=True)
class Born:
    """Somebody who lives here, with the date of birth (ISO)."""

    name: str
    household: RecordId
    born: str


_BORN = """
SELECT name, household, birth_date FROM shown_resident
WHERE removed = 0 AND status = 'lives_here' AND length(birth_date) = 10 AND birth_date <= ?
    AND substr(birth_date, 6) IN (SELECT value FROM json_each(?))
"""


def born_on(connection: Connection, days: Collection[str], before: str) -> list[Born]:
    """Who lives here, was born on one of these days (`MM-DD`), and not after `before` (ISO)."""
    rows = connection.exec_driver_sql(_BORN, (before, msgspec.json.encode(sorted(days)).decode())).all()
    return [Born(name or "", RecordId(household or ""), born) for name, household, born in rows]
