"""One sync round, as its table of contents: what was done goes up, what is new comes down, part by part."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from threading import Event
from typing import assert_never

from sqlalchemy import Connection

from gridclient.db.colleagues import colleagues
from gridclient.db.cursors import Cursor, ScopeState, cursors
from gridclient.db.gone import let_go_of_what_left
from gridclient.db.handing_over import is_all_handed_over
from gridclient.db.identity import Identity, identity, note_contact
from gridclient.db.numbering import Numbering, numbers
from gridclient.db.paper_numbers import held_blocks
from gridclient.db.pending import EditState, Pending, count_by_state, unanswered
from gridclient.db.repaired import go_on_anew
from gridclient.db.replicas import Replica, current_replica
from gridclient.db.sent import forget_sent
from gridclient.db.settings import SERVER_POLLS, get_setting
from gridclient.db.threads import Database
from gridclient.db.went_back import Again, forget_gone, sent_again, settle_restored
from gridclient.ports import Ports
from gridclient.sync.answers import StoppedError
from gridclient.sync.apply import Answer, apply_commits, apply_head
from gridclient.sync.comparison import UNEQUAL, Comparison
from gridclient.sync.first_sync import FirstSync, unread
from gridclient.sync.leaving import drop_scope
from gridclient.sync.parting import MOST_PARTINGS, go_on
from gridclient.sync.parts import AskWhole, Lost, Parting, Parts, Rows
from gridclient.sync.polling import keep_news, note_server, poll_of
from gridclient.sync.receipts import check_receipt, is_ordered_to_wipe
from gridclient.sync.round_end import NOBODY, Listener, RoundEnd
from gridclient.sync.transport import Call, Transport
from gridcore.ids import CommunityId, ReplicaId, ScopeId
from gridcore.problems import ProblemCode, ProblemError
from gridcore.shapes import moment_text
from gridcore.sync.edits import Edit, decode_edit, encode_edit
from gridcore.wire.colleagues import digest_of
from gridcore.wire.messages import (
    MIN_PROTO,
    MOST_BYTES,
    MOST_EDITS,
    PROTO,
    ROWS_A_COMMIT,
    Head,
    News,
    PaperBlock,
    Request,
    encode_request,
)
from gridcore.wire.polls import Poll, Standing, encode_poll
from gridcore.wire.sealed import SealedEdit

SENT_KEPT = timedelta(days=45)
APP = "gridclient"
SCHEMA = "1"
_LIMIT_BYTES = 8_000_000
_NOT_UNDERSTOOD = (400, 422)
_FRAME_BYTES = 100_000
"""Of a request, for what stands around the edits."""


@dataclass(frozen=True)
class Opening:
    """What the store says at the beginning of a request."""

    replica: Replica
    identity: Identity
    numbering: Numbering
    cursors: dict[ScopeId, Cursor]
    waiting: list[Pending]
    again: list[Again]
    papers: list[PaperBlock]
    knows: str
    poll: Poll | None


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


async def take_answer(
    database: Database, transport: Transport, ports: Ports, stop: Event, *, asked: str
) -> RoundEnd:
    """Apply the answer that `transport` has to a request of this laptop, made at `asked`; nothing is asked.

    Raises ProblemError as `sync_round` does.
    """
    round_ = _Round(database, transport, ports, stop, NOBODY)
    opening = await database.read(read_opening)
    try:
        await round_.ask(opening, _answer_to(opening, asked), Call("POST", "/sync/v1"))
        await round_.find_together()
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
        self._was_polled = False
        self._partings = 0
        self._compared: set[ScopeId] = set()
        self.end = RoundEnd()

    async def request(self) -> bool:
        """Read what was never read, then ask once; whether there is more to send or to read."""
        opening = await self._database.read(read_opening)
        told = _answer_to(opening, self._ports.moment())
        if opening.poll is not None and not self._was_polled:
            return await self._poll(opening, told, opening.poll)
        scopes = [each.scope for each in opening.cursors.values() if unread(each)]
        if scopes:
            first = FirstSync(self._database, self._transport, told, self._stop, self.end, self._listener)
            await first.read(scopes)
            opening = await self._database.read(read_opening)
        edits = fitting([each.edit for each in opening.waiting]) if not opening.again else []
        await self.ask(
            opening, told, Call("POST", "/sync/v1", encode_request(written_request(opening, edits, told.now)))
        )
        if await self.find_together():
            return True
        if self.end.is_over:
            return False
        self.end.sent += len(edits) + len(opening.again)
        if await self._database.write(partial(_forget, told=told, ports=self._ports)):
            return True
        after = await self._database.read(partial(_place, community=told.community))
        again, waiting, followed = after
        is_left = bool(again or waiting or told.unfinished)
        if not is_left and await self._compare(followed, told):
            return True
        is_moving = after != (opening.again[:1], opening.waiting[:1], opening.cursors)
        return is_moving and (is_left or not opening.cursors)

    async def find_together(self) -> bool:
        """Where laptop and server remember different pasts, do what leads on; whether there is a way."""
        parting = self.end.parting
        if parting is None or self._partings == MOST_PARTINGS:
            return False
        self._partings += 1
        if not await go_on(self._database, self._ports, parting):
            return False
        self.end.parted, self.end.parting = parting, None
        return True

    async def _compare(self, followed: dict[ScopeId, Cursor], told: Answer) -> bool:
        """Scopes that are not what the server has are compared with it, once in a round; whether any was."""
        differing = {each.scope for each in followed.values() if each.state in UNEQUAL}
        found = sorted(differing - self._compared)
        self._compared |= differing
        for scope in found:
            await Comparison(self._database, self._transport, told, self._stop, self.end).compare(scope)
        return bool(found)

    async def _poll(self, opening: Opening, told: Answer, poll: Poll) -> bool:
        """Ask whether there is news, once in a round; whether the whole request must follow."""
        self._was_polled = True
        try:
            news = await self.ask(opening, told, Call("POST", "/sync/v1", encode_poll(poll), is_brief=True))
        except ProblemError as problem:
            if problem.params.get("status") not in _NOT_UNDERSTOOD:
                raise
            await self._database.write(partial(note_server, proto=MIN_PROTO))
            return True
        if news is None:
            return not self._stop.is_set()
        self.end.scopes = frozenset(opening.cursors)
        return not await self._database.write(partial(keep_news, told=told, poll=poll, news=news))

    async def ask(self, opening: Opening, told: Answer, call: Call) -> News | None:
        """Send a request and apply its answer, part by part; a poll's head, if all of it was read."""
        news: News | None = None
        self.end.bytes_up += len(call.body)
        reply = await asyncio.to_thread(self._transport.send, call, self._stop)
        parts = Parts(reply.lines, ROWS_A_COMMIT // 2)
        try:
            while (part := await asyncio.to_thread(parts.next)) is not None:
                match part:
                    case Head():
                        await self._take_head(opening, told, part)
                    case News():
                        news = part
                    case Lost(scope=scope):
                        await self._database.write(partial(drop_scope, told=told, scope=scope))
                    case Rows(commits=commits):
                        await self._database.write(partial(apply_commits, told=told, commits=commits))
                        self.end.received += part.rows
                        self._listener.progress(self.end)
                    case Parting():
                        self.end.parting = part
                    case AskWhole():
                        return None
                    case unexpected:
                        assert_never(unexpected)
                if self.end.is_over or self.end.is_revoked or self._stop.is_set():
                    return None
        finally:
            self.end.bytes_down += parts.read_bytes
            self.end.differing = told.differing
            await asyncio.to_thread(reply.close)
        return news

    async def _take_head(self, opening: Opening, told: Answer, head: Head) -> None:
        """The head is a commit of its own: edits are answered before a single row is read."""
        check_receipt(opening.replica.id, opening.identity, opening.numbering.acked_n, head)
        is_ours = await self._database.write(lambda connection: _note_head(connection, told, head))
        self.end.is_revoked, self.end.scopes = head.wipe, frozenset(head.scopes)
        self.end.is_suspended = head.suspended
        self.end.is_outdated = head.min_proto > PROTO
        if not is_ours:
            verdicts = tuple(head.verdicts)
            self.end.parting = Parting("fork", head.n_acked, common=head.common, verdicts=verdicts)
        elif is_ordered_to_wipe(opening.replica.id, opening.identity, told.now, head):
            self.end.is_handed_over = await self._database.read(is_all_handed_over)


def _forget(connection: Connection, told: Answer, ports: Ports) -> bool:
    """What was kept long enough; whether this is another replica from now on, after a repair.

    Long enough by both clocks: one that is years ahead must not throw away what a restore would ask for.
    """
    now = ports.now()
    before = moment_text(_kept_since(now, told.server_now))
    forget_sent(connection, before)
    forget_gone(connection, before)
    settle_restored(connection, told.community)
    let_go_of_what_left(connection, told.community)
    return go_on_anew(connection, lambda: ReplicaId(ports.new_id()), moment_text(now))


def _kept_since(now: datetime, server_now: str) -> datetime:
    try:
        return min(now, datetime.fromisoformat(server_now).astimezone(UTC)) - SENT_KEPT
    except (ValueError, OverflowError):
        return now - SENT_KEPT


def _place(
    connection: Connection, community: CommunityId
) -> tuple[list[Again], list[Pending], dict[ScopeId, Cursor]]:
    """What moves from one request to the next, if anything does: what goes up first, and the cursors."""
    return (
        sent_again(connection, community, 1),
        unanswered(connection, community, 1),
        cursors(connection, community),
    )


def _answer_to(opening: Opening, asked: str) -> Answer:
    found = opening.identity
    return Answer(
        community=found.community,
        user_name=found.user_name,
        now=asked,
        envelope_key=found.envelope_key,
    )


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
    """False where the server's chain is not this replica's."""
    told.server_now = head.now
    note_contact(connection, told.now)
    note_server(connection, head.proto if head.min_proto <= PROTO else MIN_PROTO)
    return apply_head(connection, told, head)


def read_opening(connection: Connection) -> Opening:
    """How the store stands. Raises ProblemError: not_enrolled."""
    replica, known = current_replica(connection), identity(connection)
    if replica is None or known is None:
        raise ProblemError(ProblemCode.NOT_ENROLLED)
    community = known.community
    opening = Opening(
        replica=replica,
        identity=known,
        numbering=numbers(connection, community),
        cursors=cursors(connection, community),
        waiting=unanswered(connection, community, MOST_EDITS + 1),
        again=sent_again(connection, community, MOST_EDITS // 4),
        papers=held_blocks(connection, community),
        knows=digest_of(colleagues(connection)),
        poll=None,
    )
    if opening.waiting or opening.again or opening.papers or not get_setting(connection, SERVER_POLLS):
        return opening
    if count_by_state(connection, community).get(EditState.ANSWERED):
        return opening
    return replace(opening, poll=poll_of(_standing(opening), opening.cursors.values()))


def _standing(opening: Opening) -> Standing:
    return Standing(
        community=opening.identity.community,
        replica=opening.replica.id,
        epoch=opening.replica.epoch,
        n_acked=opening.numbering.acked_n,
        chain=opening.numbering.acked_chain,
        scopes=frozenset(opening.cursors),
    )


def _told_whole(opening: Opening, edits: Sequence[Edit]) -> dict[int, int]:
    """Edits whose records are sent back whole, while what is here may be from a time that the server lost."""
    is_unsure = any(each.state is ScopeState.RESTORED for each in opening.cursors.values())
    return {each.n: 0 for each in edits} if is_unsure else {}


def written_request(opening: Opening, edits: Sequence[Edit], now: str) -> Request:
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
        edits=[*(decode_edit(each.body) for each in opening.again if not each.is_sealed), *edits],
        limit_bytes=_LIMIT_BYTES if opening.cursors else 1,
        papers=opening.papers,
        knows=opening.knows,
        was=_told_whole(opening, edits) | {each.n: each.was for each in opening.again},
        sealed=[SealedEdit(each.n, each.hash, each.body) for each in opening.again if each.is_sealed],
    )
