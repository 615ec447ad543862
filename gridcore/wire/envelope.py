"""What encloses every answer, so that a captive portal's page is never taken for one."""

import msgspec

from gridcore.problems import PARAMS, ProblemCode, ProblemError

LINES_TYPE = "application/vnd.gridclient.lines+json"
"""Lines of JSON; the first one is a JSON object."""
PROBLEM_TYPE = "application/problem+json"
"""One refusal."""


class Refusal(msgspec.Struct, frozen=True, omit_defaults=True):
    """Why a request was not answered; `now` is the server's clock in Unix seconds.

    `why` is a word for whoever writes a client, never a value.
    """

    code: ProblemCode
    now: int
    params: dict[str, int] = {}
    why: str = ""


_refusal = msgspec.json.Decoder(Refusal)


def encode_refusal(refusal: Refusal) -> bytes:
    """The refusal as JSON."""
    return msgspec.json.encode(refusal)


def decode_refusal(body: bytes) -> Refusal:
    """A refusal. Raises msgspec.ValidationError or msgspec.DecodeError, also for a code not known here."""
    return _refusal.decode(body)


def refusal_error(refusal: Refusal, status: int) -> ProblemError:
    """The refusal as the problem that a person is told about."""
    if refusal.params.keys() != PARAMS.get(refusal.code, frozenset()):
        return ProblemError(ProblemCode.SERVER_FAILED, status=status)
    return ProblemError(refusal.code, **refusal.params)
