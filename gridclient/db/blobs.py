"""Which attachments are in the store's folder: their keys, what they hang on, and how far each has come."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection, Row

from gridclient.db.among import among
from gridclient.db.blob_files import SealedFile
from gridclient.db.journal import UnsentFile, noted, purge
from gridcore.attachments import Attachment, Media
from gridcore.ids import RecordId, ScopeId

_COLUMNS = "scope, sha256, size, media, file, key, have, sent, trouble"


@dataclass(frozen=True)
class Blob:
    """An attachment in the folder: `have` bytes are here, `sent` on the server; `trouble` says why not."""

    scope: ScopeId
    sha256: str
    size: int
    media: Media
    file: SealedFile
    have: int
    sent: int
    trouble: str

    @property
    def is_here(self) -> bool:
        """Whether all of it is here."""
        return self.have == self.size


_NAMED = """
(b.parting = 1 OR EXISTS (SELECT 1 FROM blob_use u WHERE u.scope = b.scope AND u.sha256 = b.sha256 AND ({})))
"""
_IN_SAVED = """
    EXISTS (SELECT 1 FROM confirmed c WHERE c.id = u.record AND instr(c.cells, b.sha256))
 OR EXISTS (SELECT 1 FROM pending_edit p WHERE p.record = u.record AND instr(p.body, CAST(b.sha256 AS BLOB)))
"""
_IN_DRAFT = """
    EXISTS (SELECT 1 FROM draft d WHERE substr(d.id, -length(u.record)) = u.record
            AND instr(d.body, b.sha256))
