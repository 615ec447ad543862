"""What this device did: numbered edits, from their saving until the server's answer has been read back.

waiting   the server has not answered; shown over what is confirmed
answered  the server has answered; shown until its answer has been read back, so that nothing flickers
aside     refused or parked: shown over nothing, kept with its values until its author is done with it
"""

import enum
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

import msgspec
from sqlalchemy import Connection, Row

from gridclient.db.among import among
from gridclient.db.journal import Line, noted, purge
from gridclient.db.numbering import advance, numbers
from gridclient.db.went_back import answer_again, put_before_author
from gridcore.ids import CommunityId, RecordId, ScopeId
from gridcore.sync.changes import numbered
from gridcore.sync.edits import Edit, decode_edit, edit_hash, encode_edit, next_chain
from gridcore.sync.verdicts import NOT_APPLIED, Verdict, VerdictCode

_COLUMNS = "community, n, hash, grp, record, kind, scope, body, state, verdict, verdict_seq, extra, made_at"


class EditState(enum.StrEnum):
    """Where an edit is on its way."""

    WAITING = "waiting"
    ANSWERED = "answered"
    ASIDE = "aside"


@dataclass(frozen=True)
class Pending:
    """One edit with its place, its record, and the answer to it if there is one."""

    n: int
    hash: str
    edit: Edit
    kind: str
    scope: ScopeId
    state: EditState
    verdict: VerdictCode | None
    verdict_seq: int | None
    extra: str | None
    made_at: str


@dataclass(frozen=True)
class Placed:
    """An edit before it is numbered, with the kind and the scope of its record."""

    edit: Edit
    kind: str
    scope: ScopeId


def append(
    connection: Connection, community: CommunityId, placed: Iterable[Placed], made_at: str
) -> list[Edit]:
    """Number edits and put them at the end of the queue; number and chain move in the same transaction."""
    before = numbers(connection, community)
    n, chain = before.next_n, before.chain
    edits, lines = [], []
    for each in placed:
        edit = numbered(each.edit, n)
        hashed = edit_hash(edit)
        chain = next_chain(chain, hashed)
        lines.append(
            Line(
                *(community, n, bytes.fromhex(hashed), edit.grp, edit.id, each.kind, each.scope),
                *(encode_edit(edit), made_at),
            )
        )
        edits.append(edit)
        n += 1
    if lines:
        insert_lines(connection, lines)
        advance(connection, community, n, chain)
        noted(connection).lines += lines  # the journal has them before the commit
    return edits


def insert_lines(connection: Connection, lines: Sequence[Line]) -> None:
    """Put numbered edits into the queue; the numbering is the caller's."""
    connection.exec_driver_sql(
        "INSERT INTO pending_edit (community, n, hash, grp, record, kind, scope, body, state, made_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'waiting', ?)",
        [
            (
                *(each.community, each.n, each.hash, each.grp, each.record),
                *(each.kind, each.scope, each.body, each.made_at),
            )
            for each in lines
        ],
    )


def lines_of(connection: Connection, community: CommunityId) -> list[Line]:
    """Every edit of this replica that its author still sees, as the journal keeps it."""
    rows = connection.exec_driver_sql(
        "SELECT community, n, hash, grp, record, kind, scope, body, made_at FROM pending_edit"
        " WHERE community = ? AND n > 0 ORDER BY n",
        (community,),
    )
    return [Line(*row) for row in rows]


def lines_refused(connection: Connection, community: CommunityId) -> list[Line]:
    """What was refused or parked and its author is not done with, of former replicas too."""
    rows = connection.exec_driver_sql(
        "SELECT community, n, hash, grp, record, kind, scope, body, made_at, 0 AS sealed, verdict, extra"
        " FROM pending_edit WHERE community = ? AND state <> 'waiting'"
        " AND verdict IN (SELECT value FROM json_each(?)) ORDER BY n",
        (community, msgspec.json.encode(sorted(NOT_APPLIED)).decode()),
    )
    return [msgspec.structs.replace(Line(*row), is_sealed=False) for row in rows]


def take_refused(connection: Connection, line: Line) -> None:
    """Put before its author again what the journal knows to be refused."""
    put_before_author(connection, line, 0)
    connection.exec_driver_sql(
        "UPDATE sent SET verdict = ?, extra = ? WHERE community = ? AND n = ?",
        (line.verdict, line.extra, line.community, line.n),
    )


