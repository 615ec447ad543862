"""Sync over a stick: what would be sent is sealed into a file for the server, its answer is read from one.

The file holds the same requests and the answer the same lines as over the network, so a round that runs
meanwhile or an answer that is read twice changes nothing: an answer's rows are taken only where this laptop
still stands where it stood when it asked.
"""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from threading import Event

import msgspec
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection

from gridclient.db.blob_files import BlobFolder
from gridclient.db.blobs import to_carry
from gridclient.db.identity import Identity
from gridclient.db.pending import unanswered
from gridclient.db.threads import Database
from gridclient.ports import Ports
from gridclient.sync.answers import lines_of
from gridclient.sync.bundle_files import Luggage, asked_for, note_files, packed, take_given
from gridclient.sync.envelopes import ENVELOPES
from gridclient.sync.round import Opening, fitting, read_opening, take_answer, written_request
from gridclient.sync.round_end import RoundEnd
from gridclient.sync.transport import Call, Reply
from gridcore.ids import ScopeId
from gridcore.json_faults import JSON_FAULTS
from gridcore.problems import ProblemCode, ProblemError
from gridcore.sync.edits import Edit
from gridcore.wire.bundles import (
    LARGEST_CONTENT,
    SUITE,
    VERSION,
    Answered,
    Bundle,
    BundleError,
    BundleFault,
    BundleHeader,
    BundleKind,
    Sealing,
    decode_answers,
    key_name,
    opened,
    seal_bundle,
    take_apart,
)
from gridcore.wire.carried import Carried, with_files
from gridcore.wire.messages import Commit, Mark, Request, decode_line, encode_request
from gridcore.wire.packing import ZSTD, Unpacker, UnpackError, pack

_MOST_EDITS = 100_000
_PIECE = 65_536
_PROBLEMS = {
    BundleFault.OTHER_FILE: ProblemCode.BUNDLE_OTHER_FILE,
    BundleFault.DAMAGED: ProblemCode.BUNDLE_DAMAGED,
    BundleFault.NEWER: ProblemCode.BUNDLE_NEWER,
    BundleFault.TOO_LARGE: ProblemCode.BUNDLE_TOO_LARGE,
}


@dataclass(frozen=True)
class WrittenBundle:
    """A file for the server: how many edits and attachments are inside, how many it asks for, and how many of
    both are left for the next one."""

    file: bytes
    edits: int
    files: int = 0
    wanted: int = 0
    left: int = 0


async def write_bundle(database: Database, ports: Ports, luggage: Luggage | None = None) -> WrittenBundle:
    """Seal everything that waits, and how far this laptop has read, for the server alone.

    Raises ProblemError: not_enrolled, bundle_no_key (a server that never told a key), bundle_too_large.
    """
    opening, edits = await database.read(_waiting)
    if not opening.identity.envelope_key:
        raise ProblemError(ProblemCode.BUNDLE_NO_KEY)
    waiting, missing = await database.read(to_carry)
    along = Carried()
    if luggage is not None:
        along = Carried(await asyncio.to_thread(packed, waiting, luggage), asked_for(missing, luggage))
    try:
        written = await asyncio.to_thread(_sealed, opening, edits, ports, along)
    except ProblemError as problem:
        if problem.code is not ProblemCode.BUNDLE_TOO_LARGE or not along.files:
            raise
        along = Carried(wanted=along.wanted)  # text first
        written = await asyncio.to_thread(_sealed, opening, edits, ports, along)
    files, wanted = len(along.files), len(along.wanted)
    left = len(waiting) - files + len(missing) - wanted
    return replace(written, files=files, wanted=wanted, left=left)


async def read_bundle(
    database: Database, ports: Ports, file: bytes, stop: Event, folder: BlobFolder | None = None
) -> RoundEnd:
    """Take in the server's answer, as a round does, and attachments that came along into their folder.

    Raises ProblemError: not_enrolled, bundle_…, server_garbage, server_untrusted, disk_…; what was committed
    until then stays, and the answer may be read again.
    """
    opening = await database.read(read_opening)
    at = {each.scope: each.seq for each in opening.cursors.values()}
    content = await asyncio.to_thread(_opened, opening.identity, file)
    lines = lines_of(_unpacked(content))
    try:
        answers = decode_answers(await asyncio.to_thread(next, lines, b""))
    except JSON_FAULTS as error:
        raise ProblemError(ProblemCode.SERVER_GARBAGE) from error
    if answers.replica != opening.replica.id:
        raise ProblemError(ProblemCode.BUNDLE_NOT_OURS)
    total = RoundEnd(bytes_down=len(file))
    for number, each in enumerate(answers.requests, start=1):
        told = islice(lines, each.lines)
        has_rows = number == len(answers.requests)
        answer = _Replayed(partial(_still_valid, told, each, at, has_rows=has_rows))
        end = await take_answer(database, answer, ports, stop, asked=each.now)
        total = _joined(total, end)
        if total.is_over or end.parted is not None:
            break
    if not total.is_over:
        await database.write(partial(note_files, answers=answers))
        if folder is not None and total.parted is None:
            total.files = await take_given(database, folder, lines, answers.given)
    return total


