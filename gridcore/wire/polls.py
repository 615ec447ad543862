"""A poll: a request of a laptop that has nothing to send and stands at one number in every scope.

It is the whole request said short. What the laptop would tell is hashed; the server, which knows all of it
but the number, hashes its own and looks whether the two are alike. A wait says the same in its path.
"""

import base64
import hashlib
from collections.abc import Iterable

import msgspec

from gridcore.ids import CommunityId, ReplicaId, ScopeId
from gridcore.sync.edits import GENESIS

OPENING = b"["
"""Begins a poll, as a brace begins a whole request."""

_STATE_BYTES, _SUM_BYTES = 16, 8


class Poll(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """`at` is the cursor of every scope, `state` what `state_of` makes of all the rest."""

    at: int
    state: str


class Standing(msgspec.Struct, frozen=True):
    """What a whole request would tell: the past that laptop and server share, and the scopes that it has."""

    community: CommunityId
    replica: ReplicaId
    epoch: str
    n_acked: int
    chain: str
    scopes: frozenset[ScopeId]


class Come(msgspec.Struct, frozen=True):
    """The answer to a wait: whether a sync would bring something."""

    come: bool


_come = msgspec.json.Decoder(Come)
_poll = msgspec.json.Decoder(Poll)
_encoder = msgspec.json.Encoder()


def encode_poll(poll: Poll) -> bytes:
    """The poll as JSON."""
    return _encoder.encode(poll)


def decode_poll(body: bytes) -> Poll:
    """A poll. Raises msgspec.ValidationError or msgspec.DecodeError for anything else."""
    return _poll.decode(body)


def encode_come(told: Come) -> bytes:
    """The answer as one line."""
    return _encoder.encode(told) + b"\n"


def decode_come(line: bytes) -> Come:
    """An answer. Raises msgspec.ValidationError or msgspec.DecodeError for anything else."""
    return _come.decode(line)


def state_of(standing: Standing, at: int) -> str:
    """The first 128 bits of a hash over all of it; the chain of a replica without edits counts as none."""
    chain = standing.chain if standing.n_acked else GENESIS
    past = [standing.community, standing.replica, standing.epoch, standing.n_acked, chain]
    return _short(["poll", *past, at, sorted(standing.scopes)], _STATE_BYTES)


def sum_of(scopes: Iterable[tuple[ScopeId, int, str]]) -> str:
    """64 bits over the rows and the digest of every scope: enough to find a difference that nobody made."""
    return _short(sorted(scopes), _SUM_BYTES)


def _short(told: object, length: int) -> str:
    hashed = hashlib.sha256(_encoder.encode(told)).digest()[:length]
    return base64.urlsafe_b64encode(hashed).decode("ascii").rstrip("=")
