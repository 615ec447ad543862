"""`POST /enrol/v1`."""

from collections.abc import Callable

from starlette.exceptions import HTTPException
from starlette.responses import Response

from gridcore.json_faults import JSON_FAULTS
from gridcore.wire.enrolment import decode_enrol_request, encode_enrolment
from gridcore.wire.signing import device_id_of
from gridserver.actions.enrol import enrol
from gridserver.http.answer import lines
from gridserver.http.receive import Arrived, presented, prove
from gridserver.installation import Installation


def enrol_endpoint(installation: Installation) -> Callable[[Arrived], Response]:
    """Answers an enrolment; the request is signed with the key that it brings."""

    def answer(arrived: Arrived) -> Response:
        found = presented(arrived, installation.clock())
        try:
            request = decode_enrol_request(arrived.body())
        except JSON_FAULTS as error:
            raise HTTPException(400) from error
        if device_id_of(request.public_key) != found.signed.device_id:
            raise HTTPException(400)
        prove(found, request.public_key)
        return lines(arrived, [encode_enrolment(enrol(installation, request)) + b"\n"])

    return answer
