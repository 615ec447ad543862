"""Fills shown tables that are stale: of another declaration, or left behind by a first sync that was cut.

Slices are filled in turn; between two of them others write, and what they write is shown at once. That a
table is whole is noted last, so that a process that ends half-way begins again at its next start.
"""

from collections.abc import Collection

from sqlalchemy import Connection

from gridclient.db import search_rows
from gridclient.db.confirmed import page_of_kind
from gridclient.db.search_rows import SEARCHABLE
from gridclient.db.shown import facts_of, show
from gridclient.db.shown_changes import tell_of_everything
from gridclient.db.shown_tables import LAYOUTS, drop_indexes, make_indexes, make_table
from gridcore.ids import RecordId

SLICE = 2_000
FIRST = ("care_plan", "consent", "visit", "visit_exception", "household", "resident", "room", "building")
"""The kinds that Today and the household card show."""
_BULK_PAGES, _PAGES = 10_000, 1_000
"""After so many pages the log is brought into the file: what changes often should be copied seldom."""
BULK_BELOW = 2_000
"""A store with fewer records than this takes a first sync without the indexes of its shown tables."""


def prepare(connection: Connection) -> list[str]:
    """Make the tables that are missing or of another declaration; returns the kinds to fill, in order."""
    rows = connection.exec_driver_sql("SELECT kind, declaration FROM shown_layout")
    noted = {row.kind: row.declaration for row in rows}
    changed = {kind for kind, layout in LAYOUTS.items() if noted.get(kind) != layout.declaration}
    if noted.get(search_rows.LAYOUT) != search_rows.DECLARATION or changed & SEARCHABLE.keys():
        search_rows.make_search(connection)  # it forgets by what is shown, so it goes with it
        _note(connection, search_rows.LAYOUT, search_rows.DECLARATION)
        changed |= SEARCHABLE.keys()
    for kind in changed:
        make_table(connection, LAYOUTS[kind])
    if changed:
        tell_of_everything(connection)
    _forget(connection, changed)
    return in_order(changed)


def begin_bulk(connection: Connection) -> bool:
    """Take indexes away while many records arrive; False where too much is shown already.

    The tables count as not whole until `end_bulk`: a process that ends before fills them anew at its start.
    """
    some = connection.exec_driver_sql("SELECT count(*) FROM (SELECT 1 FROM confirmed LIMIT ?)", (BULK_BELOW,))
    if some.scalar_one() >= BULK_BELOW or stale(connection):
        return False
    _forget(connection, LAYOUTS.keys())
    for layout in LAYOUTS.values():
        drop_indexes(connection, layout)
    connection.exec_driver_sql(f"PRAGMA wal_autocheckpoint={_BULK_PAGES:d}")
    return True


def end_bulk(connection: Connection, kind: str) -> None:
    """Bring the indexes of a kind back, of which everything that came was shown at once."""
    connection.exec_driver_sql(f"PRAGMA wal_autocheckpoint={_PAGES:d}")
    make_indexes(connection, LAYOUTS[kind])
    _note(connection, kind, LAYOUTS[kind].declaration)


def stale(connection: Connection) -> list[str]:
    """The kinds whose tables are not whole, in the order in which they should be filled."""
    rows = connection.exec_driver_sql("SELECT kind FROM shown_layout")
    return in_order(LAYOUTS.keys() - {row.kind for row in rows})


def fill(connection: Connection, kind: str, after: int = 0) -> int | None:
    """Fill the next slice of a kind; returns where to go on, or None where nothing more has arrived."""
    records, last = page_of_kind(connection, kind, after, SLICE)
    show(connection, facts_of(connection, records))
    return last if records else None


def finish(connection: Connection, kind: str) -> None:
    """Show the rest of a kind and note that its table is whole."""
    made_here = connection.exec_driver_sql("SELECT DISTINCT record FROM pending_edit WHERE kind = ?", (kind,))
    show(connection, facts_of(connection, [RecordId(each) for (each,) in made_here]))
    end_bulk(connection, kind)


def in_order(kinds: Collection[str]) -> list[str]:
    """Today's kinds first."""
    return sorted(kinds, key=lambda kind: (FIRST.index(kind) if kind in FIRST else len(FIRST), kind))


def _note(connection: Connection, kind: str, declaration: str) -> None:
    connection.exec_driver_sql("INSERT OR REPLACE INTO shown_layout VALUES (?, ?)", (kind, declaration))


def _forget(connection: Connection, kinds: Collection[str]) -> None:
    if kinds:
        connection.exec_driver_sql("DELETE FROM shown_layout WHERE kind = ?", [(kind,) for kind in kinds])
