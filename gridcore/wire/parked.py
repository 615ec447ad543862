"""The answer of `GET /parked/…`: what left-behind work says, beside what stands now."""

import msgspec

from gridcore.fields import Value
from gridcore.ids import RecordId


class ParkedValue(msgspec.Struct, frozen=True, omit_defaults=True):
    """One parked edit, by cell: what it says, and what the record holds now.

    `withheld`: it lies where the reader receives nothing, so both are empty.
    """

    n: int
    kind: str
    record: RecordId
    do: str
    cells: dict[str, Value] = {}
    now: dict[str, Value] = {}
    withheld: bool = False


class ParkedShown(msgspec.Struct, frozen=True):
    """The edits that a record of left-behind work stands for, in their order."""

    record: RecordId
    edits: list[ParkedValue]


_decoder = msgspec.json.Decoder(ParkedShown)


def encode_parked(shown: ParkedShown) -> bytes:
    """The answer as one line with its newline."""
    return msgspec.json.encode(shown) + b"\n"


def decode_parked(line: bytes) -> ParkedShown:
    """The answer. Raises msgspec.ValidationError or msgspec.DecodeError for anything else."""
    return _decoder.decode(line)
