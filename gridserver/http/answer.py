"""Sends answers: lines of JSON, packed as the client asked, or a refusal with the server's time."""

import logging
from collections.abc import Iterable, Iterator
from datetime import datetime

from starlette.responses import Response, StreamingResponse

from gridcore.problems import ProblemCode, ProblemError
from gridcore.wire.envelope import LINES_TYPE, PROBLEM_TYPE, Refusal, encode_refusal
from gridcore.wire.packing import IDENTITY, chosen, packed_stream
from gridserver.http.faults import told
from gridserver.http.receive import Arrived

_log = logging.getLogger("gridserver")

_STATUS = {
    ProblemCode.NOT_ENROLLED: 401,
    ProblemCode.CLOCK_SKEW: 401,
    ProblemCode.ENROLMENT_REFUSED: 403,
    ProblemCode.REVOKED: 403,
    ProblemCode.UPDATE_NEEDED: 426,
    ProblemCode.SERVER_BUSY: 503,
}


def lines(arrived: Arrived, pieces: Iterable[bytes]) -> Response:
    """Stream lines, each ending in a newline, as they are made."""
    encoding = chosen(arrived.headers.get("accept-encoding", ""))
    headers = {"cache-control": "no-store"} | ({} if encoding == IDENTITY else {"content-encoding": encoding})
    return StreamingResponse(
        packed_stream(encoding, _guarded(pieces)), media_type=LINES_TYPE, headers=headers
    )


def refused(error: ProblemError, now: datetime, why: str = "") -> Response:
    """Say why a request was not answered."""
    refusal = Refusal(error.code, int(now.timestamp()), dict(error.params), why)
    headers = {"cache-control": "no-store"}
    if error.code is ProblemCode.SERVER_BUSY:
        headers["retry-after"] = str(error.params["wait_s"])
    status = _STATUS.get(error.code, error.params.get("status", 500))
    return Response(encode_refusal(refusal), status, headers, PROBLEM_TYPE)


def _guarded(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """A bug in the middle of an answer cuts the line, which the client notices; no message is logged."""
    try:
        yield from pieces
    except Exception as error:
        _log.error("an answer was cut: %s", told(error))
        raise ConnectionAbortedError("the answer was cut") from None