def lines_waiting(connection: Connection, community: CommunityId) -> list[Line]:
    """Those of them that the server has not answered."""
    waiting = {each.n for each in unanswered(connection, community, -1)}
    return [each for each in lines_of(connection, community) if each.n in waiting]


def pending_of(connection: Connection, records: Collection[RecordId]) -> dict[RecordId, list[Pending]]:
    """The edits of these records that are shown, in their order."""
    found: dict[RecordId, list[Pending]] = {}
    if not records:
        return found
    those, named = among(records)
    rows = connection.exec_driver_sql(
        f"SELECT {_COLUMNS} FROM pending_edit WHERE record {those} AND state <> 'aside' ORDER BY n", (named,)
    )
    for row in rows:
        each = _read(row)
        found.setdefault(each.edit.id, []).append(each)
    return found


def unanswered(connection: Connection, community: CommunityId, most: int) -> list[Pending]:
    """The first edits that the server has not answered, ascending.

    The limit is no parameter: SQLite plans a statement anew whenever it is given one.
    """
    rows = connection.exec_driver_sql(
        f"SELECT {_COLUMNS} FROM pending_edit WHERE community = ? AND state = 'waiting'"
        f" ORDER BY n LIMIT {most:d}",
        (community,),
    )
    return [_read(row) for row in rows]


def set_aside(connection: Connection, community: CommunityId) -> list[Pending]:
    """What was refused or parked and its author is not done with, newest first."""
    rows = connection.exec_driver_sql(
        f"SELECT {_COLUMNS} FROM pending_edit WHERE community = ? AND state = 'aside' ORDER BY n DESC",
        (community,),
    )
    return [_read(row) for row in rows]


def count_by_state(connection: Connection, community: CommunityId) -> dict[EditState, int]:
    """How many edits are in each state."""
    rows = connection.exec_driver_sql(
        "SELECT state, count(*) FROM pending_edit WHERE community = ? GROUP BY state", (community,)
    )
    return {EditState(state): number for state, number in rows}


def is_waiting_in(connection: Connection, scope: ScopeId) -> bool:
    """Whether an edit of this scope has no answer yet."""
    found = connection.exec_driver_sql(
        "SELECT 1 FROM pending_edit WHERE scope = ? AND state = 'waiting' LIMIT 1", (scope,)
    )
    return found.first() is not None


def answer(
    connection: Connection, community: CommunityId, verdicts: Sequence[Verdict], at: str
) -> list[Pending]:
    """Note the verdicts and keep the edits as sent; returns those that were unanswered until now."""
    answer_again(connection, community, verdicts, at)
    told = {each.n: each for each in verdicts}
    rows = connection.exec_driver_sql(
        f"SELECT {_COLUMNS} FROM pending_edit WHERE community = ? AND state = 'waiting'"
        " AND n IN (SELECT value FROM json_each(?)) ORDER BY n",
        (community, msgspec.json.encode(sorted(told)).decode()),
    )
    answered = [_with(_read(row), told) for row in rows]
    if not answered:
        return []
    connection.exec_driver_sql(
        "UPDATE pending_edit SET state = ?, verdict = ?, verdict_seq = ?, extra = ?"
        " WHERE community = ? AND n = ?",
        [
            (EditState.ANSWERED.value, _code(each), each.verdict_seq, each.extra, community, each.n)
            for each in answered
        ],
    )
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO sent"
        " (community, n, hash, record, scope, body, verdict, seq, extra, sealed, at)"
        " SELECT community, n, hash, record, scope, body, verdict, verdict_seq, extra, 0, ?"
        " FROM pending_edit WHERE community = ? AND n = ?",
        [(at, community, each.n) for each in answered],
    )
    return answered


def settle(
    connection: Connection, community: CommunityId, scope: ScopeId, cursor: int, *, more: bool
) -> set[RecordId]:
    """End the showing of answered edits that were read back; returns the records that may look different.

    `more`: the answer goes on, so that a record may still come in a later slice with a later number than the
    verdict; until then its edits stay, and the later ones of its record with them: an earlier word must not
    come back over the last one. What was refused stays as well, aside.
    """
    rows = connection.exec_driver_sql(
        "SELECT p.n, p.record, p.verdict, coalesce(p.verdict_seq, 0) AS upto, coalesce(c.seq, -1) AS seq"
        " FROM pending_edit p LEFT JOIN confirmed c ON c.id = p.record"
        " WHERE p.community = ? AND p.scope = ? AND p.state = 'answered' ORDER BY p.n",
        (community, scope),
    )
    due, later = [], set()
    for row in rows:
        is_read = row.upto <= cursor and (not more or row.upto == 0 or row.upto <= row.seq)
        if is_read and row.record not in later:
            due.append(row)
        else:
            later.add(row.record)
    return _end(connection, community, [(row.n, row.record, row.verdict) for row in due])


