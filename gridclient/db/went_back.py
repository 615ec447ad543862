"""After the server was restored to an earlier time: what is sent again, and what it no longer knows.

Edits above the number that the server has are sent again from `sent`; meanwhile the user goes on seeing what
was confirmed. Records that nobody brings back are set aside, not deleted.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

import msgspec
from sqlalchemy import Connection

from gridclient.db.confirmed import as_stored
from gridclient.db.journal import Line, purge
from gridclient.db.numbering import numbers, set_numbers
from gridcore.fields import Merge
from gridcore.ids import CommunityId, RecordId
from gridcore.records import RECORD_TYPES
from gridcore.sync.edits import Create, Edit, Set, Text, decode_edit, next_chain
from gridcore.sync.restored import AWAITED
from gridcore.sync.stored import Confirmed
from gridcore.sync.verdicts import NOT_APPLIED, Verdict, VerdictCode

_MOST_BYTES = 1_000_000
_NAMING_KINDS = (
    "SELECT id, kind FROM confirmed WHERE id IN (SELECT value FROM json_each(?))",
    "SELECT id, kind FROM gone_record WHERE id IN (SELECT value FROM json_each(?))",
    "SELECT record, json_extract(CAST(body AS TEXT), '$.kind') FROM sent"
    " WHERE sealed = 0 AND length(body) > 0 AND json_extract(CAST(body AS TEXT), '$.do') = 'create'"
    " AND record IN (SELECT value FROM json_each(?))",
)

UNKNOWN_KIND = ""
"""Of a record that is not here any more: its edit is shown without a name, and goes up like any other."""


@dataclass(frozen=True)
class Again:
    """An edit to be sent again; a sealed body is one that the server alone can open, or empty.

    `was` is the number that it had got, below 0 where its value had stood in a conflict alone.
    """

    n: int
    hash: str
    body: bytes
    is_sealed: bool
    was: int


def go_back(connection: Connection, community: CommunityId, have_n: int, chain: str, epoch: str) -> bool:
    """The server has this replica's edits up to `have_n`: send the others again, and compare every scope.

    False where its past is not this replica's, or is no longer known here: then the laptop goes on as another
    replica, and what it still has of the others goes up as that one's (`carried_over.py`).
    """
    connection.exec_driver_sql(
        "UPDATE cursor SET state = 'restored' WHERE community = ? AND seq > 0", (community,)
    )
    before = numbers(connection, community)
    if have_n <= before.acked_n:
        rows = connection.exec_driver_sql(
            "SELECT n, hash FROM sent WHERE community = ? AND n > ? AND n <= ? ORDER BY n",
            (community, have_n, before.acked_n),
        ).all()
        ours = chain
        for _, hashed in rows:
            ours = next_chain(ours, hashed.hex())
        connection.exec_driver_sql(
            "INSERT OR IGNORE INTO sent_again (community, n)"
            " SELECT community, n FROM sent WHERE community = ? AND n > ? AND n <= ?",
            (community, have_n, before.acked_n),
        )
        if [n for n, _ in rows] != [*range(have_n + 1, before.acked_n + 1)] or ours != before.acked_chain:
            return False
        safe_n = min(before.safe_n, have_n)
        set_numbers(connection, community, replace(before, acked_n=have_n, acked_chain=chain, safe_n=safe_n))
    connection.exec_driver_sql("UPDATE replica SET epoch = ? WHERE current = 1", (epoch,))
    return True


def sent_again(connection: Connection, community: CommunityId, most: int) -> list[Again]:
    """The first edits that are to be sent again, as many as fit one request.

    The limit is no parameter: SQLite plans a statement anew whenever it is given one.
    """
    rows = connection.exec_driver_sql(
        "SELECT s.n, s.hash, s.body, s.sealed, s.verdict, coalesce(s.seq, 0) AS was FROM sent_again a"
        " JOIN sent s ON s.community = a.community AND s.n = a.n"
        f" WHERE a.community = ? ORDER BY s.n LIMIT {most:d}",
        (community,),
    )
    found: list[Again] = []
    left = _MOST_BYTES
    for row in rows:
        left -= len(row.body)
        if found and left < 0:
            break
        is_sealed = bool(row.sealed) or not row.body
        is_apart = (
            row.verdict == VerdictCode.CONFLICT and not is_sealed and _stood_apart(connection, row.body)
        )
        found.append(Again(row.n, row.hash.hex(), row.body, is_sealed, -row.was if is_apart else row.was))
    return found


def _stood_apart(connection: Connection, body: bytes) -> bool:
    """Whether the value of a disputed edit never stood in its cell: who saw that has not seen it."""
    edit = decode_edit(body)
    if not isinstance(edit, Set):
        return isinstance(edit, Text)
    declared = RECORD_TYPES.get(kinds_of(connection, [edit]).get(edit.id, UNKNOWN_KIND))
    cell = declared.cells.get(edit.cell) if declared is not None else None
    return cell is not None and cell.merge is Merge.ASK_KEEP


def count_again(connection: Connection, community: CommunityId) -> int:
    """How many edits are to be sent again."""
    found = connection.exec_driver_sql("SELECT count(*) FROM sent_again WHERE community = ?", (community,))
    return int(found.scalar_one())


def answer_again(
    connection: Connection, community: CommunityId, verdicts: Sequence[Verdict], at: str
) -> None:
    """Note the verdicts on what was sent again; what was refused this time is put before its author."""
    numbered = msgspec.json.encode([each.n for each in verdicts]).decode()
    rows = connection.exec_driver_sql(
        "SELECT n FROM sent_again WHERE community = ? AND n IN (SELECT value FROM json_each(?))",
        (community, numbered),
    )
    again = {n for (n,) in rows}
    told = [each for each in verdicts if each.n in again]
    if not told:
        return
    connection.exec_driver_sql(
        "UPDATE sent SET verdict = ?, seq = ?, extra = ?, at = ? WHERE community = ? AND n = ?",
        [(each.code.value, each.seq, each.extra, at, community, each.n) for each in told],
    )
    connection.exec_driver_sql(  # of the first answer the head alone may have come
        "UPDATE pending_edit SET verdict = ?, verdict_seq = ?, extra = ?"
        " WHERE community = ? AND n = ? AND state = 'answered'",
        [(each.code.value, each.seq, each.extra, community, each.n) for each in told],
    )
    connection.exec_driver_sql(
        "DELETE FROM sent_again WHERE community = ? AND n = ?", [(community, each.n) for each in told]
    )
    for each in told:
        if each.code in NOT_APPLIED:
            _put_aside(connection, community, each)
        else:  # it may have been refused the first time
            done = connection.exec_driver_sql(
                "DELETE FROM pending_edit WHERE community = ? AND n = ? AND state = 'aside'",
                (community, each.n),
            )
            if done.rowcount > 0:
                purge(connection)


def _put_aside(connection: Connection, community: CommunityId, verdict: Verdict) -> None:
    connection.exec_driver_sql(
        "UPDATE pending_edit SET verdict = ?, verdict_seq = ?, extra = ?"
        " WHERE community = ? AND n = ? AND state = 'aside'",
        (verdict.code.value, verdict.seq, verdict.extra, community, verdict.n),
    )
    row = connection.exec_driver_sql(
        "SELECT hash, record, scope, body, at FROM sent"
        " WHERE community = ? AND n = ? AND sealed = 0 AND length(body) > 0",
        (community, verdict.n),
    ).one_or_none()
    if row is None:
        return
    edit = decode_edit(row.body)
    kind = kinds_of(connection, [edit]).get(edit.id, UNKNOWN_KIND)
    line = Line(
        *(community, verdict.n, row.hash, edit.grp, row.record, kind, row.scope, row.body),
        made_at=edit.at or row.at,
        verdict=verdict.code.value,
        extra=verdict.extra,
    )
    put_before_author(connection, line, verdict.seq)


def put_before_author(connection: Connection, refused: Line, seq: int) -> None:
    """What was refused lies aside, with its verdict and that one's number, unless it lies there already."""
    each = refused
    connection.exec_driver_sql(
        "INSERT OR IGNORE INTO pending_edit (community, n, hash, grp, record, kind, scope, body, state,"
        " verdict, verdict_seq, extra, made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'aside', ?, ?, ?, ?)",
        (
            *(each.community, each.n, each.hash, each.grp, each.record, each.kind, each.scope, each.body),
            *(each.verdict, seq, each.extra, each.made_at),
        ),
    )


