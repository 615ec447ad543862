"""Signatures of requests (RFC 9421) and digests of bodies (RFC 9530), in the one profile that is spoken here.

Ed25519 over method, path, query and content-digest, with created, nonce and keyid. These functions build and
take apart text; the shells have the keys, the clock and the randomness.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Mapping

import msgspec

from gridcore.ids import DeviceId

MAX_SKEW_S = 300
"""How far the clock of a laptop may be off; beyond it the server answers with its own time."""
NONCE_KEPT_S = 600
"""How long the server remembers the nonces of calls that must not be repeated."""

_LABEL, _BRIEF_LABEL = "grid", "g"
_COVERED = '("@method" "@path" "@query" "content-digest")'
_BRIEFLY_COVERED = '("@method" "@path" "content-digest")'
_PARAMS = re.compile(
    rf"{_LABEL}={re.escape(_COVERED)}"
    + r';created=([0-9]{1,15});keyid="([0-9a-f]{32})";alg="ed25519";nonce="([A-Za-z0-9_-]{16,64})"'
)
_BRIEF_PARAMS = re.compile(
    rf"{_BRIEF_LABEL}={re.escape(_BRIEFLY_COVERED)}"
    + r';created=([0-9]{1,15});keyid="([A-Za-z0-9_-]{22})";nonce="([A-Za-z0-9_-]{16,64})"'
)
_INPUT, _SIGNATURE, _DIGEST = "Signature-Input", "Signature", "Content-Digest"


class Signed(msgspec.Struct, frozen=True):
    """What a signature covers; `query` without its question mark, `created` in Unix seconds.

    `is_brief`: of a request without a query, in fewer bytes. The key says the algorithm, an id is in base64.
    """

    method: str
    path: str
    query: str
    digest: str
    created: int
    nonce: str
    device_id: DeviceId
    is_brief: bool = False


class Presented(msgspec.Struct, frozen=True):
    """What a request says of itself, and the signature that is to prove it."""

    signed: Signed
    signature: bytes


def device_id_of(public_key: bytes) -> DeviceId:
    """The id of the device that holds the private half of this Ed25519 key."""
    return DeviceId(hashlib.sha256(public_key).hexdigest()[:32])


def content_digest(body: bytes) -> str:
    """The digest of a body as it travels, compressed; of a request without one, the digest of nothing."""
    return f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode('ascii')}:"


def signature_base(signed: Signed) -> bytes:
    """The bytes that are signed (RFC 9421, 2.5)."""
    lines = (
        f'"@method": {signed.method}',
        f'"@path": {signed.path}',
        *(() if signed.is_brief else (f'"@query": ?{signed.query}',)),
        f'"content-digest": {signed.digest}',
        f'"@signature-params": {_params(signed)}',
    )
    return "\n".join(lines).encode("ascii")


def signature_headers(signed: Signed, signature: bytes) -> dict[str, str]:
    """The headers that carry a signature."""
    label = _BRIEF_LABEL if signed.is_brief else _LABEL
    return {
        _DIGEST: signed.digest,
        _INPUT: f"{label}={_params(signed)}",
        _SIGNATURE: f"{label}=:{base64.b64encode(signature).decode('ascii')}:",
    }


def read_signature(method: str, path: str, query: str, headers: Mapping[str, str]) -> Presented | None:
    """What a request presents; None where a header is missing or is not of this profile.

    `headers` finds names whatever their case. That the digest is the body's remains to be checked.
    """
    told, proof = headers.get(_INPUT, ""), headers.get(_SIGNATURE, "")
    is_brief = told.startswith(f"{_BRIEF_LABEL}=")
    label, profile = (_BRIEF_LABEL, _BRIEF_PARAMS) if is_brief else (_LABEL, _PARAMS)
    params, signature = profile.fullmatch(told), _bytes_of(proof.removeprefix(f"{label}="))
    if params is None or signature is None or not proof.startswith(f"{label}="):
        return None
    if not (method + path + query).isascii() or (is_brief and query):
        return None
    created, key_id, nonce = params.groups()
    digest = headers.get(_DIGEST, "")
    if not re.fullmatch(r"sha-256=:[A-Za-z0-9+/]{43}=:", digest):
        return None
    device_id = DeviceId(base64.urlsafe_b64decode(f"{key_id}==").hex() if is_brief else key_id)
    return Presented(Signed(method, path, query, digest, int(created), nonce, device_id, is_brief), signature)


def _params(signed: Signed) -> str:
    if signed.is_brief:
        key_id = base64.urlsafe_b64encode(bytes.fromhex(signed.device_id)).decode("ascii").rstrip("=")
        return f'{_BRIEFLY_COVERED};created={signed.created};keyid="{key_id}";nonce="{signed.nonce}"'
    return (
        f'{_COVERED};created={signed.created};keyid="{signed.device_id}";alg="ed25519";nonce="{signed.nonce}"'
    )


def _bytes_of(item: str) -> bytes | None:
    """A byte sequence of RFC 8941, `:base64:`."""
    if len(item) < 2 or not (item.startswith(":") and item.endswith(":")):
        return None
    try:
        return base64.b64decode(item[1:-1], validate=True)
    except binascii.Error:
        return None