"""
# Somebody needs an attachment as long as a record on this laptop names it, in what the server said, in an
# edit of any state, or in a form that was left unsaved.
_NEEDED = _NAMED.format(f"{_IN_SAVED} OR {_IN_DRAFT}")
# It travels once what names it was saved; a form that is still open may be discarded.
_SAVED = _NAMED.format(_IN_SAVED)


def blob_of(connection: Connection, scope: ScopeId, sha256: str) -> Blob | None:
    """An attachment of a scope, whole or not."""
    row = connection.exec_driver_sql(
        f"SELECT {_COLUMNS} FROM blob WHERE scope = ? AND sha256 = ?", (scope, sha256)
    ).first()
    return None if row is None else _read(row)


def keep_blob(connection: Connection, blob: Blob, at: str) -> None:
    """Note an attachment whose file is there, or is to be fetched. One of its name is replaced."""
    connection.exec_driver_sql(
        f"INSERT OR REPLACE INTO blob ({_COLUMNS}, parting, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)",
        (
            blob.scope,
            blob.sha256,
            blob.size,
            blob.media.value,
            blob.file.name,
            blob.file.key,
            blob.have,
            blob.sent,
            blob.trouble,
            at,
        ),
    )


def use_blob(connection: Connection, scope: ScopeId, sha256: str, record: RecordId) -> None:
    """The attachment hangs on this record, or is about to; the journal has its key until a server has it."""
    connection.exec_driver_sql(
        "INSERT OR IGNORE INTO blob_use (scope, sha256, record) VALUES (?, ?, ?)", (scope, sha256, record)
    )
    noted(connection).files += _unsent(connection, "b.scope = ? AND b.sha256 = ?", (scope, sha256))


def unsent_files(connection: Connection) -> tuple[UnsentFile, ...]:
    """What is lost with this laptop, and with its key: no server has it yet."""
    return tuple(_unsent(connection, "1", ()))


def _unsent(connection: Connection, where: str, values: tuple[str, ...]) -> list[UnsentFile]:
    rows = connection.exec_driver_sql(
        "SELECT b.scope, b.sha256, b.size, b.media, b.file, b.key, b.at, b.parting,"
        " (SELECT json_group_array(u.record ORDER BY u.record) FROM blob_use u"
        "  WHERE u.scope = b.scope AND u.sha256 = b.sha256) AS records"
        f" FROM blob b WHERE b.have = b.size AND b.sent < b.size AND {where} ORDER BY b.scope, b.sha256",
        values,
    )
    return [
        UnsentFile(
            *(row.scope, row.sha256, row.size, row.media, row.file, bytes(row.key), row.at),
            *(msgspec.json.decode(row.records, type=tuple[RecordId, ...]), bool(row.parting)),
        )
        for row in rows
    ]


def keep_unsent(connection: Connection, files: Sequence[UnsentFile]) -> None:
    """Put back what the journal has of attachments; how far one had come the server is asked."""
    for each in files:
        connection.exec_driver_sql(
            f"INSERT OR IGNORE INTO blob ({_COLUMNS}, parting, at) VALUES (?, ?, ?, ?, ?, ?, ?, 0, '', ?, ?)",
            (
                *(each.scope, each.sha256, each.size, each.media, each.file, each.key, each.size),
                *(each.is_parting, each.at),
            ),
        )
        connection.exec_driver_sql(
            "INSERT OR IGNORE INTO blob_use (scope, sha256, record) SELECT ?, ?, value FROM json_each(?)",
            (each.scope, each.sha256, msgspec.json.encode(each.records).decode()),
        )


def note_travel(connection: Connection, blob: Blob, *, have: int, sent: int, trouble: str = "") -> None:
    """How far an attachment has come."""
    connection.exec_driver_sql(
        "UPDATE blob SET have = ?, sent = ?, trouble = ? WHERE scope = ? AND sha256 = ? AND file = ?",
        (have, sent, trouble, blob.scope, blob.sha256, blob.file.name),
    )


_TO_SEND = (
    f"SELECT {_COLUMNS} FROM blob b WHERE have = size AND sent < size AND trouble = '' AND {_SAVED}"
    " ORDER BY at, sha256"
)


def next_to_send(connection: Connection) -> Blob | None:
    """The oldest attachment that is saved here and not yet on the server."""
    row = connection.exec_driver_sql(f"{_TO_SEND} LIMIT 1").first()
    return None if row is None else _read(row)


_TO_FETCH = f"SELECT {_COLUMNS} FROM blob b WHERE have < size AND trouble = '' ORDER BY at DESC, sha256"


def next_to_fetch(connection: Connection) -> Blob | None:
    """What somebody asked for last: it is looked at now."""
    row = connection.exec_driver_sql(f"{_TO_FETCH} LIMIT 1").first()
    return None if row is None else _read(row)


def to_carry(connection: Connection) -> tuple[list[Blob], list[Blob]]:
    """What is saved here and not yet on the server, the oldest first, and what was asked for and is not here,
    the last first."""
    sending, fetching = (connection.exec_driver_sql(each).all() for each in (_TO_SEND, _TO_FETCH))
    return [*map(_read, sending)], [*map(_read, fetching)]


def count_to_send(connection: Connection) -> int:
    """How many attachments are saved here and not yet on the server."""
    found = connection.exec_driver_sql(
        f"SELECT count(*) FROM blob b WHERE have = size AND sent < size AND {_SAVED}"
    )
    return int(found.scalar_one())


@dataclass(frozen=True)
class WaitingFile:
    """An attachment that is saved here and not yet on the server: on which record, how much, why not yet."""

    record: RecordId
    left: int
    trouble: str


def waiting_files(connection: Connection) -> list[WaitingFile]:
    """All of them, the oldest first."""
    rows = connection.exec_driver_sql(
        "SELECT (SELECT min(u.record) FROM blob_use u WHERE u.scope = b.scope AND u.sha256 = b.sha256)"
        " AS record, b.size - b.sent AS remaining, b.trouble FROM blob b"
        f" WHERE b.have = b.size AND b.sent < b.size AND {_SAVED} ORDER BY b.at, b.sha256"
    )
    return [WaitingFile(RecordId(row.record or ""), row.remaining, row.trouble) for row in rows]


def try_again(connection: Connection) -> None:
    """What the server refused, or could not be fetched, is tried once more: at each opening of the store."""
    connection.exec_driver_sql("UPDATE blob SET trouble = '' WHERE trouble <> ''")


def send_again(connection: Connection) -> None:
    """The server was restored to an earlier time: of what it had, it says itself what it still has."""
    connection.exec_driver_sql("UPDATE blob SET sent = 0 WHERE have = size")


def unneeded(connection: Connection) -> set[str]:
    """The files of what nothing names any more."""
    return {name for (name,) in connection.exec_driver_sql(f"SELECT file FROM blob b WHERE NOT {_NEEDED}")}


def forget(connection: Connection, files: Collection[str]) -> None:
    """Drop the rows of files, and with them the keys."""
    connection.exec_driver_sql("DELETE FROM blob WHERE file = ?", [(each,) for each in files])
    connection.exec_driver_sql(
        "DELETE FROM blob_use WHERE (scope, sha256) NOT IN (SELECT scope, sha256 FROM blob)"
    )
    purge(connection)


def drop_blob(connection: Connection, blob: Blob) -> None:
    """Drop one row with its key."""
    connection.exec_driver_sql(
        "DELETE FROM blob WHERE scope = ? AND sha256 = ? AND file = ?",
        (blob.scope, blob.sha256, blob.file.name),
    )
    purge(connection)


def part_with_scope(connection: Connection, scope: ScopeId) -> None:
    """The scope is no longer this user's: keys are destroyed, but of what is saved and not yet handed in.

    To be called while the scope's records are still there. What parts is dropped once the server has it.
    """
    connection.exec_driver_sql(
        "UPDATE blob SET parting = 1 WHERE (scope, sha256) IN"
        " (SELECT b.scope, b.sha256 FROM blob b"
        f" WHERE b.scope = ? AND b.have = b.size AND b.sent < b.size AND {_SAVED})",
        (scope,),
    )
    connection.exec_driver_sql("DELETE FROM blob WHERE scope = ? AND parting = 0", (scope,))
    connection.exec_driver_sql("DELETE FROM blob_use WHERE scope = ?", (scope,))


def part_with_records(connection: Connection, records: Collection[RecordId]) -> None:
    """Records leave this laptop: what is saved on them and not yet handed in still goes up.

    To be called while they are still there.
    """
    if not records:
        return
    those, named = among(records)
    connection.exec_driver_sql(
        "UPDATE blob SET parting = 1 WHERE (scope, sha256) IN (SELECT b.scope, b.sha256 FROM blob b"
        " JOIN blob_use o ON o.scope = b.scope AND o.sha256 = b.sha256"
        f" WHERE o.record {those} AND b.have = b.size AND b.sent < b.size AND {_SAVED})",
        (named,),
    )


def keep_back(connection: Connection, records: Collection[RecordId]) -> None:
    """These were erased: nothing of them goes up any more."""
    those, named = among(records)
    connection.exec_driver_sql(
        "UPDATE blob SET parting = 0 WHERE parting = 1"
        f" AND (scope, sha256) IN (SELECT scope, sha256 FROM blob_use WHERE record {those})",
        (named,),
    )


def forget_parted(connection: Connection) -> None:
    """What was still to be handed in of a scope that is gone, and is on the server now."""
    parted = connection.exec_driver_sql("DELETE FROM blob WHERE parting = 1 AND sent = size")
    if parted.rowcount:
        purge(connection)


def file_names(connection: Connection) -> set[str]:
    """The names of all files that a row names."""
    return {name for (name,) in connection.exec_driver_sql("SELECT file FROM blob")}


def travels(connection: Connection, scope: ScopeId, wanted: Sequence[Attachment]) -> dict[str, Blob]:
    """Those of some attachments that are in the folder, by hash."""
    found = (blob_of(connection, scope, each.sha256) for each in wanted)
    return {each.sha256: each for each in found if each is not None}


def _read(row: "Row[tuple[object, ...]]") -> Blob:
    scope, sha256, size = ScopeId(row.scope), str(row.sha256), int(row.size)
    file = SealedFile(row.file, bytes(row.key), scope, sha256, size)
    return Blob(scope, sha256, size, Media(row.media), file, row.have, row.sent, row.trouble)
