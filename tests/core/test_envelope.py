"""Refusals and enrolments as they travel."""

import msgspec
import pytest

from gridcore.ids import CommunityId, DeviceId, UserId
from gridcore.problems import ProblemCode
from gridcore.wire.enrolment import (
    EnrolAnswer,
    EnrolRequest,
    decode_enrol_answer,
    decode_enrol_request,
    encode_enrolment,
)
from gridcore.wire.envelope import Refusal, decode_refusal, encode_refusal, refusal_error


def test_a_refusal_arrives_as_the_problem_that_it_is() -> None:
    sent = Refusal(ProblemCode.CLOCK_SKEW, 1_800_000_000, {"minutes": 12})
    error = refusal_error(decode_refusal(encode_refusal(sent)), 401)
    assert (error.code, error.params) == (ProblemCode.CLOCK_SKEW, {"minutes": 12})


def test_a_refusal_with_strange_parameters_is_a_failure_of_the_server() -> None:
    error = refusal_error(Refusal(ProblemCode.REVOKED, 0, {"surprise": 1}), 403)
    assert (error.code, error.params) == (ProblemCode.SERVER_FAILED, {"status": 403})


def test_a_code_of_a_later_version_is_not_decoded() -> None:
    with pytest.raises(msgspec.ValidationError):
        decode_refusal(b'{"code": "of_tomorrow", "now": 1}')


def test_enrolments_come_through_unchanged() -> None:
    request = EnrolRequest(1, "0.1.0", "ABCDE-FGHJK", bytes(32), "Laptop 7")
    answer = EnrolAnswer(DeviceId("d"), UserId("u"), "王", CommunityId("c"), bytes(32))
    assert decode_enrol_request(encode_enrolment(request)) == request
    assert decode_enrol_answer(encode_enrolment(answer)) == answer
