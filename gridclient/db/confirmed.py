"""What the server last said: every cell of every record, known to this version or not."""

from collections.abc import Collection, Iterable

import msgspec
from sqlalchemy import Connection

from gridclient.db.among import among
from gridcore.fields import Value
from gridcore.ids import RecordId, ScopeId
from gridcore.sync.stored import Confirmed, Seen

_COLUMNS = "id, kind, scope, cells, vers, seq"

_cells: msgspec.json.Decoder[dict[str, Value]] = msgspec.json.Decoder(dict[str, Value])
_vers: msgspec.json.Decoder[Seen] = msgspec.json.Decoder(Seen)
_encoder = msgspec.json.Encoder()


def decode_confirmed(
    record: RecordId, kind: str, scope: ScopeId, seq: int, cells: bytes | str, vers: bytes | str
) -> Confirmed:
    """A record as it travels and as it is stored. Raises one of `JSON_FAULTS`."""
    versions: Seen = {} if vers in ("{}", b"{}") else _vers.decode(vers)
    return Confirmed(record, kind, scope, _cells.decode(cells), versions, seq)


def confirmed_of(connection: Connection, records: Collection[RecordId]) -> dict[RecordId, Confirmed]:
    """Those of the records that the server confirmed."""
    if not records:
        return {}
    those, named = among(records)
    rows = connection.exec_driver_sql(f"SELECT {_COLUMNS} FROM confirmed WHERE id {those}", (named,))
    return {
        record: decode_confirmed(record, kind, scope, seq, cells, vers)
        for record, kind, scope, cells, vers, seq in rows.all()
    }


def confirmed_record(connection: Connection, record: RecordId) -> Confirmed | None:
    """One record, or None."""
    return confirmed_of(connection, [record]).get(record)


def page_of_kind(connection: Connection, kind: str, after: int, limit: int) -> tuple[list[RecordId], int]:
    """Records of a kind in the order in which they were written, and where the next page begins."""
    rows = connection.exec_driver_sql(
        "SELECT rowid, id FROM confirmed WHERE kind = ? AND rowid > ? ORDER BY rowid LIMIT ?",
        (kind, after, limit),
    ).all()
    return [RecordId(record) for _, record in rows], rows[-1][0] if rows else after


def page_of_scope(connection: Connection, scope: ScopeId, limit: int) -> list[RecordId]:
    """Some records of a scope, in no order."""
    rows = connection.exec_driver_sql("SELECT id FROM confirmed WHERE scope = ? LIMIT ?", (scope, limit))
    return [RecordId(each) for (each,) in rows]


def rows_of_scope(connection: Connection, scope: ScopeId) -> list[tuple[RecordId, int]]:
    """Every record of a scope with its number."""
    rows = connection.exec_driver_sql("SELECT id, seq FROM confirmed WHERE scope = ?", (scope,))
    return [(RecordId(record), seq) for record, seq in rows]


def as_stored(record: Confirmed) -> tuple[str, str, str, str, str, int]:
    """A record as it is kept: id, kind, scope, cells, versions and number."""
    cells = _encoder.encode(record.cells).decode()
    vers = _encoder.encode(record.vers).decode() if record.vers else "{}"
    return record.id, record.kind, record.scope, cells, vers, record.seq


def write_confirmed(connection: Connection, records: Iterable[Confirmed]) -> None:
    """Put records in place of what was known of them."""
    rows = [as_stored(each) for each in records]
    if rows:
        connection.exec_driver_sql(
            f"INSERT OR REPLACE INTO confirmed ({_COLUMNS}, removed) VALUES (?, ?, ?, ?, ?, ?, 0)", rows
        )


def drop_confirmed(connection: Connection, records: Collection[RecordId]) -> None:
    """Forget records."""
    if not records:
        return
    connection.exec_driver_sql(
        "DELETE FROM confirmed WHERE id IN (SELECT value FROM json_each(?))",
        (_encoder.encode(list(records)).decode(),),
    )
