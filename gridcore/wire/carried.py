"""Attachments in a bundle: they go with its last request, and the answer says what became of each.

What the laptop wants to have is named there, too, and comes behind the answer's text. A server that knows
nothing of either takes the text and passes them over; so does a laptop the answer's list.
"""

from collections.abc import Sequence

import msgspec

from gridcore.ids import ScopeId

MOST_CARRIED = 30_000_000
"""Of attachments in one bundle, in bytes, some eighty photos; the others go with the next one.

An answer gives as much."""
MOST_WANTED = 1_000
"""Attachments that one bundle asks for."""


class CarriedFile(msgspec.Struct, frozen=True):
    """One whole attachment; its bytes travel as base64, which packs back to about their size.

    In an answer: without bytes it is not there for who asks.
    """

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


class WantedFile(msgspec.Struct, frozen=True):
    """One attachment that somebody at the laptop wants to look at."""

    scope: ScopeId
    sha256: str


class Carried(msgspec.Struct, frozen=True, omit_defaults=True):
    """The attachments that a request carries, and those that it asks for."""

    files: list[CarriedFile] = []
    wanted: list[WantedFile] = []


_carried = msgspec.json.Decoder(Carried)
_file = msgspec.json.Decoder(CarriedFile)
_encoder = msgspec.json.Encoder()


def with_files(request: bytes, files: Sequence[CarriedFile], wanted: Sequence[WantedFile] = ()) -> bytes:
    """An encoded request that carries attachments, and asks for others."""
    members = _encoder.encode(Carried([*files], [*wanted]))[1:]
    return request[:-1] + b"," + members if files or wanted else request


def carried_in(request: bytes) -> Carried:
    """What an encoded request carries and asks for. Raises msgspec.DecodeError for garbage."""
    return _carried.decode(request)


def encode_given(file: CarriedFile) -> bytes:
    """A line behind an answer's text."""
    return _encoder.encode(file) + b"\n"


def decode_given(line: bytes) -> CarriedFile:
    """A line behind an answer's text. Raises msgspec.DecodeError for garbage."""
    return _file.decode(line)
