"""The messages of `POST /sync/v1`: one request up, lines of JSON down."""

import msgspec

from gridcore.ids import CommunityId, RecordId, ReplicaId, ScopeId, UserId
from gridcore.sync.edits import Edit
from gridcore.sync.stored import Written
from gridcore.sync.verdicts import Verdict
from gridcore.wire.sealed import SealedEdit

PROTO = 2
"""Version of the protocol that is spoken here: 2 knows polls. Additive changes keep it."""
MIN_PROTO = 1
"""The oldest that is still understood."""
MOST_EDITS = 2_000
MOST_BYTES = 2_000_000
"""Of a request, uncompressed. A client sends the rest in its next request; a group is never cut."""
ROWS_A_COMMIT = 200
"""The most rows between two commit lines, hence in one local transaction."""


class PaperBlock(msgspec.Struct, frozen=True):
    """A run of paper numbers that one replica alone draws from; `next` is the first that it has not used."""

    committee: str
    year: int
    first: int
    last: int
    next: int


class Request(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a laptop sends: what it did, how far it has read, and the paper numbers that it holds.

    `knows` is the digest of the colleagues whom it can name (`gridcore/wire/colleagues.py`), empty for none.
    `was`: of edits that it sends again because the server was restored, the numbers that they had got;
    `sealed` are those among them that were handed in.
    """

    proto: int
    schema: str
    app: str
    community: CommunityId
    replica: ReplicaId
    epoch: str
    now: str
    n_acked: int
    chain: str
    scopes: dict[ScopeId, int]
    edits: list[Edit] = []
    limit_bytes: int = 8_000_000
    papers: list[PaperBlock] = []
    was: dict[int, int] = {}
    sealed: list[SealedEdit] = []
    knows: str = ""


class Common(msgspec.Struct, frozen=True, array_like=True):
    """The edits of a request up to number `n` came here before, from a copy of the laptop.

    `receipt` is the server's signature over (replica, community, n, the chain there), base64.
    """

    n: int
    receipt: str


class Head(msgspec.Struct, frozen=True, omit_defaults=True):
    """The first line: verdicts and what the laptop must know before any record.

    `receipt` is the server's signature over (replica, community, n, chain), base64; `safe_n` is the highest
    number that is in a backup; `wipe` orders a revoked laptop to give up its copy, `wipe_order` is the
    server's signature under that, base64; `suspended`: two copies of this laptop go on, so what it sends
    waits for a supervisor, and no news comes until the office has looked; `papers` are blocks of paper
    numbers that the laptop did not name as its own; `proto` is what the server speaks; `common` is told where
    the server has edits of this replica that the laptop does not know of; `colleagues` are those with whom
    the user may share a case, by account, where the laptop knows others.
    """

    epoch: str
    now: str
    scopes: list[ScopeId]
    verdicts: list[Verdict] = []
    n_acked: int = 0
    chain: str = ""
    receipt: str = ""
    safe_n: int = 0
    min_proto: int = MIN_PROTO
    proto: int = MIN_PROTO
    notices: list[str] = []
    wipe: bool = False
    wipe_order: str = ""
    suspended: bool = False
    papers: list[PaperBlock] = []
    common: Common | None = None
    colleagues: dict[UserId, str] | None = None


class Commit(msgspec.Struct, frozen=True, omit_defaults=True):
    """All since the last commit line belongs into one local transaction, together with this cursor.

    `compare`: the server no longer knows all that left the scope since the laptop read it. `names`: of the
    replicas that the records name, and that this answer has not named before, the user and the device.
    """

    scope: ScopeId
    cursor: int
    rows: int
    digest: str
    more: bool = False
    compare: bool = False
    names: dict[ReplicaId, tuple[str, str]] = {}


class News(msgspec.Struct, frozen=True, array_like=True):
    """The head of a poll's answer: the scopes that get no commit line stand at `at`, where they end.

    `sum` is that of all scopes as they are then (`gridcore/wire/polls.py`).
    """

    at: int
    sum: str


class Mark(msgspec.Struct, frozen=True, omit_defaults=True):
    """A line that is no record; exactly one member is set.

    `h` the head · `x` a scope that is no longer yours · `c` a commit line · `restore` the server went back:
    it has that many edits, with this `chain`, and is in this `epoch` · `fork`
    this replica was copied: it has that many edits, those in `common` among them · `past`, beside either of
    these: the hashes of the last edits that it has of this replica (`pasts.py`) · `p` the head of a poll's
    answer · `w` a poll is not enough: ask with the whole request.
    """

    h: Head | None = None
    x: ScopeId | None = None
    c: Commit | None = None
    restore: int | None = None
    fork: int | None = None
    common: Common | None = None
    p: News | None = None
    w: bool = False
    epoch: str = ""
    chain: str = ""
    past: list[str] | None = None


class RecordLine(msgspec.Struct, frozen=True, array_like=True, tag="r"):
    """A record; cells and versions stay undecoded until somebody needs them.

    `written`: who brought what it says, as far as the server told; a laptop of before passes it over.
    """

    kind: str
    id: RecordId
    seq: int
    cells: msgspec.Raw
    vers: msgspec.Raw
    written: tuple[Written, ...] = ()


class GoneLine(msgspec.Struct, frozen=True, array_like=True, tag="g"):
    """A record that is no longer in the scope of the next commit line; of an erased one nothing may stay.

    `written`: who removed it, where it was removed and the server told. `merged`: it was, because it went
    into another record, which whoever reads this may not see. A laptop of before passes either over.
    """

    id: RecordId
    erased: bool = False
    written: tuple[Written, ...] = ()
    merged: bool = False


Line = Mark | RecordLine | GoneLine

_request = msgspec.json.Decoder(Request)
_mark = msgspec.json.Decoder(Mark)
_row = msgspec.json.Decoder(RecordLine | GoneLine)
_encoder = msgspec.json.Encoder()


def encode_request(request: Request) -> bytes:
    """The request as UTF-8 JSON."""
    return _encoder.encode(request)


def decode_request(body: bytes) -> Request:
    """A request. Raises msgspec.ValidationError or msgspec.DecodeError for anything else."""
    return _request.decode(body)


def encode_line(line: Line) -> bytes:
    """One line with its newline."""
    return _encoder.encode(line) + b"\n"


def decode_line(line: bytes) -> Line:
    """One line of an answer. Raises msgspec.ValidationError or msgspec.DecodeError for garbage."""
    return _row.decode(line) if line.startswith(b"[") else _mark.decode(line)
