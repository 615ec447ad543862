"""One sync round, as its table of contents: what was done goes up, what is new comes down, part by part."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from threading import Event
from typing import assert_never

from sqlalchemy import Connection

from gridclient.db.cursors import Cursor, cursors
from gridclient.db.identity import Identity, identity, note_contact
from gridclient.db.numbering import Numbering, numbers
from gridclient.db.paper_numbers import held_blocks
from gridclient.db.pending import Pending, unanswered
from gridclient.db.replicas import Replica, current_replica
from gridclient.db.sent import forget_sent
from gridclient.db.threads import Database
from gridclient.ports import Ports, moment_text
from gridclient.sync.answers import StoppedError
from gridclient.sync.apply import Answer, apply_commits, apply_head
from gridclient.sync.first_sync import FirstSync, unread
from gridclient.sync.leaving import drop_scope
from gridclient.sync.parts import Lost, Parting, Parts, Rows
from gridclient.sync.receipts import check_receipt
from gridclient.sync.round_end import NOBODY, Listener, RoundEnd
from gridclient.sync.transport import Call, Transport
from gridcore.ids import ScopeId
from gridcore.problems import ProblemCode, ProblemError
from gridcore.sync.edits import Edit, encode_edit
from gridcore.wire.messages import (
    MOST_BYTES,
    MOST_EDITS,
    PROTO,
    ROWS_A_COMMIT,
    Head,
    PaperBlock,
    Request,
    encode_request,
)
from gridcore.wire.snapshots import Place

SENT_KEPT = timedelta(days=45)
APP = "gridclient"
SCHEMA = "1"
_LIMIT_BYTES = 8_000_000
_FRAME_BYTES = 100_000
"""Of a request, for what stands around the edits."""


@dataclass(frozen=True)
class _Opening:
    """What the store says at the beginning of a request."""

    replica: Replica
    identity: Identity
    numbering: Numbering
    cursors: dict[ScopeId, Cursor]
    waiting: list[Pending]
    papers: list[PaperBlock]


async def sync_round(
    database: Database,
    transport: Transport,
    ports: Ports,
    stop: Event,
    *,
    listener: Listener = NOBODY,
) -> RoundEnd:
    """Send everything that waits and read everything that is new. Setting `stop` ends it at a commit line.

    Raises ProblemError: not_enrolled, server_untrusted, and what the transport raises; what was committed
    until then stays.
    """
    round_ = _Round(database, transport, ports, stop, listener)
    try:
        while not round_.end.is_over and await round_.request():
            round_.end.is_stopped = stop.is_set()
    except StoppedError:
        round_.end.is_stopped = True
    return round_.end


class _Round:
    """The requests of one round."""

    def __init__(
        self, database: Database, transport: Transport, ports: Ports, stop: Event, listener: Listener
    ) -> None:
        self._database = database
        self._transport = transport
        self._ports = ports
        self._stop = stop
        self._listener = listener
        self.end = RoundEnd()

    async def request(self) -> bool:
        """Read what was never read, then ask once; whether there is more to send or to read."""
        opening = await self._database.read(_opening)
        told = self._answer_to(opening)
        scopes = [each.scope for each in opening.cursors.values() if unread(each)]
        if scopes:
            first = FirstSync(self._database, self._transport, told, self._stop, self.end, self._listener)
            await first.read(scopes)
            opening = await self._database.read(_opening)
        edits = fitting([each.edit for each in opening.waiting])
        await self._ask(opening, told, edits)
        if self.end.is_over:
            return False
        self.end.sent += len(edits)
        before = moment_text(self._ports.now() - SENT_KEPT)
        await self._database.write(lambda connection: forget_sent(connection, before))
        after = await self._database.read(_opening)
        is_moving = (after.waiting[:1], after.cursors) != (opening.waiting[:1], opening.cursors)
        return is_moving and bool(after.waiting or told.unfinished or not opening.cursors)

    def _answer_to(self, opening: _Opening) -> Answer:
        found = opening.identity
        return Answer(
            community=found.community,
            user_name=found.user_name,
            now=self._ports.moment(),
            envelope_key=found.envelope_key,
        )

    async def _ask(self, opening: _Opening, told: Answer, edits: Sequence[Edit]) -> None:
        """Send a request and apply its answer, part by part."""
        body = encode_request(_written(opening, edits, told.now))
        self.end.bytes_up += len(body)
        call = Call("POST", "/sync/v1", body)
        reply = await asyncio.to_thread(self._transport.send, call, self._stop)
        parts = Parts(reply.lines, ROWS_A_COMMIT // 2)
        try:
            while (part := await asyncio.to_thread(parts.next)) is not None:
                match part:
                    case Head():
                        await self._take_head(opening, told, part)
                    case Lost(scope=scope):
                        await self._database.write(partial(drop_scope, told=told, scope=scope))
                    case Rows(commits=commits):
                        await self._database.write(partial(apply_commits, told=told, commits=commits))
                        self.end.received += part.rows
                        self._listener.progress(self.end)
                    case Parting():
                        self.end.parting = part
                    case Place():
                        raise ProblemError(ProblemCode.SERVER_GARBAGE)
                    case unexpected:
                        assert_never(unexpected)
                if self.end.is_over or self._stop.is_set():
                    break
        finally:
            self.end.bytes_down += parts.read_bytes
            self.end.differing = told.differing
            await asyncio.to_thread(reply.close)

    async def _take_head(self, opening: _Opening, told: Answer, head: Head) -> None:
        """The head is a commit of its own: edits are answered before a single row is read."""
        check_receipt(opening.replica.id, opening.identity, opening.numbering.acked_n, head)
        is_ours = await self._database.write(lambda connection: _note_head(connection, told, head))
        self.end.is_revoked, self.end.scopes = head.wipe, frozenset(head.scopes)
        if not is_ours:
            self.end.parting = Parting("fork", head.n_acked)


def fitting(edits: Sequence[Edit]) -> list[Edit]:
    """As many edits as one request may carry; a group is never cut."""
    taken: list[Edit] = []
    group: list[Edit] = []
    left = MOST_BYTES - _FRAME_BYTES
    for edit in edits:
        if group and edit.grp != group[0].grp:
            taken += group
            group = []
        left -= len(encode_edit(edit)) + 1
        if (left < 0 or len(taken) + len(group) == MOST_EDITS) and taken:
            return taken
        group.append(edit)
    return taken + group


def _note_head(connection: Connection, told: Answer, head: Head) -> bool:
    note_contact(connection, told.now)
    return apply_head(connection, told, head)


def _opening(connection: Connection) -> _Opening:
    replica, known = current_replica(connection), identity(connection)
    if replica is None or known is None:
        raise ProblemError(ProblemCode.NOT_ENROLLED)
    return _Opening(
        replica=replica,
        identity=known,
        numbering=numbers(connection, known.community),
        cursors=cursors(connection, known.community),
        waiting=unanswered(connection, known.community, MOST_EDITS + 1),
        papers=held_blocks(connection, known.community),
    )


def _written(opening: _Opening, edits: Sequence[Edit], now: str) -> Request:
    """The request. The first one of all asks for nothing but the names of the scopes."""
    return Request(
        proto=PROTO,
        schema=SCHEMA,
        app=APP,
        community=opening.identity.community,
        replica=opening.replica.id,
        epoch=opening.replica.epoch,
        now=now,
        n_acked=opening.numbering.acked_n,
        chain=opening.numbering.acked_chain,
        scopes={each.scope: each.seq for each in opening.cursors.values()},
        edits=[*edits],
        limit_bytes=_LIMIT_BYTES if opening.cursors else 1,
        papers=opening.papers,
    )
