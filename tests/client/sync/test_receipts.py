"""Receipts: nothing leaves the outbox on a bare word, and the user is told when the signature is wrong."""

import base64
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from threading import Event

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection

from gridclient.db.numbering import numbers
from gridclient.db.pending import EditState, count_by_state
from gridclient.db.replicas import current_replica
from gridclient.sync.transport import Call, Reply, Transport
from gridcore.ids import ReplicaId
from gridcore.problems import ProblemCode, ProblemError
from gridcore.sync.verdicts import Verdict, VerdictCode
from gridcore.wire.messages import Head, Mark, decode_line, encode_line
from gridcore.wire.receipts import receipt_base
from gridserver.installation import Installation
from tests.client.sync.test_with_server import Story, Worker, offline_work, tell
from tests.server.conftest import address, cluster, database, dsn, field, template
from tests.server.field import C

__all__ = ["address", "cluster", "database", "dsn", "field", "tell", "template"]

Forge = Callable[[Installation, ReplicaId, Head], Head]


@dataclass
class Forger:
    """A line on which the head of the answers is changed."""

    below: Transport
    change: Callable[[Head], Head]

    def send(self, call: Call, stop: Event) -> Reply:
        reply = self.below.send(call, stop)
        return Reply(reply.status, reply.headers, self._lines(reply.lines), reply.close)

    def _lines(self, lines: Iterator[bytes]) -> Iterator[bytes]:
        for line in lines:
            match decode_line(line):
                case Mark(h=Head() as head):
                    yield encode_line(Mark(h=self.change(head))).rstrip(b"\n")
                case _:
                    yield line


def absent(installation: Installation, replica: ReplicaId, head: Head) -> Head:
    return msgspec.structs.replace(head, receipt="")


def of_another_server(installation: Installation, replica: ReplicaId, head: Head) -> Head:
    signed = Ed25519PrivateKey.generate().sign(receipt_base(replica, C, head.n_acked, head.chain))
    return msgspec.structs.replace(head, receipt=base64.b64encode(signed).decode())


def of_another_replica(installation: Installation, replica: ReplicaId, head: Head) -> Head:
    signed = installation.receipt_key.sign(receipt_base(ReplicaId("r"), C, head.n_acked, head.chain))
    return msgspec.structs.replace(head, receipt=base64.b64encode(signed).decode())


def of_fewer_edits(installation: Installation, replica: ReplicaId, head: Head) -> Head:
    signed = installation.receipt_key.sign(receipt_base(replica, C, 1, head.chain))
    less = msgspec.structs.replace(head, receipt=base64.b64encode(signed).decode(), n_acked=1)
    assert head.verdicts[-1].n > 1
    return less


def of_another_chain(installation: Installation, replica: ReplicaId, head: Head) -> Head:
    return msgspec.structs.replace(head, chain="ab" * 32)


def with_more_verdicts(installation: Installation, replica: ReplicaId, head: Head) -> Head:
    more = [*head.verdicts, Verdict(head.n_acked + 1, VerdictCode.OK, 9)]
    return msgspec.structs.replace(head, verdicts=more)


def without_verdicts(installation: Installation, replica: ReplicaId, head: Head) -> Head:
    return msgspec.structs.replace(head, verdicts=[], receipt="")


def waiting(connection: Connection) -> tuple[int, int]:
    return count_by_state(connection, C).get(EditState.WAITING, 0), numbers(connection, C).acked_n


@pytest.mark.parametrize(
    "forge",
    [
        absent,
        of_another_server,
        of_another_replica,
        of_fewer_edits,
        of_another_chain,
        with_more_verdicts,
        without_verdicts,
    ],
)
def test_without_a_right_receipt_the_edits_stay_in_the_outbox(
    tell: Callable[[Story], None], field: Installation, forge: Forge
) -> None:
    async def story(enrolled: Callable[[str], Awaitable[Worker]]) -> None:
        laptop = await enrolled("li")
        await laptop.sync()
        await offline_work(laptop, 1)
        replica = await laptop.session.database.read(current_replica)
        assert replica is not None
        below, name = laptop.transport, replica.id
        laptop.transport = Forger(below, lambda head: forge(field, name, head))
        with pytest.raises(ProblemError) as caught:
            await laptop.sync()
        assert caught.value.code is ProblemCode.SERVER_UNTRUSTED
        assert await laptop.session.database.read(waiting) == (4, 0)
        laptop.transport = below
        await laptop.sync()
        assert await laptop.session.database.read(waiting) == (0, 4)

    tell(story)


def test_a_lost_answer_is_followed_by_a_receipt(tell: Callable[[Story], None], field: Installation) -> None:
    async def story(enrolled: Callable[[str], Awaitable[Worker]]) -> None:
        laptop = await enrolled("li")
        await laptop.sync()
        await offline_work(laptop, 1)
        heard: list[Head] = []

        def listen(head: Head) -> Head:
            heard.append(head)
            if len(heard) == 1:
                raise ProblemError(ProblemCode.SERVER_UNREACHABLE)
            return head

        laptop.transport = Forger(laptop.transport, listen)
        with pytest.raises(ProblemError):
            await laptop.sync()
        assert await laptop.session.database.read(waiting) == (4, 0)
        await laptop.sync()
        assert await laptop.session.database.read(waiting) == (0, 4)
        assert heard[0].receipt == heard[1].receipt

    tell(story)
