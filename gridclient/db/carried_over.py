"""What a laptop says once more as another replica: edits that were answered, and that the server lost.

They keep what they say and the numbers that they had got (`was`); those that only the server can open go up
as they are, each beside the number and hash that it was sealed for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection, Row

from gridclient.db.journal import Line, noted
from gridclient.db.numbering import advance, numbers
from gridclient.db.went_back import UNKNOWN_KIND, kinds_of
from gridcore.ids import CommunityId, GroupId, RecordId, ScopeId
from gridcore.sync.changes import numbered
from gridcore.sync.edits import Edit, decode_edit, edit_hash, encode_edit, next_chain
from gridcore.wire.pasts import missing
from gridcore.wire.sealed import SealedEdit, carried

_NO_GROUP = GroupId("")


@dataclass(frozen=True)
class Told:
    """What a server said that it has of this replica: so many edits, and the hashes of the last of them."""

    have_n: int
    past: Sequence[str]


@dataclass(frozen=True)
class Lost:
    """An edit that the server has not got any more, as it is kept here."""

    n: int
    hash: str
    record: RecordId
    scope: ScopeId
    body: bytes
    is_sealed: bool
    verdict: str
    seq: int | None
    extra: str | None
    at: str


def take_lost(connection: Connection, community: CommunityId, told: Told | None) -> list[Lost]:
    """Take out of what is kept the edits that the server lost, in their order.

    Where the server did not say what it has, these are the readable ones of those that were to be sent again.
    """
    if told is None:
        query = "SELECT s.n FROM sent_again a JOIN sent s ON s.community = a.community AND s.n = a.n"
        rows = connection.exec_driver_sql(f"{query} WHERE a.community = ? AND s.sealed = 0", (community,))
        lost = [n for (n,) in rows]
    else:
        rows = connection.exec_driver_sql(
            "SELECT n, hash FROM sent WHERE community = ? AND n > 0 ORDER BY n", (community,)
        )
        lost = missing(told.past, told.have_n, [(n, hashed.hex()) for n, hashed in rows])
    listed = (community, msgspec.json.encode(lost).decode())
    chosen = "FROM sent WHERE community = ? AND length(body) > 0 AND n IN (SELECT value FROM json_each(?))"
    found = connection.exec_driver_sql(
        f"SELECT n, hash, record, scope, body, sealed, verdict, seq, extra, at {chosen} ORDER BY n", listed
    ).all()
    connection.exec_driver_sql(f"DELETE {chosen}", listed)
    return [_read(row) for row in found]


def _read(row: Row[tuple[object, ...]]) -> Lost:
    return Lost(
        *(row.n, row.hash.hex(), RecordId(row.record), ScopeId(row.scope), row.body, bool(row.sealed)),
        *(row.verdict, row.seq, row.extra, row.at),
    )


def carry_over(connection: Connection, community: CommunityId, lost: Sequence[Lost], at: str) -> None:
    """Say lost edits as the replica that this store has become: the next numbers are theirs."""
    before = numbers(connection, community)
    n, chain, lines = before.next_n, before.chain, []
    opened = {each.n: decode_edit(each.body) for each in lost if not each.is_sealed}
    kinds = kinds_of(connection, list(opened.values()))
    for each in lost:
        line = _line(community, each, opened.get(each.n), n, kinds, at)
        _keep(connection, line, each)
        chain = next_chain(chain, line.hash.hex())
        lines.append(line)
        n += 1
    if lines:
        advance(connection, community, n, chain)
        noted(connection).lines += lines


def _line(
    community: CommunityId,
    lost: Lost,
    edit: Edit | None,
    n: int,
    kinds: Mapping[RecordId, str],
    at: str,
) -> Line:
    """The edit under its new number, as the journal keeps it."""
    if edit is None:
        again = carried(SealedEdit(lost.n, lost.hash, lost.body), n)
        hashed, grp, body = again.hash, _NO_GROUP, again.body
    else:
        edit = numbered(edit, n)
        hashed, grp, body, at = edit_hash(edit), edit.grp, encode_edit(edit), edit.at or at
    kind = kinds.get(lost.record, UNKNOWN_KIND)
    place = (community, n, bytes.fromhex(hashed), grp, lost.record, kind, lost.scope)
    return Line(*place, body, at, lost.is_sealed)


def say_again(connection: Connection, line: Line) -> None:
    """Take up from the journal an edit that was carried over, that only the server opens, and that waits."""
    lost = Lost(
        line.n, line.hash.hex(), line.record, line.scope, line.body, True, "ok", None, None, line.made_at
    )
    _keep(connection, line, lost)
    chain = numbers(connection, line.community).chain
    advance(connection, line.community, line.n + 1, next_chain(chain, line.hash.hex()))


def _keep(connection: Connection, line: Line, lost: Lost) -> None:
    """Among what is to be sent again; what its author sees of it as refused is this edit's from now on."""
    told = (line.community, line.n, line.hash, line.record, line.scope, line.body)
    connection.exec_driver_sql(
        "INSERT INTO sent (community, n, hash, record, scope, body, sealed, verdict, seq, extra, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*told, line.is_sealed, lost.verdict, lost.seq, lost.extra, lost.at),
    )
    connection.exec_driver_sql(
        "INSERT INTO sent_again (community, n) VALUES (?, ?)", (line.community, line.n)
    )
    if not line.is_sealed:
        connection.exec_driver_sql(
            "UPDATE pending_edit SET n = ?, hash = ?, body = ? WHERE community = ? AND hash = ? AND n < 0",
            (line.n, line.hash, line.body, line.community, bytes.fromhex(lost.hash)),
        )
