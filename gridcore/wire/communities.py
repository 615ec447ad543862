"""The answer of `GET /communities`: every community of the server by name, in its districts; public (P0)."""

import msgspec

from gridcore.ids import CommunityId


class Neighbour(msgspec.Struct, frozen=True):
    """A community; `districts` are the names of the divisions that it lies in, the largest first."""

    code: CommunityId
    name: str
    districts: tuple[str, ...] = ()


class Communities(msgspec.Struct, frozen=True):
    """All of them, in the order of their codes."""

    communities: tuple[Neighbour, ...]


_decoder = msgspec.json.Decoder(Communities)


def encode_communities(told: Communities) -> bytes:
    """The answer as one line with its newline."""
    return msgspec.json.encode(told, order="sorted") + b"\n"


def decode_communities(line: bytes) -> Communities:
    """The answer. Raises msgspec.ValidationError or msgspec.DecodeError for anything else."""
    return _decoder.decode(line)
