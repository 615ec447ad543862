"""A small community with its people, and laptops that speak the protocol and keep what they are given."""

import itertools
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import NamedTuple

import msgspec
import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from gridcore.fields import Value
from gridcore.ids import CommunityId, GroupId, RecordId, ReplicaId, ScopeId, UserId
from gridcore.permissions import Assignment
from gridcore.records import RECORD_TYPES
from gridcore.roles import Role
from gridcore.sync.changes import numbered
from gridcore.sync.edits import GENESIS, Create, Edit, Set, edit_hash, encode_edit, next_chain
from gridcore.sync.project import project
from gridcore.sync.stored import Confirmed, digest
from gridcore.sync.verdicts import Verdict
from gridcore.wire.envelope import LINES_TYPE
from gridcore.wire.messages import (
    Commit,
    GoneLine,
    Head,
    Mark,
    RecordLine,
    Request,
    decode_line,
    encode_request,
)
from gridcore.wire.packing import pack, unpack
from gridcore.wire.signing import (
    Signed,
    content_digest,
    device_id_of,
    signature_base,
    signature_headers,
)
from gridserver.actions.found_community import add_grids, found_community
from gridserver.db import accounts, devices
from gridserver.db.accounts import Validity
from gridserver.installation import Installation

C = CommunityId("330106001001")
ELSEWHERE = CommunityId("330106001002")
G1, G2 = "330106001001101", "330106001001102"
GRID_1, GRID_2 = ScopeId(f"grid/{G1}"), ScopeId(f"grid/{G2}")
TODAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
AT = "2026-03-02T08:00:00Z"

PEOPLE = {
    "li": ("李建国", (Role.GRID_WORKER, G1)),
    "zhang": ("张桂英", (Role.GRID_WORKER, G1)),
    "chen": ("陈志强", (Role.GRID_WORKER, G2)),
    "sun": ("孙淑兰", (Role.SUPERVISOR, C)),
    "zhao": ("赵秀珍", (Role.CARE_SPECIALIST, G1)),
    "ma": ("马建军", (Role.MEDIATOR, C)),
    "nobody": ("无名", None),
}

_counter = itertools.count(1)


def new_id(prefix: str = "r") -> RecordId:
    """An id that no other test uses."""
    return RecordId(f"{prefix}-{next(_counter):08}-{secrets.token_hex(4)}")


def new_group() -> GroupId:
    """A group of its own."""
    return GroupId(f"g-{next(_counter)}")


def settle(installation: Installation) -> None:
    """Found the community and a second one, with their people."""
    for community in (C, ELSEWHERE):
        found_community(installation, community, "翠苑社区", by="console")
    add_grids(installation, C, {G1: "第一网格", G2: "第二网格"}, by="console")
    add_grids(installation, ELSEWHERE, {f"{ELSEWHERE}101": "第一网格"}, by="console")
    with installation.database.write() as connection:
        for user, (name, duty) in PEOPLE.items():
            accounts.create_user(connection, UserId(user), C, name, by="console", now=NOW)
            if duty is not None:
                given = Assignment(UserId(user), *duty)
                accounts.assign(connection, C, given, Validity(date(2026, 1, 1)), by="console", now=NOW)


class MissedError(AssertionError):
    """What a laptop holds of a scope is not what the server says that it should be."""


class Row(NamedTuple):
    """A record as a laptop holds it."""

    kind: str
    seq: int
    cells: dict[str, Value]


@dataclass
class Reply:
    """What came down, as it came and taken apart."""

    raw: bytes
    head: Head | None = None
    restore: int | None = None
    fork: int | None = None
    gone_scopes: list[ScopeId] = field(default_factory=list)
    commits: list[Commit] = field(default_factory=list)
    rows: list[RecordLine] = field(default_factory=list)
    gone: list[RecordId] = field(default_factory=list)

    @property
    def verdicts(self) -> list[Verdict]:
        assert self.head is not None
        return self.head.verdicts

    @property
    def codes(self) -> list[str]:
        return [each.code.value for each in self.verdicts]


