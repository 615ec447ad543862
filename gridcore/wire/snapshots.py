"""The lines of `GET /snapshot/…` and `GET /history/…` that are neither records nor commit lines."""

import msgspec

from gridcore.fields import Value
from gridcore.ids import RecordId

OPEN, COMPLETE = "open", "complete"


class Place(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where the frame of the packed body begins that is read; `seq` is the cursor once all is read.

    `mark` is `open` where everything that Today needs has been read, `complete` at the end. Where `offset`
    changes, ids are numbered anew (`columns.py`).
    """

    offset: int
    seq: int
    mark: str = ""


class PlaceLine(msgspec.Struct, frozen=True):
    """The first line of each frame of a snapshot, and wherever a mark is reached."""

    s: Place


class Past(msgspec.Struct, frozen=True):
    """The first line of a history: how many entries follow, newest first, and whether older ones exist."""

    record: RecordId
    entries: int
    more: bool


class PastLine(msgspec.Struct, frozen=True):
    """Wraps `Past`, so that the first line is told from the entries."""

    past: Past


class PastEdit(msgspec.Struct, frozen=True, omit_defaults=True):
    """One edit of a record: who did what when (as the laptop claimed), and the values it led to."""

    seq: int
    author: str
    at: str
    do: str
    verdict: str
    cells: dict[str, Value]
    reason: str = ""


_place = msgspec.json.Decoder(PlaceLine)
_past = msgspec.json.Decoder(PastLine)
_edit = msgspec.json.Decoder(PastEdit)
_encoder = msgspec.json.Encoder()


def encode(line: PlaceLine | PastLine | PastEdit) -> bytes:
    """One line with its newline."""
    return _encoder.encode(line) + b"\n"


def decode_place(line: bytes) -> Place:
    """A place. Raises msgspec.ValidationError or msgspec.DecodeError for any other line."""
    return _place.decode(line).s


def decode_past(line: bytes) -> Past:
    """A history's first line. Raises msgspec.ValidationError or msgspec.DecodeError for any other."""
    return _past.decode(line).past


def decode_past_edit(line: bytes) -> PastEdit:
    """An entry of a history. Raises msgspec.ValidationError or msgspec.DecodeError for any other line."""
    return _edit.decode(line)
