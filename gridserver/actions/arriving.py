"""Edits as they arrive: each one decoded by itself, so that one that means nothing delays no other."""

import hashlib
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from gridcore.ids import CommunityId, RecordId
from gridcore.json_faults import JSON_FAULTS
from gridcore.sync.changes import numbered
from gridcore.sync.edits import Edit, decode_edit, encode_edit
from gridcore.wire.messages import MOST_EDITS
from gridcore.wire.sealed import SealedEdit, former, sealed_base
from gridserver.db.keys import ENVELOPES

_ID = re.compile(r"[0-9A-Za-z._:-]{1,64}")
_DEEPEST = 12
_LARGEST_NUMBER = 1 << 53
_LONGEST_WORD = 200
_WORDS = ("grp", "cell", "at", "scope", "parent", "kind", "element", "from", "to", "choice", "do")


class RequestError(ValueError):
    """A request that no laptop of ours makes; `why` is a word of this program, never a value."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


_told = msgspec.json.Decoder(dict[str, object])
_canonical = msgspec.json.Encoder(order="sorted")


class Arriving(NamedTuple):
    """One edit: its canonical JSON with its hash, and what it says; `edit` is None where it means nothing."""

    n: int
    grp: str
    record: RecordId
    hash: str
    body: bytes
    edit: Edit | None


def arriving(raws: Sequence[msgspec.Raw], opened: Sequence[Arriving] = ()) -> list[Arriving]:
    """The edits of a request, with those that came sealed.

    Raises RequestError unless their numbers ascend without a gap.
    """
    if len(raws) + len(opened) > MOST_EDITS:
        raise RequestError("too_many_edits")
    found = [_one(bytes(raw)) for raw in raws]
    if opened:
        found = sorted((*found, *opened), key=lambda each: each.n)
    if any(later.n != earlier.n + 1 for earlier, later in pairwise(found)):
        raise RequestError("numbers_not_in_a_row")
    return found


def opened(sealed: SealedEdit, key: X25519PrivateKey, community: CommunityId) -> Arriving:
    """An edit that was handed in before; one that cannot be opened keeps its number and hash alone."""
    inner = former(sealed) or sealed
    bound = sealed_base(community, inner.n, inner.hash)
    try:
        found = _one(ENVELOPES.decrypt(inner.body, key, bound))
    except (InvalidTag, ValueError):  # RequestError is one
        found = None
    if found is None or (found.n, found.hash) != (inner.n, inner.hash):
        return Arriving(sealed.n, "", RecordId(""), sealed.hash, sealed.body, None)
    return found if inner is sealed else _under(found, sealed.n, sealed.hash)


def _under(arriving: Arriving, n: int, hashed: str) -> Arriving:
    """The same edit under another number."""
    told = _told.decode(arriving.body)
    body = _canonical.encode({**told, "n": n})
    edit = numbered(arriving.edit, n) if arriving.edit is not None else None
    return arriving._replace(n=n, hash=hashed, body=body, edit=edit)


def of_ours(edits: Sequence[Edit]) -> list[Arriving]:
    """Edits that this server makes itself."""
    found = []
    for each in edits:
        body = encode_edit(each)
        found.append(Arriving(each.n, each.grp, each.id, hashlib.sha256(body).hexdigest(), body, each))
    return found


def _one(raw: bytes) -> Arriving:
    """The hash is taken over all that the laptop sent, members of later versions included."""
    try:
        told = _told.decode(raw)
    except JSON_FAULTS as error:
        raise RequestError("edit_is_no_object") from error
    n = told.get("n")
    if not isinstance(n, int) or isinstance(n, bool) or not 0 < n < _LARGEST_NUMBER:
        raise RequestError("edit_without_number")
    grp, record = told.get("grp"), told.get("id")
    body = _canonical.encode(told)
    return Arriving(
        n=n,
        grp=grp if isinstance(grp, str) and _is_storable(grp) else "",
        record=RecordId(record if isinstance(record, str) and _ID.fullmatch(record) else ""),
        hash=hashlib.sha256(body).hexdigest(),
        body=body,
        edit=_decoded(told, body),
    )


def _decoded(told: dict[str, object], body: bytes) -> Edit | None:
    record = told.get("id")
    words = [each for name in _WORDS if isinstance(each := told.get(name), str)]
    if not (isinstance(record, str) and _ID.fullmatch(record) and _is_storable(told)):
        return None
    if any(len(each) > _LONGEST_WORD for each in words):
        return None
    try:
        return decode_edit(body)
    except JSON_FAULTS:
        return None


def _is_storable(value: object, depth: int = 0) -> bool:
    """PostgreSQL keeps no NUL in a text; nobody nests values deeper than a few levels."""
    if isinstance(value, str):
        return "\x00" not in value
    if isinstance(value, int):
        return -_LARGEST_NUMBER < value < _LARGEST_NUMBER
    if isinstance(value, list):
        return depth < _DEEPEST and all(_is_storable(each, depth + 1) for each in value)
    if isinstance(value, dict):
        return depth < _DEEPEST and all(
            "\x00" not in name and _is_storable(each, depth + 1) for name, each in value.items()
        )
    return value is None
