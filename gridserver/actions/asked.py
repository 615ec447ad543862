"""Takes a sync request apart: a poll, or a whole one. Its edits stay bytes: each is judged by itself."""

import msgspec

from gridcore.json_faults import JSON_FAULTS
from gridcore.wire.messages import Request, decode_request
from gridcore.wire.polls import Poll, decode_poll
from gridserver.actions.arriving import RequestError

_parts = msgspec.json.Decoder(dict[str, msgspec.Raw])
_edits = msgspec.json.Decoder(list[msgspec.Raw])
_encoder = msgspec.json.Encoder()


def decode_asked(body: bytes) -> Poll:
    """A poll. Raises RequestError for anything else."""
    try:
        return decode_poll(body)
    except JSON_FAULTS as error:
        raise RequestError("not_a_request") from error


def decode_pushed(body: bytes) -> tuple[Request, list[msgspec.Raw]]:
    """The request without its edits, and the edits. Raises RequestError for anything else."""
    try:
        parts = _parts.decode(body)
        edits = _edits.decode(parts.pop("edits", b"[]"))
        told = _encoder.encode(parts)
        request = decode_request(told)
    except JSON_FAULTS as error:
        raise RequestError("not_a_request") from error
    if b"\\u0000" in told or request.n_acked < 0:  # PostgreSQL keeps no NUL in a text
        raise RequestError("not_a_request")
    return request, edits