def settle_restored(connection: Connection, community: CommunityId) -> None:
    """Be done with what has come right: records that are back, and edits that came before what they build on.

    Of these the server has said meanwhile that they are taken over.
    """
    connection.exec_driver_sql("DELETE FROM gone_record WHERE id IN (SELECT id FROM confirmed)")
    awaited = connection.exec_driver_sql(
        "SELECT n FROM pending_edit WHERE community = ? AND state = 'aside' AND extra = ?",
        (community, AWAITED.extra),
    ).all()
    if not awaited:
        return
    rows = connection.exec_driver_sql(
        "SELECT cells FROM confirmed WHERE kind = 'parked_answer'"
        " AND json_extract(cells, '$.replica') = (SELECT id FROM replica WHERE current = 1)"
    )
    taken = {
        n
        for (cells,) in rows
        for n, verdict in msgspec.json.decode(cells, type=_ParkedAnswer).verdicts.items()
        if verdict not in NOT_APPLIED
    }
    connection.exec_driver_sql(
        "DELETE FROM pending_edit WHERE community = ? AND state = 'aside' AND extra = ?"
        " AND n IN (SELECT value FROM json_each(?))",
        (community, AWAITED.extra, msgspec.json.encode(sorted(taken)).decode()),
    )


class _ParkedAnswer(msgspec.Struct):
    verdicts: dict[int, str] = {}


