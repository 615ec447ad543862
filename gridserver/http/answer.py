"""Sends answers: lines of JSON, packed as the client asked, or a refusal with the server's time."""

from collections.abc import Iterable
from datetime import datetime

from starlette.responses import Response

from gridcore.problems import ProblemCode, ProblemError
from gridcore.wire.envelope import LINES_TYPE, PROBLEM_TYPE, Refusal, encode_refusal
from gridcore.wire.packing import IDENTITY, chosen, packed_stream
from gridserver.http.receive import Arrived

_STATUS = {
    ProblemCode.NOT_ENROLLED: 401,
    ProblemCode.CLOCK_SKEW: 401,
    ProblemCode.ENROLMENT_REFUSED: 403,
    ProblemCode.REVOKED: 403,
    ProblemCode.UPDATE_NEEDED: 426,
    ProblemCode.SERVER_BUSY: 503,
}

_WORTH_PACKING = 80


def lines(arrived: Arrived, pieces: Iterable[bytes], *, says_nothing: bool = False) -> Response:
    """Send lines, each ending in a newline, packed as the client asked.

    They are packed here, in the thread that made them: as a stream each piece would change threads. A few
    bytes are left as they are where the header would cost more than packing saves.
    """
    body, encoding = b"".join(pieces), chosen(arrived.headers.get("accept-encoding", ""))
    headers = {} if says_nothing else {"cache-control": "no-store"}
    packed = body if len(body) < _WORTH_PACKING else b"".join(packed_stream(encoding, [body]))
    if packed is not body and encoding != IDENTITY:
        headers["content-encoding"] = encoding
    return Response(packed, 200, headers, LINES_TYPE)


def refused(error: ProblemError, now: datetime, why: str = "") -> Response:
    """Say why a request was not answered."""
    refusal = Refusal(error.code, int(now.timestamp()), dict(error.params), why)
    headers = {"cache-control": "no-store"}
    if error.code is ProblemCode.SERVER_BUSY:
        headers["retry-after"] = str(error.params["wait_s"])
    status = _STATUS.get(error.code, error.params.get("status", 500))
    return Response(encode_refusal(refusal), status, headers, PROBLEM_TYPE)
