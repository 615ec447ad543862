"""Compares a scope with the server's when their digests differ, and mends what is not alike."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from threading import Event
from urllib.parse import quote

from sqlalchemy import Connection

from gridclient.db.confirmed import confirmed_of, rows_of_scope
from gridclient.db.cursors import ScopeState, cursors, store_cursor
from gridclient.db.threads import Database
from gridclient.db.went_back import keep_gone
from gridclient.sync.apply import Answer, Batch, apply_commits
from gridclient.sync.parts import Parts, Rows
from gridclient.sync.round_end import RoundEnd
from gridclient.sync.transport import Call, Transport
from gridcore.ids import CommunityId, ScopeId
from gridcore.json_faults import JSON_FAULTS
from gridcore.problems import ProblemCode, ProblemError
from gridcore.sync.stored import digest_term
from gridcore.wire.messages import Commit
from gridcore.wire.reconcile import (
    FEW,
    MOST_NODES,
    MOST_ROWS,
    Differences,
    Question,
    Row,
    Tree,
    decode_differences,
    encode_question,
    next_question,
)

UNEQUAL = (ScopeState.DIFFERS, ScopeState.RESTORED)
_NOT_FOUND = 404
_MOST_QUESTIONS = 40
_MOST_NODES = MOST_NODES // 2
_MOST_PREFIXES = MOST_ROWS // FEW
_ROWS_A_WRITE = 200
_MOST_ROWS_TOLD = 1_000_000
"""A laptop that has nearly nothing is told the whole scope at once."""


@dataclass
class Comparison:
    """One comparison of a round's scopes; `told` is the answer that showed them to differ."""

    database: Database
    transport: Transport
    told: Answer
    stop: Event
    end: RoundEnd

    async def compare(self, scope: ScopeId) -> None:
        """Find what differs and take the server's word for it; the next request tells whether all is alike.

        What a restored server no longer has is set aside. A server that compares nothing is read from the
        beginning instead. Raises ProblemError and StoppedError as the transport does.
        """
        community = self.told.community
        rows = await self.database.write(partial(_count_anew, community=community, scope=scope))
        tree = Tree(rows)
        question = Question(tree.digests(tree.first_nodes()))
        began: int | None = None
        for _ in range(_MOST_QUESTIONS):
            try:
                found = await self._ask(scope, question)
            except ProblemError as problem:
                if problem.params.get("status") != _NOT_FOUND or began is not None:
                    raise
                await self.database.write(partial(_read_anew, community=community, scope=scope))
                return
            began = found.at if began is None else began
            question = _cut(next_question(tree, found.differ))
            if self.stop.is_set() or not (question.nodes or question.rows):
                break
        if not self.stop.is_set() and began is not None:
            await self.database.write(partial(_go_on_from, community=community, scope=scope, seq=began))

    async def _ask(self, scope: ScopeId, question: Question) -> Differences:
        """Ask once, and apply what differs below the nodes whose records were told."""
        body = encode_question(question)
        target = f"/reconcile/{quote(scope)}?community={quote(self.told.community)}"
        reply = await asyncio.to_thread(self.transport.send, Call("POST", target, body), self.stop)
        self.end.bytes_up += len(body)
        try:
            found = await asyncio.to_thread(_first, reply.lines)
            parts = Parts(reply.lines, _ROWS_A_WRITE, most_rows=_MOST_ROWS_TOLD)
            part = await asyncio.to_thread(parts.next)
            if not isinstance(part, Rows) or len(part.commits) != 1:
                raise ProblemError(ProblemCode.SERVER_GARBAGE)
            self.end.bytes_down += parts.read_bytes
            self.end.received += part.rows
            [(batch, commit)] = part.commits
            for piece in _pieces(batch):
                await self.database.write(partial(_apply, told=self.told, batch=piece, commit=commit))
        finally:
            await asyncio.to_thread(reply.close)
        return found


def _cut(question: Question) -> Question:
    """At most as much as the server takes; what differs beyond is found when the scope is compared again."""
    nodes = dict(sorted(question.nodes.items())[:_MOST_NODES])
    return Question(nodes, dict(sorted(question.rows.items())[:_MOST_PREFIXES]))


def _pieces(batch: Batch) -> list[Batch]:
    found = []
    records, gone = list(batch.records), list(batch.gone)
    while records or gone:
        found.append(Batch(records[:_ROWS_A_WRITE], gone[:_ROWS_A_WRITE]))
        records, gone = records[_ROWS_A_WRITE:], gone[_ROWS_A_WRITE:]
    return found


def _first(lines: Iterator[bytes]) -> Differences:
    try:
        return decode_differences(next(lines, b""))
    except JSON_FAULTS as error:
        raise ProblemError(ProblemCode.SERVER_GARBAGE) from error


def _apply(connection: Connection, told: Answer, batch: Batch, commit: Commit) -> None:
    """Rows that differ, without moving the cursor: others may differ still."""
    before = cursors(connection, told.community)[commit.scope]
    known = confirmed_of(connection, batch.gone)
    here = Commit(commit.scope, before.seq, commit.rows, commit.digest, more=True)
    apply_commits(connection, told, [(batch, here)])
    if before.state is ScopeState.RESTORED:
        at = told.server_now or told.now
        keep_gone(connection, [each for each in known.values() if each.scope == commit.scope], at)


def _count_anew(connection: Connection, community: CommunityId, scope: ScopeId) -> Sequence[Row]:
    """The scope's records; the cursor's count of them is made anew, for it may be what is wrong."""
    rows = rows_of_scope(connection, scope)
    before = cursors(connection, community)[scope]
    total = sum(digest_term(record, seq) for record, seq in rows)
    store_cursor(connection, community, replace(before, rows=len(rows), total=total))
    return rows


def _go_on_from(connection: Connection, community: CommunityId, scope: ScopeId, seq: int) -> None:
    """All that was there when the comparison began is here: the feed goes on behind it."""
    before = cursors(connection, community).get(scope)
    if before is not None:
        store_cursor(connection, community, replace(before, seq=seq))


def _read_anew(connection: Connection, community: CommunityId, scope: ScopeId) -> None:
    _go_on_from(connection, community, scope, 0)
