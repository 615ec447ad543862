"""What a server without a database answers to a poll (`gridserver/actions/give_news.py`)."""

from __future__ import annotations

from gridcore.ids import ReplicaId
from gridcore.problems import ProblemCode, ProblemError
from gridcore.sync.edits import GENESIS
from gridcore.sync.stored import digest
from gridcore.wire.messages import MIN_PROTO, Mark, News, encode_line
from gridcore.wire.polls import Standing, decode_poll, state_of, sum_of
from tests.fakes.memory_server import COMMUNITY, MemoryServer


def news(server: MemoryServer, replica: ReplicaId, body: bytes) -> list[bytes]:
    """The lines of scopes that moved; one that asks for the whole request where both may stand apart.

    Raises ProblemError where the server is older than polls.
    """
    if server.proto == MIN_PROTO:
        raise ProblemError(ProblemCode.SERVER_FAILED, status=400)
    poll, scopes = decode_poll(body), server.scopes(server.users[replica])
    n, chain = len(server.log.get(replica, ())), server.chains.get(replica, GENESIS)
    standing = Standing(COMMUNITY, replica, server.epoch, n, chain, scopes)
    is_known = poll.at <= server.seq and poll.state == state_of(standing, poll.at)
    if not is_known or replica in server.untrusted:
        return [encode_line(Mark(w=True))]
    sums, lines = [], []
    for scope in sorted(scopes):
        rows = [(each.id, each.seq) for each in server.present(scope)]
        sums.append((scope, len(rows), digest(rows)))
        *told, end = server.scope_lines(scope, poll.at, frozenset())
        lines += [*told, end] if told else []
    return [encode_line(each) for each in (Mark(p=News(server.seq, sum_of(sums))), *lines)]
