"""The bridge for laptops without a line: requests come in as a sealed file, answers go back as one.

It is the same as `POST /sync/v1`, once for each request inside, and like it may be repeated at will.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from gridcore.ids import DeviceId
from gridcore.json_faults import JSON_FAULTS
from gridcore.problems import ProblemError
from gridcore.wire.bundles import (
    LARGEST_CONTENT,
    LARGEST_FILE,
    SUITE,
    VERSION,
    Answered,
    Answers,
    Bundle,
    BundleError,
    BundleFault,
    BundleHeader,
    BundleKind,
    Sealing,
    encode_answers,
    key_name,
    opened,
    seal_bundle,
    take_apart,
)
from gridcore.wire.carried import MOST_CARRIED, Carried, CarriedFile, carried_in, encode_given
from gridcore.wire.messages import MOST_EDITS, Request
from gridcore.wire.packing import ZSTD, UnpackError, pack, unpack
from gridserver.actions.arriving import RequestError
from gridserver.actions.asked import decode_pushed
from gridserver.actions.give_changes import give_changes
from gridserver.actions.give_wanted import give_wanted
from gridserver.actions.take_carried import take_carried
from gridserver.actions.take_edits import take_edits
from gridserver.db import counter
from gridserver.db.audit import Entry, append
from gridserver.db.devices import Device, device_of, envelope_key_of
from gridserver.db.keys import ENVELOPES
from gridserver.db.scopes import moment_of
from gridserver.installation import Installation

_MOST_REQUESTS = 200
_MOST_PACKED = LARGEST_FILE - 100_000
"""Of an answer's content: header, seals and signature come on top."""


class BridgeError(Exception):
    """A bundle that cannot be taken in; the text says why, and never what is inside."""


@dataclass(frozen=True)
class Bridged:
    """The answer's file, and what an account may tell: who sent it, how many edits, how many records back."""

    file: bytes
    device: Device
    edits: int
    rows: int
    files: int = 0
    """How many attachments are there now."""
    given: int = 0
    """And how many go back."""


def bridge(installation: Installation, file: bytes, *, bundle_id: str, content_key: bytes) -> Bridged:
    """Take in a laptop's bundle and make the answer, named and sealed with what the caller drew by lot.

    Raises BridgeError; what was taken in until then stays, and comes in once however often it is tried.
    """
    bundle, device, recipient = _sender(installation, file)
    content = _content(installation, bundle)
    requests = _requests(bundle.header, content)
    told: list[Answered] = []
    pieces: list[bytes] = []
    left, rows, count = LARGEST_CONTENT // 2, 0, 0
    for request, edits in requests:
        try:
            pushed = take_edits(installation, device, request, edits)
            given = give_changes(installation, device, request, pushed, most=left)
        except RequestError as error:
            raise BridgeError(f"a request inside is refused: {error}") from error
        except ProblemError as error:
            raise BridgeError("the program that made it must be updated first") from error
        lines = b"".join(given.pieces)
        left = max(left - len(lines), 1)
        rows, count = rows + given.rows, count + len(edits)
        told.append(Answered(request.now, request.scopes, lines.count(b"\n")))
        pieces.append(lines)
    text, carried = b"".join(pieces), _carried(content)
    files = take_carried(installation, device, bundle.header.community, carried.files)
    room = min(MOST_CARRIED, (LARGEST_CONTENT - len(text)) // 2)
    back = give_wanted(installation, device, bundle.header.community, carried.wanted, most=room)
    with installation.database.write() as connection:
        entry = Entry(installation.clock(), device.user_id, "bridge", bundle.header.bundle, device.device_id)
        append(connection, bundle.header.community, entry)
        reading = counter.read(connection, bundle.header.community)
    first = Answers(requests[0][0].replica, told, files, reading.epoch if reading is not None else "")
    header = BundleHeader(
        version=VERSION,
        suite=SUITE,
        bundle=bundle_id,
        kind=BundleKind.ANSWERS,
        community=bundle.header.community,
        sender=key_name(installation.receipt_key.public_key().public_bytes_raw()),
        recipient=key_name(recipient),
        created=moment_of(installation.clock()),
        answers=bundle.header.bundle,
    )
    answer = _packed(first, text, back)
    if len(answer) > _MOST_PACKED:  # text first: files are asked for again
        back = []
        answer = _packed(first, text, back)
    sealed = seal_bundle(header, answer, _sealing(installation, recipient, content_key))
    arrived = sum(each.have == each.size for each in files)
    return Bridged(sealed, device, count, rows, arrived, sum(each.content != b"" for each in back))


def _packed(first: Answers, text: bytes, given: Sequence[CarriedFile]) -> bytes:
    """The content of an answer."""
    opening = encode_answers(msgspec.structs.replace(first, given=len(given)))
    return pack(b"".join((opening, text, *map(encode_given, given))))


def _sender(installation: Installation, file: bytes) -> tuple[Bundle, Device, bytes]:
    """The bundle, who signed it, and the key that the answer is sealed to."""
    try:
        bundle = take_apart(file)
    except BundleError as error:
        raise BridgeError(error.fault.value) from error
    header = bundle.header
    if header.kind is not BundleKind.REQUESTS:
        raise BridgeError("this is an answer; it belongs on the laptop")
    if header.recipient != key_name(installation.envelope_key.public_key().public_bytes_raw()):
        raise BridgeError("it is sealed for another server")
    with installation.database.look() as connection:
        device = device_of(connection, DeviceId(header.sender))
        recipient = envelope_key_of(connection, DeviceId(header.sender))
    if device is None or recipient is None:
        raise BridgeError("the laptop that made it is not enrolled here")
    try:
        Ed25519PublicKey.from_public_bytes(device.public_key).verify(bundle.signature, bundle.signed)
    except InvalidSignature as error:
        raise BridgeError(BundleFault.DAMAGED.value) from error
    return bundle, device, recipient


def _content(installation: Installation, bundle: Bundle) -> bytes:
    try:
        key = ENVELOPES.decrypt(bundle.sealed_key, installation.envelope_key, bundle.info)
        return unpack(ZSTD, opened(bundle, AESGCM(key).decrypt), LARGEST_CONTENT)
    except (InvalidTag, UnpackError, ValueError) as error:
        raise BridgeError(BundleFault.DAMAGED.value) from error


def _requests(header: BundleHeader, content: bytes) -> Sequence[tuple[Request, list[msgspec.Raw]]]:
    lines = content.splitlines()
    if not 0 < len(lines) <= _MOST_REQUESTS:
        raise BridgeError("it holds no requests, or too many")
    try:
        found = [decode_pushed(line) for line in lines]
    except RequestError as error:
        raise BridgeError("what is inside is no request") from error
    for request, edits in found:
        if request.community != header.community or len(edits) > MOST_EDITS:
            raise BridgeError("what is inside is not what it says outside")
    return found


def _carried(content: bytes) -> Carried:
    """The attachments go with the last request, after all text."""
    try:
        return carried_in(content.splitlines()[-1])
    except JSON_FAULTS as error:
        raise BridgeError("what is inside is no request") from error


def _sealing(installation: Installation, recipient: bytes, content_key: bytes) -> Sealing:
    public = X25519PublicKey.from_public_bytes(recipient)
    return Sealing(
        wrap=lambda info: ENVELOPES.encrypt(content_key, public, info),
        seal=AESGCM(content_key).encrypt,
        sign=installation.receipt_key.sign,
    )