def settle_all(connection: Connection, community: CommunityId, scope: ScopeId) -> set[RecordId]:
    """The same for a scope that is not read here: whatever has its answer."""
    rows = connection.exec_driver_sql(
        "SELECT n, record, verdict FROM pending_edit"
        " WHERE community = ? AND scope = ? AND state = 'answered'",
        (community, scope),
    )
    return _end(connection, community, [(n, record, verdict) for n, record, verdict in rows.all()])


def _end(
    connection: Connection, community: CommunityId, edits: Sequence[tuple[int, str, str]]
) -> set[RecordId]:
    aside = [(community, n) for n, _, verdict in edits if verdict in NOT_APPLIED]
    done = [(community, n) for n, _, verdict in edits if verdict not in NOT_APPLIED]
    if aside:
        connection.exec_driver_sql(
            "UPDATE pending_edit SET state = 'aside' WHERE community = ? AND n = ?", aside
        )
    if done:
        connection.exec_driver_sql("DELETE FROM pending_edit WHERE community = ? AND n = ?", done)
    return {RecordId(record) for _, record, _ in edits}


def follow_scope(connection: Connection, moved: Iterable[tuple[RecordId, ScopeId]]) -> None:
    """Edits go where their record went."""
    rows = [(scope, record) for record, scope in moved]
    if rows:
        connection.exec_driver_sql("UPDATE pending_edit SET scope = ? WHERE record = ?", rows)


def forget_aside(connection: Connection, community: CommunityId, done: Collection[int]) -> None:
    """The author is done with what was refused."""
    connection.exec_driver_sql(
        "DELETE FROM pending_edit WHERE community = ? AND state = 'aside'"
        " AND n IN (SELECT value FROM json_each(?))",
        (community, msgspec.json.encode(sorted(done)).decode()),
    )
    purge(connection)


def drop_answered(connection: Connection, community: CommunityId, done: Collection[int]) -> None:
    """Forget edits that have their verdict, wherever they are."""
    connection.exec_driver_sql(
        "DELETE FROM pending_edit WHERE community = ? AND state <> 'waiting'"
        " AND n IN (SELECT value FROM json_each(?))",
        (community, msgspec.json.encode(sorted(done)).decode()),
    )


def drop_answered_of(connection: Connection, community: CommunityId, records: Collection[RecordId]) -> None:
    """Forget what has its verdict about these records, wherever it is."""
    connection.exec_driver_sql(
        "DELETE FROM pending_edit WHERE community = ? AND state <> 'waiting'"
        " AND record IN (SELECT value FROM json_each(?))",
        (community, _listed(records)),
    )


def records_of_scope(connection: Connection, scope: ScopeId) -> list[RecordId]:
    """The records of a scope that edits of this device are about."""
    rows = connection.exec_driver_sql("SELECT DISTINCT record FROM pending_edit WHERE scope = ?", (scope,))
    return [RecordId(each) for (each,) in rows]


def drop_pending_of_scope(connection: Connection, community: CommunityId, scope: ScopeId) -> None:
    """Forget what has its verdict in a scope that is gone from here."""
    connection.exec_driver_sql(
        "DELETE FROM pending_edit WHERE community = ? AND scope = ? AND state <> 'waiting'",
        (community, scope),
    )


def _with(pending: Pending, told: dict[int, Verdict]) -> Pending:
    verdict = told[pending.n]
    return replace(
        pending,
        state=EditState.ANSWERED,
        verdict=verdict.code,
        verdict_seq=verdict.seq,
        extra=verdict.extra,
    )


def _code(pending: Pending) -> str:
    return pending.verdict.value if pending.verdict is not None else ""


def _read(row: Row[tuple[object, ...]]) -> Pending:
    return Pending(
        n=row.n,
        hash=row.hash.hex(),
        edit=decode_edit(row.body),
        kind=row.kind,
        scope=ScopeId(row.scope),
        state=EditState(row.state),
        verdict=None if row.verdict is None else VerdictCode(row.verdict),
        verdict_seq=row.verdict_seq,
        extra=row.extra,
        made_at=row.made_at,
    )


def _listed(records: Collection[RecordId]) -> str:
    return msgspec.json.encode(sorted(records)).decode()