@dataclass(frozen=True)
class _Replayed:
    """A transport whose answer is here already."""

    lines: Callable[[], Iterator[bytes]]

    def send(self, call: Call, stop: Event) -> Reply:
        """Give the answer. What is asked was asked when the file was written."""
        return Reply(200, {}, self.lines(), lambda: None)


def _waiting(connection: Connection) -> tuple[Opening, list[Edit]]:
    opening = read_opening(connection)
    waiting = unanswered(connection, opening.identity.community, _MOST_EDITS)
    # What a restored server lost goes first; the next file carries what came after it.
    return opening, [each.edit for each in waiting] if not opening.again else []


def _sealed(opening: Opening, edits: list[Edit], ports: Ports, along: Carried) -> WrittenBundle:
    """Only the last request asks for records: those before it are answered by verdicts alone."""
    requests: list[Request] = []
    left = edits
    while taken := fitting(left):
        requests.append(written_request(replace(opening, cursors={}), taken, ports.moment()))
        left = left[len(taken) :]
    last = requests.pop().edits if requests else []
    asking = written_request(opening, last, ports.moment())
    text = [encode_request(each) for each in requests]
    asking = msgspec.structs.replace(asking, limit_bytes=LARGEST_CONTENT)
    text.append(with_files(encode_request(asking), along.files, along.wanted))
    content = pack(b"\n".join(text))
    header = BundleHeader(
        version=VERSION,
        suite=SUITE,
        bundle=ports.new_id(),
        kind=BundleKind.REQUESTS,
        community=opening.identity.community,
        sender=opening.replica.device,
        recipient=key_name(opening.identity.envelope_key),
        created=ports.moment(),
        first=edits[0].n if edits else 0,
        last=edits[-1].n if edits else 0,
    )
    key = ports.random_bytes(32)
    server = X25519PublicKey.from_public_bytes(opening.identity.envelope_key)
    sealing = Sealing(
        wrap=lambda info: ENVELOPES.encrypt(key, server, info),
        seal=AESGCM(key).encrypt,
        sign=Ed25519PrivateKey.from_private_bytes(opening.replica.signing_key).sign,
    )
    try:
        return WrittenBundle(seal_bundle(header, content, sealing), len(edits))
    except BundleError as error:
        raise ProblemError(_PROBLEMS[error.fault]) from error


def _opened(known: Identity, file: bytes) -> bytes:
    """The packed content of an answer that the server made for this laptop. Raises ProblemError."""
    bundle = _taken_apart(file)
    own = X25519PrivateKey.from_private_bytes(known.own_envelope_key)
    if bundle.header.kind is not BundleKind.ANSWERS:
        raise ProblemError(ProblemCode.BUNDLE_NO_ANSWER)
    if bundle.header.recipient != key_name(own.public_key().public_bytes_raw()):
        raise ProblemError(ProblemCode.BUNDLE_NOT_OURS)
    try:
        Ed25519PublicKey.from_public_bytes(known.server_key).verify(bundle.signature, bundle.signed)
    except (InvalidSignature, ValueError) as error:
        raise ProblemError(ProblemCode.BUNDLE_DAMAGED) from error
    try:
        return opened(bundle, AESGCM(ENVELOPES.decrypt(bundle.sealed_key, own, bundle.info)).decrypt)
    except (InvalidTag, ValueError) as error:
        raise ProblemError(ProblemCode.BUNDLE_DAMAGED) from error


def _taken_apart(file: bytes) -> Bundle:
    try:
        return take_apart(file)
    except BundleError as error:
        raise ProblemError(_PROBLEMS[error.fault]) from error


def _unpacked(content: bytes) -> Iterator[bytes]:
    unpacker = Unpacker(ZSTD, LARGEST_CONTENT)
    try:
        for at in range(0, len(content), _PIECE):
            yield from unpacker.feed(content[at : at + _PIECE])
        unpacker.finish()
    except UnpackError as error:
        raise ProblemError(ProblemCode.SERVER_GARBAGE) from error


def _still_valid(
    lines: Iterator[bytes], told: Answered, at: dict[ScopeId, int], *, has_rows: bool
) -> Iterator[bytes]:
    """The lines that continue what this laptop has; `at` is how far it is, and moves with them.

    Rows up to a commit line are left out where the scope was read otherwise since: they are old.
    """
    expected = dict(told.scopes)
    held: list[bytes] = []
    for line in lines:
        if line.startswith(b"["):
            held.append(line)
            continue
        match _mark(line):
            case Mark(c=Commit(scope=scope, cursor=cursor)):
                if has_rows and at.get(scope, 0) == expected.get(scope, 0):
                    yield from held
                    yield line
                    at[scope] = expected[scope] = cursor
                held = []
            case Mark(x=str() as scope) if at.get(ScopeId(scope)) != told.scopes.get(ScopeId(scope)):
                pass  # given again since, and read
            case _:
                yield line


def _mark(line: bytes) -> Mark:
    try:
        found = decode_line(line)
    except JSON_FAULTS as error:
        raise ProblemError(ProblemCode.SERVER_GARBAGE) from error
    assert isinstance(found, Mark), "rows begin with a bracket"
    return found


def _joined(total: RoundEnd, end: RoundEnd) -> RoundEnd:
    """What several requests moved, as one round."""
    return replace(
        end, sent=0, received=total.received + end.received, bytes_up=0, bytes_down=total.bytes_down
    )
