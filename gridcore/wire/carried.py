"""Attachments in a bundle: they go with its last request, and the answer says what became of each.

A server that knows nothing of them takes the text and passes them over; so does a laptop the answer's list.
"""

from collections.abc import Sequence

import msgspec

from gridcore.ids import ScopeId

MOST_CARRIED = 30_000_000
"""Of attachments in one bundle, in bytes, some eighty photos; the others go with the next one."""


class CarriedFile(msgspec.Struct, frozen=True):
    """One whole attachment; its bytes travel as base64, which packs back to about their size."""

    scope: ScopeId
    sha256: str
    content: bytes


class TakenFile(msgspec.Struct, frozen=True, omit_defaults=True):
    """How much of an attachment the server has now; `trouble` says why not all, in a word of this program."""

    scope: ScopeId
    sha256: str
    size: int
    have: int = 0
    trouble: str = ""


class _Carrying(msgspec.Struct, frozen=True):
    files: list[CarriedFile] = []


_carrying = msgspec.json.Decoder(_Carrying)
_encoder = msgspec.json.Encoder()


def with_files(request: bytes, files: Sequence[CarriedFile]) -> bytes:
    """An encoded request that carries attachments."""
    return request[:-1] + b',"files":' + _encoder.encode(files) + b"}" if files else request


def files_in(request: bytes) -> list[CarriedFile]:
    """The attachments that an encoded request carries. Raises msgspec.DecodeError for garbage."""
    return _carrying.decode(request).files