class Laptop:
    """A device of a user with one replica. What it wrote stays pending until a verdict comes."""

    def __init__(
        self, installation: Installation, address: str, user: str, *, community: CommunityId = C
    ) -> None:
        self.address = address
        self.patience_s, self.now = 60.0, NOW
        self.user = user
        self.community = community
        self.key = Ed25519PrivateKey.generate()
        public = self.key.public_key().public_bytes_raw()
        self.device_id = device_id_of(public)
        with installation.database.write() as connection:
            code = devices.new_code(connection, UserId(user), by="console", now=NOW)
            assert devices.enrol(connection, code, public, f"of {user}", now=NOW) is not None
        self.replica = ReplicaId(f"{user}-{secrets.token_hex(4)}")
        self.n, self.chain = 0, GENESIS
        self.acked_n, self.acked_chain = 0, GENESIS
        self.pending: list[Edit] = []
        self.epoch = ""
        self.scopes: dict[ScopeId, int] = {}
        self.records: dict[ScopeId, dict[RecordId, Row]] = {}

    # edits

    def write(self, *edits: Edit) -> list[Edit]:
        """Number edits and keep them for the next sync."""
        made = []
        for each in edits:
            self.n += 1
            made.append(numbered(each, self.n))
        self.pending += made
        return made

    def create(
        self,
        kind: str,
        record: RecordId,
        cells: dict[str, Value],
        scope: ScopeId | None = None,
        grp: GroupId | None = None,
    ) -> Edit:
        """A creation, kept for the next sync."""
        return self.write(Create(0, grp or new_group(), record, kind, cells, scope=scope, at=AT))[0]

    def set(self, record: RecordId, cell: str, value: Value, base: int, grp: GroupId | None = None) -> Edit:
        """A new value, kept for the next sync."""
        return self.write(Set(0, grp or new_group(), record, cell, value, base, at=AT))[0]

    # the line

    def request(self, edits: Sequence[Edit] | None = None, limit_bytes: int = 8_000_000) -> Request:
        """The request that the next sync sends."""
        return Request(
            proto=1,
            schema="test",
            app="0.1.0",
            community=self.community,
            replica=self.replica,
            epoch=self.epoch,
            now=AT,
            n_acked=self.acked_n,
            chain=self.acked_chain,
            scopes=dict(self.scopes),
            edits=list(self.pending if edits is None else edits),
            limit_bytes=limit_bytes,
        )

    def sync(self, edits: Sequence[Edit] | None = None, *, limit_bytes: int = 8_000_000) -> Reply:
        """One round trip, and everything that came is taken in."""
        reply = self.exchange(encode_request(self.request(edits, limit_bytes)))
        self.take_in(reply)
        return reply

    def exchange(self, body: bytes) -> Reply:
        """Send a body and take the answer apart, without taking it in."""
        response = self.post("/sync/v1", pack(body))
        assert response.status_code == 200, (response.status_code, response.content)
        assert response.headers["Content-Type"] == LINES_TYPE
        encoding = response.headers.get("Content-Encoding", "")
        return _taken_apart(unpack(encoding, response.content, 100_000_000))

    def post(self, target: str, packed: bytes, **headers: str) -> requests.Response:
        """A signed request with a body that is packed already; the answer's body stays as it came."""
        return self.call("POST", target, packed, {"Content-Encoding": "zstd"} | headers)

    def get(self, target: str, **headers: str) -> requests.Response:
        """A signed request without a body."""
        return self.call("GET", target, b"", headers)

    def call(self, method: str, target: str, body: bytes, headers: dict[str, str]) -> requests.Response:
        """Any signed request."""
        path, _, query = target.partition("?")
        created, nonce = int(self.now.timestamp()), secrets.token_urlsafe(16)
        signed = Signed(method, path, query, content_digest(body), created, nonce, self.device_id)
        given = signature_headers(signed, self.key.sign(signature_base(signed)))
        given |= {"Accept-Encoding": "zstd"} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        with requests.Session() as session:
            session.trust_env = False
            with session.request(
                method, self.address + target, data=body, headers=given, timeout=self.patience_s, stream=True
            ) as response:
                response._content = response.raw.read(decode_content=False)
                return response

    def exchange_plainly(self) -> Reply:
        """A round trip without edits that is not taken in."""
        return self.exchange(encode_request(self.request([])))

    def post_edits(self, edits: Sequence[Edit]) -> requests.Response:
        """A sync request with these edits, whatever their numbers."""
        return self.post("/sync/v1", pack(encode_request(self.request(edits))))

    def take_in_cut(self, raw: bytes) -> None:
        """What a client does with an answer whose line was cut: all up to the last commit line counts."""
        self.take_in(_taken_apart(raw))

    def take_in(self, reply: Reply) -> None:
        """What a client does with an answer: verdicts, own writes, rows, cursors; digests are compared."""
        if reply.head is None:
            return
        assert reply.head.n_acked >= self.acked_n
        self.epoch = reply.head.epoch
        self.acked_n, self.acked_chain = reply.head.n_acked, reply.head.chain
        answered = [each for each in self.pending if each.n <= self.acked_n]
        self.pending = [each for each in self.pending if each.n > self.acked_n]
        for scope in reply.gone_scopes:
            self.scopes.pop(scope, None)
            self.records.pop(scope, None)
        for scope in reply.head.scopes:
            self.records.setdefault(scope, {})
            self.scopes.setdefault(scope, 0)
        self._take_in_rows(reply, answered)

    def _take_in_rows(self, reply: Reply, answered: Sequence[Edit]) -> None:
        waiting: list[RecordLine | GoneLine] = []
        for line in map(decode_line, reply.raw.splitlines()):
            if isinstance(line, RecordLine | GoneLine):
                waiting.append(line)
            elif line.c is not None:
                here = self.records[line.c.scope]
                for each in waiting:
                    here.pop(each.id, None)
                    if isinstance(each, RecordLine):
                        cells = msgspec.json.decode(each.cells)
                        here[each.id] = Row(each.kind, each.seq, cells)
                waiting = []
                self.scopes[line.c.scope] = line.c.cursor
        self._take_in_echoes(reply, answered)
        for commit in reply.commits:
            if not commit.more:
                here = self.records[commit.scope]
                held = digest((record, row.seq) for record, row in here.items())
                if (len(here), held) != (commit.rows, commit.digest):
                    raise MissedError(commit.scope)

    def _take_in_echoes(self, reply: Reply, answered: Sequence[Edit]) -> None:
        """What was not sent back is made of what was there and the own edits; the verdict has its number."""
        verdicts = {each.n: each for each in reply.verdicts}
        sent = {*(each.id for each in reply.rows), *reply.gone}
        for edit in answered:
            verdict = verdicts.get(edit.n)
            if verdict is None or verdict.code != "ok" or edit.id in sent:
                continue
            scope = next((scope for scope, rows in self.records.items() if edit.id in rows), None)
            if isinstance(edit, Create):
                scope = edit.scope
            if scope is None or scope not in self.records:
                continue
            before = self.records[scope].get(edit.id)
            confirmed, kind = None, edit.kind if isinstance(edit, Create) else ""
            if before is not None:
                kind = before.kind
                confirmed = Confirmed(edit.id, kind, scope, before.cells, {}, before.seq)
            cells = project(RECORD_TYPES[kind], confirmed, [edit]).cells
            self.records[scope][edit.id] = Row(kind, verdict.seq, cells)

    def row(self, record: RecordId) -> Row:
        """A record, in whichever scope it is."""
        found = [rows[record] for rows in self.records.values() if record in rows]
        assert len(found) == 1, f"{record} is there {len(found)} times"
        return found[0]

    def has(self, record: RecordId) -> bool:
        """Whether the record is on the laptop."""
        return any(record in rows for rows in self.records.values())


def chain_of(edits: Sequence[Edit]) -> str:
    """The hash chain over all edits of a replica."""
    chain = GENESIS
    for each in edits:
        chain = next_chain(chain, edit_hash(each))
    return chain


def body_with(laptop: Laptop, *raws: bytes) -> bytes:
    """A request body whose edits are these bytes."""
    plain = encode_request(laptop.request([]))
    return plain[:-1] + b',"edits":[' + b",".join(raws) + b"]}"


def raw(edit: Edit) -> bytes:
    """An edit as it travels."""
    return encode_edit(edit)


def _taken_apart(plain: bytes) -> Reply:
    reply = Reply(plain)
    assert plain.endswith(b"\n")
    for line in map(decode_line, plain.splitlines()):
        match line:
            case RecordLine():
                reply.rows.append(line)
            case GoneLine():
                reply.gone.append(line.id)
            case Mark(h=Head() as head):
                reply.head = head
            case Mark(c=Commit() as commit):
                reply.commits.append(commit)
            case Mark(x=str() as scope):
                reply.gone_scopes.append(scope)
            case Mark(restore=restore, fork=fork):
                reply.restore, reply.fork = restore, fork
    return reply