def kinds_of(connection: Connection, edits: Sequence[Edit]) -> dict[RecordId, str]:
    """Of what kind the records of these edits are or were: an edit names it in a creation alone."""
    found = {each.id: each.kind for each in edits if isinstance(each, Create)}
    for query in _NAMING_KINDS:
        missing = sorted({each.id for each in edits} - found.keys())
        if missing:
            rows = connection.exec_driver_sql(query, (msgspec.json.encode(missing).decode(),))
            found.update({RecordId(record): kind for record, kind in rows})
    return found


def keep_gone(connection: Connection, records: Iterable[Confirmed], at: str) -> None:
    """Set aside what the restored server no longer knows."""
    rows = [(*as_stored(each), at) for each in records]
    if rows:
        connection.exec_driver_sql(
            "INSERT OR REPLACE INTO gone_record (id, kind, scope, cells, vers, seq, at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            rows,
        )


def gone_records(connection: Connection) -> list[RecordId]:
    """What was set aside."""
    return [
        RecordId(each) for (each,) in connection.exec_driver_sql("SELECT id FROM gone_record ORDER BY id")
    ]


def drop_gone(connection: Connection, scope: str) -> None:
    """Of a scope that is no longer this user's nothing stays, set aside or not."""
    connection.exec_driver_sql("DELETE FROM gone_record WHERE scope = ?", (scope,))


def let_go_of_gone(connection: Connection, left: Collection[RecordId]) -> None:
    """What was set aside came back on the server and left the scope: its time here is over."""
    if left:
        connection.exec_driver_sql(
            "DELETE FROM gone_record WHERE id IN (SELECT value FROM json_each(?))",
            (msgspec.json.encode(list(left)).decode(),),
        )


def forget_gone(connection: Connection, before: str) -> None:
    """Forget what was set aside before this moment."""
    connection.exec_driver_sql("DELETE FROM gone_record WHERE at < ?", (before,))
