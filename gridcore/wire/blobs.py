"""What is said about attachments on the wire; their bytes travel as they are."""

import msgspec

BLOB_TYPE = "application/vnd.gridclient.blob"
"""The bytes of an attachment, or a part of them; never shown by a browser."""


class Uploaded(msgspec.Struct, frozen=True):
    """How much of an attachment the server has, and how large it is as a whole."""

    have: int
    size: int


_uploaded = msgspec.json.Decoder(Uploaded)


def encode_uploaded(told: Uploaded) -> bytes:
    """One line with its newline."""
    return msgspec.json.encode(told) + b"\n"


def decode_uploaded(line: bytes) -> Uploaded:
    """What the server has. Raises msgspec.ValidationError or msgspec.DecodeError for any other line."""
    return _uploaded.decode(line)
