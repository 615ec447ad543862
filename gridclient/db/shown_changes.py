"""Which households each change of what is shown was about: lists that stay read read only those again.

Every version (`SHOWN`) has a row, and only the last ones are kept. A row without households says that so much
changed that everything is to be read.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection

from gridclient.db.settings import SHOWN, get_setting, set_setting
from gridclient.db.shown_tables import LAYOUTS
from gridcore.ids import RecordId

KEPT = 200
"""So many versions back is told; a list that was read before that is read whole."""
MOST = 500
"""What so many records or households are about is read whole in less time."""
_HUNG_ON = ("resident", "household")
_LINKS = {
    kind: names
    for kind, layout in LAYOUTS.items()
    if (names := [each for each in _HUNG_ON if each in layout.declared.fields])
}
"""By which fields the records of a kind hang on people and households."""
_THOSE = "(SELECT value FROM json_each(?1))"
_HOUSEHOLDS = f"""
SELECT household FROM shown_resident WHERE id IN {_THOSE} AND household IS NOT NULL
UNION SELECT id FROM shown_household WHERE room IN {_THOSE}
UNION SELECT h.id FROM shown_room m JOIN shown_household h ON h.room = m.id WHERE m.building IN {_THOSE}
"""


@dataclass(frozen=True)
class Changes:
    """The kinds of what was shown anew, and the households that it is about."""

    kinds: frozenset[str]
    households: frozenset[RecordId]


def version(connection: Connection) -> int:
    """Rises with every change of a record that is shown; drafts, settings and polls leave it."""
    return get_setting(connection, SHOWN)


def tell_of_everything(connection: Connection) -> None:
    """Say that anything may be shown otherwise than before."""
    _tell(connection, (), None)


@contextmanager
def telling(connection: Connection, records: Mapping[str, Collection[RecordId]]) -> Iterator[None]:
    """Tell of these records, by kind, on whom they hang before and after the block that shows them anew."""
    if sum(map(len, records.values())) > MOST:
        yield
        tell_of_everything(connection)
        return
    about = {each for those in records.values() for each in those} | _hung_on(connection, records)
    yield
    _tell(connection, records.keys(), about | _hung_on(connection, records))


def changes_since(connection: Connection, since: int) -> Changes | None:
    """What was shown anew after a version; None for so much that all is to be read, or for what is forgotten.

    A household that is there no longer may be among them.
    """
    rows = connection.exec_driver_sql(
        "SELECT kinds, about FROM shown_change WHERE version > ?", (since,)
    ).all()
    if len(rows) != version(connection) - since or any(about is None for _, about in rows):
        return None
    kinds = {kind for told, _ in rows for kind in msgspec.json.decode(told, type=list[str])}
    about = {each for _, told in rows for each in msgspec.json.decode(told, type=list[RecordId])}
    found = connection.exec_driver_sql(_HOUSEHOLDS, (_listed(about),)) if about else ()
    about |= {RecordId(household) for (household,) in found}
    return Changes(frozenset(kinds), frozenset(about)) if len(about) <= MOST else None


def _hung_on(connection: Connection, records: Mapping[str, Collection[RecordId]]) -> set[RecordId]:
    return {
        RecordId(each)
        for kind in records.keys() & _LINKS.keys()
        for row in connection.exec_driver_sql(
            f"SELECT {', '.join(_LINKS[kind])} FROM {LAYOUTS[kind].table}"
            " WHERE id IN (SELECT value FROM json_each(?))",
            (_listed(records[kind]),),
        ).all()
        for each in row
        if each is not None
    }


def _tell(connection: Connection, kinds: Collection[str], about: Collection[RecordId] | None) -> None:
    now = version(connection) + 1
    set_setting(connection, SHOWN, now)
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO shown_change VALUES (?, ?, ?)",
        (now, _listed(kinds), None if about is None else _listed(about)),
    )
    connection.exec_driver_sql("DELETE FROM shown_change WHERE version <= ?", (now - KEPT,))


def _listed(names: Collection[str]) -> str:
    return msgspec.json.encode(sorted(names)).decode()
