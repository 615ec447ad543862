"""What this laptop knows of places and people, for an import to compare with: read slice by slice."""

from collections.abc import Collection

from sqlalchemy import Connection

from gridclient.db.confirmed import page_of_kind
from gridclient.db.cursors import cursors
from gridclient.db.shown import Facts, facts_of
from gridcore.fields import ScopeKind
from gridcore.ids import CommunityId, RecordId
from gridcore.records import RECORD_TYPES
from gridcore.roster.known import KINDS, KnownRecord
from gridcore.sync.changes import bases_of
from gridcore.sync.project import Presence

SLICE = 1_000


def known_slice(connection: Connection, kind: str, after: int = 0) -> tuple[list[KnownRecord], int | None]:
    """The next confirmed records of a kind as they are shown, and where to go on; None at the end."""
    records, last = page_of_kind(connection, kind, after, SLICE)
    found = facts_of(connection, records)
    return _known(found), last if len(records) == SLICE else None


def how_many(connection: Connection) -> int:
    """How many confirmed records there are to be known."""
    kinds = ", ".join("?" * len(KINDS))
    counted = connection.exec_driver_sql(f"SELECT count(*) FROM confirmed WHERE kind IN ({kinds})", KINDS)
    return int(counted.scalar_one())


def only_here(connection: Connection) -> list[RecordId]:
    """Records that this device made and the server has not confirmed."""
    rows = connection.exec_driver_sql(
        "SELECT DISTINCT record FROM pending_edit WHERE state <> 'aside'"
        f" AND kind IN ({', '.join('?' * len(KINDS))})"
        " AND record NOT IN (SELECT id FROM confirmed)",
        KINDS,
    )
    return [RecordId(record) for (record,) in rows]


def known_of(connection: Connection, records: Collection[RecordId]) -> list[KnownRecord]:
    """Some records as they are shown."""
    return _known(facts_of(connection, records))


def grids_here(connection: Connection, community: CommunityId) -> tuple[dict[str, str], frozenset[str]]:
    """The names of the community's grids by code, and the codes of those that this laptop follows."""
    records, _ = page_of_kind(connection, "grid", 0, 10_000)
    names = {
        str(shown["code"]): str(shown.get("name") or "")
        for each in facts_of(connection, records)
        if (shown := each.shown().cells).get("code")
    }
    scopes = (scope.partition("/") for scope in cursors(connection, community))
    return names, frozenset(place for kind, _, place in scopes if kind == ScopeKind.GRID) & names.keys()


def _known(records: Collection[Facts]) -> list[KnownRecord]:
    found = []
    for each in records:
        shown = each.shown()
        if shown.presence is not Presence.SHOWN:
            continue
        declared = RECORD_TYPES[each.kind]
        bases = bases_of(declared, each.confirmed, [edit.edit for edit in each.pending])
        found.append(KnownRecord(each.id, each.kind, each.scope, shown.cells, bases))  # type: ignore[arg-type]
    return found
