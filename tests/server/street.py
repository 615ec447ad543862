"""A street in which one laptop goes away for half a year, on a server whose clock a test moves on."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec
import requests

from gridcore.ids import RecordId, ScopeId
from gridcore.sync.compaction import WAITED_FOR
from gridcore.sync.edits import Move
from gridcore.wire.messages import GoneLine, RecordLine, decode_line, encode_request
from gridcore.wire.packing import unpack
from gridcore.wire.reconcile import Question, Tree, decode_differences, encode_question, next_question
from gridserver.actions.compact import compact
from gridserver.installation import Installation
from tests.server.field import GRID_2, NOW, C, Laptop, MissedError, Reply, Row, new_group
from tests.server.homes import Home

LONG = WAITED_FOR + timedelta(days=1)


@dataclass
class Clock:
    """The server's clock, and that of every laptop here."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


CLOCK = Clock()


class Timed(Laptop):
    """A laptop whose clock is right."""

    def call(self, method: str, target: str, body: bytes, headers: dict[str, str]) -> requests.Response:
        self.now = CLOCK.now
        return super().call(method, target, body, headers)


@dataclass
class Street:
    """Somebody who stays, somebody who goes away, and a supervisor who moves a home out of their grid."""

    field: Installation
    address: str
    li: Laptop
    zhang: Laptop
    sun: Laptop
    home: Home
    began: int
    """The change number at which the story begins."""

    def farewells(self, scope: ScopeId) -> dict[RecordId, int]:
        """What the server still tells of records that left a scope in this story."""
        with self.field.database.snapshot() as connection:
            rows = connection.exec_driver_sql(
                "SELECT record, seq FROM left_scope WHERE community_id = %s AND scope = %s AND seq > %s",
                (C, scope, self.began),
            )
            return {RecordId(row.record): row.seq for row in rows}

    def move(self) -> None:
        """The home is in the second grid from now on."""
        self.sun.sync()
        self.sun.write(Move(0, new_group(), self.home.building, GRID_2))
        assert self.sun.sync().codes == ["ok"]

    def seen(self, *laptops: Laptop) -> None:
        """They hear all there is, and an hour later the server has noted so."""
        for each in laptops:
            each.sync()
        CLOCK.now += timedelta(hours=2)
        for each in laptops:
            each.sync()

    def go_by(self) -> None:
        """Half a year in which Li and Sun come, and Zhang does not; the server is compacted."""
        CLOCK.now += LONG
        self.seen(self.li, self.sun)
        compact(self.field)

    def laptop(self, user: str) -> Laptop:
        """Another laptop, that has read everything."""
        made = Timed(self.field, self.address, user)
        made.sync()
        made.sync()
        return made


def floor(installation: Installation, scope: ScopeId) -> int:
    """Up to where farewells of a scope were dropped."""
    with installation.database.snapshot() as connection:
        found = connection.exec_driver_sql(
            "SELECT floor FROM scope_stat WHERE community_id = %s AND scope = %s", (C, scope)
        )
        return int(found.scalar_one())


def to_compare(reply: Reply) -> set[ScopeId]:
    """The scopes that an answer says must be compared."""
    return {each.scope for each in reply.commits if each.compare}


def compare(laptop: Laptop, scope: ScopeId) -> set[RecordId]:
    """What a client does with a scope that it must compare; returns what it let go of."""
    here, gone = laptop.records[scope], set[RecordId]()
    tree = Tree((record, row.seq) for record, row in here.items())
    question, began = Question(tree.digests(tree.first_nodes())), 0
    while question.nodes or question.rows:
        response = laptop.call("POST", f"/reconcile/{scope}", encode_question(question), {})
        assert response.status_code == 200, response.content
        encoding = response.headers.get("Content-Encoding", "")
        first, *lines = unpack(encoding, response.content, 100_000_000).splitlines()
        found = decode_differences(first)
        began = began or found.at
        for line in map(decode_line, lines):
            if isinstance(line, GoneLine):
                gone.add(line.id)
                here.pop(line.id)
            elif isinstance(line, RecordLine):
                here[line.id] = Row(line.kind, line.seq, msgspec.json.decode(line.cells))
        question = next_question(tree, found.differ)
    laptop.scopes[scope] = began
    return gone


def back(laptop: Laptop) -> tuple[Reply, dict[ScopeId, set[RecordId]]]:
    """A laptop comes back and compares what it is told to; afterwards it has what the server has."""
    reply = laptop.exchange(encode_request(laptop.request()))
    try:
        laptop.take_in(reply)
    except MissedError:
        assert to_compare(reply)
    gone = {each: compare(laptop, each) for each in to_compare(reply)}
    assert not to_compare(laptop.sync())
    return reply, gone
