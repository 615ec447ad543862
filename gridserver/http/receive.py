"""Takes a request in: its body within limits of size and time, its signature against the device's key."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import parse_qs, unquote

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from starlette.exceptions import HTTPException
from starlette.requests import Request

from gridcore.ids import CommunityId
from gridcore.problems import ProblemCode, ProblemError
from gridcore.wire.messages import MOST_BYTES
from gridcore.wire.packing import Fault, UnpackError, unpack
from gridcore.wire.signing import (
    MAX_SKEW_S,
    NONCE_KEPT_S,
    Presented,
    content_digest,
    read_signature,
    signature_base,
)
from gridserver.actions.arriving import RequestError
from gridserver.db.devices import Device, device_of, use_nonce
from gridserver.installation import Installation

LARGEST_BODY = MOST_BYTES + 500_000
"""Packed or unpacked: the edits, and the scopes and cursors around them."""

_SLOWEST_BODY_S = 120


@dataclass(frozen=True)
class Arrived:
    """A request as it came over the wire."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    packed: bytes
    notes: dict[str, str | int] = field(default_factory=dict, compare=False)

    def note(self, **noted: str | int) -> None:
        """Add to the line that is logged of this request: ids and counts, never values."""
        self.notes.update(noted)

    def body(self) -> bytes:
        """The body unpacked. Raises HTTPException when it is damaged or too large."""
        try:
            return unpack(self.headers.get("content-encoding", ""), self.packed, LARGEST_BODY)
        except UnpackError as error:
            status = {Fault.TOO_LARGE: 413, Fault.UNKNOWN: 415}.get(error.fault, 400)
            raise HTTPException(status) from error

    def named(self, prefix: str) -> str:
        """What the path names after its beginning."""
        return unquote(self.path.removeprefix(prefix))

    def community(self, home: CommunityId) -> CommunityId:
        """The community that is asked about, else the user's home.

        Raises RequestError where it or the path holds a NUL, which PostgreSQL keeps in no text.
        """
        asked = parse_qs(self.query).get("community", [home])[0]
        if "\x00" in asked + self.named(""):
            raise RequestError("not_here")
        return CommunityId(asked)


async def receive(request: Request) -> Arrived:
    """Read a request. Raises HTTPException for a body that is too large, too slow, or cut off."""
    chunks: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(_SLOWEST_BODY_S):
            async for chunk in request.stream():
                size += len(chunk)
                if size > LARGEST_BODY:
                    raise HTTPException(413)
                chunks.append(chunk)
    except TimeoutError as error:
        raise HTTPException(408) from error
    path, query = request.scope.get("raw_path", b""), request.scope["query_string"]
    return Arrived(
        method=request.method,
        path=path.decode("latin-1") or request.url.path,
        query=query.decode("latin-1"),
        headers=request.headers,
        packed=b"".join(chunks),
    )


def presented(arrived: Arrived, now: datetime) -> Presented:
    """What the request says of itself. Raises ProblemError when it is unsigned or its clock is far off."""
    found = read_signature(arrived.method, arrived.path, arrived.query, arrived.headers)
    if found is None or found.signed.digest != content_digest(arrived.packed):
        raise ProblemError(ProblemCode.NOT_ENROLLED)
    skew_s = abs(found.signed.created - now.timestamp())
    if skew_s > MAX_SKEW_S:
        raise ProblemError(ProblemCode.CLOCK_SKEW, minutes=int(skew_s // 60))
    return found


def prove(found: Presented, public_key: bytes) -> None:
    """Raises ProblemError unless this key made the signature."""
    try:
        key = Ed25519PublicKey.from_public_bytes(public_key)
        key.verify(found.signature, signature_base(found.signed))
    except (InvalidSignature, ValueError) as error:
        raise ProblemError(ProblemCode.NOT_ENROLLED) from error


def caller(installation: Installation, arrived: Arrived, *, once: bool = False) -> Device:
    """The device that signed the request, trusted or not; with `once`, a request that comes again is refused.

    Raises ProblemError when the signature is not that of an enrolled device.
    """
    now = installation.clock()
    found = presented(arrived, now)
    with installation.database.look() as connection:
        device = device_of(connection, found.signed.device_id)
    if device is None:
        raise ProblemError(ProblemCode.NOT_ENROLLED)
    prove(found, device.public_key)
    if once:
        with installation.database.write() as connection:
            kept = timedelta(seconds=NONCE_KEPT_S)
            if not use_nonce(connection, device.device_id, found.signed.nonce, now=now, kept=kept):
                raise HTTPException(409)
    return device
