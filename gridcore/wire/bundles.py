"""A bundle: one sealed, signed file that carries a sync over a stick where there is no line.

    magic | length of the header | header (JSON) | sealed content key | chunks | signature

The content key opens this bundle alone; it is sealed (HPKE) to the recipient and bound to the header. Each
chunk is sealed by itself, its place and whether it is the last are in its nonce, and the header is in all of
them: a file that was cut, turned around or put together anew does not open. The sender signs everything,
the name of the recipient included, so that nobody can address it to somebody else.

Only the layout is here; whoever seals, signs and opens brings the algorithms.
"""

import enum
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import msgspec

from gridcore.ids import CommunityId, ReplicaId, ScopeId
from gridcore.json_faults import JSON_FAULTS
from gridcore.wire.carried import TakenFile

MAGIC = b"GRB1"
VERSION = 1
SUITE = "X25519-HKDF-SHA256-AES256GCM+Ed25519"
ENDING = ".gridsync"
"""Of the name of a file."""
LARGEST_FILE = 64_000_000
LARGEST_CONTENT = 100_000_000
"""Of what a bundle unpacks to."""
CHUNK = 65_536

_TAG = 16
_SEALED_KEY = 80
_SIGNATURE = 64
_LARGEST_HEADER = 8_192
_PURPOSE = b"gridclient bundle\n"


class BundleKind(enum.StrEnum):
    """What a bundle holds: sync requests of a laptop, or the server's answers to them."""

    REQUESTS = "requests"
    ANSWERS = "answers"


class BundleHeader(msgspec.Struct, frozen=True, omit_defaults=True):
    """What anybody can read who finds the stick: who it is for, never what it says.

    `sender` is a device's id, or the server's key name; `recipient` is the name of the key it is sealed to
    (`key_name`). `first` and `last` are the numbers of the edits inside. `answers` names the bundle that an
    answer belongs to. `created` is what the sender's clock said.
    """

    version: int
    suite: str
    bundle: str
    kind: BundleKind
    community: CommunityId
    sender: str
    recipient: str
    created: str
    first: int = 0
    last: int = 0
    answers: str = ""


class Answered(msgspec.Struct, frozen=True):
    """One request of an answered bundle: when it was made by its laptop's clock, the cursors that it named,
    and how many lines its answer has."""

    now: str
    scopes: dict[ScopeId, int]
    lines: int


class Answers(msgspec.Struct, frozen=True, omit_defaults=True):
    """The first line of an answer's content; the lines of the answers follow one after the other.

    `files` says what became of the attachments, on a server of this `epoch`. `given` lines with attachments
    that were asked for follow behind the last answer.
    """

    replica: ReplicaId
    requests: list[Answered]
    files: list[TakenFile] = []
    epoch: str = ""
    given: int = 0


class BundleFault(enum.StrEnum):
    """Why a file cannot be used."""

    OTHER_FILE = "this is no bundle"
    DAMAGED = "damaged or cut"
    NEWER = "of a newer version"
    TOO_LARGE = "too large"


class BundleError(ValueError):
    """A file that cannot be used."""

    def __init__(self, fault: BundleFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True)
class Sealing:
    """What sealing needs: `wrap` seals the content key with the given info, `seal` takes nonce, data and
    additional data, `sign` signs."""

    wrap: Callable[[bytes], bytes]
    seal: Callable[[bytes, bytes, bytes], bytes]
    sign: Callable[[bytes], bytes]


@dataclass(frozen=True)
class Bundle:
    """A file taken apart; nothing of it is believed before `signature` over `signed` is verified."""

    header: BundleHeader
    info: bytes
    sealed_key: bytes
    chunks: tuple[bytes, ...]
    signed: bytes
    signature: bytes


_header = msgspec.json.Decoder(BundleHeader)
_answers = msgspec.json.Decoder(Answers)
_encoder = msgspec.json.Encoder()


def key_name(public_key: bytes) -> str:
    """The name of a key: the beginning of its hash."""
    return hashlib.sha256(public_key).hexdigest()[:32]


def encode_answers(answers: Answers) -> bytes:
    """The first line of an answer's content."""
    return _encoder.encode(answers) + b"\n"


def decode_answers(line: bytes) -> Answers:
    """The first line of an answer's content. Raises msgspec.DecodeError for anything else."""
    return _answers.decode(line)


def seal_bundle(header: BundleHeader, content: bytes, sealing: Sealing) -> bytes:
    """The file. Raises BundleError where it would be larger than anybody opens."""
    told = _encoder.encode(header)
    info = _info(told)
    sealed = b"".join(
        sealing.seal(nonce, content[at : at + CHUNK], info) for at, nonce in _places(len(content), CHUNK)
    )
    opening = MAGIC + len(told).to_bytes(4, "big") + told + sealing.wrap(info)
    file = opening + sealed + sealing.sign(_signed(opening, sealed))
    if len(file) > LARGEST_FILE:
        raise BundleError(BundleFault.TOO_LARGE)
    return file


def take_apart(file: bytes) -> Bundle:
    """The parts of a file. Raises BundleError; what it returns is not verified yet."""
    if len(file) > LARGEST_FILE:
        raise BundleError(BundleFault.TOO_LARGE)
    if file[:4] != MAGIC:
        newer = file[:3] == MAGIC[:3] and len(file) > len(MAGIC)
        raise BundleError(BundleFault.NEWER if newer else BundleFault.OTHER_FILE)
    length = int.from_bytes(file[4:8], "big")
    begin = 8 + length + _SEALED_KEY
    end = len(file) - _SIGNATURE
    if length > _LARGEST_HEADER or end - begin < _TAG:
        raise BundleError(BundleFault.DAMAGED)
    told, sealed = file[8 : 8 + length], file[begin:end]
    return Bundle(
        header=_header_of(told),
        info=_info(told),
        sealed_key=file[8 + length : begin],
        chunks=tuple(sealed[at : at + CHUNK + _TAG] for at in range(0, len(sealed), CHUNK + _TAG)),
        signed=_signed(file[:begin], sealed),
        signature=file[end:],
    )


def opened(bundle: Bundle, open_chunk: Callable[[bytes, bytes, bytes], bytes]) -> bytes:
    """The content; `open_chunk` takes nonce, sealed chunk and additional data; what it raises rises."""
    size = sum(len(each) - _TAG for each in bundle.chunks)
    nonces = (nonce for _, nonce in _places(size, CHUNK))
    return b"".join(
        open_chunk(nonce, chunk, bundle.info) for nonce, chunk in zip(nonces, bundle.chunks, strict=True)
    )


def _header_of(told: bytes) -> BundleHeader:
    try:
        header = _header.decode(told)
    except JSON_FAULTS as error:
        raise BundleError(BundleFault.DAMAGED) from error
    if (header.version, header.suite) != (VERSION, SUITE):
        raise BundleError(BundleFault.NEWER)
    return header


def _info(told: bytes) -> bytes:
    return hashlib.sha256(_PURPOSE + told).digest()


def _signed(opening: bytes, sealed: bytes) -> bytes:
    return _PURPOSE + opening + hashlib.sha256(sealed).digest()


def _places(size: int, chunk: int) -> Iterator[tuple[int, bytes]]:
    """Where each chunk begins, and its nonce: eleven bytes of number, one that marks the last."""
    count = max(-(-size // chunk), 1)
    for number in range(count):
        yield number * chunk, number.to_bytes(11, "big") + bytes([number == count - 1])
